"""Content models as patterns: references to elements, classes, macros and datatypes, values, any element.

Source: TEI Guidelines, section TDTAG; docs/odd-semantics.md.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeGuard

from tei.odd.grammar import patterns
from tei.odd.grammar.patterns import EMPTY, NOT_ALLOWED, TEXT, XSD
from tei.odd.quirks import Quirk
from tei.odd.resolution.absent import Absent
from tei.odd.specs import (
    ONCE,
    Alternate,
    AnyElement,
    AttDef,
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

    from tei.odd.grammar.definitions import Emission
    from tei.odd.schema import Member
    from tei.odd.specs import Spec

_EXPANSIONS: Final = {
    "sequence": ONCE,
    "sequenceOptional": Occurs(0, 1),
    "sequenceRepeatable": Occurs(1, None),
    "sequenceOptionalRepeatable": Occurs(0, None),
}
NAME_LIST: Final = "every.element"


class ContentPatterns:
    """The patterns of content models; *attributes* gives those of attributes, for RELAX NG refers to them too."""

    def __init__(self, emission: "Emission") -> None:
        self._schema = emission.schema
        self._definitions = emission.definitions
        self._quirks = emission.quirks
        self._documentation = emission.documentation
        self._absent = Absent(emission.schema, emission.report)
        self._any_elements = 0
        self.names_elements = False
        """Whether something refers to every element there is."""
        self.attributes: Callable[[str], model.Pattern | None] = lambda _name: None

    def of(self, spec: "Spec") -> model.Pattern:
        """Return the content of an element; a closed list of values stands before a content model."""
        self._absent.owner = spec
        self._any_elements = 0
        if spec.values is not None and spec.values.type == "closed" and Quirk.CONTENT_VALUES not in self._quirks:
            return self.values(spec.values)
        if spec.content is None:
            return EMPTY
        found = self.pattern(spec.content)
        return EMPTY if found is None else found

    def datatype(self, definition: AttDef) -> model.Pattern | None:
        """Return what the datatype of an attribute allows, None if it has none or the schema has not."""
        if definition.datatype is None or definition.datatype.content is None:
            return None
        self._absent.definition = definition
        found = self.pattern(definition.datatype.content)
        self._absent.definition = None
        return found

    # Content models

    def pattern(self, content: Content) -> model.Pattern | None:
        """Return the pattern for *content*, None if all that it refers to is not in the schema."""
        match content:
            case TextNode():
                return TEXT
            case Empty():
                return EMPTY
            case ElementRef() | ClassRef():
                found = self._element(content.key) if isinstance(content, ElementRef) else self._class(content)
                return None if found is None else self._repeated(found, content.occurs)
            case MacroRef():
                return self._macro(content.key)
            case DataRef():
                return self._data(content)
            case ValList():
                return self.values(content)
            case Sequence():
                return self._sequence(content)
            case Alternate():
                return self._alternate(content)
            case _:
                return self._rare(content)

    def _rare(self, content: AnyElement | EveryElement | NameRef | ListOf | Foreign) -> model.Pattern | None:
        """Return the pattern for what few content models have."""
        match content:
            case AnyElement():
                return patterns.repeated(self._any_element(content), content.occurs)
            case EveryElement():
                self.names_elements = True
                return model.Ref(NAME_LIST)
            case NameRef():
                return self._named(content.name)
            case ListOf():
                inside = self.pattern(content.member)
                return None if inside is None else model.List(unlisted(inside))
            case Foreign():
                return self._foreign(content.pattern)

    def _element(self, ident: str) -> model.Pattern | None:
        """Return a reference to an element; where the author meant a class, to that."""
        if key := self._definitions.key("element", ident):
            if Quirk.OWN_PREFIX in self._quirks and self._schema.specs[key].prefix not in {None, self._schema.prefix}:
                return None
            return self._definitions.ref(key)
        if key := self._definitions.key("class", ident):
            self._absent.element(ident)
            return self._class_pattern(key, "")
        self._absent.dangling(ident, "element")
        return None

    def _repeated(self, pattern: model.Pattern, occurs: Occurs) -> model.Pattern:
        """Return a reference so often; the reference processor allows one more where none need be."""
        least, most = occurs
        if Quirk.ONE_TOO_MANY in self._quirks and least == 0 and most is not None and most > 1:
            return patterns.repeated(pattern, Occurs(0, most + 1))
        return patterns.repeated(pattern, occurs)

    def _sequence(self, content: Sequence) -> model.Pattern | None:
        members = self._members(content.members)
        if not members:
            return None if content.members else EMPTY
        if len(content.members) > 1 and all(isinstance(member, DataRef | ValList) for member in content.members):
            return patterns.repeated(model.List(patterns.group(map(unlisted, members))), content.occurs)
        joined = patterns.group(members) if content.ordered else patterns.interleave(members)
        return patterns.repeated(joined, content.occurs)

    def _alternate(self, content: Alternate) -> model.Pattern | None:
        members = self._members(content.members)
        if not members:
            return None if content.members else EMPTY
        if Quirk.EMPTY_BRANCH in self._quirks and any(self._emptied(member) for member in content.members):
            members.append(EMPTY)
        return patterns.repeated(patterns.choice(members), content.occurs)

    def _emptied(self, content: Content) -> bool:
        """Return whether the reference processor leaves ``empty`` of *content*: a group that has lost everything."""
        return isinstance(content, Sequence | Alternate) and bool(content.members) and self.pattern(content) is None

    def _members(self, contents: "Iterable[Content]") -> list[model.Pattern]:
        """Return the patterns of what has something in the schema.

        The reference processor lets the members that a ``classRef`` selects stand side by side where it stands.
        """
        found: list[model.Pattern] = []
        for content in contents:
            if Quirk.SPLICED_MEMBERS in self._quirks and _is_spliced(content):
                found.extend(
                    self._definitions.ref(member.key)
                    for member in self._direct(content)
                    if member.key.kind == "element"
                )
            elif (pattern := self.pattern(content)) is not None:
                found.append(pattern)
        return found

    def _direct(self, reference: ClassRef) -> "list[Member]":
        """Return the direct members of a class that the reference includes."""
        key = self._definitions.key("class", reference.key)
        members = self._schema.members.get(key.ident, ()) if key else ()
        return [member for member in members if _included(member, reference)]

    # Classes of elements

    def _class(self, reference: ClassRef) -> model.Pattern | None:
        """Return the members of a model class, as the reference wants them."""
        key = self._definitions.key("class", reference.key)
        if key is None:
            self._absent.dangling(reference.key, "class")
            return None
        if reference.include is not None or reference.excluded:
            return self._selected(key.ident, reference)
        return self._class_pattern(key, reference.expand)

    def _class_pattern(self, key: Key, expand: str) -> model.Ref:
        """Return a reference to the pattern of a class."""
        if expand in _EXPANSIONS:
            name = f"{self._definitions.names[key]}_{expand}"
            return self._definitions.define(name, lambda: self._in_sequence(self._flat_members(key.ident), expand))
        if expand == "alternation" and Quirk.DIRECT_MEMBERS in self._quirks:
            name = f"{self._definitions.names[key]}_{expand}"
            return self._definitions.define(name, lambda: self._direct_alternation(key.ident))
        return self._definitions.define(
            self._definitions.names[key], lambda: self._alternation(key.ident), self._documentation.of_class(key)
        )

    def _direct_alternation(self, ident: str) -> model.Pattern:
        return patterns.choice(self._member(member) for member in self._flat_members(ident))

    def _alternation(self, ident: str) -> model.Pattern:
        members = self._schema.members.get(ident, ())
        if not members:
            return NOT_ALLOWED
        if Quirk.LOOSE_MEMBERS in self._quirks:
            return patterns.choice(self._loose(member) for member in members)
        return patterns.choice(self._member(member) for member in members)

    def _member(self, member: "Member") -> model.Pattern:
        pattern = (
            self._definitions.ref(member.key) if member.key.kind == "element" else self._class_pattern(member.key, "")
        )
        return patterns.repeated(pattern, member.occurs)

    def _loose(self, member: "Member") -> model.Pattern:
        """Return a member as the reference processor has it: a choice of what should be a sequence."""
        return _as_choice(self._member(member))

    def _flat_members(self, ident: str) -> "tuple[Member, ...]":
        if Quirk.DIRECT_MEMBERS in self._quirks:
            return tuple(member for member in self._schema.members.get(ident, ()) if member.key.kind == "element")
        return self._schema.flattened(ident)

    def _in_sequence(self, members: "Iterable[Member]", expand: str) -> model.Pattern:
        occurs = _EXPANSIONS[expand]
        return patterns.group(patterns.repeated(self._member(member), occurs) for member in members)

    def _selected(self, ident: str, reference: ClassRef) -> model.Pattern | None:
        """Return those members of a class that the reference includes."""
        if Quirk.SPLICED_MEMBERS in self._quirks:
            members = self._direct(reference)
            if reference.expand and reference.expand not in _EXPANSIONS:
                return patterns.choice(self._member(member) for member in members) if members else None
            return self._in_sequence(members, reference.expand or "sequence") if members else None
        chosen = self._schema.in_order(self._chosen(ident, reference, set()))
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
        key = self._definitions.key("macro", ident)
        if key is None:
            self._absent.dangling(ident, "macro")
            return None
        return self._shared(key)

    def _shared(self, key: Key) -> model.Ref:
        """Return a reference to the pattern of a macro or datatype."""
        spec = self._schema.specs[key]

        def pattern() -> model.Pattern:
            self._absent.owner = spec
            if spec.values is not None and Quirk.CONTENT_VALUES not in self._quirks:
                return self.values(spec.values)
            found = None if spec.content is None else self.pattern(spec.content)
            if found is None:
                return TEXT if key.kind == "data" else EMPTY
            return found

        return self._definitions.define(self._definitions.names[key], pattern, self._documentation.of_spec(spec))

    def _data(self, reference: DataRef) -> model.Pattern:
        if reference.name:
            return model.Data(reference.name, XSD, self._parameters(reference))
        key = self._schema.key("data", reference.key) or self._schema.key("macro", reference.key)
        if key is None:
            self._absent.datatype(reference.key)
            return TEXT
        if reference.restriction:
            return self._restricted(key, reference)
        return self._shared(key)

    def _restricted(self, key: Key, reference: DataRef) -> model.Pattern:
        """Return a datatype of the TEI with a pattern of its own, if it is one of XML Schema's without facets."""
        content = self._schema.specs[key].content
        if isinstance(content, DataRef) and content.name and not self._parameters(content):
            return model.Data(content.name, XSD, self._parameters(reference))
        self._absent.restriction(reference.key)
        return self._shared(key)

    @staticmethod
    def _parameters(reference: DataRef) -> tuple[model.Parameter, ...]:
        if reference.restriction:
            return (model.Parameter("pattern", reference.restriction),)
        return tuple(model.Parameter(*facet) for facet in reference.facets)

    def values(self, values: ValList) -> model.Pattern:
        """Return one of *values*."""
        return patterns.choice(
            model.Value(item.value, following=self._documentation.of_value(item)) for item in values.items
        )

    # Any element, and RELAX NG

    def _any_element(self, content: AnyElement) -> model.Pattern:
        self._any_elements += 1
        owner = self._absent.owner.ident if self._absent.owner else ""
        name = f"{self._schema.prefix}anyElement_{owner}_{self._any_elements}"
        excluded = self._schema.default_exceptions if content.excluded is None else content.excluded
        require = content.require
        if Quirk.ANY_ELEMENT in self._quirks:
            excluded, require = self._schema.default_exceptions, ()
        inside = patterns.zero_or_more(model.Choice((model.Attribute(model.AnyName(), TEXT), TEXT, model.Ref(name))))
        return self._definitions.define(name, lambda: model.Element(_any_name(require, excluded), inside))

    def _named(self, name: str) -> model.Pattern | None:
        """Return what a reference of RELAX NG means, None if it leads to nothing.

        Patterns are looked for as they are named, then without the schema's prefix.
        """
        if name in self._definitions.external:
            return model.Ref(name)
        candidates = [name]
        if self._schema.prefix and name.startswith(self._schema.prefix):
            candidates.append(name.removeprefix(self._schema.prefix))
        for candidate in candidates:
            found = self._object(candidate)
            if found is not None:
                return found
        self._absent.dangling(name, "pattern")
        return None

    def _object(self, name: str) -> model.Pattern | None:
        if (key := self._definitions.keys.get(name)) and key.kind == "element":
            return self._definitions.ref(key)
        if key := self._schema.key("element", name):
            return self._definitions.ref(key)
        if key := self._schema.key("macro", name) or self._schema.key("data", name):
            return self._shared(key)
        if key := self._schema.key("class", name):
            return self._class_pattern(key, "")
        stem, _, expand = name.rpartition("_")
        if (expand in _EXPANSIONS or expand == "alternation") and (key := self._schema.key("class", stem)):
            return self._class_pattern(key, expand)
        return self.attributes(name)

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


def _included(member: "Member", reference: ClassRef) -> bool:
    ident = member.key.ident
    return ident not in reference.excluded and (reference.include is None or ident in reference.include)


def _is_spliced(reference: Content) -> TypeGuard[ClassRef]:
    """Return whether *reference* selects members of a class, and says nothing else of them."""
    if not isinstance(reference, ClassRef):
        return False
    selects = reference.include is not None or bool(reference.excluded)
    return selects and not reference.expand and reference.occurs == ONCE


def unlisted(pattern: model.Pattern) -> model.Pattern:
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
