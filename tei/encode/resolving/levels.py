"""A line or the inside of a bracket, while its brackets are taken one after the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei.encode.white import WHITE, is_blank, trimmed

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from tei.encode.brackets import Bracket
    from tei.encode.resolving.dating import Dated
    from tei.encode.resolving.decisions import Decision


@dataclass(slots=True, eq=False)
class Level:
    """The line, or what is in a bracket: ``source[start:end]``.

    ``text`` is where its first word outside brackets begins and the last one ends, ``around`` what was decided of the
    bracket, ``previous`` what was of the one before. What is before ``taken`` is part of something else already.
    ``searched`` has what expressions found before the bracket that is tried.
    """

    source: str
    start: int
    end: int
    brackets: Sequence[Bracket]
    dates: list[Dated]
    text: tuple[int, int]
    around: Decision | None = None
    previous: Decision | None = None
    taken: int = 0
    searched: dict[re.Pattern[str], re.Match[str] | None] = field(default_factory=dict)

    def in_date(self, bracket: Bracket) -> bool:
        """Return whether *bracket* is part of a date that begins or ends outside it."""
        number = bisect_right(self.dates, bracket.start, key=lambda one: one.start) - 1
        return number >= 0 and self.dates[number].crosses(bracket)

    def where(self, start: int, end: int) -> str:
        """Return where what stands there is: *alone*, *first* or *inside*, as what is attached to its neighbours."""
        first, last = self.text
        attached = (start > self.start and self.source[start - 1] not in WHITE) or (
            end < self.end and self.source[end] not in WHITE
        )
        if start <= first and not attached:
            return "alone" if end >= last else "first"
        return "inside"

    def gaps(self) -> list[tuple[int, int]]:
        """Return the stretches that are in no bracket."""
        ends = [self.start, *(one.end for one in self.brackets)]
        starts = [*(one.start for one in self.brackets), self.end]
        return [(low, high) for low, high in zip(ends, starts, strict=True) if low < high]


def outside(source: str, start: int, end: int, brackets: Sequence[Bracket]) -> tuple[int, int]:
    """Return where the first word outside brackets begins and the last one ends: *end* and *start* if there is none."""
    ends = [start, *(one.end for one in brackets)]
    starts = [*(one.start for one in brackets), end]
    found = [(low, high) for low, high in zip(ends, starts, strict=True) if not is_blank(source[low:high])]
    if not found:
        return end, start
    return trimmed(source, *found[0])[0], trimmed(source, *found[-1])[1]
