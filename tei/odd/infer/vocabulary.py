"""What a source specifies, as far as it matters to what a corpus uses of it.

Names of elements and attributes are in James Clark's notation, as documents have them.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tei.odd.resolution.inheritance import Inheritance
from tei.odd.resolution.merging import Merging
from tei.odd.specs import (
    Alternate,
    AnyElement,
    AttDef,
    AttList,
    AttName,
    AttRef,
    ClassRef,
    DataRef,
    ElementRef,
    Foreign,
    Key,
    ListOf,
    MacroRef,
    NameRef,
    Sequence,
    attributes,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.resolution.inheritance import Inherited
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Content, Kind, Spec

_ENUMERATED: Final = frozenset({"teidata.enumerated", "teidata.word", "data.enumerated", "data.word"})
"""The datatypes of values that a project chooses from: not identifiers, pointers, dates, numbers or free text."""
_FREE: Final = frozenset(
    {
        "assertedValue",
        "baseForm",
        "commodity",
        "ed",
        "from",
        "from-custom",
        "key",
        "label",
        "lang",
        "loc",
        "notAfter-custom",
        "notBefore-custom",
        "sortKey",
        "to",
        "to-custom",
        "value",
        "when-custom",
    }
)
"""Attributes whose values are words, but of the text or of its reckoning: no list of them would ever be complete."""
_XMLNS: Final = "xmlns"


class Vocabulary:
    """The elements, attributes and classes of a schema that takes all of a source."""

    def __init__(self, schema: "ResolvedSchema", called: str) -> None:
        self.schema = schema
        self.called = called
        """How findings call the source."""
        self.inheritance = Inheritance(schema, Merging(_silent), _silent)
        self._reached: dict[str, tuple[str, ...]] = {}

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The idents of the modules, those first that all others build on."""
        found = dict.fromkeys(spec.module for spec in self.schema.specs.values() if spec.module)
        return tuple(found)

    @cached_property
    def elements(self) -> "Mapping[str, Key]":
        """The keys of all elements by their names."""
        return {
            f"{{{self.schema.element_namespace(spec)}}}{spec.output_name}".removeprefix("{}"): key
            for key, spec in self.schema.specs.items()
            if key.kind == "element"
        }

    def attributes(self, key: Key) -> "Mapping[str, Inherited]":
        """Return the attributes of an element by their names."""
        return {
            clark(given.definition.output_name): given
            for given in self.inheritance.of_element(self.schema.specs[key]).values()
            if not given.definition.ident.startswith(_XMLNS)
        }

    @cached_property
    def enumerated(self) -> frozenset[str]:
        """The names of the attributes whose values may be chosen from a list, on one element at least."""
        return frozenset(
            clark(definition.output_name)
            for spec in self.schema.specs.values()
            for definition in attributes(spec.attributes)
            if is_enumerated(definition)
        )

    def reached(self, spec: "Spec") -> tuple[str, ...]:
        """Return the classes that *spec* has attributes from, also through other classes."""
        found: dict[str, None] = {}
        for ident in self.direct(spec):
            found.update(dict.fromkeys(self._reached_from(ident)))
        return tuple(found)

    def _reached_from(self, ident: str) -> tuple[str, ...]:
        if ident not in self._reached:
            self._reached[ident] = (ident,)
            spec = self.schema.find("class", ident)
            self._reached[ident] = (ident, *(self.reached(spec) if spec else ()))
        return self._reached[ident]

    def direct(self, spec: "Spec") -> tuple[str, ...]:
        """Return the classes that *spec* is a member of and has attributes from, and those it pulls attributes from."""
        return tuple(dict.fromkeys(ident for ident, _only in self.links(spec)))

    def links(self, spec: "Spec") -> "Iterator[tuple[str, str]]":
        """Yield the classes that *spec* has attributes from, with the only one that it has, "" if it has all."""
        for ident in self.inheritance.superclasses(spec):
            yield ident, ""
        for reference in _references(spec.attributes):
            if self.schema.key("class", reference.class_key):
                yield reference.class_key, reference.name

    def defined(self, ident: str) -> "Mapping[AttName, AttDef]":
        """Return the attributes that the class *ident* defines itself."""
        spec = self.schema.find("class", ident)
        found = attributes(spec.attributes) if spec else []
        return {definition.name: definition for definition in found if not definition.ident.startswith(_XMLNS)}

    def mentioned(self, key: Key) -> "Iterator[Key]":
        """Yield the keys of the classes, macros and datatypes that a specification refers to, and of its subclasses."""
        spec = self.schema.specs[key]
        yield from self._mentioned_in(spec.content)
        for definition in attributes(spec.attributes):
            if definition.datatype is not None:
                yield from self._mentioned_in(definition.datatype.content)
        if key.kind == "class":
            yield from (member.key for member in self.schema.members.get(key.ident, ()) if member.key.kind == "class")
        if _has_foreign(spec.content):
            # What a pattern of RELAX NG refers to is not looked into: it may be anything.
            yield from (other for other in self.schema.specs if other.kind in {"class", "macro"})

    def _mentioned_in(self, content: "Content | None") -> "Iterator[Key]":
        if isinstance(content, Sequence | Alternate):
            for member in content.members:
                yield from self._mentioned_in(member)
        elif isinstance(content, ListOf):
            yield from self._mentioned_in(content.member)
        elif isinstance(content, ClassRef):
            yield from self.found("class", content.key)
        elif isinstance(content, MacroRef | DataRef) and content.key:
            yield from self.found("macro", content.key)
            yield from self.found("data", content.key)
        elif isinstance(content, NameRef):
            for name in (content.name, content.name.partition("_")[0]):
                yield from self.found("class", name)
                yield from self.found("macro", name)

    def named(self, content: "Content | None") -> "Iterator[Key]":
        """Yield the keys of the elements and classes that *content* names, in itself or in a macro."""
        if isinstance(content, Sequence | Alternate):
            for member in content.members:
                yield from self.named(member)
        elif isinstance(content, ElementRef):
            yield from self.found("element", content.key)
        elif isinstance(content, ClassRef):
            yield from self.found("class", content.key)
        elif isinstance(content, MacroRef):
            yield from self._named_in_macro(content.key)
        elif isinstance(content, NameRef):
            yield from self.found("element", content.name)
            yield from self.found("class", content.name.partition("_")[0])
            yield from self._named_in_macro(content.name)

    def _named_in_macro(self, ident: str) -> "Iterator[Key]":
        macro = self.schema.find("macro", ident)
        yield from self.named(macro.content if macro else None)

    def takes_anything(self, content: "Content | None") -> bool:
        """Return whether *content* has a place for elements of other namespaces."""
        if isinstance(content, Sequence | Alternate):
            return any(map(self.takes_anything, content.members))
        if isinstance(content, MacroRef | NameRef):
            macro = self.schema.find("macro", content.key if isinstance(content, MacroRef) else content.name)
            return macro is not None and self.takes_anything(macro.content)
        return isinstance(content, AnyElement | Foreign)

    def found(self, kind: "Kind", ident: str) -> Iterator[Key]:
        """Yield the key of the specification, if there is one."""
        if (key := self.schema.key(kind, ident)) is not None:
            yield key


