"""A comparison in the order in which it is read: what is true of many elements, each element, what ODDs are made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from tei.odd.comparing import wording
from tei.odd.comparing.changes import OF_SPECIFICATIONS, Change, Difference, Kind
from tei.odd.comparing.comparison import Comparison, by_name
from tei.odd.content_models.expressions import Symbol

_MANY: Final = 4
"""From so many elements on, what they have in common comes before what is said of single ones."""
_MOST_WITH_TYPES: Final = 3


class Section(NamedTuple):
    """What is told of some elements, in sentences; ``heading`` names them."""

    heading: str
    sentences: tuple[str, ...]


class Sections(NamedTuple):
    """The parts of a report."""

    documents: tuple[str, ...]
    many: tuple[Section, ...]
    single: tuple[Section, ...]
    specifications: tuple[str, ...]


def sections(comparison: Comparison, places: Mapping[Symbol, str]) -> Sections:
    """Return the parts of the report on *comparison*; *places* are told with elements that have one."""
    found: dict[tuple[Symbol, ...], list[Change]] = {}
    whole: list[Difference] = []
    for difference in comparison.differences:
        if difference.elements:
            found.setdefault(difference.elements, []).append(difference.change)
        else:
            whole.append(difference)
    many = sorted((one for one in found if len(one) >= _MANY), key=lambda one: (-len(one), by_name(one[0])))
    single = [one for one in found if len(one) < _MANY]
    return Sections(
        tuple(wording.sentence(one.change) for one in whole if one.change.kind not in OF_SPECIFICATIONS),
        tuple(Section(_heading(one, {}), tuple(_sentences(found[one]))) for one in many),
        tuple(Section(_heading(one, places), tuple(_sentences(found[one]))) for one in single),
        tuple(wording.sentence(one.change) for one in whole if one.change.kind in OF_SPECIFICATIONS),
    )


def _heading(elements: tuple[Symbol, ...], places: Mapping[Symbol, str]) -> str:
    if len(elements) < _MANY:
        known = dict.fromkeys(places[one] for one in elements if one in places)
        return wording.tags(elements) + (f"  ({', '.join(known)})" if known else "")
    return f"{len(elements):,} elements: {wording.tags(elements)}"


def _sentences(changes: Iterable[Change]) -> Iterator[str]:
    """Yield what *changes* say; attributes that come or go together are listed where there are many."""
    listed = list(changes)
    for kind, verb in ((Kind.ATTRIBUTE_ADDED, "gets"), (Kind.ATTRIBUTE_REMOVED, "loses")):
        alike = [change for change in listed if change.kind is kind and not change.required]
        if len(alike) > _MOST_WITH_TYPES:
            shown = ", ".join(wording.attribute(change.name) for change in alike)
            yield f"{verb} {len(alike)} attributes: {shown}"
            listed = [change for change in listed if change not in alike]
    # Attributes of one datatype change together.
    same: dict[Change, list[str]] = {}
    for change in listed:
        of_values = change.kind is Kind.VALUES
        same.setdefault(replace(change, name="") if of_values else change, []).append(change.name)
    for change, having in same.items():
        if change.kind is Kind.VALUES:
            yield f"{', '.join(map(wording.attribute, having))}: {wording.values(change)}"
        else:
            yield wording.sentence(change)
