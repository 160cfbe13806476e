"""Which element of one encoding is which of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tei.encode.agreement.pointing import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from tei.encode.agreement.placing import Placed
    from tei.encode.agreement.pointing import Token, Value


class Extent(NamedTuple):
    """Where an element is in what two texts share; ``empty`` if it has no words of its own text."""

    start: int
    end: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An element with its place and its attributes."""

    placed: Placed
    extent: Extent
    values: dict[str, Value]

    @property
    def name(self) -> str:
        """The element's name."""
        return self.placed.name


Pair = tuple[Item, Item]
"""An element made and one of the gold encoding."""


@dataclass(slots=True)
class Matched:
    """Pairs that have name and words in common, only their words, only their name; and what is left on each side."""

    agreeing: list[Pair] = field(default_factory=list)
    renamed: list[Pair] = field(default_factory=list)
    moved: list[Pair] = field(default_factory=list)
    extra: list[Item] = field(default_factory=list)
    missing: list[Item] = field(default_factory=list)


def match(made: Sequence[Item], gold: Sequence[Item]) -> Matched:
    """The elements of two encodings face to face, each in one place of the result."""
    found = Matched()
    found.agreeing, made, gold = _by(lambda item: (item.name, item.extent, _signature(item)), made, gold)
    more, made, gold = _by(lambda item: (item.name, item.extent), made, gold)
    found.agreeing.extend(more)
    found.agreeing.sort(key=lambda pair: (pair[1].placed.start, -pair[1].placed.end))
    found.renamed, made, gold = _by(lambda item: item.extent, made, gold)
    found.moved = list(_overlapping(made, gold))
    moved = {id(item) for pair in found.moved for item in pair}
    found.extra = [item for item in made if id(item) not in moved]
    found.missing = [item for item in gold if id(item) not in moved]
    return found


def _by(
    key: Callable[[Item], Hashable], made: Iterable[Item], gold: Iterable[Item]
) -> tuple[list[Pair], list[Item], list[Item]]:
    """Pairs with the same key, in their order, and the items left on each side."""
    waiting: dict[Hashable, list[Item]] = {}
    for item in made:
        waiting.setdefault(key(item), []).append(item)
    for items in waiting.values():
        items.reverse()
    pairs: list[Pair] = []
    missing: list[Item] = []
    for item in gold:
        items = waiting.get(key(item), [])
        if items:
            pairs.append((items.pop(), item))
        else:
            missing.append(item)
    paired = {id(mine) for mine, _ in pairs}
    return pairs, [item for item in made if id(item) not in paired], missing


def _signature(item: Item) -> Hashable:
    """What the attributes of *item* say, the letters of identifiers aside."""
    return frozenset((name, tuple(map(_unnamed, value.tokens))) for name, value in item.values.items())


def _unnamed(token: Token) -> Token:
    return token[:2] if token[0] == ELSEWHERE else token


def _overlapping(made: Iterable[Item], gold: Iterable[Item]) -> Iterator[Pair]:
    """Pairs of one name whose words overlap, each element in one pair at most."""
    theirs: dict[str, list[Item]] = {}
    for item in filter(_extended, gold):
        theirs.setdefault(item.name, []).append(item)
    mine: dict[str, list[Item]] = {}
    for item in filter(_extended, made):
        mine.setdefault(item.name, []).append(item)
    for name in sorted(mine.keys() & theirs.keys()):
        yield from _swept(sorted(mine[name], key=_extent), sorted(theirs[name], key=_extent))


def _swept(made: Sequence[Item], gold: Sequence[Item]) -> Iterator[Pair]:
    at = other = 0
    while at < len(made) and other < len(gold):
        mine, theirs = made[at].extent, gold[other].extent
        if mine.start < theirs.end and theirs.start < mine.end:
            yield made[at], gold[other]
            at, other = at + 1, other + 1
        elif mine.end <= theirs.start:
            at += 1
        else:
            other += 1


def _extent(item: Item) -> Extent:
    return item.extent


def _extended(item: Item) -> bool:
    """Whether both ends of *item* are in what the texts share, and something is between them."""
    return 0 <= item.extent.start < item.extent.end
