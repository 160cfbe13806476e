"""Grammars at random: most of them correct, some against the restrictions of section 7.

All chance comes from a ``random.Random``, which a property test may give: what it finds, it then makes smaller.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mutating import ATTRIBUTES as OF_ATTRIBUTES
from mutating import MOVES, STRUCTURE, Vocabulary, mutant
from tei.relaxng import model, writing_compact, writing_xml
from tei.relaxng.datatypes import XSD

LOCALS: Final = ("a", "b", "c", "d")
ATTRIBUTES: Final = ("x", "y", "z")
NAMESPACES: Final = ("", "urn:a", "urn:b")
BINDINGS: Final = {"p": "urn:a", "q": "urn:a", "r": "urn:b"}
"""The prefixes that values and documents use."""
# Texts that each type allows, and parameters for it. Where jing departs from XML Schema (a table in the tests of the
# datatypes says where) there is nothing to compare.
TYPES: Final[dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]] = {
    "string": (("", "x", " x y "), (("minLength", "1"), ("maxLength", "3"), ("pattern", "[a-z ]*"))),
    "token": (("x", "two words", "one"), (("length", "3"), ("pattern", r"\i\c*"), ("pattern", "[^a-c]+"))),
    "boolean": (("true", "0"), (("pattern", "[a-z]+"),)),
    "integer": (("0", "-1", "+07", "12"), (("minInclusive", "0"), ("maxExclusive", "10"), ("totalDigits", "1"))),
    "decimal": (("0.5", "1", "-2.50"), (("minExclusive", "0"), ("maxInclusive", "1.0"))),
    "double": (("1e3", "INF", "0.5"), (("maxInclusive", "1"),)),
    "date": (("1951-05-01", "2000-02-29"), (("minInclusive", "1960-01-01"),)),
    "gYear": (("1951", "-0044"), ()),
    "NCName": (("x", "one"), (("maxLength", "2"),)),
    "NMTOKENS": (("a b", "1 2 3"), (("maxLength", "2"), ("minLength", "2"))),
    "QName": (("p:x", "q:x", "x"), ()),
    "anyURI": (("#x", "urn:a"), (("minLength", "3"),)),
    "language": (("en", "ru-Latn"), ()),
    "hexBinary": (("0aFF", ""), (("length", "1"),)),
}
LITERALS: Final = (
    *(("", "token", "x"), ("", "token", "two words"), ("", "string", " x y "), ("", "token", "")),
    *((XSD, "integer", "1"), (XSD, "decimal", "0.50"), (XSD, "QName", "p:x"), (XSD, "token", " one  two ")),
    *((XSD, "boolean", "true"), (XSD, "date", "1951-05-01")),
)
# What is put into the text of a schema to break it.
_OF_SCHEMAS: Final = Vocabulary(
    (
        *(
            "element",
            "attribute",
            "group",
            "interleave",
            "choice",
            "optional",
            "zeroOrMore",
            "oneOrMore",
            "list",
            "mixed",
        ),
        *("ref", "parentRef", "empty", "text", "notAllowed", "value", "data", "param", "except", "externalRef"),
        *("grammar", "start", "define", "include", "div", "anyName", "nsName", "name"),
    ),
    ("name", "type", "combine", "ns", "datatypeLibrary", "href"),
    ("", "a", " a ", "a b", "p:a", "e0", "p0", "choice", "interleave", "urn:a", "token", "integer", "minLength", XSD),
    ("", "urn:other", "http://relaxng.org/ns/structure/1.0", model.ANNOTATIONS),
)
_MOST_DEPTH: Final = 3
_RARELY: Final = 0.015


@dataclass(frozen=True, slots=True)
class Schema:
    """A grammar, as one and as the files in which it is written, the first being the whole."""

    grammar: model.Grammar
    files: dict[str, str]

    @property
    def name(self) -> str:
        """The name of the first file."""
        return next(iter(self.files))


class Maker:
    """Makes the parts of one grammar."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._elements: tuple[str, ...] = ()
        self._parts: tuple[str, ...] = ()
        self._outer: tuple[str, ...] = ()

    def grammar(self, *, outer: tuple[str, ...] = ()) -> model.Grammar:
        """Return a grammar; one that is nested may refer to the definitions *outer*."""
        chance = self._chance
        kept = self._elements, self._parts, self._outer
        self._elements = tuple(f"e{number}" for number in range(chance.randint(1, 2 if outer else 4)))
        self._parts = tuple(f"p{number}" for number in range(chance.randint(0, 1 if outer else 3)))
        self._outer = outer
        components: list[model.Component] = [self._start()]
        for name in self._elements:
            components += self._defined(name, self.element())
        # A part refers to those after it, so that it does not come back to itself.
        for name in self._parts:
            self._parts = self._parts[1:]
            components += self._defined(name, self.content(1))
        self._elements, self._parts, self._outer = kept
        return model.Grammar(tuple(components))

    def _rarely(self) -> bool:
        return self._chance.random() < _RARELY

    def _start(self) -> model.Start:
        refs = [model.Ref(name) for name in self._elements]
        if len(refs) > 1 and self._chance.random() < 0.3:
            return model.Start(model.Choice(tuple(refs[:2])))
        return model.Start(refs[0])

    def _defined(self, name: str, pattern: model.Pattern) -> list[model.Component]:
        """Return the definition, at times in two halves."""
        if self._chance.random() > 0.15:
            return [model.Define(name, pattern)]
        combine = self._chance.choice(("choice", "choice", "interleave"))
        other = self.element() if name.startswith("e") and combine == "choice" else self.content(2)
        first = self._chance.choice(("", combine))
        return [model.Define(name, pattern, first), model.Define(name, other, combine)]

    # Elements and attributes

    def element(self) -> model.Pattern:
        """Return an element."""
        return model.Element(self._name_class(LOCALS, NAMESPACES), self._inside())

    def _inside(self) -> model.Pattern:
        """Return attributes and content, at times in an order or a choice that makes one depend on the other."""
        chance = self._chance
        names = chance.sample(ATTRIBUTES, chance.choice((0, 0, 1, 1, 2)))
        if names and self._rarely():
            names.append(names[0])
        attributes = [self._attribute(name) for name in names]
        if chance.random() < 0.1:
            attributes.append(self._wildcard(names))
        content = self.simple(0) if chance.random() < 0.25 else self.content(0)
        if not attributes:
            return content
        shape = chance.random()
        if shape < 0.15:
            return model.Interleave((*attributes, content))
        if shape < 0.35:
            other = model.Group((self._attribute(names[0] if names else "x"), self.content(1)))
            return model.Choice((model.Group((*attributes, content)), other))
        if shape < 0.45:
            return model.Group((content, *attributes))
        return model.Group((*attributes, content))

    def _attribute(self, name: str) -> model.Pattern:
        namespace = self._chance.choice(("", "", "", "urn:a"))
        value: model.Pattern = model.Text() if self._chance.random() < 0.3 else self.simple(1)
        attribute = model.Attribute(model.Name(namespace, name), value)
        return model.Optional(attribute) if self._chance.random() < 0.5 else attribute

    def _wildcard(self, names: list[str]) -> model.Pattern:
        """Return attributes of any names but *names*, as section 7.3 asks."""
        taken: tuple[model.NameClass, ...] = tuple(
            model.Name(namespace, name) for name in names for namespace in ("", "urn:a")
        )
        exception = taken[0] if len(taken) == 1 else model.NameChoice(taken) if taken else None
        classes: model.NameClass = self._chance.choice((model.AnyName(exception), model.NsName("urn:b")))
        attribute = model.Attribute(classes, model.Text())
        return attribute if self._rarely() else model.ZeroOrMore(attribute)

    def _name_class(self, locals_: tuple[str, ...], namespaces: tuple[str, ...]) -> model.NameClass:
        chance = self._chance
        name = model.Name(chance.choice(namespaces), chance.choice(locals_))
        kind = chance.random()
        if kind < 0.8:
            return name
        other = model.Name(chance.choice(namespaces), chance.choice(locals_))
        if kind < 0.86:
            return model.NameChoice((name, other))
        if kind < 0.92:
            return model.AnyName(chance.choice((other, model.NsName("urn:a", name), None)))
        namespace = chance.choice(namespaces)
        return model.NsName(namespace, model.Name(namespace, other.local) if chance.random() < 0.5 else None)

    # Content

    def content(self, depth: int) -> model.Pattern:
        """Return a pattern of elements and text."""
        chance = self._chance
        if self._rarely():
            return self.simple(depth)
        if depth >= _MOST_DEPTH or chance.random() < 0.3:
            return self._leaf()
        kind = chance.randrange(8)
        if kind < 2:
            return model.Group(self._several(depth))
        if kind < 4:
            return model.Choice(self._several(depth))
        if kind == 4:
            return model.Interleave(self._several(depth))
        wrapped = (model.Optional, model.ZeroOrMore, model.OneOrMore, model.Mixed)
        return chance.choice(wrapped)(self.content(depth + 1))

    def _several(self, depth: int) -> tuple[model.Pattern, ...]:
        return tuple(self.content(depth + 1) for _ in range(self._chance.choice((2, 2, 3))))

    def _leaf(self) -> model.Pattern:
        chance = self._chance
        kind = chance.random()
        if kind < 0.45:
            return model.Ref(chance.choice(self._elements))
        if kind < 0.6:
            return model.Element(self._name_class(LOCALS, NAMESPACES), chance.choice((model.Empty(), model.Text())))
        if kind < 0.7 and self._parts:
            return model.Ref(chance.choice(self._parts))
        if kind < 0.75 and self._outer:
            return model.ParentRef(chance.choice(self._outer))
        if kind < 0.78 and not self._outer:
            return self.grammar(outer=self._elements)
        if kind < 0.8:
            return model.NotAllowed()
        return chance.choice((model.Text(), model.Empty(), model.Text()))

    # Values

    def simple(self, depth: int) -> model.Pattern:
        """Return a pattern of values."""
        chance = self._chance
        kind = chance.random()
        if kind < 0.15 and depth < _MOST_DEPTH:
            return model.Choice((self.simple(depth + 1), self.simple(depth + 1)))
        if kind < 0.3 and depth < _MOST_DEPTH:
            return model.List(self._words(depth + 1))
        return self._literal() if kind < 0.6 else self._data()

    def _words(self, depth: int) -> model.Pattern:
        chance = self._chance
        one = self._literal() if chance.random() < 0.4 else self._data()
        if depth >= _MOST_DEPTH or chance.random() < 0.3:
            return one
        kind = chance.randrange(4)
        if kind == 0:
            return model.Group((self._words(depth + 1), self._words(depth + 1)))
        if kind == 1:
            return model.Choice((self._words(depth + 1), one))
        return chance.choice((model.Optional, model.ZeroOrMore, model.OneOrMore))(self._words(depth + 1))

    def _literal(self) -> model.Value:
        library, name, text = self._chance.choice(LITERALS)
        return model.Value(text, name, library, BINDINGS if name == "QName" else {})

    def _data(self) -> model.Data:
        chance = self._chance
        name = chance.choice(tuple(TYPES))
        texts, parameters = TYPES[name]
        taken = chance.sample(parameters, 1) if parameters and chance.random() < 0.4 else []
        exception: model.Pattern | None = None
        if chance.random() < 0.2:
            exception = model.Value(chance.choice(texts), name, XSD, BINDINGS)
            if chance.random() < 0.3:
                exception = model.Choice((exception, self._literal()))
        return model.Data(name, XSD, tuple(model.Parameter(*one) for one in taken), exception, BINDINGS)


