"""What a change makes of its original: specifications, attributes, lists of values, constraints.

Identified children go by their own mode; everything else that the change has replaces what the original had.

Source: TEI Guidelines, section TDbuild; how each part is merged: docs/odd-semantics.md.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tei.odd.quirks import STRICT, Quirk, Quirks
from tei.odd.specs import (
    AttDef,
    AttList,
    AttName,
    AttRef,
    Classes,
    Constraint,
    Prose,
    Spec,
    ValItem,
    ValList,
    attributes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

_WHOLE: Final = frozenset({"equiv", "gloss", "desc", "exemplum", "remarks", "listRef", "valDesc"})


@dataclass(frozen=True, slots=True)
class Merging:
    """How specifications are merged: *warn* takes what is strange; *quirks* are errors of the Stylesheets."""

    warn: "Callable[[str, str, _Element | None, str], None]"
    quirks: Quirks = STRICT

    def spec(self, original: Spec, change: Spec) -> Spec:
        """Return *original* with what *change* says."""
        return replace(
            original,
            module=original.module or change.module,
            namespace=original.namespace if change.namespace is None else change.namespace,
            prefix=original.prefix if change.prefix is None else change.prefix,
            type=change.type or original.type,
            alt_ident=change.alt_ident or ("" if Quirk.NAMES_LOST in self.quirks else original.alt_ident),
            valid_until=change.valid_until or original.valid_until,
            classes=_classes(original.classes, change.classes),
            content=original.content if change.content is None else change.content,
            auto_prefix=original.auto_prefix if change.content is None else change.auto_prefix,
            values=None if change.values and change.values.mode == "delete" else change.values or original.values,
            attributes=self.attributes(original.attributes, change.attributes),
            constraints=constraints(original.constraints, change.constraints),
            prose=prose(original.prose, change.prose),
            node=change.node,
        )

    def attributes(self, original: AttList | None, change: AttList | None) -> AttList | None:
        """Return the attributes of an owner after *change*.

        Whether a definition that meets none of the owner's own has one to inherit from is not known here: it stays,
        with its mode.
        """
        if change is None:
            return original
        changes: dict[AttName, AttDef] = {}
        own = attributes(original)
        for written in attributes(change):
            definition = meant(written, own)
            changes[definition.name] = self._changed(changes.get(definition.name), definition)
        kept = self._amended(original or AttList(), changes)
        added = _added(change, changes, {definition.name for definition in own})
        if original is None or kept.org == added.org:
            return AttList((*kept.members, *added.members), added.org if original is None else kept.org)
        return AttList((kept, added))

    def _changed(self, earlier: AttDef | None, definition: AttDef) -> AttDef:
        """Return what two definitions of one attribute in one list come to.

        The later counts, and amends a change; a deletion counts for nothing beside them, as every processor has it.
        """
        if earlier is None:
            return definition
        if definition.mode == "delete" != earlier.mode:
            definition = earlier
        message = f"the attribute @{definition.ident} is defined twice here"
        self.warn("odd.repeated", message, definition.node, "remove one of the two")
        amends = earlier.mode == definition.mode == "change" and definition is not earlier
        return self.attribute(earlier, definition) if amends else definition

    def _amended(self, attlist: AttList, changes: dict[AttName, AttDef]) -> AttList:
        """Return *attlist* with what the changes make of each attribute in it."""
        members: list[AttDef | AttRef | AttList] = []
        for member in attlist.members:
            if isinstance(member, AttList):
                members.append(self._amended(member, changes))
            elif isinstance(member, AttRef) or member.name not in changes:
                members.append(member)
            else:
                members.append(self.over(member, changes[member.name]))
        return AttList(tuple(members), attlist.org)

    def over(self, original: AttDef, change: AttDef) -> AttDef:
        """Return what *change* makes of *original*, whose mode towards what is inherited it keeps."""
        inherits = original.mode in {"change", "replace", "delete"}
        match change.mode:
            case "delete":
                # Its own definition is gone with this; what it may inherit besides goes too, if there is anything.
                return replace(change, mode="delete", node=change.node if inherits else None)
            case "change":
                return self.attribute(original, change)
            case "add":
                if original.mode != "delete":
                    self.warn(
                        "odd.attribute-exists",
                        f"the attribute @{change.ident} is there already",
                        change.node,
                        'write mode="change" to amend it, mode="replace" to define it anew',
                    )
        return replace(change, mode="replace" if inherits else "add")

    def attribute(self, original: AttDef, change: AttDef) -> AttDef:
        """Return *original* with what *change* says."""
        return replace(
            original,
            usage=change.usage or original.usage,
            alt_ident=change.alt_ident or original.alt_ident,
            datatype=change.datatype or original.datatype,
            default=original.default if change.default is None else change.default,
            values=self.values(original.values, change.values),
            valid_until=change.valid_until or original.valid_until,
            constraints=constraints(original.constraints, change.constraints),
            prose=prose(original.prose, change.prose),
            node=change.node,
        )

    def values(self, original: ValList | None, change: ValList | None) -> ValList | None:
        """Return the list of values after *change*; a type that is not written is the old one."""
        if change is None:
            return original
        if change.mode == "delete":
            return None
        if Quirk.VALUES_WITHOUT_MODE in self.quirks and not change.mode:
            return original
        kind = change.type if Quirk.VALUE_TYPE_LOST in self.quirks else change.type or _type(original)
        if change.mode != "change" or original is None:
            return ValList(tuple(item for item in change.items if item.mode != "delete"), kind, node=change.node)
        return ValList(tuple(self._items(original.items, change)), kind, node=change.node)

    def _items(self, original: "Iterable[ValItem]", change: ValList) -> "Iterable[ValItem]":
        items = {item.ident: item for item in original}
        for item in change.items:
            earlier = items.get(item.ident)
            if item.mode == "delete":
                if earlier is None:
                    message = f"there is no value “{item.ident}” to delete"
                    self.warn("odd.changes-nothing", message, item.node, "")
                items.pop(item.ident, None)
            elif item.mode == "change" and earlier is not None:
                items[item.ident] = replace(
                    earlier,
                    alt_ident=item.alt_ident or earlier.alt_ident,
                    valid_until=item.valid_until or earlier.valid_until,
                    prose=prose(earlier.prose, item.prose),
                    node=item.node,
                )
            else:
                if item.mode == "add" and earlier is not None:
                    message = f"the value “{item.ident}” is there already"
                    self.warn("odd.value-exists", message, item.node, 'write mode="change" or mode="replace"')
                if item.mode == "replace":
                    items.pop(item.ident, None)
                items[item.ident] = replace(item, mode="add")
        return items.values()


def meant(override: AttDef, known: "Iterable[AttDef]") -> AttDef:
    """Return *override* with the namespace of the attribute it is about; to write it again may be left out."""
    if override.mode == "add" or override.namespace:
        return override
    others = {definition.namespace for definition in known if definition.ident == override.ident}
    return override if "" in others or len(others) != 1 else replace(override, namespace=others.pop())


def _type(values: ValList | None) -> str:
    return values.type if values else ""


def _classes(original: Classes | None, change: Classes | None) -> Classes | None:
    """Return the memberships after *change*: those that it lists, or with the mode ``change`` the old ones amended."""
    if change is None:
        return original
    if change.mode == "replace" or original is None:
        return Classes(tuple(member for member in change.members if member.mode != "delete"))
    listed = {member.key for member in change.members}
    kept = [member for member in original.members if member.key not in listed]
    return Classes((*kept, *(member for member in change.members if member.mode != "delete")))


def constraints(original: tuple[Constraint, ...], change: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Return the constraints after *change*: what it adds, and what it replaces as a whole, by ident."""
    merged = list(original)
    for constraint in change:
        if constraint.mode != "add":
            merged = [one for one in merged if one.ident != constraint.ident]
        if constraint.mode != "delete":
            merged.append(constraint)
    return tuple(merged)


def prose(original: tuple[Prose, ...], change: tuple[Prose, ...]) -> tuple[Prose, ...]:
    """Return what is said for people after *change*: what it has of a kind replaces all of that kind."""
    said = {part.kind for part in change if part.kind in _WHOLE}
    return (*(part for part in original if part.kind not in said), *change)


def _added(attlist: AttList, changes: dict[AttName, AttDef], own: set[AttName]) -> AttList:
    """Return what *attlist* adds to an owner's *own* attributes, each once; a list that adds nothing is left out.

    *own* takes in what has been added.
    """
    members: list[AttDef | AttRef | AttList] = []
    for member in attlist.members:
        if isinstance(member, AttList):
            inside = _added(member, changes, own)
            if inside.members:
                members.append(inside)
        elif isinstance(member, AttRef):
            members.append(member)
        elif member.name in changes and member.name not in own:
            own.add(member.name)
            members.append(changes[member.name])
    return AttList(tuple(members), attlist.org)
