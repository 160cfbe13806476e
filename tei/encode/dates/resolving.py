"""From what words say of a date, and the context, to the days that it can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.dates.calendars import WEEKDAYS, from_julian, is_day, later, months_later, weekday
from tei.encode.dates.stretches import part_of
from tei.encode.dates.years import Years
from tei.metadata.edtf import Point

if TYPE_CHECKING:
    from tei.encode.dates.values import Context, Moment

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASONS: Final = {"spring": (3, 21), "summer": (6, 22), "autumn": (9, 23), "winter": (12, 24)}
"""The first month of each season, and its number in EDTF."""
_DECADE, _CENTURY = 10, 100
_LEAP_YEAR: Final = 2000
_NO_YEAR: Final = "the year is not in the words, and the context does not tell it"


class Extent(NamedTuple):
    """The first and the last day, month or year that something can be; None where it cannot be told.

    ``edtf`` is what EDTF has for it; "" if only a set of days can say it. ``whole``: it lasts from the first to the
    last. ``internal``: the year, or more, is not in the words.
    """

    first: Point | None = None
    last: Point | None = None
    edtf: str = ""
    whole: bool = False
    internal: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is a first."""
        return self.first is not None


def spoken(day: Point) -> str:
    """Return a day as a doubt says it: ``3 May 1951``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class Resolving:
    """Resolves moments in one context."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.years = Years(context)

    def extent(self, moment: Moment, year: int | None = None) -> Extent:
        """Return the days that *moment* can be; *year* is taken if it has none of its own."""
        if moment.short:
            full = self.years.full(moment.year)
            if full is None:
                return Extent(edtf=_unspecified(moment), doubts=(_no_century(moment),))
            extent = self.extent(moment._replace(year=full, short=False), year)
            return extent._replace(internal=True)
        if moment.other is not None and moment.other.short:
            full = self.years.full(moment.other.year)
            if full is None:
                return Extent(edtf=_unspecified(moment.other), doubts=(_no_century(moment.other),))
            other = moment.other._replace(year=full, short=False)
            return self.extent(moment._replace(other=other), year)._replace(internal=True)
        if moment.other is not None:
            return self._both_calendars(moment, moment.other, year)
        if moment.season:
            return self._season(moment, year)
        if moment.span:
            return _span(moment)
        return self._calendar(moment, year)

    def _calendar(self, moment: Moment, year: int | None) -> Extent:
        """Return what a day, a month or a year is, part and calendar considered."""
        if moment.year:
            return self._placed(moment, Point(moment.year, moment.month, moment.day))
        if moment.month:
            if year is None and not moment.relative:
                return self._in_context(moment)
            told = self._year(moment) if moment.relative else year
            return _without_year(moment) if told is None else self._in_year(moment, told)
        month = self.years.month(moment.relative)
        if month is None:
            return Extent(doubts=("the month is not in the words, and the context does not tell it",))
        return self._placed(moment, Point(month.year, month.month, moment.day))._replace(internal=True)

    def _in_year(self, moment: Moment, year: int) -> Extent:
        return self._placed(moment, Point(year, moment.month, moment.day))._replace(internal=True)

    def _in_context(self, moment: Moment) -> Extent:
        """Return what a day or month without a year is; of two years that it may have, a weekday decides."""
        year = self.years.of_month(moment.month, moment.day)
        if year is None:
            return _without_year(moment)
        extent = self._in_year(moment, year)
        rival = self.years.rival(year, moment.month, moment.day)
        if rival is None or (moment.weekday and not extent.doubts):
            return extent
        other = self._in_year(moment, rival)
        if moment.weekday and not other.doubts:
            return other
        doubt = f"the year may be {year} or {rival}; the first is taken"
        return extent._replace(doubts=(*extent.doubts, doubt)) if extent.is_known else extent

    def _year(self, moment: Moment) -> int | None:
        if moment.relative:
            return self.years.of_relative_month(moment.month, moment.relative)
        return self.years.of_month(moment.month, moment.day)

    def _placed(self, moment: Moment, point: Point) -> Extent:
        if moment.day:
            return self._day(moment, point)
        first, last = point, point
        if point.month and self._is_julian(moment):
            first, last = from_julian(Point(point.year, point.month, 1)), from_julian(point.last)
        return _parted(Extent(first, last, str(point) if first == point else ""), moment.part)

    def _is_julian(self, moment: Moment) -> bool:
        return moment.style == "old" or (self._context.calendar == "julian" and moment.style != "new")

    def _day(self, moment: Moment, day: Point) -> Extent:
        """Return the day or the days, and what speaks against them."""
        point, doubts = self._ordered(day) if moment.numeric else (day, ())
        julian = self._is_julian(moment)
        last = replace(point, day=moment.last_day) if moment.last_day else point
        for end in (point, last):
            if not is_day(end, julian=julian):
                return Extent(doubts=(f"there is no {spoken(end)}",))
        if julian:
            point, last = from_julian(point), from_julian(last)
        if last < point:
            return Extent(doubts=(f"{spoken(last)} comes before {spoken(point)}",))
        if moment.weekday and weekday(point) != moment.weekday:
            was, told = WEEKDAYS[weekday(point) - 1], WEEKDAYS[moment.weekday - 1]
            doubts = (*doubts, f"{spoken(point)} is a {was}, not a {told}")
        if moment.night:
            return Extent(point, later(point, 1) if last == point else last, doubts=doubts)
        return Extent(point, last, str(point) if point == last else "", last != point, doubts=doubts)

    def _ordered(self, told: Point) -> tuple[Point, tuple[str, ...]]:
        """Return the day that ``3/5/51`` is in the context's order, with a doubt where it could be another.

        *told* has the first number as its day.
        """
        turned = Point(told.year, told.day, told.month)
        first, second = (told, turned) if self._context.order == "dmy" else (turned, told)
        if not first.is_valid and second.is_valid:
            return second, ()
        if not second.is_valid or first == second:
            return first, ()
        return first, (f"the numbers may mean {spoken(first)} or {spoken(second)}; the first is taken",)

    # --- seasons, and days in two calendars ---

    def _season(self, moment: Moment, year: int | None) -> Extent:
        start, number = _SEASONS[moment.season]
        told: int | None = moment.year or (None if moment.relative else year)
        doubts: tuple[str, ...] = ()
        if told is None:
            told, doubt = self.years.of_season(moment.season, moment.relative)
            doubts = (doubt,) if doubt else ()
        if told is None:
            return Extent(doubts=(_NO_YEAR,))
        first = Point(told, start)
        if moment.season == "winter" and moment.year and not moment.last_year:
            doubts = (f"the winter of {told} may have begun in {told - 1} or in {told}; the second is taken",)
        if moment.last_year and moment.last_year != told + 1:
            return Extent(doubts=(f"no {moment.season} lasts from {told} to {moment.last_year}",))
        extent = Extent(first, months_later(first, 2), f"{first.year:04}-{number}", internal=not moment.year)
        return _parted(extent, moment.part)._replace(doubts=doubts)

    def _both_calendars(self, first: Moment, second: Moment, year: int | None) -> Extent:
        """Return the Gregorian day of two, whichever is told first, and a doubt where they are not the same day."""
        told = first.year or second.year or year or self._year(second)
        if told is None:
            return Extent(edtf=_unspecified(second), doubts=(_NO_YEAR,))
        internal = not (first.year or second.year)
        for old, new in ((first, second), (second, first)):
            for year_of_old in (old.year or told, (old.year or told) - 1):
                day = Point(year_of_old, old.month, old.day)
                if not is_day(day, julian=True):
                    continue
                gregorian = from_julian(day)
                if (gregorian.month, gregorian.day) == (new.month, new.day) and new.year in {0, gregorian.year}:
                    return Extent(gregorian, gregorian, str(gregorian), internal=internal)
        old_day, new_day = Point(told, first.month, first.day), Point(second.year or told, second.month, second.day)
        if not new_day.is_valid or not is_day(old_day, julian=True):
            return Extent(doubts=(f"there is no {spoken(old_day if new_day.is_valid else new_day)}",))
        doubt = f"{spoken(old_day)} of the Julian calendar is {spoken(from_julian(old_day))}, not {spoken(new_day)}"
        return Extent(new_day, new_day, str(new_day), internal=internal, doubts=(doubt,))