def schema(chance: random.Random) -> Schema:
    """Return a grammar in either syntax, at times in two files, at times with changes that break it."""
    whole = Maker(chance).grammar()
    if chance.random() < 0.1:
        changes = (*STRUCTURE, *OF_ATTRIBUTES, *MOVES)
        return Schema(whole, {"schema.rng": mutant(chance, writing_xml.write(whole), _OF_SCHEMAS, changes, layout=())})
    compact = chance.random() < 0.5
    write = writing_compact.write if compact else writing_xml.write
    suffix = "rnc" if compact else "rng"
    if chance.random() > 0.2:
        return Schema(whole, {f"schema.{suffix}": write(whole)})
    start, *others = whole.components
    return Schema(whole, _included(chance, suffix, start, others, write))


def _included(
    chance: random.Random,
    suffix: str,
    start: model.Component,
    others: list[model.Component],
    write: Callable[[model.Pattern], str],
) -> dict[str, str]:
    """Return the grammar in two files; the first has its start, in the place of another start, and some definitions."""
    definitions = [one for one in others if isinstance(one, model.Define)]
    names = {one.name for one in definitions[: chance.randint(0, len(definitions))]}
    own = tuple(one for one in definitions if one.name in names)
    left = tuple(one for one in definitions if one.name not in names)
    replaced = tuple(model.Define(name, model.NotAllowed()) for name in sorted(names))
    include = model.Include(f"part.{suffix}", components=(start, *own))
    part = model.Grammar((model.Start(model.Empty()), *replaced, *left))
    return {f"schema.{suffix}": write(model.Grammar((include,))), f"part.{suffix}": write(part)}
