"""The attributes of elements as XML Schema groups them: a group for each definition that is of attributes only.

XML Schema has each attribute by itself, required or not; what RELAX NG says of several at once is lost.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final, TypeAlias

from tei.odd.content_models.elements import Contents, Use, members, symbol
from tei.odd.content_models.expressions import EPSILON, Symbol
from tei.odd.xsd import wildcards
from tei.odd.xsd.reports import Example, Reason
from tei.odd.xsd.simple_types import SimpleType, SimpleTypes, united
from tei.relaxng import name_classes
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.name_sets import Name, NameSet
from tei.relaxng.patterns import (
    AttributePattern,
    ChoicePattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    OneOrMorePattern,
    Pattern,
)
from tei.relaxng.values import identifier_kind, needs_context

_MOST_TOGETHER: Final = 8


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute; in a namespace, its type is said where it is declared for all elements."""

    name: Name
    type: SimpleType
    required: bool
    default: str | None = None
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """All attributes of the group with this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any attributes of these namespaces."""

    spaces: tuple[str, ...]


Part: TypeAlias = Attribute | Group | Wildcard
_Report: TypeAlias = Callable[[Symbol, Reason, Example, Symbol], None]


class Attributes:
    """The attributes of a grammar's elements, for a schema whose shared components have the namespace *target*."""

    def __init__(self, contents: Contents, target: str, report: _Report, *, with_identifiers: bool) -> None:
        self.groups: dict[str, tuple[Part, ...]] = {}
        """The groups that are needed, by name."""
        self.declared: dict[Name, SimpleType] = {}
        """The attributes that are in a namespace."""
        self._contents = contents
        self._target = target
        self._report = report
        self._with_identifiers = with_identifiers
        self._derivatives = Derivatives(contents.table)
        self._names: dict[Pattern, str] = {}
        self._made: dict[tuple[AttributePattern, ...], SimpleType] = {}
        self._owner: Symbol = ""

    def of(self, name: Symbol) -> tuple[Part, ...]:
        """Return the attributes of elements called *name*."""
        self._owner = name
        elements = self._contents.named[name]
        together = dict.fromkeys(tuple(self._of(element)) for element in elements)
        if len(together) == 1:
            return _with_one_wildcard(next(iter(together)))
        self._report(name, Reason.DEFINITIONS, None, "")
        return _with_one_wildcard(self._flat(self._contents.attributes(name).items()))

    def _of(self, element: ElementPattern) -> Iterator[Part]:
        """Yield the attributes of *element* as they are grouped."""
        yield from self._parts(element.content)

    def _parts(self, pattern: Pattern) -> Iterator[Part]:
        if not pattern.has_attributes:
            return
        name = self._group_name(pattern)
        if name:
            yield Group(name)
        else:
            yield from self._inner(pattern)

    def _inner(self, pattern: Pattern) -> Iterator[Part]:
        if isinstance(pattern, GroupPattern):
            yield from self._of_group(pattern)
        elif isinstance(pattern, InterleavePattern):
            for member in pattern.members:
                yield from self._parts(member)
        elif isinstance(pattern, OneOrMorePattern):
            yield from self._inner(pattern.pattern)
        else:
            if isinstance(pattern, ChoicePattern):
                self._compare(pattern)
            yield from self._flat(self._contents.uses(pattern).items())

    def _of_group(self, pattern: GroupPattern) -> Iterator[Part]:
        rest: Pattern = pattern
        while isinstance(rest, GroupPattern) and (rest is pattern or not self._group_name(rest)):
            yield from self._parts(rest.first)
            rest = rest.rest
        yield from self._parts(rest)

    def _group_name(self, pattern: Pattern) -> str:
        """Return the name of the group that *pattern* becomes, "" if the grammar does not define it by itself."""
        if pattern in self._names:
            return self._names[pattern]
        origins = self._contents.table.origins.get(pattern, ())
        name = ""
        # Of wildcards in several groups XML Schema takes what they have in common.
        finite = all(isinstance(one, Name) for one in self._contents.uses(pattern))
        if origins and finite and self._contents.expression(pattern) is EPSILON:
            # A class of one attribute has the name of that attribute's definition, too; its own is shorter.
            name = next((one for one in sorted(origins, key=len) if one not in self.groups), "")
        self._names[pattern] = name
        if name:
            self.groups[name] = ()  # It has its name while its parts are made.
            owner, self._owner = self._owner, ""
            self.groups[name] = _with_one_wildcard(tuple(self._inner(pattern)))
            self._owner = owner
        return name

    def _flat(self, uses: Iterable[tuple[NameSet, Use]]) -> tuple[Part, ...]:
        """Return *uses* one by one; a name that a wildcard has too, in another branch, has the values of both."""
        uses = tuple(uses)
        wild = [one for one in uses if not isinstance(one[0], Name)]
        found = []
        for names, use in uses:
            if isinstance(names, Name):
                also = [
                    value for one, other in wild if one.contains(names.namespace, names.local) for value in other.values
                ]
                found.append(self._attribute(names, Use(use.required, (*use.values, *also))))
            else:
                found.append(self._attribute(names, use))
        return tuple(found)

    def _attribute(self, names: NameSet, use: Use) -> Part:
        if not isinstance(names, Name):
            return Wildcard(_attribute_spaces(wildcards.spaces(names, self._target)))
        made = self._type(names, use.values)
        if names.namespace:
            known = self.declared.get(names)
            if known is not None and known != made:
                self._report("", Reason.VALUE, None, symbol(names))
            self.declared[names] = made if known is None else _common(known, made)
        first = use.values[0]
        documentation = self._contents.table.documentation.get(first, "")
        default = None if use.required or len(use.values) > 1 else self._default(first)
        return Attribute(names, made, use.required, default, documentation)

    def _type(self, name: Name, values: tuple[AttributePattern, ...]) -> SimpleType:
        key = tuple(dict.fromkeys(values))
        if key not in self._made:

            def report(example: Example) -> None:
                self._report(self._owner, Reason.VALUE, example, symbol(name))

            types = SimpleTypes(report, with_identifiers=self._with_identifiers)
            self._made[key] = united([types.of([value.pattern]) for value in key])
        return self._made[key]

    def _default(self, attribute: AttributePattern) -> str | None:
        """Return the default value, if it is one that the attribute may have wherever it stands."""
        for value in self._contents.table.defaults.get(attribute, {}):
            pattern = attribute.pattern
            if not needs_context(pattern) and not identifier_kind(pattern):
                return value if self._derivatives.matches(pattern, value, {}) else None
        return None

    def _compare(self, pattern: ChoicePattern) -> None:
        """Report what attributes may not be together in *pattern*, or must be, and may in XML Schema."""
        mingled = self._contents.expression(pattern) is not EPSILON
        sets = _together(pattern)
        if mingled or sets is None:
            if mingled or len(self._contents.uses(pattern)) > 1:
                self._report(self._owner, Reason.ATTRIBUTES, None, "")
            return
        required = frozenset.intersection(*sets)
        all_names = sorted(frozenset[NameSet]().union(*sets) - required, key=symbol)
        wider = chain.from_iterable(combinations(all_names, count) for count in range(len(all_names) + 1))
        extra = next((one for one in wider if required | set(one) not in sets), None)
        if extra is not None:
            example = tuple(f"@{symbol(one)}" for one in sorted(required | set(extra), key=symbol))
            self._report(self._owner, Reason.ATTRIBUTES, example, "")