def clark(name: AttName) -> str:
    """Return the name of an attribute in James Clark's notation."""
    return f"{{{name.namespace}}}{name.local}" if name.namespace else name.local


def is_enumerated(definition: AttDef) -> bool:
    """Return whether the values of an attribute are of the kind that is chosen from a list."""
    if definition.ident in _FREE:
        return False
    content = definition.datatype.content if definition.datatype else None
    if isinstance(content, DataRef):
        return content.key in _ENUMERATED and not content.facets
    return isinstance(content, NameRef) and content.name in _ENUMERATED


def is_list(definition: AttDef) -> bool:
    """Return whether the value of an attribute is several words."""
    return definition.datatype is not None and definition.datatype.occurs.most != 1


def _references(attlist: AttList | None) -> Iterator[AttRef]:
    for member in attlist.members if attlist else ():
        if isinstance(member, AttRef):
            yield member
        elif isinstance(member, AttList):
            yield from _references(member)


def _has_foreign(content: "Content | None") -> bool:
    if isinstance(content, Sequence | Alternate):
        return any(map(_has_foreign, content.members))
    return isinstance(content, Foreign)


def _silent(_rule: str, _message: str, _node: "_Element | None", *_advice: str) -> None:
    """Take a finding: what is strange in a source is no matter of its corpus."""
