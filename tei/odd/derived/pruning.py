"""A resolved schema without references to what it does not have: what stands in a derived ODD.

Source: TEI Guidelines, chapter 22 (Processing Customizations); what stands for a lost reference: docs/odd-semantics.md.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tei.odd.grammar.content_patterns import ContentPatterns
from tei.odd.grammar.definitions import Definitions, Emission
from tei.odd.grammar.documentation import Documentation
from tei.odd.quirks import Quirk
from tei.odd.specs import Alternate, AttDef, AttList, AttRef, Classes, Empty, Sequence

if TYPE_CHECKING:
    from tei.odd.quirks import Quirks
    from tei.odd.resolution.inheritance import Inheritance
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import AttName, Content, Spec


class Pruning:
    """Leaves out of specifications what leads to nothing in *schema*; what the schema means stays the same."""

    def __init__(self, schema: "ResolvedSchema", inheritance: "Inheritance", quirks: "Quirks") -> None:
        self._schema = schema
        self._inheritance = inheritance
        self._quirks = quirks
        emission = Emission(schema, Definitions(schema), Documentation(schema), quirks, lambda *_fault, **_place: None)
        self._contents = ContentPatterns(emission)

    def pruned(self, spec: "Spec") -> "Spec":
        """Return *spec* without references, memberships and overrides that lead to nothing."""
        attlist = spec.attributes
        content = spec.content
        if content is not None:
            content = self._content(content) or (Empty() if spec.kind != "data" else content)
        return replace(
            spec,
            classes=self._classes(spec.classes),
            content=content,
            attributes=attlist and self._attributes(attlist, spec),
        )

    def _content(self, content: "Content") -> "Content | None":
        """Return *content* without what leads to nothing, None if all of it does."""
        if isinstance(content, Sequence | Alternate) and content.members:
            members = [self._content(member) for member in content.members]
            kept = [member for member in members if member is not None]
            lost = [one for one, left in zip(content.members, members, strict=True) if left is None]
            if not kept:
                return None
            if isinstance(content, Alternate) and Quirk.EMPTY_BRANCH in self._quirks and any(map(_is_group, lost)):
                kept.append(Empty())
            return replace(content, members=tuple(kept))
        # In a list, a datatype that the schema does not have is a fault, and stands for text.
        return None if self._contents.pattern(content) is None else content

    def _classes(self, classes: Classes | None) -> Classes | None:
        if classes is None:
            return None
        known = [member for member in classes.members if self._schema.key("class", member.key) is not None]
        return Classes(tuple(known))

    def _attributes(self, attlist: AttList, spec: "Spec") -> AttList:
        """Return *attlist* without references and overrides that have nothing to work on."""
        outer = self._inheritance.superclasses(spec)
        inherited = {name for ident in outer for name in self._inheritance.of_class(ident)}
        members: list[AttDef | AttRef | AttList] = []
        for member in attlist.members:
            if isinstance(member, AttList):
                inside = self._attributes(member, spec)
                if inside.members:
                    members.append(inside)
            elif isinstance(member, AttRef):
                if self._inheritance.referred(member):
                    members.append(member)
            elif _works(member, spec, inherited):
                members.append(member)
            elif member.mode == "replace" and Quirk.REPLACE_ADDS in self._quirks:
                members.append(replace(member, mode="add"))
        return AttList(tuple(members), attlist.org)


def _works(definition: AttDef, spec: "Spec", inherited: "set[AttName]") -> bool:
    """Return whether an attribute is new, or overrides one that is *inherited*; a class can only replace one."""
    if definition.mode == "add":
        return True
    known = definition.name in inherited or any(name.local == definition.ident for name in inherited)
    return known and (spec.kind == "element" or definition.mode == "replace")


def _is_group(content: "Content") -> bool:
    return isinstance(content, Sequence | Alternate) and bool(content.members)
