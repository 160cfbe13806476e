"""All differences of two schemas, those that are the same for many elements told once."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from tei import names
from tei.odd.comparing import models, renames, specifications
from tei.odd.comparing.attributes import Attributes
from tei.odd.comparing.changes import OF_SPECIFICATIONS, Change, Difference, Kind
from tei.odd.comparing.models import Models
from tei.odd.comparing.sides import Side
from tei.odd.content_models import automata
from tei.odd.content_models.expressions import Symbol
from tei.relaxng.derivatives import Derivatives


class Figures(NamedTuple):
    """How many elements came, went, have another name; how many differences there are of attributes, values, contents.

    *breaking*: how many differences may make a valid document invalid. What is true of many elements is one difference.
    """

    added: int
    removed: int
    renamed: int
    attributes: int
    values: int
    contents: int
    breaking: int


class Comparison:
    """What differs between two schemas: *differences* of elements in alphabetical order, then of specifications."""

    def __init__(self, before: str, after: str, differences: tuple[Difference, ...]) -> None:
        self.before = before
        self.after = after
        self.differences = differences

    @property
    def same(self) -> bool:
        """Whether documents cannot tell the two apart, and ODDs neither."""
        return not self.differences

    @cached_property
    def figures(self) -> Figures:
        """The figures for a summary."""
        count: dict[Kind, int] = dict.fromkeys(Kind, 0)
        for difference in self.differences:
            of_elements = difference.change.kind.startswith("element-")
            count[difference.change.kind] += len(difference.elements) if of_elements else 1
        attributes = [kind for kind in Kind if kind.startswith("attribute-")]
        return Figures(
            count[Kind.ELEMENT_ADDED],
            count[Kind.ELEMENT_REMOVED],
            count[Kind.ELEMENT_RENAMED],
            sum(count[kind] for kind in attributes),
            count[Kind.VALUES],
            count[Kind.CONTENT],
            sum(difference.change.breaks for difference in self.differences),
        )


def compare(before: Side, after: Side) -> Comparison:
    """Return what differs between *before* and *after*."""
    found = _Comparing(before, after).changes()
    elements: dict[Change, list[Symbol]] = {}
    for change, element in found:
        elements.setdefault(change, []).extend([element] if element else [])
    made = [Difference(change, tuple(sorted(having, key=by_name))) for change, having in elements.items()]
    if before.schema and after.schema:
        made += [Difference(change) for change in specifications.changes(before.schema, after.schema)]
    return Comparison(before.name, after.name, tuple(sorted(made, key=_order)))


def by_name(one: Symbol) -> tuple[str, str, str]:
    """Return what puts symbols into alphabetical order, whatever their namespace."""
    namespace, local = names.split(one)
    return local.lower(), local, namespace


def _order(difference: Difference) -> tuple[object, ...]:
    kinds = list(Kind)
    change = difference.change
    place = kinds.index(change.kind)
    if not difference.elements:
        return (change.kind in OF_SPECIFICATIONS, ("",), place, by_name(change.name), "")
    return (False, by_name(difference.elements[0]), place, by_name(change.name), str(change))


class _Comparing:
    """The comparison on its way."""

    def __init__(self, before: Side, after: Side) -> None:
        self._before, self._after = before.contents, after.contents
        self._renamed = renames.elements(before, after)
        backwards = {new: old for old, new in self._renamed.items()}
        self._models = (
            Models(before.contents, Derivatives(before.contents.table), {}),
            Models(after.contents, Derivatives(after.contents.table), backwards),
        )
        self._attributes = Attributes(
            before.contents, after.contents, renames.attributes_called(before), renames.attributes_called(after)
        )
        now = {backwards.get(name, name) for name in after.contents.named}
        self._both = sorted(name for name in before.contents.named if name in now)
        # Of names without end it is told where they may stand: what has them may have had them by another symbol.
        self._added = {name for name in now - set(before.contents.named) if "*" not in name}
        self._removed = {name for name in set(before.contents.named) - now if "*" not in name}

    def changes(self) -> Iterator[tuple[Change, Symbol]]:
        """Yield each change with its element, "" where it is about none."""
        yield from self._start()
        for kind, changed, contents in (
            (Kind.ELEMENT_ADDED, self._added, self._models[1]),
            (Kind.ELEMENT_REMOVED, self._removed, self._models[0]),
        ):
            within = self._within(changed, contents)
            for name in changed:
                yield Change(kind, within=within.get(name, ())), name
        for name in self._both:
            other = self._renamed.get(name, name)
            if other != name:
                yield Change(Kind.ELEMENT_RENAMED, before=name, after=other), name
            for change in self._attributes.changes(name, other):
                yield change, name
            yield from self._content(name, other)

    def _start(self) -> Iterator[tuple[Change, Symbol]]:
        old = set(self._before.roots)
        renamed = self._models[1].renamed
        new = {renamed.get(name, name) for name in self._after.roots}
        if old != new:
            change = Change(Kind.START, came=tuple(sorted(new - old)), gone=tuple(sorted(old - new)))
            yield change, ""

    def _within(self, changed: set[Symbol], side: Models) -> Mapping[Symbol, tuple[Symbol, ...]]:
        """Return for each element that came or went those elements of both sides that it may stand in."""
        found: dict[Symbol, list[Symbol]] = {}
        for name in self._both if changed else ():
            own = self._renamed.get(name, name) if side is self._models[1] else name
            automaton = side.automaton(own)
            for one in automata.symbols(automaton) & changed if automaton else ():
                found.setdefault(one, []).append(name)
        return {name: tuple(sorted(within, key=by_name)) for name, within in found.items()}

    def _content(self, name: Symbol, other: Symbol) -> Iterator[tuple[Change, Symbol]]:
        """Yield what became of the content, unless it is but that an element came or went which is told already."""
        before, after = self._models
        change = models.compared(before, name, after, other)
        if change is None:
            return
        by_names = models.is_told_by_names(before, name, after, other, change)
        if by_names and self._added.issuperset(change.came) and self._removed.issuperset(change.gone):
            return
        yield change, name