def _together(pattern: Pattern) -> "frozenset[frozenset[NameSet]] | None":
    """Return which attributes may stand together, None if there are too many ways."""
    if isinstance(pattern, AttributePattern):
        names = list(name_classes.parts(pattern.name_class))
        return frozenset(frozenset({one}) for one in names) if all(isinstance(one, Name) for one in names) else None
    if not pattern.has_attributes:
        return frozenset({frozenset[NameSet]()})
    if isinstance(pattern, OneOrMorePattern):
        return _together(pattern.pattern)
    parts = members(pattern) if isinstance(pattern, GroupPattern) else getattr(pattern, "members", ())
    found: frozenset[frozenset[NameSet]] = frozenset({frozenset()})
    if isinstance(pattern, ChoicePattern):
        found = frozenset()
    for part in parts:
        sets = _together(part)
        if sets is None:
            return None
        chosen = isinstance(pattern, ChoicePattern)
        found = found | sets if chosen else frozenset(one | other for one in found for other in sets)
        if len(found) > 1 << _MOST_TOGETHER:
            return None
    return found


def _common(one: SimpleType, other: SimpleType) -> SimpleType:
    """Return a type for both; an identifier beside anything else is a name like others."""
    if one == other:
        return one
    return united("NCName" if each in {"ID", "IDREF"} else each for each in (one, other))


def _attribute_spaces(spaces: tuple[str, ...]) -> tuple[str, ...]:
    """Return *spaces* for attributes, where ``##other`` cannot stand beside another."""
    return spaces if len(spaces) == 1 else (wildcards.ANY,)


def _with_one_wildcard(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return *parts* with one wildcard in the place of several."""
    parts = tuple(parts)
    found = dict.fromkeys(space for part in parts if isinstance(part, Wildcard) for space in part.spaces)
    if not found:
        return parts
    alone = len(found) == 1 or not {wildcards.ANY, wildcards.OTHER} & found.keys()
    others = tuple(part for part in parts if not isinstance(part, Wildcard))
    return (*others, Wildcard(tuple(found) if alone else (wildcards.ANY,)))
