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
    hunks = _beginning(align(old.words, new.words), old.words, old.begins)
    hunks = _turned(_beginning(_turned(hunks), new.words, new.begins))
    forth, back = [-1] * len(old.words), [-1] * len(new.words)
    for hunk in hunks:
        if hunk.equal:
            forth[hunk.start : hunk.end] = range(hunk.other_start, hunk.other_end)
            back[hunk.other_start : hunk.other_end] = range(hunk.start, hunk.end)
    return Facing(old, new, hunks, forth, back)


def _beginning(hunks: Sequence[Hunk], first: Sequence[str], preferred: Sequence[bool]) -> tuple[Hunk, ...]:
    """Return *hunks* in which what *first* alone has begins at a preferred place before or behind, where it may."""
    found = list(begin_at(hunks, first, preferred))
    for index in range(len(found) - 1):
        hunk, after = found[index], found[index + 1]
        if hunk.equal or hunk.other_start < hunk.other_end or preferred[hunk.start]:
            continue
        steps = _steps_on(hunk, after, first, preferred)
        if steps and index and found[index - 1].equal:
            before = found[index - 1]
            found[index - 1] = replace(before, end=before.end + steps, other_end=before.other_end + steps)
            other = hunk.other_start + steps
            found[index] = Hunk(hunk.start + steps, hunk.end + steps, other, other, equal=False)
            found[index + 1] = replace(after, start=after.start + steps, other_start=other)
    return tuple(hunk for hunk in found if hunk.start < hunk.end or hunk.other_start < hunk.other_end)


def _steps_on(hunk: Hunk, after: Hunk, first: Sequence[str], preferred: Sequence[bool]) -> int:
    """How far *hunk* may move on to begin at a preferred place; 0 if nowhere."""
    steps = 0
    while steps < after.end - after.start and first[hunk.start + steps] == first[hunk.end + steps]:
        steps += 1
        if preferred[hunk.start + steps]:
            return steps
    return 0


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
