"""What two ODDs are made from side by side: modules, classes and their members, macros, datatypes.

Documents see nothing of it, but whoever builds an ODD on the other does.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei.odd.comparing.changes import Change, Kind

if TYPE_CHECKING:
    from tei.odd.schema import ResolvedSchema

_ADDED_AND_REMOVED = {
    "class": (Kind.CLASS_ADDED, Kind.CLASS_REMOVED),
    "macro": (Kind.MACRO_ADDED, Kind.MACRO_REMOVED),
    "data": (Kind.DATATYPE_ADDED, Kind.DATATYPE_REMOVED),
}


def changes(before: "ResolvedSchema", after: "ResolvedSchema") -> Iterator[Change]:
    """Yield what became of the specifications other than elements."""
    old, new = _modules(before), _modules(after)
    yield from (Change(Kind.MODULE_ADDED, name) for name in sorted(new - old))
    yield from (Change(Kind.MODULE_REMOVED, name) for name in sorted(old - new))
    for kind, (added, removed) in _ADDED_AND_REMOVED.items():
        known = {key.ident for key in before.specs if key.kind == kind}
        now = {key.ident for key in after.specs if key.kind == kind}
        yield from (Change(added, name) for name in sorted(now - known))
        yield from (Change(removed, name) for name in sorted(known - now))
        for name in sorted(known & now):
            yield from _changed(kind, name, before, after)


def _modules(schema: "ResolvedSchema") -> set[str]:
    """Return the modules that elements and classes are from."""
    return {spec.module for spec in schema.specs.values() if spec.module}


def _changed(kind: str, name: str, before: "ResolvedSchema", after: "ResolvedSchema") -> Iterator[Change]:
    """Yield what became of a specification that both have."""
    if kind == "class":
        old, new = _members(before, name), _members(after, name)
        if old != new:
            yield Change(Kind.MEMBERS, name, came=tuple(sorted(new - old)), gone=tuple(sorted(old - new)))
        return
    one = before.find("macro" if kind == "macro" else "data", name)
    other = after.find("macro" if kind == "macro" else "data", name)
    if one is not None and other is not None and (one.content, one.values) != (other.content, other.values):
        yield Change(Kind.MACRO if kind == "macro" else Kind.DATATYPE, name)


def _members(schema: "ResolvedSchema", name: str) -> set[str]:
    """Return the members of a class as they are written: elements as tags, classes by their idents."""
    return {
        f"<{member.key.ident}>" if member.key.kind == "element" else member.key.ident
        for member in schema.members.get(name, ())
    }
