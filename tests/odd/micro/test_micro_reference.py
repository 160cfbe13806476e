"""ODDs with one rule each, compiled with the errors of TEI's Stylesheets: what these make, where that is a schema.

Beside the ODDs lies what the Stylesheets made of some elements, in a notation of its own: ``(a, b?)*, @n{string}``.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

import odds
from tei.odd.compiling import compile_odd
from tei.odd.content_models import elements
from tei.odd.content_models.automata import Automaton
from tei.odd.grammar import patterns
from tei.odd.quirks import STYLESHEETS
from tei.relaxng import model, sources

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
WORD = re.compile(r'\s*("[^"]*"|@(?:\{[^}]*\})?[^\s{}@]+|element \[\'[^\']*\'\]|[\w.\-:]+|.)')
FACET = re.compile(r"\[(pattern|minInclusive|maxInclusive)=")
NUMBER = re.compile(r"\b(anyElement_\w+?)_\d+\b")
"""The Stylesheets number the patterns of any element through, ours within an element."""

FOLDER = odds.FOLDER.parent / "odd-micro"


class Entry(NamedTuple):
    """What the Stylesheets made of one ODD: the elements that are shown, each with its name and its pattern."""

    name: str
    start: str
    elements: tuple[tuple[str, str], ...]


def entries() -> list[Entry]:
    """Return what the Stylesheets made, where it is a schema."""
    path = FOLDER / "reference.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [
        Entry(
            one["id"], one["start"], tuple((shown[1][0], shown[2]) for each in one["defs"].values() for shown in each)
        )
        for one in found
        if not one["rng_errors"]
    ]


class Notation:
    """Reads the notation; names that *defined* has are patterns, others datatypes."""

    def __init__(self, text: str, defined: set[str]) -> None:
        self._text = NUMBER.sub(r"\1_1", text)
        self._defined = defined
        self._place = 0
        self._in_value = False

    def pattern(self) -> model.Pattern:
        """Return the whole."""
        found = self._sequence()
        assert self._place == len(self._text), self._text[self._place :]
        return found

    def _peek(self) -> str:
        match = WORD.match(self._text, self._place)
        return match[1] if match else ""

    def _next(self) -> str:
        match = WORD.match(self._text, self._place)
        assert match
        self._place = match.end()
        return match[1]

    def _sequence(self) -> model.Pattern:
        members = [self._repeated()] if self._peek() not in {"", "}", ")"} else []
        joins = {",": patterns.group, "|": patterns.choice, "&": patterns.interleave}
        join = ","
        while self._peek() in joins:
            join = self._next()
            members.append(self._repeated())
        if self._peek() not in {"", "}", ")"}:
            raise AssertionError(self._text[self._place :])
        return joins[join](members)

    def _repeated(self) -> model.Pattern:
        found = self._single()
        marks = {"?": patterns.optional, "*": patterns.zero_or_more, "+": patterns.one_or_more}
        while self._peek() in marks:
            found = marks[self._next()](found)
        return found

    def _single(self) -> model.Pattern:
        word = self._next()
        if word == "(":
            found = self._sequence()
            assert self._next() == ")"
            return found
        if word[0] == '"':
            # How the notation writes the empty value.
            return model.Value("" if word == '"None"' else word[1:-1])
        if word[0] == "@":
            namespace, _, local = word[1:].rpartition("}")
            self._in_value = True
            value = self._braced() or model.Text()
            self._in_value = False
            return model.Attribute(model.Name(namespace[1:], local), value)
        if word.startswith("element "):
            namespace, _, local = word[10:-2].rpartition("}")
            return model.Element(model.Name(namespace[1:], local), self._braced() or model.Empty())
        if word == "list" and self._peek() == "{":
            return model.List(self._braced() or model.Empty())
        return self._named(word)

    def _named(self, word: str) -> model.Pattern:
        plain: dict[str, model.Pattern] = {
            "text": model.Text(),
            "empty": model.Empty(),
            "notAllowed": model.NotAllowed(),
        }
        if word in plain:
            return plain[word]
        if word in self._defined and not self._in_value:
            return model.Ref(word)
        return model.Data(word, XSD, tuple(self._facets()))

    def _facets(self) -> Iterator[model.Parameter]:
        while match := FACET.match(self._text, self._place):
            end = match.end()
            depth = 1
            while depth:
                depth += {"[": 1, "]": -1}.get(self._text[end], 0)
                end += 1
            self._place = end
            yield model.Parameter(match[1], self._text[match.end() : end - 1])

    def _braced(self) -> model.Pattern | None:
        assert self._next() == "{"
        found = None if self._peek() == "}" else self._sequence()
        assert self._next() == "}"
        return found


def with_element(grammar: model.Grammar, name: str, text: str) -> model.Grammar:
    """Return *grammar* with the element *name*, which is all it starts with, as the notation in *text* has it."""
    defined = {part.name for part in grammar.components if isinstance(part, model.Define)}
    namespace, _, local = name.rpartition("}")
    element = model.Element(model.Name(namespace[1:], local), Notation(text, defined).pattern())
    others = [part for part in grammar.components if not isinstance(part, model.Start)]
    return model.Grammar((model.Start(element), *others))


def described(grammar: model.Grammar, name: str) -> tuple[Automaton | None, dict[str, str]]:
    """Return the content model and the attributes that *grammar* has for what it starts with, the element *name*."""
    found = elements.contents(grammar, sources.nothing)
    root = next(one for one in found.named[name] if one is found.start)
    return found.automaton(root), {
        elements.symbol(attribute): f"{use.required} {sorted({elements.key(one.pattern) for one in use.values})}"
        for attribute, use in found.uses(root.content).items()
    }


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.name) for entry in entries()])
def test_elements_are_as_the_stylesheets_make_them(entry: Entry) -> None:
    grammar = compile_odd(FOLDER / f"{entry.name}.odd", quirks=STYLESHEETS).grammar
    defined = {part.name for part in flat(grammar.components) if isinstance(part, model.Define)}
    starts = [part for part in grammar.components if isinstance(part, model.Start)]
    start = model.Start(Notation(entry.start, defined).pattern())
    theirs = model.Grammar((start, *grammar.components[len(starts) :]))
    assert elements.contents(grammar, sources.nothing).roots == elements.contents(theirs, sources.nothing).roots
    for name, text in entry.elements:
        assert described(with_own_start(grammar, name), name) == described(with_element(grammar, name, text), name), (
            name
        )


def with_own_start(grammar: model.Grammar, name: str) -> model.Grammar:
    """Return *grammar* starting with its own element *name*."""
    namespace, _, local = name.rpartition("}")
    wanted = model.Name(namespace[1:], local)
    own = [part for part in flat(grammar.components) if isinstance(part, model.Define) and element(part) == wanted]
    others = [part for part in grammar.components if not isinstance(part, model.Start)]
    return model.Grammar((model.Start(model.Ref(own[0].name)), *others))


def flat(components: tuple[model.Component, ...]) -> Iterator[model.Component]:
    """Yield the components, and those in divisions."""
    for part in components:
        if isinstance(part, model.Div):
            yield from flat(part.components)
        else:
            yield part


def element(define: model.Define) -> model.NameClass | None:
    """Return the name of the element that is defined."""
    return define.pattern.name_class if isinstance(define.pattern, model.Element) else None
