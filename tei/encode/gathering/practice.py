"""What was done in a text and has to be declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.names import XML, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.encode.gathering.survey import Survey
    from tei.encode.heading import Done

_LANG: Final = f"{{{XML}}}lang"
_NAMES: Final = frozenset(
    {"country", "geogName", "name", "orgName", "persName", "placeName", "region", "settlement", "bloc", "district"}
)
_OPENING: Final = "“«„‹"  # guillemets as in French and Russian
_CLOSING: Final = "”»›"
_MARKS: Final = frozenset(_OPENING + _CLOSING + '"')
_VALUES: Final = ("when", "notBefore", "notAfter", "from", "to")


def languages(found: Survey) -> tuple[str, ...]:
    """Return the tags of the languages in which the text says that it has words."""
    return tuple(dict.fromkeys(tag for one in found.elements if (tag := one.get(_LANG, ""))))


def done(found: Survey) -> frozenset[Done]:
    """Return what was done in the text."""
    return frozenset(one for element in found.elements for one in _of(element))


def _of(element: Element) -> Iterator[Done]:
    name = local_name(element.tag)
    if name in _NAMES and "#" in element.get("ref", ""):
        yield "names"
    if name == "date":
        yield from _of_date(element)
    if name == "sic":
        yield _error("".join(map(str, element.itertext())).strip())
    if element.get("type") == "unresolved":
        yield "unresolved"
    if not _MARKS.isdisjoint(element.text or "") or any(not _MARKS.isdisjoint(one.tail or "") for one in element):
        yield "quotation"


def _of_date(element: Element) -> Iterator[Done]:
    if any(element.get(one) for one in _VALUES):
        yield "dates"
    if "T" in element.get("when-iso", ""):
        yield "times"
    if element.get("evidence") == "internal":
        yield "years"


def _error(said: str) -> Done:
    """Return what kind of error is marked as found: a quotation mark without its partner, or any other."""
    if said and all(one in _CLOSING for one in said):
        return "unopened"
    return "unclosed" if said and all(one in _OPENING for one in said) else "sic"
