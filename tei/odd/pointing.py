"""Which attributes of TEI hold pointers, as the facts of its releases have it."""

from typing import TYPE_CHECKING, Final

from tei.odd.bases import facts
from tei.odd.specs import AttDef, AttList, DataRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.odd.bases.facts import Facts
    from tei.odd.specs import Spec

_DATATYPES: Final = frozenset({"teidata.pointer", "data.pointer", "anyURI"})


def pointing() -> dict[str, dict[str, list[str]]]:
    """Return the attributes in no namespace that hold pointers in any release that ships, and where they do.

    ``{}`` is on all elements, also those of a project. Where TEI itself has an attribute of the name that holds
    something else, that is said in the shorter way: ``except`` these elements, or ``on`` these alone.
    """
    yes: dict[str, set[str]] = {}
    no: dict[str, set[str]] = {}
    for release in facts.releases():
        base = facts.load(release)
        for ident in base.idents("element"):
            for name, points in _attributes(base, base.spec("element", ident)).items():
                (yes if points else no).setdefault(name, set()).add(ident)
    return {name: _where(elements, no.get(name, set()) - elements) for name, elements in sorted(yes.items())}


def _where(yes: set[str], no: set[str]) -> dict[str, list[str]]:
    if not no:
        return {}
    return {"except": sorted(no)} if len(no) < len(yes) else {"on": sorted(yes)}


def _attributes(base: "Facts", spec: "Spec | None") -> dict[str, bool]:
    """Return the attributes of *spec*, those of its classes first, and whether they hold pointers."""
    found: dict[str, bool] = {}
    if spec is None:
        return found
    for one in spec.classes.members if spec.classes else ():
        found |= _attributes(base, base.spec("class", one.key))
    for definition in _definitions(spec.attributes) if spec.attributes else ():
        points = _points(definition)
        # What an element says of an attribute of its class need not say the datatype again.
        if ":" not in definition.ident and points is not None:
            found[definition.ident] = points
    return found


def _definitions(attributes: AttList) -> "Iterator[AttDef]":
    for member in attributes.members:
        if isinstance(member, AttList):
            yield from _definitions(member)
        elif isinstance(member, AttDef):
            yield member


def _points(definition: AttDef) -> bool | None:
    """Return whether the values are pointers, None if the facts do not name a datatype, as those of old releases."""
    content = definition.datatype.content if definition.datatype else None
    return bool({content.key, content.name} & _DATATYPES) if isinstance(content, DataRef) else None
