"""Days in the Julian and the Gregorian calendar, counted by one number."""

from __future__ import annotations

from typing import Final

from tei.metadata.edtf import Point

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = 12


def number(day: Point, *, julian: bool = False) -> int:
    """Return the Julian Day Number of *day*, a year, month and day.

    Source: the integer formulas of the Explanatory Supplement to the Astronomical Almanac, chapter 15, for years
    from -4799 on.
    """
    shift = (14 - day.month) // 12
    year = day.year + 4800 - shift
    days = day.day + (153 * (day.month + 12 * shift - 3) + 2) // 5 + 365 * year + year // 4
    return days - 32083 if julian else days - year // 100 + year // 400 - 32045


def day_of(day_number: int) -> Point:
    """Return the day of the Gregorian calendar that has the Julian Day Number *day_number*."""
    rest = day_number + 32044
    centuries = (4 * rest + 3) // 146097
    rest -= 146097 * centuries // 4
    years = (4 * rest + 3) // 1461
    rest -= 1461 * years // 4
    month = (5 * rest + 2) // 153
    return Point(
        100 * centuries + years - 4800 + month // 10, month + 3 - 12 * (month // 10), rest - (153 * month + 2) // 5 + 1
    )


def from_julian(day: Point) -> Point:
    """Return in the Gregorian calendar what *day* is in the Julian."""
    return day_of(number(day, julian=True))


def later(day: Point, days: int) -> Point:
    """Return the day that comes *days* after *day*; before it, if they are negative."""
    return day_of(number(day) + days)


def weekday(day: Point) -> int:
    """Return the day of the week, Monday as 1."""
    return number(day) % 7 + 1


def is_day(day: Point, *, julian: bool = False) -> bool:
    """Return whether the calendar has *day*."""
    if julian and day.month == 2 and day.day == 29:  # noqa: PLR2004 - the leap day
        return day.year % 4 == 0
    return day.is_valid


def months_later(month: Point, months: int) -> Point:
    """Return the month that comes *months* after *month*, or before it."""
    count = month.year * _MONTHS + month.month - 1 + months
    return Point(count // _MONTHS, count % _MONTHS + 1)
