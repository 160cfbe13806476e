"""The year that words leave out, taken from the date of the document.

A month is one of the document's own year, unless it lies more than six months after the document's month: then it is
of the year before. A cable of January 1950 that says “in December” speaks of 1949, one that says “in June” of what is
to come. What would be later than ``Context.not_after`` is of the last year in which it is not. A month four to six
months ahead may also have been last year’s, one ten or eleven months back may be next year’s: that is a doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.dates.calendars import months_later
from tei.errors import UsageError
from tei.metadata.edtf import Point, parse_point

if TYPE_CHECKING:
    from tei.encode.dates.values import Context

MONTHS_AHEAD: Final = 6
"""How many months after the document's own a month is still of the same year."""
_SURELY_AHEAD: Final = 3
_SURELY_BACK: Final = -9
"""Between these, in months from the document's own, a month is told without doubt."""
_YEARS_AHEAD: Final = 10
"""How many years after the document's own a year of two digits may lie."""
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_ADDED: Final = {"last": -1, "this": 0, "same": 0, "next": 1}
_AUTUMN: Final = 9


class Years:
    """What a context says of years.

    Raises `UsageError` where ``reference`` or ``not_after`` is no date, or another field not one of its values.
    """

    def __init__(self, context: Context) -> None:
        self.reference = _point(context.reference, "reference")
        self._limit = _point(context.not_after, "not_after")
        if context.order not in {"dmy", "mdy"}:
            message = f"the order of a date’s numbers is “dmy” or “mdy”, not “{context.order}”"
            raise UsageError(message)
        if context.calendar not in {"gregorian", "julian"}:
            message = f"a calendar is “gregorian” or “julian”, not “{context.calendar}”"
            raise UsageError(message)
        if context.century and not (context.century.isascii() and context.century.isdigit()):
            message = f"a century is told by the digits that its years begin with, not by “{context.century}”"
            raise UsageError(message)
        self._century = context.century

    def full(self, year: int) -> int | None:
        """Return the year that two digits mean, None if nothing tells the century.

        Without ``century`` it is the last that is not more than ten years after the document's, and not too late.
        """
        if self._century:
            return 100 * int(self._century) + year
        if self.reference is None:
            return None
        newest = self._limit.year if self._limit is not None else self.reference.year + _YEARS_AHEAD
        return newest - (newest - year) % 100

    def of_month(self, month: int, day: int = 0) -> int | None:
        """Return the year in which a month, or a day in it, must be meant."""
        if self.reference is None:
            return None
        year = self.reference.year
        if self.reference.month and month > self.reference.month + MONTHS_AHEAD:
            year -= 1
        return self._not_too_late(year, month, day)

    def rival(self, year: int, month: int, day: int = 0) -> int | None:
        """Return the other year in which the month may be meant, None if *year* is not in doubt."""
        if self.reference is None or not self.reference.month:
            return None
        ahead = 12 * (year - self.reference.year) + month - self.reference.month
        other = year - (ahead > _SURELY_AHEAD) + (ahead < _SURELY_BACK)
        return None if other == year or self._not_too_late(other, month, day) != other else other

    def _not_too_late(self, year: int, month: int, day: int) -> int:
        limit = self._limit
        if limit is None or Point(year, month, day).first <= limit.last:
            return year
        return limit.year if Point(limit.year, month, day).first <= limit.last else limit.year - 1

    def of_relative_month(self, month: int, relative: str) -> int | None:
        """Return the year of ``last May``, ``next May``, ``this May``, ``May last year``."""
        if self.reference is None:
            return None
        word, _, unit = relative.partition(" ")
        year, own = self.reference.year, self.reference.month
        if unit == "year" or word in {"this", "same"} or not own:
            return year + _ADDED[word]
        return year - (month >= own) if word == "last" else year + (month <= own)

    def month(self, relative: str) -> Point | None:
        """Return the month of ``the 21st of this month``, None if the document's is not known."""
        if self.reference is None or not self.reference.month:
            return None
        return months_later(self.reference, _ADDED[relative.partition(" ")[0]])

    def of_season(self, season: str, relative: str) -> tuple[int | None, str]:
        """Return the year in which a season begins, and what is doubtful about it."""
        if self.reference is None:
            return None, ""
        word, _, unit = relative.partition(" ")
        year, month, start = self.reference.year, self.reference.month, _SEASONS[season]
        if unit == "year" or not month:
            return year + _ADDED.get(word, 0), ""
        if season == "winter":
            # A winter is named in the months before it, in it, and in the spring and summer after it.
            year -= month < _AUTUMN
        elif not word:
            year = self._not_too_late(year - (start > month + MONTHS_AHEAD), start, 0)
        begun = Point(year, start) <= Point(self.reference.year, month)
        over = months_later(Point(year, start), 2) < Point(self.reference.year, month)
        if word == "last":
            return (year, f"“last {season}” may be of {year} or of {year - 1}") if over else (year - 1, "")
        return (year + begun if word == "next" else year), ""


def _point(text: str, name: str) -> Point | None:
    if not text:
        return None
    point = parse_point(text)
    if point is None:
        message = f"the context’s {name} is no date of ISO 8601: “{text}”"
        raise UsageError(message)
    return point
