"""Two sequences of words brought face to face."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of the first sequence that faces a stretch of the second; both ends exclusive."""

    start: int
    end: int
    other_start: int
    other_end: int
    equal: bool


def align(first: Sequence[str], second: Sequence[str]) -> tuple[Hunk, ...]:
    """The hunks, equal and differing by turns, that lead from *first* to *second*.

    Words that occur once on each side are matched first and the rest between them, so that a long text with few
    differences takes about linear time: difflib alone is quadratic in how often the commonest word occurs.

    Source: Bram Cohen's patience diff.
    """
    if first == second:
        return (Hunk(0, len(first), 0, len(second), equal=True),) if first else ()
    matched = sorted(_matches(first, second))
    hunks: list[Hunk] = []
    at = other_at = 0
    for start, other_start, length in (*_joined(matched), (len(first), len(second), 0)):
        if at < start or other_at < other_start:
            hunks.append(Hunk(at, start, other_at, other_start, equal=False))
        at, other_at = start + length, other_start + length
        if length:
            hunks.append(Hunk(start, at, other_start, other_at, equal=True))
    return tuple(hunks)


def begin_at(hunks: Sequence[Hunk], first: Sequence[str], preferred: Sequence[bool]) -> tuple[Hunk, ...]:
    """*hunks* in which what *first* has and the other has not begins at a preferred place, where it truly may.

    Of "line 1, line 2" without its second line, "1 line" is missing as truly as "line 2": with the beginnings of lines
    preferred, the second is said.
    """
    shifted = list(hunks)
    for index in range(1, len(shifted)):
        before, hunk = shifted[index - 1], shifted[index]
        if hunk.equal or hunk.other_start < hunk.other_end:
            continue
        steps = 0
        room = before.end - before.start
        while steps < room and not preferred[hunk.start - steps] and _same_before(first, hunk, steps):
            steps += 1
        if not steps or not preferred[hunk.start - steps]:
            continue
        shifted[index - 1] = replace(before, end=before.end - steps, other_end=before.other_end - steps)
        other = hunk.other_start - steps
        shifted[index] = Hunk(hunk.start - steps, hunk.end - steps, other, other, equal=False)
        if index + 1 < len(shifted):
            after = shifted[index + 1]
            shifted[index + 1] = replace(after, start=after.start - steps, other_start=after.other_start - steps)
    return tuple(hunk for hunk in shifted if hunk.start < hunk.end or hunk.other_start < hunk.other_end)


def _same_before(first: Sequence[str], hunk: Hunk, steps: int) -> bool:
    """Whether the word before *hunk*, moved back by *steps*, is also its last word."""
    return first[hunk.start - steps - 1] == first[hunk.end - steps - 1]


def _joined(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Runs ``(start, other start, length)`` out of single matches."""
    run: tuple[int, int, int] | None = None
    for index, other in pairs:
        if run is not None and (index, other) == (run[0] + run[2], run[1] + run[2]):
            run = (run[0], run[1], run[2] + 1)
            continue
        if run is not None:
            yield run
        run = (index, other, 1)
    if run is not None:
        yield run


_SMALL = 200_000
"""Products of two lengths up to which difflib is given the stretch whole."""
_WINDOW = 400


def _matches(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    pending = [(0, len(first), 0, len(second))]
    while pending:
        low, high, other_low, other_high = pending.pop()
        while low < high and other_low < other_high and first[low] == second[other_low]:
            yield low, other_low
            low, other_low = low + 1, other_low + 1
        while low < high and other_low < other_high and first[high - 1] == second[other_high - 1]:
            high, other_high = high - 1, other_high - 1
            yield high, other_high
        if low == high or other_low == other_high:
            continue
        anchors = _anchors(first, second, (low, high, other_low, other_high))
        if not anchors or (high - low) * (other_high - other_low) <= _SMALL:
            yield from _small(first, second, (low, high, other_low, other_high))
            continue
        edges = [(low - 1, other_low - 1), *anchors, (high, other_high)]
        yield from anchors
        pending.extend(
            (left + 1, right, other_left + 1, other_right)
            for (left, other_left), (right, other_right) in pairwise(edges)
        )


def _small(
    first: Sequence[str], second: Sequence[str], stretch: tuple[int, int, int, int]
) -> Iterator[tuple[int, int]]:
    low, high, other_low, other_high = stretch
    # A long stretch without anchors is one of repetitions: window faces window, which bounds the time.
    window = max(high - low, other_high - other_low) if (high - low) * (other_high - other_low) <= _SMALL else _WINDOW
    while low < high and other_low < other_high:
        part, other_part = first[low : min(low + window, high)], second[other_low : min(other_low + window, other_high)]
        for start, other_start, length in SequenceMatcher(None, part, other_part, autojunk=False).get_matching_blocks():
            for step in range(length):
                yield low + start + step, other_low + other_start + step
        low, other_low = low + window, other_low + window


def _anchors(first: Sequence[str], second: Sequence[str], stretch: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Pairs of words unique on both sides, in an order that both sides share."""
    low, high, other_low, other_high = stretch
    counts = Counter(first[low:high])
    other_counts = Counter(second[other_low:other_high])
    places = {second[at]: at for at in range(other_low, other_high) if other_counts[second[at]] == 1}
    pairs = [(at, places[first[at]]) for at in range(low, high) if counts[first[at]] == 1 and first[at] in places]
    return _longest_ascent(pairs)


def _longest_ascent(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of *pairs*, ordered by the first member, that also ascends in the second."""
    tops: list[int] = []
    at_top: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        pile = bisect_left(tops, other)
        previous.append(at_top[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [other]
        at_top[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = at_top[-1] if at_top else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]
