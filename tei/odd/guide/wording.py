"""Content models in words: “one <teiHeader>, then one or more of <text>”.

What a model refers to and the schema does not have is left out, as it is of the grammar.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tei import names
from tei.odd.guide.counting import before, number, timed, times
from tei.odd.guide.words import NOTHING, Code, Link, Listing, Words, is_long, join
from tei.odd.specs import (
    ONCE,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Empty,
    EveryElement,
    Foreign,
    ListOf,
    MacroRef,
    NameRef,
    Occurs,
    Sequence,
    TextNode,
    ValList,
)
from tei.relaxng import model
from tei.relaxng.bindings import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Sequence_

    from tei.odd.grammar.definitions import Definitions
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Datatype, Key, Kind, Spec

_IN_A_SENTENCE: Final = 4
"""How many things one after the other make a sentence; more are a list."""
_IN_A_CHOICE: Final = 8
_EXPANSIONS: Final = {
    "sequence": "one of each member of ",
    "sequenceOptional": "at most one of each member of ",
    "sequenceRepeatable": "one or more of each member of ",
    "sequenceOptionalRepeatable": "any number of each member of ",
}
_XSD: Final = "xs:"
_REFERENCES: "Final[dict[Kind, Callable[[str], Content]]]" = {
    "element": ElementRef,
    "macro": MacroRef,
    "data": DataRef,
    "class": ClassRef,
}
_NAMED: Final = {
    "string": "text",
    "token": "text",
    "normalizedString": "text",
    "anyURI": "an address (URI)",
    "NCName": "an XML name without colon",
    "Name": "an XML name",
    "ID": "an identifier, used once in the document",
    "boolean": "true or false",
    "date": "a date",
    "decimal": "a decimal number",
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "double": "a number",
    "float": "a number",
    "language": "a language tag",
    "time": "a time",
    "dateTime": "a date and time",
    "gYear": "a year",
    "gMonth": "a month",
    "gDay": "a day",
    "gYearMonth": "a month of a year",
    "gMonthDay": "a day of a month",
    "duration": "a length of time",
}


class Wording:
    """Puts the content models and datatypes of *schema* into words."""

    def __init__(self, schema: "ResolvedSchema", definitions: "Definitions") -> None:
        self._schema = schema
        self._definitions = definitions

    def content(self, spec: "Spec") -> Words:
        """Return what may be in an element, or what a macro or datatype stands for."""
        if spec.values is not None and (spec.values.type == "closed" or spec.kind != "element"):
            return self.of(spec.values)
        found = NOTHING if spec.content is None else self.of(spec.content)
        return found or ("nothing",)

    def datatype(self, datatype: "Datatype | None") -> Words:
        """Return what the value of an attribute is made of, and how many parts it has."""
        if datatype is None or datatype.content is None:
            return ("text",)
        single = self.of(datatype.content) or ("text",)
        least, most = datatype.occurs
        if datatype.occurs == ONCE:
            return single
        if datatype.occurs == Occurs(0, 1):
            return (*single, ", or nothing")
        return (*number(least, most), " values, separated by spaces, each of them ", *single)

    def of(self, content: Content) -> Words:
        """Return *content* in words, none if all that it refers to is not in the schema."""
        content = self._meant(content)
        match content:
            case TextNode():
                return ("text",)
            case Empty():
                return ("nothing",)
            case Sequence():
                return self._sequence(content) if content.ordered else self._in_any_order(content)
            case Alternate():
                return self._alternate(content)
            case ElementRef() | ClassRef():
                return self._reference(content)
            case _:
                return self._other(content)

    def _other(
        self, content: MacroRef | DataRef | AnyElement | EveryElement | NameRef | ListOf | Foreign | ValList
    ) -> Words:
        match content:
            case MacroRef():
                key = self._definitions.key("macro", content.key)
                return ("what ", Link(key, key.ident), " allows") if key else NOTHING
            case DataRef():
                return self._data(content)
            case AnyElement():
                return self._any_element(content)
            case EveryElement():
                return ("any one element of this schema",)
            case NameRef():
                return self._named(content.name)
            case ListOf():
                inside = self.of(content.member)
                return ("words separated by spaces: ", *inside) if inside else NOTHING
            case ValList():
                values = [(Code(f"“{item.value}”"),) for item in content.items]
                return join(values, ", ", " or ") if values else ("text",)
            case Foreign():
                return self._foreign(content.pattern)

    # References

    def _reference(self, reference: ElementRef | ClassRef) -> Words:
        """Return what is referred to, and how often it may be there."""
        named = self._target(reference)
        if not named:
            return NOTHING
        if isinstance(reference, ClassRef) and reference.expand in _EXPANSIONS:
            each = (_EXPANSIONS[reference.expand], *named, ", in their order")
            return each if reference.occurs == ONCE else (*times(reference.occurs), *each)
        return (*before(reference.occurs, several=isinstance(reference, ClassRef)), *named)

    def _target(self, reference: ElementRef | ClassRef) -> Words:
        if isinstance(reference, ElementRef):
            key = self._definitions.key("element", reference.key) or self._definitions.key("class", reference.key)
            return (self.link(key),) if key else NOTHING
        key = self._definitions.key("class", reference.key)
        if key is None:
            return NOTHING
        found: Words = (self.link(key),)
        if reference.include is not None:
            found += (" (only ", *join(((self._member(ident),) for ident in reference.include), ", ", " and "), ")")
        if reference.excluded:
            found += (" (but not ", *join(((self._member(ident),) for ident in reference.excluded), ", ", " and "), ")")
        return found

    def link(self, key: "Key") -> Link:
        """Return a link to the entry for *key*, by the name that documents have."""
        return Link(key, self._schema.specs[key].output_name)

    def _member(self, ident: str) -> Link | Code:
        key = self._schema.key("element", ident) or self._schema.key("class", ident)
        return self.link(key) if key else Code(ident)

    def _named(self, name: str) -> Words:
        """Return a pattern that a reference of RELAX NG names, if it is one of another grammar."""
        return ("the pattern ", Code(name)) if name in self._definitions.external else NOTHING

    def _meant(self, content: Content) -> Content:
        """Return what *content* is in Pure ODD, if it is a reference of RELAX NG."""
        if not isinstance(content, NameRef):
            return content
        for kind, reference in _REFERENCES.items():
            key = self._definitions.key(kind, content.name)
            if key is not None:
                return reference(key.ident)
        stem, _, expand = content.name.rpartition("_")
        if (expand in _EXPANSIONS or expand == "alternation") and self._definitions.key("class", stem):
            return ClassRef(stem, expand=expand)
        return content

    def _data(self, reference: DataRef) -> Words:
        """Return the datatype, and what restricts it."""
        if reference.name:
            found: Words = (_NAMED[reference.name],) if reference.name in _NAMED else ()
            shown = (Code(_XSD + reference.name),)
            found = (*found, " (", *shown, ")") if found else ("a value of ", *shown)
        else:
            key = self._schema.key("data", reference.key) or self._schema.key("macro", reference.key)
            found = ("a value of ", self.link(key)) if key else ("text",)
        if reference.restriction:
            found += (" that matches ", Code(reference.restriction))
        if reference.facets:
            found += (
                " with ",
                *join(((f"{facet.name} ", Code(facet.value)) for facet in reference.facets), ", ", " and "),
            )
        return found

    def _any_element(self, content: AnyElement) -> Words:
        lead = before(content.occurs, several=False)
        return (*lead, "element " if content.occurs.most == 1 else "elements ", *self._any_names(content))

    def _any_names(self, content: AnyElement) -> Words:
        """Return which names are meant by “any”."""
        found: Words = ("of any name",)
        if content.require:
            found = ("of ", *join(map(_name_test, content.require), ", ", " or "))
        excluded = self._schema.default_exceptions if content.excluded is None else content.excluded
        return (*found, " but not ", *join(map(_name_test, excluded), ", ", " or ")) if excluded else found

    def _foreign(self, pattern: model.Pattern) -> Words:
        """Return what a pattern of RELAX NG speaks of: how it does is best said by itself."""
        spoken = [self.of(NameRef(part.name)) for part in walk(pattern) if isinstance(part, model.Ref)]
        spoken += [
            ("an element ", Code(part.name_class.local))
            for part in walk(pattern)
            if isinstance(part, model.Element) and isinstance(part.name_class, model.Name)
        ]
        found = list(dict.fromkeys(words for words in spoken if words))
        return ("what the pattern of RELAX NG below says", *((" of ", *join(found, ", ", " and ")) if found else ()))

    # What stands together

    def _members(self, members: "Sequence_[Content]") -> list[Words]:
        """Return each of *members* in words, but those of which nothing is left."""
        return [found for member in members if (found := self.of(member))]

    def _sequence(self, content: Sequence) -> Words:
        inner = tuple(_flat(content))
        if len(inner) == 1 and isinstance(inner[0], Alternate) and ONCE in {content.occurs, inner[0].occurs}:
            # Repetitions of RELAX NG are read as sequences.
            return self._alternate(
                replace(inner[0], occurs=content.occurs if inner[0].occurs == ONCE else inner[0].occurs)
            )
        members = self._members(inner)
        if not members:
            return NOTHING if content.members else ("nothing",)
        if len(members) == 1:
            return self._again(inner, members[0], content.occurs)
        short = len(members) <= _IN_A_SENTENCE and not any(map(_is_joined, inner))
        if short and not any(map(is_long, members)):
            sentence = join(members, ", then ")
            return sentence if content.occurs == ONCE else (*times(content.occurs), *sentence)
        return (timed("in this order: ", content.occurs), Listing(tuple(members), ordered=True))

    def _in_any_order(self, content: Sequence) -> Words:
        members = self._members(content.members)
        if not members:
            return NOTHING if content.members else ("nothing",)
        if TextNode() in content.members and content.occurs == ONCE:
            rest = [found for member in content.members if member != TextNode() and (found := self.of(member))]
            return ("text, mixed with ", *_listed(rest, ", ", " and "))
        return (timed("all of these, in any order: ", content.occurs), *_listed(members, ", ", " and "))

    def _alternate(self, content: Alternate) -> Words:
        """Return a choice; of what is repeated in any order, text is named first."""
        content = replace(content, members=tuple(map(self._meant, content.members)))
        members = self._members(content.members)
        if not members:
            return NOTHING if content.members else ("nothing",)
        if content.occurs.most != 1 and all(map(_is_simple, content.members)):
            return self._mixture(content)
        if len(members) == 1:
            return self._again(content.members, members[0], content.occurs)
        if (
            content.occurs == ONCE
            and _IN_A_SENTENCE < len(members) <= _IN_A_CHOICE
            and all(map(_is_one, content.members))
        ):
            return ("one of these: ", *join(map(self._bare, content.members), ", ", " or "))
        short = content.occurs == ONCE and len(members) <= _IN_A_SENTENCE and not any(map(_is_joined, content.members))
        if short and not any(map(is_long, members)):
            return ("either ", *join(members, ", ", " or "))
        return (timed("one of these: ", content.occurs), Listing(tuple(members)))

    def _again(self, members: "Sequence_[Content]", words: Words, occurs: Occurs) -> Words:
        """Return the only one of *members* that is left, which *words* say, so often."""
        if occurs == ONCE:
            return words
        left = [self._meant(member) for member in members if self.of(member)]
        if isinstance(left[0], ElementRef | ClassRef) and _is_one(left[0]):
            return (*before(occurs, several=isinstance(left[0], ClassRef)), *self._target(left[0]))
        return (*times(occurs), *words)

    def _mixture(self, content: Alternate) -> Words:
        members = [found for member in content.members if member != TextNode() and (found := self._bare(member))]
        least, most = content.occurs
        if TextNode() in content.members and least == 0 and most is None:
            return ("text, mixed with any number of ", *_listed(members, ", ", " and ")) if members else ("text",)
        if TextNode() in content.members:
            members.insert(0, ("text",))
        if len(members) == 1:
            return (*before(content.occurs, several=True), *members[0])
        return (*number(least, most), " of these, in any order: ", *_listed(members, ", ", " and "))

    def _bare(self, member: Content) -> Words:
        """Return *member* without how often it is there, which the choice around it says."""
        if isinstance(member, AnyElement):
            return ("elements ", *self._any_names(member))
        return self._target(member) if isinstance(member, ElementRef | ClassRef) else self.of(member)


def _is_joined(content: Content) -> bool:
    return isinstance(content, Sequence | Alternate)


def _is_simple(content: Content) -> bool:
    """Return whether *content* says, in a repeated choice, no more than what may be there."""
    if isinstance(content, ClassRef):
        return content.expand not in _EXPANSIONS and content.occurs.least <= 1
    if isinstance(content, ElementRef):
        return content.occurs.least <= 1
    return isinstance(content, TextNode | MacroRef | AnyElement)


def _is_one(content: Content) -> bool:
    """Return whether *content* is one element, or one of a class."""
    if isinstance(content, ClassRef) and content.expand in _EXPANSIONS:
        return False
    return isinstance(content, ElementRef | ClassRef) and content.occurs == ONCE


def _flat(content: Sequence) -> "Iterator[Content]":
    """Yield the members of a sequence, and in the place of a sequence among them its members."""
    for member in content.members:
        if isinstance(member, Sequence) and member.ordered and member.occurs == ONCE:
            yield from _flat(member)
        else:
            yield member


def _listed(members: list[Words], between: str, last: str) -> Words:
    """Return *members* as part of a sentence, or as a list if they are many."""
    if len(members) <= _IN_A_CHOICE and not any(map(is_long, members)):
        return join(members, between, last)
    return (Listing(tuple(members)),)


def _name_test(name: str) -> Words:
    namespace, local = names.split(name)
    called: Words = ("the namespace ", Code(namespace)) if namespace else ("no namespace",)
    if namespace == names.TEI:
        called = ("TEI",)
    return called if local == "*" else (Code(f"<{local}>"), " of ", *called)
