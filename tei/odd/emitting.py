"""The last stage: a resolved schema as a grammar of RELAX NG.

Patterns are named as the TEI's own schemas name them: an element by its ident, ``model.x`` and ``model.x_sequence``,
``att.x.attributes`` and ``att.x.attribute.name``, all after the schema's prefix.

Source: TEI Guidelines, sections TDTAG and TDATT; docs/odd-semantics.md.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tei.names import TEI
from tei.odd import patterns
from tei.odd.documentation import Documentation
from tei.odd.inheritance import Inheritance
from tei.odd.patterns import EMPTY, NOT_ALLOWED, TEXT, XSD
from tei.odd.specs import (
    ONCE,
    Alternate,
    AnyElement,
    AttDef,
    AttList,
    AttRef,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Empty,
    EveryElement,
    Foreign,
    Key,
    ListOf,
    MacroRef,
    NameRef,
    Occurs,
    Sequence,
    TextNode,
    ValList,
)
from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tei.odd.inheritance import Attributes, Inherited
    from tei.odd.merging import Merging
    from tei.odd.schema import Member, ResolvedSchema
    from tei.odd.specs import AttName, Kind, Spec

_EXPANSIONS: Final = {
    "sequence": ONCE,
    "sequenceOptional": Occurs(0, 1),
    "sequenceRepeatable": Occurs(1, None),
    "sequenceOptionalRepeatable": Occurs(0, None),
}
_DEFAULT_START: Final = ("TEI", "teiCorpus")
_XMLNS: Final = "xmlns"
_NAME_LIST: Final = "every.element"


def emit(
    schema: "ResolvedSchema",
    merging: "Merging",
    report: "Callable[..., None]",
    documentation: Documentation | None = None,
) -> model.Grammar:
    """Return *schema* as a grammar; what cannot be said in it, or says nothing, goes to *report*."""
    return _Emitter(schema, merging, report, documentation or Documentation(schema)).grammar()


class _Emitter:
    def __init__(
        self,
        schema: "ResolvedSchema",
        merging: "Merging",
        report: "Callable[..., None]",
        documentation: Documentation,
    ) -> None:
        self._schema = schema
        self._report = report
        self._as_stylesheets = merging.as_stylesheets
        self._documentation = documentation
        self._inheritance = Inheritance(schema, merging, report)
        self._defined: dict[str, model.Define] = {}
        self._pending: list[Callable[[], None]] = []
        self._external = self._external_names()
        self._names = self._pattern_names()
        self._owner: Spec | None = None
        self._any_elements = 0
        self._names_elements = False
        self._attribute_homes: dict[str, tuple[str, AttName]] = {}
        self._keys = {name: key for key, name in self._names.items()}

    def grammar(self) -> model.Grammar:
        """Return the whole grammar: its start, then what the start needs, and every other element."""
        start = list(self._start())
        for key, spec in self._schema.specs.items():
            if key.kind == "element":
                self._define_element(key, spec)
        self._run()
        if self._names_elements:
            self._defined[_NAME_LIST] = model.Define(_NAME_LIST, self._every_element(start))
        components: list[model.Component] = []
        if start or self._schema.start is None or self._schema.start:
            components.append(model.Start(patterns.choice(start)))
        components += [self._defined[name] for name in sorted(self._defined)]
        components += self._externals()
        return model.Grammar(tuple(components), annotations=self._documentation.of_schema())

    def _every_element(self, start: list[model.Pattern]) -> model.Pattern:
        """Return a choice of the elements that something in the schema refers to."""
        names = {self._names[key] for key in self._schema.specs if key.kind == "element"}
        used = {name for pattern in start for name in _referred(pattern)}
        for name, define in self._defined.items():
            used.update(found for found in _referred(define.pattern) if found != name)
        return patterns.choice(model.Ref(name) for name in sorted(names & used))

    def _run(self) -> None:
        while self._pending:
            self._pending.pop(0)()

    # Names

    def _pattern_names(self) -> dict[Key, str]:
        """Return under which name each specification is defined; what would collide gets a number."""
        found: dict[Key, str] = {}
        taken: set[str] = set(self._external)
        home = TEI if self._schema.namespace is None else self._schema.namespace
        # Elements of the schema's own namespace have the first claim.
        for key in sorted(self._schema.specs, key=lambda key: key.kind == "element" and key.namespace != home):
            spec = self._schema.specs[key]
            prefix = self._schema.prefix if spec.prefix is None else spec.prefix
            name = prefix + spec.ident
            number = 1
            while name in taken:
                number += 1
                name = f"{prefix}{spec.ident}_{number}"
            taken.add(name)
            found[key] = name
        return found

    def _external_names(self) -> set[str]:
        return {name for external in self._schema.externals for name in _defined_names(external.components)}

    def _ref(self, key: Key) -> model.Ref:
        return model.Ref(self._names[key])

    def _define(self, name: str, pattern: "Callable[[], model.Pattern]", annotations: "_Notes" = ()) -> model.Ref:
        """Return a reference to the pattern *name*, which is made when it is needed for the first time."""
        if name not in self._defined:
            self._defined[name] = model.Define(name, EMPTY, annotations=annotations)
            self._pending.append(lambda: self._complete(name, pattern, annotations))
        return model.Ref(name)

    def _complete(self, name: str, pattern: "Callable[[], model.Pattern]", annotations: "_Notes") -> None:
        self._defined[name] = model.Define(name, pattern(), annotations=annotations)

    # The start

    def _start(self) -> "Iterator[model.Pattern]":
        if self._schema.start is None:
            for ident in _DEFAULT_START:
                if key := self._schema.key("element", ident):
                    yield self._ref(key)
            return
        for name in self._schema.start:
            key = self._schema.key("element", name) or self._keys.get(name)
            if key is not None and key.kind == "element":
                yield self._ref(key)
            elif name in self._external:
                yield model.Ref(name)
            else:
                message = f"a document is to begin with “{name}”, but the schema has no such element"
                self._report("odd.start", message, self._schema.node, "name an element that the schema has in @start")

    # Elements

    def _define_element(self, key: Key, spec: "Spec") -> None:
        name = self._names[key]
        namespace = self._schema.element_namespace(spec)

        def pattern() -> model.Pattern:
            self._owner = spec
            self._any_elements = 0
            content = self._content_of(spec)
            attributes = self._attributes(spec, self._inheritance.of_element(spec), "")
            return model.Element(
                model.Name(namespace, spec.output_name),
                patterns.group([content, *attributes]),
                annotations=self._documentation.of_spec(spec),
            )

        self._define(name, pattern)

    def _content_of(self, spec: "Spec") -> model.Pattern:
        """Return the content of an element; a closed list of values stands before a content model."""
        if spec.values is not None and not self._as_stylesheets and spec.values.type == "closed":
            return self._values(spec.values)
        if spec.content is None:
            return EMPTY
        found = self._pattern(spec.content)
        return EMPTY if found is None else found

    # Content models

    def _pattern(self, content: Content) -> model.Pattern | None:  # noqa: C901 - one case a form of content
        """Return the pattern for *content*, None if all that it refers to is not in the schema."""
        match content:
            case TextNode():
                return TEXT
            case Empty():
                return EMPTY
            case ElementRef():
                found = self._element(content.key)
                return None if found is None else self._repeated(found, content.occurs)
            case ClassRef():
                found = self._class(content)
                return None if found is None else self._repeated(found, content.occurs)
            case MacroRef():
                return self._macro(content.key)
            case DataRef():
                return self._data(content)
            case ValList():
                return self._values(content)
            case Sequence():
                return self._sequence(content)
            case Alternate():
                return self._alternate(content)
            case AnyElement():
                return patterns.repeated(self._any_element(content), content.occurs)
            case EveryElement():
                self._names_elements = True
                return model.Ref(_NAME_LIST)
            case NameRef():
                return self._named(content.name)
            case ListOf():
                inside = self._pattern(content.member)
                return None if inside is None else model.List(_unlisted(inside))
            case Foreign():
                return self._foreign(content.pattern)

    def _key(self, kind: "Kind", ident: str) -> Key | None:
        """Return the key of what *ident* means; it may have the schema's prefix, or be the name of a pattern."""
        if key := self._schema.key(kind, ident):
            return key
        if (key := self._keys.get(ident)) and key.kind == kind:
            return key
        prefix = self._schema.prefix
        return self._schema.key(kind, ident.removeprefix(prefix)) if prefix and ident.startswith(prefix) else None

    def _element(self, ident: str) -> model.Pattern | None:
        """Return a reference to an element; where the author meant a class, to that."""
        if key := self._key("element", ident):
            return self._ref(key)
        if key := self._key("class", ident):
            owner = self._owner
            message = f"{ident}, which {_owner_name(owner) if owner else 'an'} <elementRef> names, is a class"
            self._report("odd.kind", message, owner.node if owner else None, "write <classRef>")
            return self._class_pattern(key, "")
        return self._dangling(ident, "element")

    def _repeated(self, pattern: model.Pattern, occurs: Occurs) -> model.Pattern:
        """Return a reference so often; the reference processor allows one more where none need be."""
        least, most = occurs
        if self._as_stylesheets and least == 0 and most is not None and most > 1:
            return patterns.repeated(pattern, Occurs(0, most + 1))
        return patterns.repeated(pattern, occurs)

    def _dangling(self, key: str, kind: str) -> model.Pattern | None:
        """Report a reference of the customisation's own to what the schema does not have; nothing stands for it."""
        owner = self._owner
        if owner is None or Key(owner.kind, self._namespace(owner), owner.ident) not in self._schema.own:
            return None
        message = f"{_owner_name(owner)} refers to the {kind} {key}, which the schema does not have"
        self._report("odd.dangling", message, owner.node, "the reference is left out of the content model")
        return None

    def _namespace(self, spec: "Spec") -> str:
        return self._schema.element_namespace(spec) if spec.kind == "element" else ""

    def _sequence(self, content: Sequence) -> model.Pattern | None:
        members = self._members(content.members)
        if not members:
            return None if content.members else EMPTY
        if len(content.members) > 1 and all(isinstance(member, DataRef | ValList) for member in content.members):
            return patterns.repeated(model.List(patterns.group(map(_unlisted, members))), content.occurs)
        joined = patterns.group(members) if content.ordered else patterns.interleave(members)
        return patterns.repeated(joined, content.occurs)

    def _alternate(self, content: Alternate) -> model.Pattern | None:
        members = self._members(content.members)
        if not members:
            return None if content.members else EMPTY
        if self._as_stylesheets and any(self._emptied(member) for member in content.members):
            members.append(EMPTY)
        return patterns.repeated(patterns.choice(members), content.occurs)

    def _emptied(self, content: Content) -> bool:
        """Return whether the reference processor leaves ``empty`` of *content*: a group that has lost everything."""
        return isinstance(content, Sequence | Alternate) and bool(content.members) and self._pattern(content) is None

    def _members(self, contents: "Iterable[Content]") -> list[model.Pattern]:
        """Return the patterns of what has something in the schema.

        The reference processor lets the members that a ``classRef`` selects stand side by side where it stands.
        """
        found: list[model.Pattern] = []
        for content in contents:
            if self._as_stylesheets and isinstance(content, ClassRef) and _is_spliced(content):
                found.extend(self._ref(member.key) for member in self._direct(content) if member.key.kind == "element")
            elif (pattern := self._pattern(content)) is not None:
                found.append(pattern)
        return found

    def _direct(self, reference: ClassRef) -> "list[Member]":
        """Return the direct members of a class that the reference includes."""
        key = self._key("class", reference.key)
        members = self._schema.members.get(key.ident, ()) if key else ()
        return [member for member in members if _included(member, reference)]

    # Classes of elements

    def _class(self, reference: ClassRef) -> model.Pattern | None:
        """Return the members of a model class, as the reference wants them."""
        key = self._key("class", reference.key)
        if key is None:
            return self._dangling(reference.key, "class")
        if reference.include is not None or reference.excluded:
            return self._selected(key.ident, reference)
        return self._class_pattern(key, reference.expand)

    def _class_pattern(self, key: Key, expand: str) -> model.Ref:
        """Return a reference to the pattern of a class."""
        if expand in _EXPANSIONS:
            name = f"{self._names[key]}_{expand}"
            return self._define(name, lambda: self._in_sequence(self._flat_members(key.ident), expand))
        return self._define(self._names[key], lambda: self._alternation(key.ident), self._documentation.of_class(key))

    def _alternation(self, ident: str) -> model.Pattern:
        members = self._schema.members.get(ident, ())
        if not members:
            return NOT_ALLOWED
        if self._as_stylesheets:
            return patterns.choice(self._loose(member) for member in members)
        return patterns.choice(self._member(member) for member in members)

    def _member(self, member: "Member") -> model.Pattern:
        pattern = self._ref(member.key) if member.key.kind == "element" else self._class_pattern(member.key, "")
        return patterns.repeated(pattern, member.occurs)

    def _loose(self, member: "Member") -> model.Pattern:
        """Return a member as the reference processor has it: a choice of what should be a sequence."""
        return _as_choice(self._member(member))

    def _flat_members(self, ident: str) -> "tuple[Member, ...]":
        if self._as_stylesheets:
            return tuple(member for member in self._schema.members.get(ident, ()) if member.key.kind == "element")
        return self._schema.flattened(ident)

    def _in_sequence(self, members: "Iterable[Member]", expand: str) -> model.Pattern:
        occurs = _EXPANSIONS[expand]
        return patterns.group(patterns.repeated(self._member(member), occurs) for member in members)

    def _selected(self, ident: str, reference: ClassRef) -> model.Pattern | None:
        """Return those members of a class that the reference includes."""
        if self._as_stylesheets:
            members = self._direct(reference)
            if reference.expand and reference.expand not in _EXPANSIONS:
                return patterns.choice(self._member(member) for member in members) if members else None
            return self._in_sequence(members, reference.expand or "sequence") if members else None
        chosen = list(self._chosen(ident, reference, set()))
        if not chosen:
            return NOT_ALLOWED
        if reference.expand in _EXPANSIONS:
            return self._in_sequence(chosen, reference.expand)
        return patterns.choice(self._member(member) for member in chosen)

    def _chosen(self, ident: str, reference: ClassRef, seen: set[str]) -> "Iterator[Member]":
        """Yield the elements that the reference includes, through subclasses; a class may be named as a whole."""
        if ident in seen:
            return
        seen.add(ident)
        for member in self._schema.members.get(ident, ()):
            if member.key.kind == "element":
                if _included(member, reference):
                    yield member
            elif member.key.ident not in reference.excluded:
                whole = reference.include is not None and member.key.ident in reference.include
                inside = replace(reference, include=None) if whole else reference
                yield from self._chosen(member.key.ident, inside, seen)

    # Macros, data, values

    def _macro(self, ident: str) -> model.Pattern | None:
        key = self._key("macro", ident)
        if key is None:
            return self._dangling(ident, "macro")
        return self._shared(key)

    def _shared(self, key: Key) -> model.Ref:
        """Return a reference to the pattern of a macro or datatype."""
        spec = self._schema.specs[key]

        def pattern() -> model.Pattern:
            self._owner = spec
            if spec.values is not None and not self._as_stylesheets:
                return self._values(spec.values)
            found = None if spec.content is None else self._pattern(spec.content)
            if found is None:
                return TEXT if key.kind == "data" else EMPTY
            return found

        return self._define(self._names[key], pattern, self._documentation.of_spec(spec))

    def _data(self, reference: DataRef) -> model.Pattern:
        if reference.name:
            return model.Data(reference.name, XSD, self._parameters(reference))
        key = self._schema.key("data", reference.key) or self._schema.key("macro", reference.key)
        if key is None:
            message = f"there is no datatype “{reference.key}” in the schema"
            self._report("odd.datatype", message, self._owner.node if self._owner else None, "")
            return TEXT
        if reference.restriction:
            return self._restricted(key, reference)
        return self._shared(key)

    def _restricted(self, key: Key, reference: DataRef) -> model.Pattern:
        """Return a datatype of the TEI with a pattern of its own, if it is one of XML Schema's without facets."""
        content = self._schema.specs[key].content
        if isinstance(content, DataRef) and content.name and not self._parameters(content):
            return model.Data(content.name, XSD, self._parameters(reference))
        message = f"the datatype {reference.key} cannot be restricted: it is not simply one of XML Schema’s"
        self._report("odd.datatype", message, self._owner.node if self._owner else None, "use @name with @restriction")
        return self._shared(key)

    @staticmethod
    def _parameters(reference: DataRef) -> tuple[model.Parameter, ...]:
        if reference.restriction:
            return (model.Parameter("pattern", reference.restriction),)
        return tuple(model.Parameter(*facet) for facet in reference.facets)

    def _values(self, values: ValList) -> model.Pattern:
        return patterns.choice(
            model.Value(item.value, annotations=self._documentation.of_value(item)) for item in values.items
        )

    # Any element, and RELAX NG

    def _any_element(self, content: AnyElement) -> model.Pattern:
        self._any_elements += 1
        owner = self._owner.ident if self._owner else ""
        name = f"{self._schema.prefix}anyElement_{owner}_{self._any_elements}"
        excluded = self._schema.default_exceptions if content.excluded is None else content.excluded
        if self._as_stylesheets:
            excluded = self._schema.default_exceptions
        require = () if self._as_stylesheets else content.require
        inside = patterns.zero_or_more(model.Choice((model.Attribute(model.AnyName(), TEXT), TEXT, model.Ref(name))))
        return self._define(name, lambda: model.Element(_any_name(require, excluded), inside))

    def _named(self, name: str) -> model.Pattern | None:
        """Return what a reference of RELAX NG means, None if it leads to nothing.

        Patterns are looked for as they are named, then without the schema's prefix.
        """
        if name in self._external:
            return model.Ref(name)
        candidates = [name]
        if self._schema.prefix and name.startswith(self._schema.prefix):
            candidates.append(name.removeprefix(self._schema.prefix))
        for candidate in candidates:
            found = self._object(candidate)
            if found is not None:
                return found
        return self._dangling(name, "pattern")

    def _object(self, name: str) -> model.Pattern | None:
        if (key := self._keys.get(name)) and key.kind == "element":
            return self._ref(key)
        if key := self._schema.key("element", name):
            return self._ref(key)
        if key := self._schema.key("macro", name) or self._schema.key("data", name):
            return self._shared(key)
        if key := self._schema.key("class", name):
            return self._class_pattern(key, "")
        stem, _, expand = name.rpartition("_")
        if (expand in _EXPANSIONS or expand == "alternation") and (key := self._schema.key("class", stem)):
            return self._class_pattern(key, expand)
        return self._attribute_pattern(name)

    def _attribute_pattern(self, name: str) -> model.Pattern | None:
        """Return what ``att.x.attributes`` or ``att.x.attribute.name`` means."""
        stem, _, last = name.rpartition(".")
        if last == "attributes" and self._schema.key("class", stem):
            return self._class_attributes(stem)
        stem, middle, last = name.partition(".attribute.")
        if middle and self._schema.key("class", stem):
            given = self._inheritance.referred(AttRef(stem, last))
            return patterns.group(self._inherited(attribute) for attribute in given.values())
        return None

    def _foreign(self, pattern: model.Pattern) -> model.Pattern | None:
        """Return a pattern of RELAX NG with its references resolved, None if nothing is left of it."""
        if isinstance(pattern, model.Ref):
            return self._named(pattern.name)
        if isinstance(pattern, model.Group | model.Interleave | model.Choice):
            members = [found for part in pattern.patterns if (found := self._foreign(part)) is not None]
            if not members:
                return None
            return members[0] if len(members) == 1 else replace(pattern, patterns=tuple(members))
        if isinstance(
            pattern,
            model.Element
            | model.Attribute
            | model.Optional
            | model.ZeroOrMore
            | model.OneOrMore
            | model.List
            | model.Mixed,
        ):
            inside = self._foreign(pattern.pattern)
            if inside is None and isinstance(pattern, model.Element | model.Attribute):
                inside = EMPTY
            return None if inside is None else replace(pattern, pattern=inside)
        return pattern

    # Attributes

    def _attributes(self, spec: "Spec", effective: "Attributes", ident: str) -> "Iterator[model.Pattern]":
        """Yield the patterns for the attributes of an element or, with its *ident*, of a class."""
        yield from self._listed(spec.attributes, effective, ident)
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
            elif member.mode != "delete" and (own := effective.get(member.name)) and own.origin == ident:
                yield self._own(own.definition, ident)

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
        yield from self._still(spec.attributes, effective, ident, given)
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
        name = f"{self._names[key]}.attributes"

        def pattern() -> model.Pattern:
            return patterns.group(self._class_members(spec, ident))

        return self._define(name, pattern)

    def _class_members(self, spec: "Spec", ident: str) -> "Iterator[model.Pattern]":
        found = list(self._attributes(spec, self._inheritance.of_class(ident), ident))
        org = spec.attributes.org if spec.attributes and not self._as_stylesheets else "group"
        if org == "choice":
            own = list(self._listed(spec.attributes, self._inheritance.of_class(ident), ident))
            yield patterns.choice(own)
            yield from found[len(own) :]
        else:
            yield from found

    def _inherited(self, attribute: "Inherited") -> model.Pattern:
        if not attribute.origin:
            return self._attribute(attribute.definition)
        return self._shared_attribute(attribute.definition, attribute.origin)

    def _shared_attribute(self, definition: AttDef, ident: str) -> model.Pattern:
        """Return a reference to an attribute of a class."""
        if definition.ident.startswith(_XMLNS):
            return EMPTY
        key = Key("class", "", ident)
        stem = f"{self._names[key]}.attribute.{definition.ident.replace(':', '')}"
        name = stem
        number = 1
        while name in self._attribute_homes and self._attribute_homes[name] != (ident, definition.name):
            number += 1
            name = f"{stem}_{number}"
        self._attribute_homes[name] = ident, definition.name
        return self._define(name, lambda: self._attribute(definition))

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
        if self._as_stylesheets and occurs != ONCE and datatype and not closed and self._is_unknown(datatype.content):
            return model.List(EMPTY)
        if occurs == ONCE or single == TEXT or (datatype and datatype.content == TextNode()):
            return single
        if occurs == Occurs(0, 1):
            return patterns.optional(single)
        return model.List(patterns.tokens(_unlisted(single), occurs))

    def _is_unknown(self, content: Content | None) -> bool:
        """Return whether *content* is a datatype that the schema does not have."""
        if isinstance(content, DataRef) and not content.name:
            return not (self._schema.key("data", content.key) or self._schema.key("macro", content.key))
        return content is not None and self._pattern(content) is None

    def _single_type(self, definition: AttDef) -> model.Pattern:
        values = definition.values
        datatype = definition.datatype
        found = self._pattern(datatype.content) if datatype and datatype.content is not None else None
        if values is not None and values.items:
            if values.type == "closed":
                return self._values(values)
            if values.type == "semi":
                return patterns.choice([self._values(values), found or model.Data("Name", XSD)])
        return TEXT if found is None else found

    # Grammars of others

    def _externals(self) -> "Iterator[model.Component]":
        for external in self._schema.externals:
            yield model.Div(external.components)
            yield from external.amendments


