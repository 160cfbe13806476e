"""Patterns for values as simple types of XML Schema.

Source: XML Schema 1.0 Part 2, sections 2.5, 4.1 and 4.3; James Clark and Kawaguchi Kohsuke, "Guidelines for using W3C
XML Schema Datatypes with RELAX NG", for parameters that are given more than once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from tei.odd.content_models import automata
from tei.odd.content_models.elements import key, members
from tei.odd.content_models.expressions import EPSILON, NOTHING, Expression, Expressions, Symbol
from tei.odd.xsd.reports import Example
from tei.relaxng import datatypes, patterns
from tei.relaxng.patterns import (
    ChoicePattern,
    DataPattern,
    GroupPattern,
    ListPattern,
    OneOrMorePattern,
    Pattern,
    TextPattern,
    ValuePattern,
)

# Lists whose number of items is bounded higher than this are compared by that number only.
_MOST_ITEMS: Final = 50


class Facet(NamedTuple):
    """A facet and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Restricted:
    """The values of *base* that have the facets; several enumerations are alternatives."""

    base: "SimpleType"
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """The values of all members."""

    members: "tuple[SimpleType, ...]"


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of values, separated by white space."""

    item: "SimpleType"


SimpleType: TypeAlias = str | Restricted | Union | ListOf
"""A simple type; a string is the name of one that XML Schema has."""

STRING: Final = "string"
# Not an enumeration of “”: the library xmlschema compares that before white space is collapsed.
EMPTY: Final = Restricted("token", (Facet("pattern", r"\s*"),))
"""Nothing, or white space."""

# What is said of the document besides the value is not for XML Schema to ask, or only in other words.
_INSTEAD: Final = {"ENTITY": "NCName", "NOTATION": "QName"}
_WITHOUT_IDENTIFIERS: Final = {"ID": "NCName", "IDREF": "NCName"}
# A list has no lists in it.
_ITEMS: Final = {"NMTOKENS": "NMTOKEN", "ENTITIES": "NCName", "IDREFS": "NCName"}
_ORDERED: Final = frozenset({"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"})
_RIVALS: Final = {
    "minInclusive": "minExclusive",
    "minExclusive": "minInclusive",
    "maxInclusive": "maxExclusive",
    "maxExclusive": "maxInclusive",
}
_LEAST: Final = frozenset({"minLength"})
_BOOLEANS: Final = {True: ("true", "1"), False: ("false", "0")}

_Report: TypeAlias = Callable[[Example], None]


class SimpleTypes:
    """Makes simple types. *report* is told what a type has besides the values of its pattern."""

    def __init__(self, report: _Report, *, with_identifiers: bool) -> None:
        self._report = report
        self._with_identifiers = with_identifiers
        self._in_list = False

    def of(self, patterns_: Iterable[Pattern]) -> SimpleType:
        """Return the type of what one of the patterns matches."""
        alternatives = [one for pattern in patterns_ for one in _alternatives(pattern)]
        if any(isinstance(one, TextPattern) for one in alternatives):
            return STRING
        values: dict[SimpleType, list[Facet]] = {}
        found: dict[SimpleType, None] = {}
        for one in dict.fromkeys(alternatives):
            if isinstance(one, ValuePattern):
                base, facets = self._value(one)
                values.setdefault(base, []).extend(facets)
            elif one is patterns.EMPTY:
                values.setdefault("token", []).append(Facet("enumeration", ""))
            else:
                found.setdefault(self._other(one))
        enumerated = (
            Restricted(base, tuple(dict.fromkeys(facets))) if facets else base for base, facets in values.items()
        )
        return united([*enumerated, *found])

    def _value(self, pattern: ValuePattern) -> tuple[SimpleType, list[Facet]]:
        name = self._name(pattern.datatype.name)
        if self._in_list and pattern.datatype.name in _ITEMS:
            name = _ITEMS[pattern.datatype.name]
        if name == "boolean":
            return name, [Facet("pattern", one) for one in _BOOLEANS[bool(pattern.value)]]
        if name == "QName" or isinstance(name, ListOf):
            # What a prefix stands for is known where the value was written, and not in a schema.
            self._report((pattern.text,))
            return name, []
        return name, [Facet("enumeration", pattern.text)]

    def _other(self, pattern: Pattern) -> SimpleType:
        if isinstance(pattern, DataPattern):
            return self._data(pattern)
        if isinstance(pattern, ListPattern):
            return self._list(pattern.pattern)
        self._report(None)
        return STRING

    def _data(self, pattern: DataPattern) -> SimpleType:
        datatype = pattern.datatype
        if pattern.exception is not None:
            excepted = (one.text for one in _alternatives(pattern.exception) if isinstance(one, ValuePattern))
            self._report(tuple(excepted)[:1] or None)
        if self._in_list and datatype.name in _ITEMS:
            if datatype.parameters:
                self._report(None)
            return _ITEMS[datatype.name]
        made = self._name(datatype.name)
        for step in _steps(self._facets(datatype)):
            made = Restricted(made, step)
        return made

    def _name(self, name: str) -> SimpleType:
        name = _INSTEAD.get(name, name)
        if name in {"ENTITIES", "IDREFS"} and not (name == "IDREFS" and self._with_identifiers):
            return Restricted(ListOf("NCName"), (Facet("minLength", "1"),))
        return name if self._with_identifiers else _WITHOUT_IDENTIFIERS.get(name, name)

    def _facets(self, datatype: "datatypes.Datatype") -> Iterator[Facet]:
        """Yield the parameters that XML Schema lets restrict the type: a bound must be one of its values."""
        library = datatypes.library(datatype.library)
        bare = library.datatype(datatype.name) if library else datatype
        for name, value in datatype.parameters:
            if name in _ORDERED and not bare.allows(value):
                self._report(None)
            else:
                yield Facet(name, value)

    def _list(self, pattern: Pattern) -> SimpleType:
        """Return the type of a list: one type for all items, and how many there are at least and at most."""
        table = Expressions()
        items: dict[Symbol, Pattern] = {}
        expression = _items(pattern, table, items)
        least, most = _lengths(expression, table)
        self._in_list = True
        item = self.of(items.values())
        self._in_list = False
        facets = [Facet("minLength", str(least))] if least else []
        facets += [Facet("maxLength", str(most))] if most is not None else []
        if least == most:
            facets = [Facet("length", str(least))]
        extra = _uneven(expression, table, least, most)
        if extra is not None:
            self._report(extra)
        made = ListOf(item if items else "token")
        return Restricted(made, tuple(facets)) if facets else made


def united(types: Iterable[SimpleType]) -> SimpleType:
    """Return the type that has the values of all *types*."""
    found = list(dict.fromkeys(one for each in types for one in (each.members if isinstance(each, Union) else (each,))))
    if STRING in found:
        return STRING
    if "QName" in found and len(found) > 1:
        # libxml2 refuses for good what looks like a QName and has no namespace; so the others are asked before.
        found.remove("QName")
        found.append(Restricted("QName", ()))
    return found[0] if len(found) == 1 else Union(tuple(found))


def _alternatives(pattern: Pattern) -> tuple[Pattern, ...]:
    return pattern.members if isinstance(pattern, ChoicePattern) else (pattern,)


def _steps(facets: Iterable[Facet]) -> Iterator[tuple[Facet, ...]]:
    """Yield facets in the steps that they must restrict in: all must hold, and patterns of one step are alternatives.

    Of a length that is given twice the narrower one counts.
    """
    steps: list[dict[str, str]] = [{}]
    for name, value in facets:
        last = steps[-1]
        if name in {"minLength", "maxLength", "totalDigits", "fractionDigits"} and name in last:
            last[name] = str((max if name in _LEAST else min)(int(last[name]), int(value)))
        elif name in last or _RIVALS.get(name) in last:
            steps.append({name: value})
        else:
            last[name] = value
    yield from (tuple(Facet(*one) for one in step.items()) for step in steps if step)


def _items(pattern: Pattern, table: Expressions, items: dict[Symbol, Pattern]) -> Expression:
    """Return the words of a list over its items, which are put into *items*."""
    if isinstance(pattern, ChoicePattern):
        return table.choice([_items(member, table, items) for member in pattern.members])
    if isinstance(pattern, GroupPattern):
        return table.sequence([_items(member, table, items) for member in members(pattern)])
    if isinstance(pattern, OneOrMorePattern):
        once = _items(pattern.pattern, table, items)
        return table.sequence((once, table.star(once)))
    if pattern is patterns.EMPTY:
        return EPSILON
    if pattern is patterns.NOT_ALLOWED:
        return NOTHING
    symbol = key(pattern)
    items[symbol] = pattern
    return table.symbols((symbol,))


def _lengths(expression: Expression, table: Expressions) -> tuple[int, int | None]:
    """Return how many items a list has at least and at most, None being without end."""
    automaton = automata.minimal(expression, table)
    if automaton is None:
        return 0, None
    least: int | None = None
    reached = {0}
    # After as many steps as there are states some state has been met twice.
    for length in range(len(automaton) + 1):
        if any(automaton[state].accepts for state in reached):
            least, most = (length if least is None else least), length
        reached = {target for state in reached for _symbol, target in automaton[state].steps}
    return least or 0, None if reached or least is None else most


def _uneven(expression: Expression, table: Expressions, least: int, most: int | None) -> Example:
    """Return a shortest list that the bounds allow and the pattern does not, None if there is none."""
    if max(least, most or 0) > _MOST_ITEMS:
        return None
    symbols = table.symbols(table.alphabet(expression))
    more = table.star(symbols) if most is None else table.sequence([table.choice([EPSILON, symbols])] * (most - least))
    wide = automata.minimal(table.sequence([*[symbols] * least, more]), table)
    narrow = automata.minimal(expression, table)
    return automata.difference(wide, narrow) if wide and narrow else None
