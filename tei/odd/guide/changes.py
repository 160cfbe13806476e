"""What a customisation makes of its sources: what is new, changed and left out, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import TEI
from tei.odd.specs import AttDef, AttName, Spec, ValList, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.odd.bases.base import Base
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Key, Kind, Prose

NEW: Final = "new"
CHANGED: Final = "changed"


class Change(NamedTuple):
    """What became of a specification: ``new`` or ``changed``, and how, a phrase for each part of it."""

    status: str
    phrases: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """The elements of a module that the schema has not; *whole* if it has none of the module."""

    module: str
    elements: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of each specification, and what is left out: elements by module, and classes."""

    of: "dict[Key, Change]"
    elements: tuple[LeftOut, ...]
    classes: tuple[str, ...]


def changes(schema: "ResolvedSchema", bases: "Sequence[Base]") -> Changes:
    """Return what *schema* makes of *bases*."""
    found = {}
    for key in schema.specs:
        if key in schema.own:
            original = _original(key, schema, bases)
            if original is None:
                found[key] = Change(NEW)
            else:
                found[key] = Change(CHANGED, tuple(_differences(original, schema.specs[key])))
    return Changes(found, tuple(_elements_left_out(schema, bases)), _classes_left_out(schema, bases))


def _original(key: "Key", schema: "ResolvedSchema", bases: "Sequence[Base]") -> Spec | None:
    """Return what *key* is in a source; an element of a namespace of its own has none among TEI's."""
    homes = {"", TEI, schema.namespace}
    for base in bases:
        found = base.spec(key.kind, key.ident)
        if found is None:
            continue
        if found.namespace == key.namespace or (found.namespace is None and key.namespace in homes):
            return found
    return None


def _differences(original: Spec, spec: Spec) -> "Iterator[str]":
    """Yield what is not as in *original*."""
    if spec.alt_ident != original.alt_ident:
        yield f"called {spec.output_name}"
    if spec.content != original.content:
        yield "content model"
    if spec.values != original.values:
        yield "values"
    yield from _memberships(original, spec)
    yield from _attributes(original, spec)
    if _idents(original) != _idents(spec):
        yield "rules"
    if _said(spec.prose) != _said(original.prose):
        yield "description"


def _memberships(original: Spec, spec: Spec) -> "Iterator[str]":
    before = [one.key for one in original.classes.members] if original.classes else []
    after = [one.key for one in spec.classes.members] if spec.classes else []
    if joined := [key for key in after if key not in before]:
        yield f"member of {', '.join(joined)}"
    if left := [key for key in before if key not in after]:
        yield f"no longer member of {', '.join(left)}"


def _attributes(original: Spec, spec: Spec) -> "Iterator[str]":
    before = {one.name: one for one in attributes(original.attributes)}
    for definition in attributes(spec.attributes):
        old = before.get(definition.name)
        if old == definition and (old is None or _said(old.prose) == _said(definition.prose)):
            continue
        if definition.mode == "delete":
            yield f"@{definition.ident} removed"
        elif old is None and definition.mode == "add":
            yield f"@{definition.ident} added"
        else:
            yield " ".join([f"@{definition.ident}", ", ".join(_of_attribute(old, definition)) or "changed"])
    yield from (f"@{old.ident} removed" for name, old in before.items() if name not in _names(spec))


def _names(spec: Spec) -> set[AttName]:
    return {one.name for one in attributes(spec.attributes)}


def _of_attribute(old: AttDef | None, new: AttDef) -> "Iterator[str]":
    """Yield what is said of an attribute that was not said before."""
    if new.required and not (old and old.required):
        yield "required"
    if new.usage and not new.required and old and old.required:
        yield "no longer required"
    if new.datatype is not None and new.datatype != (old and old.datatype):
        yield "with another datatype"
    if new.values is not None and new.values != (old and old.values):
        yield _values(new.values)
    if _said(new.prose) and _said(new.prose) != (_said(old.prose) if old else ()):
        yield "described"


def _values(values: ValList) -> str:
    count = len(values.items)
    number = f"{count} value{'' if count == 1 else 's'}"
    return f"with a closed list of {number}" if values.type == "closed" else f"with {number} suggested"


def _idents(spec: Spec) -> list[str]:
    return [constraint.ident for constraint in spec.constraints]


def _said(prose: "Iterable[Prose]") -> tuple[str, ...]:
    return tuple("".join(map(str, part.node.itertext())) for part in prose if part.kind in {"gloss", "desc"})


def _elements_left_out(schema: "ResolvedSchema", bases: "Sequence[Base]") -> "Iterator[LeftOut]":
    for base in bases:
        for module in base.modules:
            idents = [ident for kind, ident in base.module(module) if kind == "element"]
            gone = tuple(ident for ident in idents if not _has(schema, "element", ident))
            if gone:
                yield LeftOut(module, tuple(sorted(gone, key=str.casefold)), len(gone) == len(idents))


def _classes_left_out(schema: "ResolvedSchema", bases: "Sequence[Base]") -> tuple[str, ...]:
    """Return the classes that are not in the schema, of modules that it has something of."""
    used = {spec.module for spec in schema.specs.values() if spec.kind != "element"}
    gone = [
        ident
        for base in bases
        for module in base.modules
        if module in used
        for kind, ident in base.module(module)
        if kind == "class" and not _has(schema, "class", ident)
    ]
    return tuple(sorted(dict.fromkeys(gone), key=str.casefold))


def _has(schema: "ResolvedSchema", kind: "Kind", ident: str) -> bool:
    return schema.find(kind, ident) is not None
