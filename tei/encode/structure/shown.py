"""A line as the rules of a profile see it: its words, without the signs of brackets."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.brackets import Bracket
    from tei.encode.resolving import Decision

SIGNATURE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a signature that a bracket reports."""
SIGNATURES: Final = frozenset({"signature", "illegible-signature"})
"""The rules that take these brackets."""
SIGNED: Final = "signed"
"""The rule that takes the word before a name that was signed by hand."""
_LEFT_OUT: Final = frozenset({"note", "ref", "pb"})


class Shown:
    """``source[start:end]`` without the signs of brackets and without notes, markers and page numbers.

    ``text`` has it, without white space at its ends; `stretch` tells where in the source a part of it is.
    """

    def __init__(
        self, source: str, start: int, end: int, brackets: Sequence[Bracket], decisions: Sequence[Decision]
    ) -> None:
        self._brackets = [(one.start, one.end) for one in brackets if start <= one.start < end]
        self._brackets += [(one.first, one.last) for one in decisions if one.rule != SIGNED and one.first < one.last]
        pieces: list[str] = []
        self._at: list[int] = []
        self._source: list[int] = []
        cuts = _cuts(start, end, brackets, {one.start: one for one in decisions})
        at, length = start, 0
        for low, high, instead in sorted(cuts, key=lambda one: (one[0], -one[1])):
            if low < at:
                continue
            for where, words in ((at, source[at:low]), (low, instead)):
                if words:
                    self._at.append(length)
                    self._source.append(where)
                    pieces.append(words)
                    length += len(words)
            at = high
        self._at.append(length)
        self._source.append(at)
        pieces.append(source[at:end])
        whole = "".join(pieces)
        self._cut = len(whole) - len(whole.lstrip())
        self.text = whole.strip()

    def place(self, at: int) -> int:
        """Return where in the source the character *at* of the text is."""
        index = bisect_right(self._at, at + self._cut) - 1
        return self._source[index] + at + self._cut - self._at[index]

    def index(self, place: int) -> int:
        """Return which character of the text is at *place* of the source, or the next one that is shown."""
        index = max(0, bisect_right(self._source, place) - 1)
        at = self._at[index] + max(0, place - self._source[index])
        if index + 1 < len(self._at):
            at = min(at, self._at[index + 1])
        return max(0, min(at - self._cut, len(self.text)))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the source ``text[start:end]`` is; of a bracket it has all or nothing."""
        low, high = self.place(start), self.place(end - 1) + 1
        for first, last in self._brackets:
            if first < low < last:
                low = first
            if first < high < last:
                high = last
        return low, high


def _cuts(
    start: int, end: int, brackets: Sequence[Bracket], decisions: dict[int, Decision]
) -> Iterator[tuple[int, int, str]]:
    """What is not shown, with what is shown in its place."""
    for decision in decisions.values():
        if decision.root is not None and decision.root.name in _LEFT_OUT:
            yield decision.start, decision.end, ""
        elif decision.rule in SIGNATURES:
            yield decision.start, decision.end, SIGNATURE
    waiting = [one for one in brackets if start <= one.start < end]
    while waiting:
        one = waiting.pop()
        taken = decisions.get(one.start)
        if taken is not None and taken.rule == SIGNED:
            yield one.start, one.end, ""
        else:
            low, high = one.inner
            yield one.start, low, ""
            yield high, one.end, ""
            waiting.extend(one.children)
