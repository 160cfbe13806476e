"""Small valid instances of the elements of TEI P5, made from their content models, each with words of its own."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from tei import odd
from tei.names import TEI
from tei.odd.bases import facts
from tei.odd.compiling import Compiled
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.elements import TEXT, Contents, contents, members
from tei.odd.content_models.expressions import Symbol
from tei.relaxng import sources
from tei.relaxng.name_sets import Name
from tei.relaxng.patterns import (
    AttributePattern,
    ChoicePattern,
    DataPattern,
    GroupPattern,
    ListPattern,
    OneOrMorePattern,
    Pattern,
    ValuePattern,
)

RELEASE: Final = "4.8.0"

HOST: Final = f"{{{TEI}}}div"
"""What instances stand in: whatever may be in a text may be somewhere in a division, a floating text included."""

# One of these is allowed, whatever the datatype.
VALUES: Final = (
    "word",
    "1",
    "1.5",
    "2001-01-01",
    "true",
    "en",
    "P1D",
    "#here",
    "https://example.org/",
    "a:b",
    "(a)",
    "",
)
TOO_DEEP: Final = 10**6


class Cost(NamedTuple):
    """How many elements the smallest instance has, and the smallest in which there are words."""

    any: int
    wordy: int


class Vocabulary:
    """The elements of a grammar that may be in a division, and their smallest instances."""

    def __init__(self, grammar: Contents) -> None:
        self._grammar = grammar
        # Whatever is not one element, as “any element of another namespace”, is left out.
        named = [symbol for symbol in grammar.named if "*" not in symbol]
        self._languages = {symbol: language for symbol in named if (language := grammar.language(symbol))}
        self._costs = dict.fromkeys(self._languages, Cost(TOO_DEEP, TOO_DEEP))
        self._settle_costs()
        self._hosts = {HOST: HOST}
        self._find_hosts()
        self._words = (f"w{number:04d}q" for number in count(1))

    @property
    def elements(self) -> list[Symbol]:
        """Every element that is reached from a division, by name."""
        return sorted(self._hosts)

    def hosted(self, symbol: Symbol) -> str:
        """Return a smallest instance of the element *symbol* that has words, if it may have any, within a division."""
        instance = self.instance(symbol)
        while symbol != HOST:
            symbol, child = self._hosts[symbol], symbol
            instance = self.instance(symbol, child, instance)
        return instance

    def may_have_words(self, symbol: Symbol) -> bool:
        """Return whether there is an instance of the element *symbol* with words in it."""
        return self._costs[symbol].wordy < TOO_DEEP

    def pairs(self) -> Iterator[tuple[Symbol, Symbol]]:
        """Yield every element with every child it may have."""
        for symbol in self.elements:
            yield from ((symbol, child) for child in sorted(self._children(symbol)))

    def within(self, symbol: Symbol, child: Symbol) -> str:
        """Return an instance of *symbol* with one of *child*, within a division."""
        instance = self.instance(symbol, child, self.instance(child))
        while symbol != HOST:
            symbol, inner = self._hosts[symbol], symbol
            instance = self.instance(symbol, inner, instance)
        return instance

    def instance(self, symbol: Symbol, child: Symbol = "", given: str = "") -> str:
        """Return a smallest instance of *symbol*, which has *child*, as *given*, if one is named."""
        wordy = bool(child) or self.may_have_words(symbol)
        parts = []
        for step in _shortest(self._languages[symbol], self._costs, child, wordy=wordy).word:
            if step == child:
                parts.append(given)
                child = ""
            else:
                parts.append(self._part(step))
        namespace, _, name = symbol.removeprefix("{").rpartition("}")
        declared = "" if namespace == TEI else f' xmlns="{namespace}"'
        attributes = "".join(f' {key}="{value}"' for key, value in self._attributes(symbol))
        return f"<{name}{declared}{attributes}>{''.join(parts)}</{name}>"

    def _part(self, step: Symbol) -> str:
        if step == TEXT:
            return next(self._words)
        if step.startswith("#"):
            value = _value(self._grammar.data[step])
            return next(self._words) if value == VALUES[0] else value
        return self.instance(step)

    def _attributes(self, symbol: Symbol) -> Iterator[tuple[str, str]]:
        for name, use in self._grammar.attributes(symbol).items():
            if use.required and isinstance(name, Name):
                yield ("xml:" if name.namespace else "") + name.local, _value(use.values[0])

    def _children(self, symbol: Symbol) -> set[Symbol]:
        steps = {step for state in self._languages[symbol] for step, _ in state.steps}
        return {step for step in steps if step in self._languages}

    def _settle_costs(self) -> None:
        changed = True
        while changed:
            changed = False
            for symbol, language in self._languages.items():
                found = Cost(
                    1 + _shortest(language, self._costs, wordy=False).cost,
                    1 + _shortest(language, self._costs, wordy=True).cost,
                )
                if found != self._costs[symbol] and found.any < TOO_DEEP:
                    self._costs[symbol] = found
                    changed = True

    def _find_hosts(self) -> None:
        waiting = [HOST]
        for parent in waiting:  # It grows.
            for child in sorted(self._children(parent)):
                if child not in self._hosts:
                    self._hosts[child] = parent
                    waiting.append(child)


class _Path(NamedTuple):
    cost: int
    word: tuple[Symbol, ...]


def _shortest(automaton: Automaton, costs: dict[Symbol, Cost], child: Symbol = "", *, wordy: bool) -> _Path:
    """Return a cheapest word that is accepted, with *child* in it if one is named, and with words if *wordy*."""
    # Text is dearer than nothing, so that it stands where it is needed and nowhere else.
    waiting: list[tuple[int, tuple[Symbol, ...], int, bool, bool]] = [(0, (), 0, not wordy, not child)]
    seen = set()
    while waiting:
        cost, word, state, has_words, has_child = heappop(waiting)
        if automaton[state].accepts and has_words and has_child:
            return _Path(cost, word)
        if (state, has_words, has_child) in seen:
            continue
        seen.add((state, has_words, has_child))
        for step, target in automaton[state].steps:
            if step.startswith("#"):
                heappush(waiting, (cost, (*word, step), target, True, has_child))
            elif step == child:
                heappush(waiting, (cost, (*word, step), target, True, True))
            elif step in costs:
                heappush(waiting, (cost + costs[step].any, (*word, step), target, has_words, has_child))
                if not has_words and costs[step].wordy < TOO_DEEP:
                    heappush(waiting, (cost + costs[step].wordy, (*word, step), target, True, has_child))
    return _Path(TOO_DEEP, ())


def _value(pattern: Pattern) -> str:
    """Return a value that *pattern* allows."""
    if isinstance(pattern, AttributePattern | ListPattern | OneOrMorePattern):
        return _value(pattern.pattern)
    if isinstance(pattern, ChoicePattern):
        return next(filter(None, map(_value, pattern.members)), "")
    if isinstance(pattern, GroupPattern):
        return " ".join(map(_value, members(pattern)))
    if isinstance(pattern, ValuePattern):
        return pattern.text
    if isinstance(pattern, DataPattern):
        return next(value for value in VALUES if pattern.datatype.allows(value))
    return VALUES[0]


def schema(folder: Path) -> Compiled:
    """Return the whole of TEI P5, compiled from an ODD that is written into *folder*."""
    modules = facts.load(RELEASE).modules
    selection = "".join(f'<moduleRef key="{module}"/>' for module in modules if module)
    path = folder / "whole.odd"
    path.write_text(
        f'<TEI xmlns="{TEI}"><text><body><schemaSpec ident="whole" start="TEI" source="tei:{RELEASE}">{selection}'
        "</schemaSpec></body></text></TEI>",
        encoding="utf-8",
    )
    return odd.compile(path)


def vocabulary(compiled: Compiled) -> Vocabulary:
    """Return the elements of a schema with their instances."""
    return Vocabulary(contents(compiled.grammar, sources.nothing))
