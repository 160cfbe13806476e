"""What a grammar says of each element: its attributes, and apart from them its content as an automaton.

A word of a content model has a symbol for each child: the element's name in James Clark's notation; ``#text`` for any
text; ``#`` with the datatype's key for text of a datatype. Names without end are one symbol, ``*`` for any name and
``{namespace}*`` for any of a namespace, with their exceptions behind a minus sign.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.odd.content_models import automata
from tei.odd.content_models.expressions import EPSILON, NOTHING, Expression, Expressions, Symbol
from tei.relaxng import name_classes, patterns
from tei.relaxng.compilation import simplified
from tei.relaxng.name_sets import AnyName, Name, NameSet
from tei.relaxng.patterns import (
    AttributePattern,
    ChoicePattern,
    DataPattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    ListPattern,
    OneOrMorePattern,
    Pattern,
    TextPattern,
    ValuePattern,
)
from tei.relaxng.values import reachable

if TYPE_CHECKING:
    from tei.odd.content_models.automata import Automaton
    from tei.relaxng import model
    from tei.relaxng.sources import Loader

TEXT: Final = "#text"
"""The symbol of any text."""


class Use(NamedTuple):
    """How an element has an attribute: whether it must, and which patterns its value matches, one of them at least."""

    required: bool
    values: tuple[AttributePattern, ...]


Uses = Mapping[NameSet, Use]


def contents(pattern: "model.Pattern", load: "Loader") -> "Contents":
    """Return what the grammar *pattern*, with the files that *load* gives, says of elements.

    Raises :class:`~tei.errors.SchemaError` where it is no grammar.
    """
    return Contents(*simplified(pattern, load, with_identifiers=False))


class Contents:
    """The elements that can be reached from the start of a correct grammar in simple form.

    Such a one is not nested too deep for recursion (:mod:`tei.relaxng.restrictions`).
    """

    def __init__(self, start: Pattern, table: "patterns.Table") -> None:
        self.start = start
        self.table = table
        self.elements = [leaf for leaf in reachable(start) if isinstance(leaf, ElementPattern)]
        """The elements' patterns; several may have one name, and one several names."""
        self.named: dict[Symbol, list[ElementPattern]] = {}
        """The patterns that say what is in an element, by the symbol of its name."""
        self.name_sets: dict[Symbol, NameSet] = {}
        """The names that a symbol stands for, of every symbol that is no text."""
        self.data: dict[Symbol, Pattern] = {}
        """What a symbol of typed text matches."""
        self.expressions = Expressions()
        self._of_pattern: dict[Pattern, Expression] = {}
        self._automata: dict[Expression, Automaton | None] = {}
        self._uses: dict[Pattern, Uses] = {}
        self._symbols: dict[ElementPattern, tuple[Symbol, ...]] = {}
        for element in self.elements:
            for symbol in self.symbols(element):
                self.named.setdefault(symbol, []).append(element)

    @cached_property
    def roots(self) -> tuple[Symbol, ...]:
        """The symbols of the elements that a document may begin with, in order."""
        expression = self.expression(self.start)
        return tuple(sorted({symbol for alike in self.expressions.first(expression) for symbol in alike}))

    def symbols(self, element: ElementPattern) -> tuple[Symbol, ...]:
        """Return the symbols of the names of *element*."""
        found = self._symbols.get(element)
        if found is None:
            sets = {symbol(part): part for part in name_classes.parts(element.name_class)}
            self.name_sets.update(sets)
            found = self._symbols[element] = tuple(sets)
        return found

    def automaton(self, element: ElementPattern) -> "Automaton | None":
        """Return the automaton of what is in *element*; None where it has too many states to be looked into."""
        expression = self.expression(element.content)
        if expression not in self._automata:
            self._automata[expression] = automata.minimal(expression, self.expressions)
        return self._automata[expression]

    def words(self, pattern: Pattern) -> "Automaton | None":
        """Return the automaton of *pattern*, what is in a list for one; None as above."""
        return automata.minimal(self.expression(pattern), self.expressions)

    def language(self, name: Symbol) -> "Automaton | None":
        """Return the automaton of what may be in elements called *name*, wherever they stand; None as above."""
        found = {self.automaton(element): None for element in self.named[name]}
        if len(found) == 1:
            return next(iter(found))
        known = [one for one in found if one is not None]
        return automata.united(known) if len(known) == len(found) else None

    def expression(self, pattern: Pattern) -> Expression:
        """Return the words of *pattern*, as if it had no attributes."""
        found = self._of_pattern.get(pattern)
        if found is None:
            found = self._of_pattern[pattern] = self._new_expression(pattern)
        return found

    def _new_expression(self, pattern: Pattern) -> Expression:
        make = self.expressions
        if isinstance(pattern, ElementPattern):
            return make.symbols(self.symbols(pattern))
        if isinstance(pattern, ChoicePattern):
            return make.choice([self.expression(member) for member in pattern.members])
        if isinstance(pattern, GroupPattern):
            return make.sequence([self.expression(member) for member in members(pattern)])
        if isinstance(pattern, InterleavePattern):
            return make.interleaving([self.expression(member) for member in pattern.members])
        if isinstance(pattern, OneOrMorePattern):
            once = self.expression(pattern.pattern)
            return make.sequence((once, make.star(once)))
        if isinstance(pattern, TextPattern):
            return make.star(make.symbols((TEXT,)))
        if isinstance(pattern, DataPattern | ValuePattern | ListPattern):
            data = "#" + key(pattern)
            self.data.setdefault(data, pattern)
            return make.symbols((data,))
        return NOTHING if pattern is patterns.NOT_ALLOWED else EPSILON

    def attributes(self, name: Symbol) -> Uses:
        """Return the attributes of elements called *name*, wherever they stand, in the order of the grammar."""
        return _either([self.uses(element.content) for element in self.named[name]])

    def uses(self, pattern: Pattern) -> Uses:
        """Return the attributes in *pattern*, but not those of elements in it; names without end come as such."""
        found = self._uses.get(pattern)
        if found is None:
            found = self._uses[pattern] = self._new_uses(pattern) if pattern.has_attributes else {}
        return found

    def _new_uses(self, pattern: Pattern) -> Uses:
        if isinstance(pattern, AttributePattern):
            names = list(name_classes.parts(pattern.name_class))
            return {name: Use(len(names) == 1 and isinstance(name, Name), (pattern,)) for name in names}
        if isinstance(pattern, ChoicePattern):
            return _either([self.uses(member) for member in pattern.members])
        if isinstance(pattern, OneOrMorePattern):
            return self.uses(pattern.pattern)
        if isinstance(pattern, GroupPattern):
            return _all([self.uses(member) for member in members(pattern)])
        return _all([self.uses(member) for member in pattern.members] if isinstance(pattern, InterleavePattern) else [])