def _parted(extent: Extent, part: str) -> Extent:
    if not part or extent.first is None or extent.last is None:
        return extent
    bounds = part_of(extent.first, extent.last, part)
    if bounds is None:
        return extent._replace(doubts=("the words name a part that such a period does not have; all of it is taken",))
    return extent._replace(first=bounds[0], last=bounds[1], edtf=str(bounds[0]) if bounds[0] == bounds[1] else "")


def _span(moment: Moment) -> Extent:
    size = _DECADE if moment.span == "decade" else _CENTURY
    first = Point(moment.year)
    edtf = f"{moment.year // size:0{4 - len(str(size)) + 1}}" + "X" * (len(str(size)) - 1)
    return _parted(Extent(first, Point(moment.year + size - 1), edtf), moment.part)


def _without_year(moment: Moment) -> Extent:
    if moment.day and not is_day(Point(_LEAP_YEAR, moment.month, moment.day)):
        return Extent(doubts=(f"there is no {moment.day} {_MONTHS[moment.month - 1]}",))
    return Extent(edtf=_unspecified(moment), doubts=(_NO_YEAR,))


def _unspecified(moment: Moment) -> str:
    """Return the date in EDTF with X for the digits that nothing tells."""
    year = f"XX{moment.year:02}" if moment.short else "XXXX"
    if moment.span:
        return f"XX{moment.year // 10}X"
    if moment.numeric or moment.season or moment.part:
        return year if moment.short else ""
    return year + (f"-{moment.month:02}" if moment.month else "") + (f"-{moment.day:02}" if moment.day else "")


def _no_century(moment: Moment) -> str:
    return f"the century of the year {moment.year:02} is not in the words, and the context does not tell it"
