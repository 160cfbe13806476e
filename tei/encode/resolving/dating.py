"""The dates of a stretch of a line, read through the brackets that complete them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.brackets import Bracket
    from tei.encode.dates import Context, Found

_COMPLETES: Final = re.compile(
    r"\s*(?:(?:of|the|de|vom)\s+)?(?:\d{1,4}(?:st|nd|rd|th)?[\s.,/-]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|"
    r"mär|mai|okt|dez|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)\w*\.?[\s,]*)+",
    re.IGNORECASE,
)
"""What may complete a date: digits and months."""
_OPEN_DIGIT: Final = re.compile(r"(?<![\w.])1[5-9]\d\Z|(?<![\w.])20\d\Z")
_OPEN_DIGITS: Final = re.compile(r"(?<![\w.])1[5-9]\Z|(?<![\w.])20\Z")
_UNKNOWN: Final = re.compile(r"(\?+)|[.…_-]+")
_NUMBER: Final = re.compile(r"(?<!\bat )(?<!\bum )(?<![\w:.,])\d{4}(?=\s+\d)")
_DIGITS: Final = 4
_OPAQUE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or time over ``source[start:end]``, brackets that complete it included."""

    start: int
    end: int
    found: Found

    def crosses(self, bracket: Bracket) -> bool:
        """Whether the date has *bracket* and more, or the other way round part of it."""
        return self.start <= bracket.start and bracket.end <= self.end and (self.start, self.end) != bracket.inner


def find(  # noqa: PLR0913 - a stretch, and what is known of it
    source: str, start: int, end: int, brackets: Sequence[Bracket], context: Context, *, numbered: bool = False
) -> list[Dated]:
    """Return the dates in ``source[start:end]``; what stands in *brackets* is not read unless it completes one.

    Where things are *numbered*, as in a stamp, four digits before a date are a time only if a word says so.
    """
    seen = _Seen(source, start, end, brackets)
    text = _NUMBER.sub(_OPAQUE * _DIGITS, seen.text) if numbered else seen.text
    return [
        *(Dated(*seen.stretch(one.start, one.end), one) for one in dates.find(text, context)),
        *_open_ended(source, start, brackets, context),
    ]


class _Seen:
    """A stretch without the signs of brackets that may complete a date, and with a mark for every other bracket."""

    def __init__(self, source: str, start: int, end: int, brackets: Sequence[Bracket]) -> None:
        pieces: list[str] = []
        self._at: list[int] = []
        self._source: list[int] = []
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        length = 0

        def put(text: str, where: int) -> None:
            nonlocal length
            self._at.append(length)
            self._source.append(where)
            pieces.append(text)
            length += len(text)

        at = start
        for one in brackets:
            put(source[at : one.start], at)
            low, high = one.inner
            if one.open and one.close and not one.children and _COMPLETES.fullmatch(source, low, high):
                put(source[low:high], low)
                self._begins[low], self._ends[high] = one.start, one.end
            else:
                put(_OPAQUE, one.start)
            at = one.end
        put(source[at:end], at)
        self.text = "".join(pieces)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source the stretch of `text` is, with a bracket at its edge if it has more than that."""
        low, high = self._place(start), self._place(end - 1) + 1
        first, last = self._begins.get(low, low), self._ends.get(high, high)
        if first < low and last > high and self._ends.get(high) == self._end_of(low):
            return low, high
        return first, last

    def _end_of(self, low: int) -> int | None:
        """The end of the bracket whose words begin at *low*."""
        begin = self._begins[low]
        later = [end for end in self._ends.values() if end > begin]
        return min(later, default=None)

    def _place(self, at: int) -> int:
        index = bisect_right(self._at, at) - 1
        return self._source[index] + at - self._at[index]


def _open_ended(source: str, start: int, brackets: Sequence[Bracket], context: Context) -> list[Dated]:
    """Years of which a digit or two are not known: ``194[?]``."""
    found = []
    for one in brackets:
        low, high = one.inner
        if not _UNKNOWN.fullmatch(source, low, high) or not source[low:high].startswith("?"):
            continue
        before = source[max(start, one.start - 8) : one.start]
        digits = _OPEN_DIGIT.search(before) or _OPEN_DIGITS.search(before)
        if digits is None:
            continue
        year = dates.read(digits[0] + "-" * (4 - len(digits[0])), context)
        if year is not None:
            found.append(Dated(one.start - len(digits[0]), one.end, year))
    return found
