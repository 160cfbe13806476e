"""Which attributes of TEI hold pointers, as the facts of its releases have it."""

from typing import TYPE_CHECKING, Final

from tei.odd.bases import facts
from tei.odd.specs import AttDef, AttList, DataRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.odd.bases.facts import Facts
    from tei.odd.specs import Spec

_DATATYPES: Final = frozenset({"teidata.pointer", "data.pointer", "anyURI"})


def pointing() -> dict[str, list[str]]:
    """Return the attributes in no namespace that hold pointers in any release that ships.

    The elements beside an attribute are those where it does; none are named where it holds nothing else on any.
    """
    yes: dict[str, set[str]] = {}
    no: set[str] = set()
    for release in facts.releases():
        base = facts.load(release)
        for ident in base.idents("element"):
            for name, points in _attributes(base, base.spec("element", ident)).items():
                if points:
                    yes.setdefault(name, set()).add(ident)
                else:
                    no.add(name)
    return {name: sorted(elements) if name in no else [] for name, elements in sorted(yes.items())}


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
