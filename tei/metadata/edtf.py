"""Extended Date/Time Format, as far as level 1: days, months, years, intervals with open ends, and doubt.

Source: ISO 8601-2:2019, Annex A; the Library of Congress's EDTF specification of 2019.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from typing import Final

_POINT: Final = re.compile(r"(?P<year>Y?-?\d{4,9})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_QUALIFIERS: Final = "?~%"
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS: Final = 12
_FEBRUARY: Final = 2
_FOUR_DIGITS: Final = 9999


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A day, month or year of the proleptic Gregorian calendar; the year before year 1 is 0. Month and day may be 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def is_valid(self) -> bool:
        """Whether the calendar has it."""
        if not 0 <= self.month <= _MONTHS or (self.day and not self.month):
            return False
        return 0 <= self.day <= self._days if self.month else True

    @property
    def first(self) -> "Point":
        """The first day in it."""
        return self if self.month and self.day else Point(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> "Point":
        """The last day in it."""
        if self.month and self.day:
            return self
        whole = Point(self.year, self.month or _MONTHS)
        return Point(self.year, whole.month, self.day or whole._days)

    @property
    def _days(self) -> int:
        return _DAYS[self.month - 1] + (self.month == _FEBRUARY and isleap(self.year))

    def __str__(self) -> str:
        sign, size = "-" if self.year < 0 else "", abs(self.year)
        year = f"Y{sign}{size}" if size > _FOUR_DIGITS else f"{sign}{size:04}"
        return year + (f"-{self.month:02}" if self.month else "") + (f"-{self.day:02}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A point, or an interval whose ends may be open (None); ``qualifier`` is ``?``, ``~``, ``%`` or ""."""

    start: Point | None
    end: Point | None
    qualifier: str = ""

    def __str__(self) -> str:
        if self.start == self.end:
            return f"{self.start}{self.qualifier}"
        return "/".join(".." if end is None else f"{end}{self.qualifier}" for end in (self.start, self.end))


def parse(text: str) -> Edtf | None:
    """Return what *text* says in the part of EDTF that is written here, or None.

    EDTF = End | (End | "..") "/" (End | "..");  End = Point, [ "?" | "~" | "%" ]
    """
    ends = text.split("/")
    if len(ends) > 2 or ends == ["..", ".."]:  # noqa: PLR2004 - an interval has two ends
        return None
    points = [_end(end) for end in ends]
    if None in points or (len(ends) == 1 and ends[0] == ".."):
        return None
    (start, mark), (end, other) = (one for one in (points[0], points[-1]) if one is not None)
    return _ordered(start, end, mark or other)


def _ordered(start: Point | None, end: Point | None, qualifier: str) -> Edtf | None:
    if start is not None and end is not None and start.first > end.last:
        return None
    return Edtf(start, end, qualifier)


def _end(text: str) -> tuple[Point | None, str] | None:
    """Return a point and its qualifier, a missing point for an open end, or None for what is neither."""
    if text == "..":
        return None, ""
    qualifier = text[-1:] if text[-1:] in tuple(_QUALIFIERS) else ""
    point = parse_point(text.removesuffix(qualifier) if qualifier else text)
    return None if point is None else (point, qualifier)


def parse_point(text: str) -> Point | None:
    """Return the day, month or year that *text* writes, None if it writes none or one that no calendar has."""
    found = _POINT.fullmatch(text)
    if not found or not text.isascii():
        return None
    year = found["year"].removeprefix("Y")
    is_long = len(year.removeprefix("-")) > 4  # noqa: PLR2004 - a year beyond 9999 is marked
    if is_long != found["year"].startswith("Y") or found["month"] == "00" or found["day"] == "00":
        return None
    point = Point(int(year), int(found["month"] or 0), int(found["day"] or 0))
    return point if point.is_valid else None
