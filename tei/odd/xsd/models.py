"""What may be in each element, as XML Schema says it: a simple type, or children that text may stand between."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from tei.odd.content_models import automata, widening
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.elements import TEXT, Contents
from tei.odd.content_models.expressions import EPSILON, NOTHING, Choice, Expression, Interleaving, Symbol, Symbols
from tei.odd.content_models.particles import AnyOrder, Particle
from tei.odd.xsd import wildcards
from tei.odd.xsd.reports import Example, Reason
from tei.odd.xsd.simple_types import EMPTY, STRING, SimpleType, SimpleTypes
from tei.relaxng import patterns
from tei.relaxng.name_sets import AnyName, Name, NameSet

_EVERYTHING: Final = "*"
# Of so many children in any order the automaton has more states than are looked into.
_MOST_UNORDERED: Final = 10


@dataclass(frozen=True, slots=True)
class Children:
    """Children, and with *mixed* text between them."""

    particle: Particle
    mixed: bool


Model: TypeAlias = SimpleType | Children
_Wider: TypeAlias = tuple[Reason, Example]
_Report: TypeAlias = Callable[[Symbol, Reason, Example], None]


class Models:
    """The models of a grammar's elements, for a schema whose shared components have the namespace *target*."""

    def __init__(self, contents: Contents, target: str, report: _Report, *, with_identifiers: bool) -> None:
        self._contents = contents
        self._table = contents.expressions
        self._target = target
        self._report = report
        self._with_identifiers = with_identifiers
        self._lively: dict[Expression, Expression] = {}
        self._written: dict[Expression, tuple[Children, list[_Wider]]] = {}
        self._spaces: dict[Symbol, tuple[str, ...]] = {}

    @cached_property
    def dead(self) -> frozenset[Symbol]:
        """The elements that can have no content at all, or only what holds such an element again."""
        dead: dict[Symbol, Expression] = {}
        waiting = True
        while waiting:
            done: dict[Expression, Expression] = {}
            new = [
                name
                for name in self._contents.named
                if name not in dead
                and all(
                    self._table.replaced(self._contents.expression(element.content), dead, done) is NOTHING
                    for element in self._contents.named[name]
                )
            ]
            dead.update(dict.fromkeys(new, NOTHING))
            waiting = bool(new)
        return frozenset(dead)

    @cached_property
    def names(self) -> tuple[Symbol, ...]:
        """The elements that are to be declared."""
        sets = self._contents.name_sets
        return tuple(
            sorted(one for one in self._contents.named if isinstance(sets[one], Name) and one not in self.dead)
        )

    def is_main(self, symbol: Symbol) -> bool:
        """Return whether the element is in the namespace of what is shared."""
        names = self._names(symbol)
        return isinstance(names, Name) and names.namespace == self._target

    def spaces(self, symbol: Symbol) -> tuple[str, ...]:
        """Return the namespaces of a wildcard's *symbol*; none if it is that of an element."""
        found = self._spaces.get(symbol)
        if found is None:
            names = self._names(symbol)
            single = isinstance(names, Name)
            found = self._spaces[symbol] = () if single else wildcards.spaces(names, self._target)
        return found

    def _names(self, symbol: Symbol) -> NameSet:
        return AnyName() if symbol == _EVERYTHING else self._contents.name_sets[symbol]

    def model(self, name: Symbol) -> Model:
        """Return what may be in elements called *name*."""
        definitions = dict.fromkeys(self._living(one.content) for one in self._contents.named[name])
        whole = self._table.choice(definitions)
        if len(definitions) > 1:
            self._compare(name, whole, definitions)
        typed = self._typed(whole)
        if typed is not None:
            report = lambda example: self._report(name, Reason.VALUE, example)  # noqa: E731 - it is used in this place only
            types = SimpleTypes(report, with_identifiers=self._with_identifiers)
            return types.of(typed) if typed else EMPTY
        alphabet = self._table.alphabet(whole)
        if TEXT in alphabet and all(symbol.startswith("#") for symbol in alphabet):
            return STRING
        if whole not in self._written:
            self._written[whole] = self._children(whole, alphabet)
        children, reports = self._written[whole]
        for reason, example in reports:
            self._report(name, reason, example)
        return children

    def _living(self, pattern: patterns.Pattern) -> Expression:
        return self._table.replaced(self._contents.expression(pattern), dict.fromkeys(self.dead, NOTHING), self._lively)

    def _compare(self, name: Symbol, whole: Expression, definitions: Iterable[Expression]) -> None:
        """Report that not every definition has all words of *whole*."""
        for one in definitions:
            example = self._difference(whole, one)
            if example is not None:
                self._report(name, Reason.DEFINITIONS, example)
                return
        self._report(name, Reason.DEFINITIONS, None)

    def _difference(self, wide: Expression, narrow: Expression) -> Example:
        found = [automata.minimal(one, self._table) for one in (wide, narrow)]
        return None if found[0] is None or found[1] is None else automata.difference(found[0], found[1])

    def _typed(self, whole: Expression) -> list[patterns.Pattern] | None:
        """Return the patterns of a content that is one value, or nothing; None if it is another."""
        parts = whole.parts if isinstance(whole, Choice) else (whole,)
        symbols = [symbol for part in parts if isinstance(part, Symbols) for symbol in sorted(part.symbols)]
        alone = all(part is EPSILON or isinstance(part, Symbols) for part in parts)
        if not alone or not all(symbol in self._contents.data for symbol in symbols):
            return None
        found = [self._contents.data[symbol] for symbol in symbols]
        return [*found, patterns.EMPTY] if symbols and whole.nullable else found

    def _children(self, whole: Expression, alphabet: frozenset[Symbol]) -> tuple[Children, list[_Wider]]:
        """Return the children of *whole*, and in what they are wider."""
        mixed = any(symbol.startswith("#") for symbol in alphabet)
        bare, reports = self._without_text(whole, alphabet) if mixed else (whole, [])
        absorbed = self._absorbed(alphabet)
        if absorbed:
            bare = self._table.replaced(bare, {one: self._table.symbols([by]) for one, by in absorbed.items()})
        elements = (symbol for symbol in sorted(alphabet) if not symbol.startswith("#"))
        reports += [(Reason.WILDCARD, self._beyond(symbol)) for symbol in elements if self.spaces(symbol)]
        particle, wider = self._particle(bare)
        return Children(particle, mixed), [*reports, *wider]

    def _without_text(self, whole: Expression, alphabet: frozenset[Symbol]) -> tuple[Expression, list[_Wider]]:
        """Return *whole* without its texts, and whether it is wider with text anywhere."""
        texts = {symbol: EPSILON for symbol in alphabet if symbol.startswith("#")}
        bare = self._table.replaced(whole, texts)
        anywhere = self._table.interleaving([bare, self._table.star(self._table.symbols([TEXT]))])
        example = self._difference(anywhere, whole)
        return bare, [] if example is None else [(Reason.TEXT, example)]

    def _particle(self, bare: Expression) -> tuple[Particle, list[_Wider]]:
        """Return what has the words of *bare*, and in what it is wider."""
        automaton = automata.minimal(bare, self._table)
        unordered = self._unordered(bare, automaton)
        if unordered is not None:
            return unordered, []
        if automaton is None:
            return widening.any_of(tuple(sorted(self._table.alphabet(bare)))).particle, [(Reason.ORDER, None)]
        found = widening.widened(automaton)
        example = automata.difference(found.automaton, automaton)
        return found.particle, [] if example is None else [(Reason.ORDER, example)]

    def _beyond(self, symbol: Symbol) -> Example:
        """Return an element that a wildcard has for XML Schema only, if there is one to be named."""
        name = wildcards.besides(self._names(symbol), self.spaces(symbol), self._target)
        return None if name is None else (f"{{{name[0]}}}{name[1]}" if name[0] else name[1],)

    def _absorbed(self, alphabet: frozenset[Symbol]) -> dict[Symbol, Symbol]:
        """Return the symbols that wildcards must stand for, lest an element match both, and those wildcards."""
        elements = [symbol for symbol in sorted(alphabet) if not symbol.startswith("#")]
        wild = [symbol for symbol in elements if self.spaces(symbol)]
        pairs = [(one, other) for place, one in enumerate(wild) for other in wild[:place]]
        absorbed = {}
        if any(wildcards.overlap(self.spaces(one), self.spaces(other)) for one, other in pairs):
            absorbed = dict.fromkeys(wild, _EVERYTHING)
            wild = [_EVERYTHING]
        for symbol in elements:
            names = self._names(symbol)
            if isinstance(names, Name):
                by = [one for one in wild if wildcards.has(self.spaces(one), names.namespace, self._target)]
                absorbed.update(dict.fromkeys([symbol] if by else [], by[0] if by else ""))
        return {one: by for one, by in absorbed.items() if one != by}

    def _unordered(self, bare: Expression, automaton: Automaton | None) -> AnyOrder | None:
        """Return the children in any order, if that is what *bare* means and ``xs:all`` can say it."""
        symbols = tuple(sorted(self._table.alphabet(bare)))
        if len(symbols) <= 1 or any(self.spaces(symbol) for symbol in symbols):
            return None
        if automaton is None:
            optional = frozenset(symbols) - _required(bare)
        elif len(symbols) <= _MOST_UNORDERED and len(automaton) == 1 << len(symbols):
            optional = frozenset(one for one in symbols if _passable(automaton, one))
        else:
            return None
        single = {one: self._table.symbols([one]) for one in symbols}
        parts = [self._table.choice([EPSILON, single[one]]) if one in optional else single[one] for one in symbols]
        meant = self._table.interleaving(parts)
        same = meant is bare or (automaton is not None and automata.minimal(meant, self._table) == automaton)
        return AnyOrder(symbols, optional) if same else None


def _required(bare: Expression) -> frozenset[Symbol]:
    """Return the symbols that are parts of an interleaving by themselves."""
    parts = bare.parts if isinstance(bare, Interleaving) else ()
    return frozenset(symbol for part in parts if isinstance(part, Symbols) for symbol in part.symbols)


def _passable(automaton: Automaton, symbol: Symbol) -> bool:
    """Return whether there is a word without *symbol*."""
    reached = {0}
    waiting = [0]
    while waiting:
        state = automaton[waiting.pop()]
        if state.accepts:
            return True
        new = {target for by, target in state.steps if by != symbol} - reached
        reached |= new
        waiting.extend(new)
    return False
