"""Parts of months, seasons, years, decades and centuries, as first and last.

Of a month, ``early``, ``mid`` and ``late`` are the decades that end on the 10th, the 20th and the last day, halves part
after the 15th, weeks are of seven days from the 1st, the last week the last seven days. Of a year they are thirds of
four months, of a season its months, of a decade the years 0 to 3, 4 to 6 and 7 to 9, of a century its thirds.
"""

from __future__ import annotations

from typing import Final

from tei.encode.dates.calendars import months_later
from tei.metadata.edtf import Point

_THIRDS: Final = {3: (1, 2), 10: (4, 7), 12: (4, 8), 100: (33, 66)}
_MONTH_PARTS: Final = {"third": (10, 20), "half": (15,)}
_WEEK: Final = 7
_ORDER: Final = {"early": "1 third", "mid": "2 third", "late": "3 third"}


def part_of(first: Point, last: Point, part: str) -> tuple[Point, Point] | None:
    """Return where the *part* of a period begins and ends, None if such a period has no such part.

    *first* and *last* are one month, the months of a season or of a year (which may be the year), or years. *part* is
    ``early``, ``mid``, ``late``, or a number or ``last`` and ``half``, ``third``, ``decade``, ``quarter``, ``week``.
    """
    nth, _, unit = _ORDER.get(part, part).partition(" ")
    if unit == "decade":
        unit = "third"
    if first.month and first == last:
        return _of_month(first, nth, unit)
    if first.month:
        return _of_units(first, _months(first, last), nth, unit)
    if first == last:
        return _of_units(Point(first.year, 1), 12, nth, unit)
    return _of_units(first, last.year - first.year + 1, nth, unit)


def _months(first: Point, last: Point) -> int:
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _of_month(month: Point, nth: str, unit: str) -> tuple[Point, Point] | None:
    size = month.last.day
    if unit == "week":
        number = 0 if nth == "last" else int(nth)
        start = size - _WEEK if not number else _WEEK * (number - 1)
        end = min(start + _WEEK, size)
    else:
        bounds = _bounds((0, *_MONTH_PARTS[unit], size) if unit in _MONTH_PARTS else (), nth)
        if bounds is None:
            return None
        start, end = bounds
    if start >= size:
        return None
    return Point(month.year, month.month, start + 1), Point(month.year, month.month, end)


def _of_units(first: Point, size: int, nth: str, unit: str) -> tuple[Point, Point] | None:
    cuts: tuple[int, ...] = ()
    if unit == "third" and size in _THIRDS:
        cuts = (0, *_THIRDS[size], size)
    elif unit == "half" and size % 2 == 0:
        cuts = (0, size // 2, size)
    elif unit == "quarter" and size % 4 == 0:
        cuts = tuple(range(0, size + 1, size // 4))
    bounds = _bounds(cuts, nth)
    if bounds is None:
        return None
    if first.month:
        return months_later(first, bounds[0]), months_later(first, bounds[1] - 1)
    return Point(first.year + bounds[0]), Point(first.year + bounds[1] - 1)


def _bounds(cuts: tuple[int, ...], nth: str) -> tuple[int, int] | None:
    number = len(cuts) - 1 if nth == "last" else int(nth) if nth.isdigit() else 0
    return (cuts[number - 1], cuts[number]) if 0 < number < len(cuts) else None