def _included(member: "Member", reference: ClassRef) -> bool:
    ident = member.key.ident
    return ident not in reference.excluded and (reference.include is None or ident in reference.include)


def _referred(pattern: model.Pattern) -> "Iterator[str]":
    """Yield the names that *pattern* refers to."""
    if isinstance(pattern, model.Ref):
        yield pattern.name
    for part in getattr(pattern, "patterns", ()):
        yield from _referred(part)
    inside = getattr(pattern, "pattern", None)
    if inside is not None:
        yield from _referred(inside)


def _is_spliced(reference: ClassRef) -> bool:
    selects = reference.include is not None or bool(reference.excluded)
    return selects and not reference.expand and reference.occurs == ONCE


def _owner_name(spec: "Spec") -> str:
    return f"<{spec.ident}>" if spec.kind == "element" else spec.ident


def _unlisted(pattern: model.Pattern) -> model.Pattern:
    """Return *pattern* as it may stand inside a list: without lists of its own."""
    return pattern.pattern if isinstance(pattern, model.List) else pattern


def _as_choice(pattern: model.Pattern) -> model.Pattern:
    return patterns.choice(pattern.patterns) if isinstance(pattern, model.Group) else pattern


def _any_name(require: tuple[str, ...], excluded: tuple[str, ...]) -> model.NameClass:
    """Return the names that ``anyElement`` allows."""
    if not require:
        return model.AnyName(_name_choice(excluded))
    required = {_namespace(name) for name in require}
    allowed = [
        model.NsName(namespace, _name_choice(tuple(name for name in excluded if _namespace(name) == namespace)))
        for namespace in sorted(required)
        if f"{{{namespace}}}*" not in excluded
    ]
    return allowed[0] if len(allowed) == 1 else model.NameChoice(tuple(allowed))


def _name_choice(names: tuple[str, ...]) -> model.NameClass | None:
    classes = tuple(_name_class(name) for name in names)
    if len(classes) < 2:  # noqa: PLR2004 - one name is no choice
        return classes[0] if classes else None
    return model.NameChoice(classes)


def _name_class(name: str) -> model.NameClass:
    namespace, _, local = name[1:].rpartition("}")
    return model.NsName(namespace) if local == "*" else model.Name(namespace, local)


def _namespace(name: str) -> str:
    return name[1:].rpartition("}")[0]


def _defined_names(components: "Iterable[model.Component]") -> "Iterator[str]":
    for component in components:
        if isinstance(component, model.Define):
            yield component.name
        elif isinstance(component, model.Div):
            yield from _defined_names(component.components)


_Notes = tuple[model.Annotation | model.AnnotationAttribute, ...]
