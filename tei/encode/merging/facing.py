"""Which words of the old document face which of the new one, and where the blocks of both begin together."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tei.encode.alignment import Hunk, align, begin_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.merging.strands import Leaf, Strand


class Region(NamedTuple):
    """Blocks of the old document that face blocks of the new one, and nothing between them that faces others."""

    old: tuple[Leaf, ...]
    new: tuple[Leaf, ...]
    same: bool


@dataclass(frozen=True)
class Facing:
    """The words of *old* and *new* face to face: the number of the word that faces each, or -1."""

    old: Strand
    new: Strand
    hunks: tuple[Hunk, ...]
    forth: list[int]
    back: list[int]

    def hunk(self, word: int) -> Hunk:
        """Return the hunk that has the *word* of the old document."""
        return self.hunks[bisect_right(self.hunks, word, key=lambda hunk: hunk.start) - 1]

    def regions(self) -> Iterator[Region]:
        """Return the regions in order: between two places where a block begins on either side."""
        edges = sorted(set(self._edges()))
        old, new = iter(self.old.leaves), iter(self.new.leaves)
        for (start, other_start), (end, other_end) in pairwise(edges):
            mine = tuple(leaf for leaf in _up_to(old, start, end))
            theirs = tuple(leaf for leaf in _up_to(new, other_start, other_end))
            if mine or theirs:
                yield Region(mine, theirs, self._is_same(start, end, other_start, other_end))

    def _edges(self) -> Iterator[tuple[int, int]]:
        firsts = {leaf.first for leaf in self.old.leaves} | {len(self.old.words)}
        others = {leaf.first for leaf in self.new.leaves} | {len(self.new.words)}
        yield 0, 0
        yield len(self.old.words), len(self.new.words)
        for hunk in self.hunks:
            steps = range(hunk.end - hunk.start + 1) if hunk.equal else (0,)
            for step in steps:
                if hunk.start + step in firsts and hunk.other_start + step in others:
                    yield hunk.start + step, hunk.other_start + step
            if hunk.end in firsts and hunk.other_end in others:
                yield hunk.end, hunk.other_end

    def _is_same(self, start: int, end: int, other_start: int, other_end: int) -> bool:
        return (
            end - start == other_end - other_start
            and self.forth[start:end] == list(range(other_start, other_end))
            and self.old.begins[start:end] == self.new.begins[other_start:other_end]
        )


def face(old: Strand, new: Strand) -> Facing:
    """Return *old* and *new* face to face; what is only in one of them begins with a line, where it truly may."""
    hunks = begin_at(align(old.words, new.words), old.words, old.begins)
    hunks = _turned(begin_at(_turned(hunks), new.words, new.begins))
    forth, back = [-1] * len(old.words), [-1] * len(new.words)
    for hunk in hunks:
        if hunk.equal:
            forth[hunk.start : hunk.end] = range(hunk.other_start, hunk.other_end)
            back[hunk.other_start : hunk.other_end] = range(hunk.start, hunk.end)
    return Facing(old, new, hunks, forth, back)


def _turned(hunks: Sequence[Hunk]) -> tuple[Hunk, ...]:
    return tuple(
        replace(one, start=one.other_start, end=one.other_end, other_start=one.start, other_end=one.end)
        for one in hunks
    )


def _up_to(leaves: Iterator[Leaf], start: int, end: int) -> Iterator[Leaf]:
    """Take the next of *leaves* as far as *end*."""
    while start < end:
        leaf = next(leaves, None)
        if leaf is None:
            return
        yield leaf
        start = leaf.last
