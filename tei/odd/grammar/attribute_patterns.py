"""Attributes as patterns: those of an element or a class, its own and what it has from classes.

Source: TEI Guidelines, section TDATT; docs/odd-semantics.md.
"""

from typing import TYPE_CHECKING, Final

from tei.odd.grammar import patterns
from tei.odd.grammar.content_patterns import unlisted
from tei.odd.grammar.patterns import EMPTY, TEXT, XSD
from tei.odd.quirks import Quirk
from tei.odd.resolution.merging import meant
from tei.odd.specs import ONCE, AttDef, AttList, AttRef, Content, DataRef, Key, Occurs, TextNode
from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.odd.grammar.content_patterns import ContentPatterns
    from tei.odd.grammar.definitions import Emission
    from tei.odd.resolution.inheritance import Attributes, Inheritance, Inherited
    from tei.odd.specs import AttName, Spec

_XMLNS: Final = "xmlns"


class AttributePatterns:
    """The patterns of attributes; *contents* makes those of their datatypes."""

    def __init__(self, emission: "Emission", inheritance: "Inheritance", contents: "ContentPatterns") -> None:
        self._schema = emission.schema
        self._definitions = emission.definitions
        self._documentation = emission.documentation
        self._quirks = emission.quirks
        self._inheritance = inheritance
        self._contents = contents
        self._homes: dict[str, tuple[str, AttName]] = {}
        """Of which class, and which of its attributes, a pattern is."""
        contents.attributes = self.named

    def of_element(self, spec: "Spec") -> "Iterator[model.Pattern]":
        """Yield the patterns for the attributes of an element."""
        yield from self._attributes(spec, self._inheritance.of_element(spec), "")

    def named(self, name: str) -> model.Pattern | None:
        """Return what ``att.x.attributes`` or ``att.x.attribute.name`` means."""
        stem, _, last = name.rpartition(".")
        if last == "attributes" and self._schema.key("class", stem):
            return self._class_attributes(stem)
        stem, middle, last = name.partition(".attribute.")
        if middle and self._schema.key("class", stem):
            given = self._inheritance.referred(AttRef(stem, last))
            return patterns.group(self._inherited(attribute) for attribute in given.values())
        return None

    def _attributes(self, spec: "Spec", effective: "Attributes", ident: str) -> "Iterator[model.Pattern]":
        """Yield the patterns for the attributes of an element or, with its *ident*, of a class."""
        yield from self._together(list(self._listed(spec.attributes, effective, ident)), spec)
        seen: set[str] = set()
        for outer in self._inheritance.superclasses(spec):
            yield from self._handed_down(outer, effective, seen)

    def _listed(self, attlist: AttList | None, effective: "Attributes", ident: str) -> "Iterator[model.Pattern]":
        """Yield what the owner's own list says, as far as it still counts."""
        for member in attlist.members if attlist else ():
            if isinstance(member, AttList):
                inside = list(self._listed(member, effective, ident))
                if inside:
                    yield self._organised(inside, member.org)
            elif isinstance(member, AttRef):
                for attribute in self._inheritance.referred(member).values():
                    if effective.get(attribute.definition.name) is attribute:
                        yield self._inherited(attribute)
            elif member.mode != "delete" and (own := _effective(member, effective)) and own.origin == ident:
                yield self._own(own.definition, ident)

    def _together(self, members: list[model.Pattern], spec: "Spec") -> list[model.Pattern]:
        """Return the attributes of the owner's outermost list: all of them, or one if only one of them is allowed."""
        if spec.kind == "class" and Quirk.CLASS_CHOICE in self._quirks:
            return members
        if spec.attributes is None or spec.attributes.org != "choice" or not members:
            return members
        return [patterns.choice(members)]

    def _organised(self, members: list[model.Pattern], org: str) -> model.Pattern:
        return patterns.choice(members) if org == "choice" else patterns.group(members)

    def _own(self, definition: AttDef, ident: str) -> model.Pattern:
        return self._shared_attribute(definition, ident) if ident else self._attribute(definition)

    def _handed_down(self, ident: str, effective: "Attributes", seen: set[str]) -> "Iterator[model.Pattern]":
        """Yield what the owner has from a class, by one reference where it has all of it unchanged."""
        if ident in seen:
            return
        lineage = self._inheritance.lineage(ident)
        given = self._inheritance.of_class(ident)
        if seen.isdisjoint(lineage) and all(effective.get(name) is attribute for name, attribute in given.items()):
            seen.update(lineage)
            if given:
                yield self._class_attributes(ident)
            return
        seen.add(ident)
        spec = self._schema.find("class", ident)
        if spec is None:
            return
        yield from self._together(list(self._still(spec.attributes, effective, ident, given)), spec)
        for outer in self._inheritance.superclasses(spec):
            yield from self._handed_down(outer, effective, seen)

    def _still(
        self, attlist: AttList | None, effective: "Attributes", ident: str, given: "Attributes"
    ) -> "Iterator[model.Pattern]":
        """Yield those attributes of a class's list that an owner still has from it."""
        for member in attlist.members if attlist else ():
            if isinstance(member, AttList):
                inside = list(self._still(member, effective, ident, given))
                if inside:
                    yield self._organised(inside, member.org)
            elif isinstance(member, AttRef):
                for name, attribute in self._inheritance.referred(member).items():
                    if effective.get(name) is attribute and given.get(name) is attribute:
                        yield self._inherited(attribute)
            elif (own := effective.get(member.name)) and own is given.get(member.name) and own.origin == ident:
                yield self._inherited(own)

    def _class_attributes(self, ident: str) -> model.Ref:
        """Return a reference to all attributes of a class."""
        key = Key("class", "", ident)
        spec = self._schema.specs[key]
        name = f"{self._definitions.names[key]}.attributes"

        def pattern() -> model.Pattern:
            return patterns.group(self._attributes(spec, self._inheritance.of_class(ident), ident))

        return self._definitions.define(name, pattern)

    def _inherited(self, attribute: "Inherited") -> model.Pattern:
        if not attribute.origin:
            return self._attribute(attribute.definition)
        return self._shared_attribute(attribute.definition, attribute.origin)

    def _shared_attribute(self, definition: AttDef, ident: str) -> model.Pattern:
        """Return a reference to an attribute of a class."""
        if definition.ident.startswith(_XMLNS):
            return EMPTY
        key = Key("class", "", ident)
        stem = f"{self._definitions.names[key]}.attribute.{definition.ident.replace(':', '')}"
        name = stem
        number = 1
        while name in self._homes and self._homes[name] != (ident, definition.name):
            number += 1
            name = f"{stem}_{number}"
        self._homes[name] = ident, definition.name
        return self._definitions.define(name, lambda: self._attribute(definition))

    def _attribute(self, definition: AttDef) -> model.Pattern:
        """Return the attribute, optional unless it is required."""
        if definition.ident.startswith(_XMLNS):
            return EMPTY
        notes = self._documentation.of_attribute(definition)
        name = definition.output_name
        pattern = model.Attribute(model.Name(name.namespace, name.local), self._type(definition), annotations=notes)
        return pattern if definition.required else model.Optional(pattern)

    def _type(self, definition: AttDef) -> model.Pattern:
        """Return what the value of an attribute is made of (TDATT)."""
        datatype = definition.datatype
        single = self._single_type(definition)
        occurs = datatype.occurs if datatype else ONCE
        closed = definition.values is not None and definition.values.type == "closed"
        if (
            Quirk.EMPTY_LIST in self._quirks
            and occurs != ONCE
            and datatype
            and not closed
            and self._is_unknown(datatype.content)
        ):
            return model.List(EMPTY)
        if occurs == ONCE or single == TEXT or (datatype and datatype.content == TextNode()):
            return single
        if occurs == Occurs(0, 1):
            return patterns.optional(single)
        return model.List(patterns.tokens(unlisted(single), occurs))

    def _is_unknown(self, content: Content | None) -> bool:
        """Return whether *content* is a datatype that the schema does not have."""
        if isinstance(content, DataRef) and not content.name:
            return not (self._schema.key("data", content.key) or self._schema.key("macro", content.key))
        return content is not None and self._contents.pattern(content) is None

    def _single_type(self, definition: AttDef) -> model.Pattern:
        values = definition.values
        found = self._contents.datatype(definition)
        if values is not None and values.items:
            if values.type == "closed":
                return self._contents.values(values)
            if values.type == "semi":
                return patterns.choice([self._contents.values(values), found or model.Data("Name", XSD)])
        return TEXT if found is None else found


def _effective(definition: AttDef, effective: "Attributes") -> "Inherited | None":
    """Return what *definition* has become."""
    if definition.name in effective:
        return effective[definition.name]
    return effective.get(meant(definition, [attribute.definition for attribute in effective.values()]).name)