def members(pattern: GroupPattern) -> Iterator[Pattern]:
    """Yield what stands in the group one after the other; what stands first in it may be a group itself."""
    rest: Pattern = pattern
    while isinstance(rest, GroupPattern):  # A group of a thousand elements is legal.
        yield rest.first
        rest = rest.rest
    yield rest


def _either(choices: list[Uses]) -> Uses:
    """Return how attributes are had where one of *choices* is made."""
    if len(choices) == 1:
        return choices[0]
    found: dict[NameSet, Use] = {}
    for name in dict.fromkeys(name for uses in choices for name in uses):
        having = [uses[name] for uses in choices if name in uses]
        required = len(having) == len(choices) and all(use.required for use in having)
        found[name] = Use(required, tuple(dict.fromkeys(value for use in having for value in use.values)))
    return found


def _all(together: list[Uses]) -> Uses:
    """Return how attributes are had where all of *together* hold."""
    found: dict[NameSet, Use] = {}
    for uses in together:
        for name, use in uses.items():
            known = found.get(name)
            found[name] = use if known is None else Use(known.required or use.required, known.values + use.values)
    return found


def symbol(names: NameSet) -> Symbol:
    """Return the symbol of *names*, which is no choice of names."""
    if isinstance(names, Name):
        return f"{{{names.namespace}}}{names.local}" if names.namespace else names.local
    base = "*" if isinstance(names, AnyName) else f"{{{getattr(names, 'namespace', '')}}}*"
    exception = getattr(names, "exception", None)
    if exception is None:
        return base
    return f"{base}-{','.join(sorted(map(symbol, name_classes.parts(exception))))}"


def key(pattern: Pattern) -> str:
    """Return what is the same for two patterns of values where they are written alike.

    Datatypes go by their names and parameters, values are quoted, choices are in the order of the alphabet.
    """
    if isinstance(pattern, DataPattern):
        facets = ";".join(sorted(f"{name}={value}" for name, value in pattern.datatype.parameters))
        excepted = "" if pattern.exception is None else f"except({key(pattern.exception)})"
        return f"data:{pattern.datatype.name}" + (f"{{{facets}}}" if facets else "") + excepted
    if isinstance(pattern, ValuePattern):
        return f'"{pattern.text}"' if pattern.datatype.name == "token" else f'{pattern.datatype.name}:"{pattern.text}"'
    if isinstance(pattern, ListPattern):
        return f"list({key(pattern.pattern)})"
    if isinstance(pattern, OneOrMorePattern):
        return f"oneOrMore({key(pattern.pattern)})"
    if isinstance(pattern, GroupPattern):
        return ",".join(map(key, members(pattern)))
    if isinstance(pattern, ChoicePattern):
        return _choice_key(pattern.members)
    if isinstance(pattern, TextPattern):
        return "text"
    return "notAllowed" if pattern is patterns.NOT_ALLOWED else "empty"


def _choice_key(alternatives: Iterable[Pattern]) -> str:
    """Return the key of a choice: what is optional, or may be repeated, is named as authors of grammars do."""
    alternatives = set(alternatives)
    if patterns.EMPTY not in alternatives:
        return f"({'|'.join(sorted(map(key, alternatives)))})"
    rest = alternatives - {patterns.EMPTY}
    if len(rest) == 1 and isinstance(one := next(iter(rest)), OneOrMorePattern):
        return f"zeroOrMore({key(one.pattern)})"
    inner = key(next(iter(rest))) if len(rest) == 1 else _choice_key(rest)
    return f"optional({inner})"
