"""Dates and times: seven types cut from one pattern, each with or without a time zone.

The calendar is the Gregorian one, carried backwards; the year before 1 is -1, there is no year 0. A time with a zone
and one without cannot be compared unless they are more than fourteen hours apart. The sixtieth second is let through,
as ISO 8601 has it: which minutes had one is not checked.

Source: XML Schema 1.0 Part 2, 3.2.7 to 3.2.14, appendix D.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Final, NamedTuple

from tei.relaxng.datatypes.base import LexicalError, Primitive

_DAY_S: Final = 86_400
_ZONE_S: Final = 14 * 3600
# Longer years are of no calendar; Python refuses to read numbers of some thousand digits.
_YEAR_DIGITS: Final = 18
_MONTHS: Final = 12
_FEBRUARY: Final = 2
_LEAP_SECOND: Final = 60
_MIDNIGHT: Final = 24
_LAST_HOUR: Final = 23

_YEAR: Final = r"(?P<year>-?(?:[1-9][0-9]*)?[0-9]{4})"
_MONTH: Final = r"(?P<month>[0-9]{2})"
_DAY: Final = r"(?P<day>[0-9]{2})"
_TIME: Final = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
_ZONE: Final = r"(?P<zone>Z|(?P<sign>[+-])(?P<zone_hours>[0-9]{2}):(?P<zone_minutes>[0-5][0-9]))?"


class Moment(NamedTuple):
    """An instant, in UTC where it has a zone; tuples of one kind order as the instants do.

    A leap second is the second before it with *leap* set. *fraction* is the digits after the point without final zeros,
    which order as strings: exact, however many there are.
    """

    seconds: int
    leap: bool
    fraction: str
    zoned: bool


def is_leap(year: int) -> bool:
    """Whether *year*, counted with a year 0, has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Return how many days *month* has in *year*, counted with a year 0."""
    if month == _FEBRUARY:
        return 29 if is_leap(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def day_number(year: int, month: int, day: int) -> int:
    """Return the days from 1 March of the year 0 to a date of the Gregorian calendar, of any year."""
    # Counted from March, a year ends with the day that may be missing.
    shifted = year - (month < 3)  # noqa: PLR2004 -- March
    leap_days = shifted // 4 - shifted // 100 + shifted // 400
    return 365 * shifted + leap_days + (153 * ((month - 3) % 12) + 2) // 5 + day - 1


def _year(text: str | None) -> int:
    """Return the year counted with a year 0; a leap year where the type has none, so that 29 February passes."""
    if text is None:
        return 2000
    digits = text.removeprefix("-")
    if len(digits) > _YEAR_DIGITS:
        message = f"has a year of more than {_YEAR_DIGITS} digits"
        raise LexicalError(message)
    year = int(digits)
    if year == 0:
        message = "has the year 0, which the calendar does not have: the year before 1 is -0001"
        raise LexicalError(message)
    return 1 - year if text.startswith("-") else year


def _date(parts: Mapping[str, str | None]) -> int:
    year, month, day = _year(parts.get("year")), int(parts.get("month") or 1), int(parts.get("day") or 1)
    if not 1 <= month <= _MONTHS:
        message = f"has no month {month:02}"
        raise LexicalError(message)
    days = month_days(year, month)
    if not 1 <= day <= days:
        message = f"has no day {day:02}: the month has {days}"
        raise LexicalError(message)
    return day_number(year, month, day)


def _time(parts: Mapping[str, str | None]) -> tuple[int, bool, str]:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    fraction = (parts.get("fraction") or "").rstrip("0")
    if hour > _LAST_HOUR and not (hour == _MIDNIGHT and not (minute or second or fraction)):
        message = f"has no hour {hour:02}"
        raise LexicalError(message)
    if minute >= 60:  # noqa: PLR2004 -- minutes
        message = f"has no minute {minute:02}"
        raise LexicalError(message)
    if second > _LEAP_SECOND:
        message = f"has no second {second:02}"
        raise LexicalError(message)
    leap = second == _LEAP_SECOND
    return hour * 3600 + minute * 60 + second - leap, leap, fraction


def _zone(parts: Mapping[str, str | None]) -> int:
    offset_s = int(parts.get("zone_hours") or 0) * 3600 + int(parts.get("zone_minutes") or 0) * 60
    if offset_s > _ZONE_S:
        message = f"has the time zone {parts['zone']}, beyond fourteen hours"
        raise LexicalError(message)
    return -offset_s if parts.get("sign") == "-" else offset_s


def _reader(pattern: str, form: str, mark: str) -> Callable[[str, Mapping[str, str]], Moment]:
    """Return what reads texts of *form*, all of which have *mark* in them: most others need no expression for that."""
    expression = pattern + _ZONE

    def read(text: str, _: Mapping[str, str]) -> Moment:
        match = re.fullmatch(expression, text) if mark in text else None
        if not match:
            message = f"is not of the form {form}"
            raise LexicalError(message)
        parts = match.groupdict()
        seconds, leap, fraction = _time(parts)
        if "day" not in parts:
            # The end of one day is the beginning of the next, and a time alone belongs to no day.
            seconds %= _DAY_S
        instant = _date(parts) * _DAY_S + seconds - _zone(parts)
        return Moment(instant, leap, fraction, parts["zone"] is not None)

    return read


def _less(smaller: Hashable, larger: Hashable) -> bool:
    if not (isinstance(smaller, Moment) and isinstance(larger, Moment)):
        return False
    # Without a zone, an instant may lie anywhere within fourteen hours: the worst case has to hold.
    slack = 0 if smaller.zoned == larger.zoned else _ZONE_S
    return (smaller.seconds + slack, smaller.leap, smaller.fraction) < (larger.seconds, larger.leap, larger.fraction)


def _primitive(noun: str, pattern: str, form: str, mark: str) -> Primitive:
    return Primitive(noun, _reader(pattern, form, mark), less=_less)


DATE_TIME: Final = _primitive("a date and time", f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}", "YYYY-MM-DDThh:mm:ss", "T")
DATE: Final = _primitive("a date", f"{_YEAR}-{_MONTH}-{_DAY}", "YYYY-MM-DD", "-")
TIME: Final = _primitive("a time", _TIME, "hh:mm:ss", ":")
YEAR_MONTH: Final = _primitive("a year and month", f"{_YEAR}-{_MONTH}", "YYYY-MM", "-")
YEAR: Final = _primitive("a year", _YEAR, "YYYY", "")
MONTH_DAY: Final = _primitive("a month and day", f"--{_MONTH}-{_DAY}", "--MM-DD", "--")
DAY: Final = _primitive("a day of the month", f"---{_DAY}", "---DD", "---")
MONTH: Final = _primitive("a month", f"--{_MONTH}", "--MM", "--")
