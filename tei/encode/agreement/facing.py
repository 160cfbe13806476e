"""Offsets in two texts as offsets in what the two have in common."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.encode.agreement.placing import Text
    from tei.encode.alignment import Hunk


class Stretch(NamedTuple):
    """A stretch of the text made that faces one of the gold text; ``common`` is where it begins in what they share."""

    made_start: int
    made_end: int
    gold_start: int
    gold_end: int
    common: int
    equal: bool


class Side:
    """One of two texts, each of whose offsets has its place in what they share.

    A stretch that the other text has otherwise counts as one character, a stretch that it has not as none. Inside such
    a stretch no offset has its like in the other text: each has a negative number of its own, odd in the text made and
    even in the gold one.
    """

    def __init__(self, stretches: Sequence[Stretch], *, made: bool) -> None:
        self._stretches = stretches
        mine = [one[:2] for one in stretches]
        theirs = [one[2:4] for one in stretches]
        self._extents, facing = (mine, theirs) if made else (theirs, mine)
        self._starts = [start for start, _ in self._extents]
        self._facing = [start for start, _ in facing]
        self._parity = int(made)

    def common(self, offset: int) -> int:
        """Where *offset* is in what the two texts share."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        (start, end), stretch = self._extents[number], self._stretches[number]
        if offset == start or stretch.equal:
            return stretch.common + offset - start
        if offset >= end:
            return stretch.common + _width(stretch)
        return -2 * offset - 2 + self._parity

    def other(self, offset: int) -> int:
        """The offset in the other text of what faces *offset*."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        inside = offset - self._starts[number] if self._stretches[number].equal else 0
        return self._facing[number] + inside


def _width(stretch: Stretch) -> int:
    """How many characters *stretch* has in what the two texts share."""
    if stretch.equal:
        return stretch.made_end - stretch.made_start
    return int(stretch.made_start < stretch.made_end and stretch.gold_start < stretch.gold_end)


def stretches(made: Text, gold: Text, hunks: Iterable[Hunk]) -> tuple[Stretch, ...]:
    """The stretches of two texts, equal and differing, in their order; *hunks* lead from the words of *made* to *gold*.

    Words that differ are looked into: they may begin or end in the same letters, or differ in spaces alone.
    """
    found: list[Stretch] = []
    common = 0
    for extent in _extents(made, gold, hunks):
        stretch = Stretch(*extent[:4], common, extent[4])
        common += _width(stretch)
        found.append(stretch)
    return tuple(found)


_Extent = tuple[int, int, int, int, bool]


def _extents(made: Text, gold: Text, hunks: Iterable[Hunk]) -> Iterator[_Extent]:
    for hunk in hunks:
        start, end = made.word_starts[hunk.start], made.word_starts[hunk.end]
        other, other_end = gold.word_starts[hunk.other_start], gold.word_starts[hunk.other_end]
        if hunk.equal:
            yield start, end, other, other_end, True
            continue
        mine = "".join(made.words[hunk.start : hunk.end])
        theirs = "".join(gold.words[hunk.other_start : hunk.other_end])
        yield from _inside(mine, theirs, start, other)


def _inside(mine: str, theirs: str, start: int, other: int) -> Iterator[_Extent]:
    """What differs between two stretches, and before and after it what they have in common."""
    before = _alike(mine, theirs)
    after = _alike(mine[before:][::-1], theirs[before:][::-1])
    end, other_end = start + len(mine), other + len(theirs)
    if before:
        yield start, start + before, other, other + before, True
    if before + after < max(len(mine), len(theirs)):
        yield start + before, end - after, other + before, other_end - after, False
    if after:
        yield end - after, end, other_end - after, other_end, True


def _alike(mine: str, theirs: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(mine), len(theirs))
    return next((at for at in range(shorter) if mine[at] != theirs[at]), shorter)
