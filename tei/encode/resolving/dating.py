"""The dates of a stretch of a line, read through the brackets that complete them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
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
_BEFORE: Final = re.compile(r"(?<![\w.])(?:1[5-9]\d?|20\d?|1)\Z")
"""With what a year begins, up to a bracket."""
_AFTER: Final = re.compile(r"\d{1,2}(?!\w)")
_UNKNOWN: Final = re.compile(r"\?+")
_DAY_AND_MONTH: Final = re.compile(r"(?<![\w./])(\d{1,2})[/.](\d{1,2})\.?(?=[\s”\"’']*\Z)")
_LONGEST_CHARS: Final = 12
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
    read = [one for one in dates.find(text, context, sides=False) if not seen.is_part(one.start, one.end)]
    found = [Dated(*seen.stretch(one.start, one.end), one) for one in read]
    return [*found, *_years(source, start, brackets, found, context)]


def at_end(source: str, start: int, end: int, context: Context) -> Dated | None:
    """Return the day and month in numbers with which a note ends, as in ``seen. A. 7/5``."""
    found = _DAY_AND_MONTH.search(source, max(start, end - _LONGEST_CHARS), end)
    year = context.reference[:_DIGITS]
    if found is None or not year:
        return None
    day, month = (found[2], found[1]) if context.order == "mdy" else (found[1], found[2])
    read = dates.read(f"{year}-{int(month):02}-{int(day):02}", context)
    if read is None or not read.attributes:
        return None
    return Dated(found.start(), found.end(), replace(read, attributes=(*read.attributes, ("evidence", "internal"))))


class _Seen:
    """A stretch without the signs of brackets that may complete a date, and with a mark for every other bracket."""

    def __init__(self, source: str, start: int, end: int, brackets: Sequence[Bracket]) -> None:
        pieces: list[str] = []
        self._at: list[int] = []
        self._source: list[int] = []
        self._within: list[Bracket | None] = []
        self._begins: dict[int, Bracket] = {}
        self._ends: dict[int, Bracket] = {}
        length = 0

        def put(text: str, where: int, within: Bracket | None = None) -> None:
            nonlocal length
            self._at.append(length)
            self._source.append(where)
            self._within.append(within)
            pieces.append(text)
            length += len(text)

        at = start
        for one in brackets:
            put(source[at : one.start], at)
            low, high = one.inner
            if one.open and one.close and not one.children and _COMPLETES.fullmatch(source, low, high):
                put(source[low:high], low, one)
                self._begins[low] = self._ends[high] = one
            else:
                put(_OPAQUE, one.start)
            at = one.end
        put(source[at:end], at)
        self.text = "".join(pieces)

    def is_part(self, start: int, end: int) -> bool:
        """Whether the stretch is part of what one bracket holds: it is read where that is."""
        first, last = bisect_right(self._at, start) - 1, bisect_right(self._at, end - 1) - 1
        one = self._within[first]
        return first == last and one is not None and (self._place(start), self._place(end - 1) + 1) != one.inner

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source the stretch of `text` is, with a bracket at its edge if it has more than that."""
        low, high = self._place(start), self._place(end - 1) + 1
        first, last = self._begins.get(low), self._ends.get(high)
        if first is not None and first is last:
            return low, high
        return (first.start if first else low), (last.end if last else high)

    def _place(self, at: int) -> int:
        index = bisect_right(self._at, at) - 1
        return self._source[index] + at - self._at[index]


def _years(
    source: str, start: int, brackets: Sequence[Bracket], found: Sequence[Dated], context: Context
) -> list[Dated]:
    """Years of which a digit or two are supplied, ``19[4]9``, or are not known, ``194[?]``."""
    made = []
    for one in brackets:
        low, high = one.inner
        before = _BEFORE.search(source, max(start, one.start - _DIGITS), one.start)
        if before is None or not one.open or not one.close:
            continue
        if _UNKNOWN.fullmatch(source, low, high):
            end, year = one.end, before[0] + "-" * (_DIGITS - len(before[0]))
        elif source[low:high].isdigit():
            after = _AFTER.match(source, one.end)
            end = after.end() if after else one.end
            year = before[0] + source[low:high] + (after[0] if after else "")
        else:
            continue
        read = dates.read(year, context) if len(year) == _DIGITS else None
        if read is not None and not any(other.start <= one.start < other.end for other in found):
            made.append(Dated(before.start(), end, read))
    return made
