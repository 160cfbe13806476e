"""Seasons, decades, centuries, both calendars, times beside a day; then the parts of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.dates.grammar import Pass, form
from tei.encode.dates.points import FRAGMENTS, after_year, is_referred, is_year, year_at
from tei.encode.dates.times import clock_of_four
from tei.encode.dates.values import Clock, Moment

if TYPE_CHECKING:
    from tei.encode.dates.grammar import Item, Made, Reading

_CENTURIES: Final = 21
_THIRD: Final = 3
_YEAR_FOLLOWS: Final = frozenset({"of", "from", "four", "apostrophe", "last"})


def moment_of(item: Item) -> Moment:
    """Return the moment that an item tells: a day, a month, a year, a period."""
    if isinstance(item.value, Moment):
        return item.value
    return Moment(year=int(item.text)) if item.sort == "four" else Moment(month=int(item.value))


def is_noun(item: Item) -> bool:
    """Return whether an item that follows a number is what the number counts."""
    return item.sort == "measure" or (item.sort == "word" and item.text.islower())


def _season(reading: Reading) -> Made | None:
    """``the spring of 1950``, ``winter 1949-50``, ``this spring``, ``summer of last year``, ``in the spring``."""
    season, relative, until = reading["season"], reading["relative"], reading["until"]
    if season is None:
        return None
    year = year_at(reading, "year")
    if year is not None:
        end = after_year(reading, reading.ends("until" if until else "year"))
        moment = Moment(*year, season=str(season.value), last_year=_until(year[0], until))
        return reading.made("period", moment, reading.at("season"), end)
    if relative is not None:
        told = f"{relative.value} year" if reading.at("relative") > reading.at("season") else str(relative.value)
        return reading.made("period", Moment(season=str(season.value), relative=told))
    if reading.at("season") == reading.first or reading.item(reading.last).sort in _YEAR_FOLLOWS:
        return None
    return reading.made("period", Moment(season=str(season.value)), reading.at("season"), reading.at("season") + 1)


def _until(year: int, until: Item | None) -> int:
    if until is None:
        return 0
    return int(until.text) if until.sort == "four" else year // 100 * 100 + int(until.text)


def _decade(reading: Reading) -> Made | None:
    """``1950s``, ``1950's``, ``’50s``."""
    year = year_at(reading, "year") if reading.is_glued() else None
    if year is None or year[0] % 10 or is_referred(reading, reading.first):
        return None
    return reading.made("period", Moment(*year, span="decade"))


def _century(reading: Reading) -> Made | None:
    """``19th century``, ``nineteenth century``."""
    nth = reading["nth"]
    if nth is None or not 0 < int(nth.value) <= _CENTURIES:
        return None
    return reading.made("period", Moment(100 * int(nth.value) - 99, span="century"))


def _style(reading: Reading) -> Made | None:
    """``25 October 1917 O.S.``, ``(old style)``, ``ст. ст.``; the same in the new style."""
    day, style, old = reading["day"], reading["style"], reading["o"]
    if day is None:
        return None
    told = str(style.value) if style is not None else "old" if old is not None else "new"
    last = reading.last
    if reading.has("open") != reading.has("close"):
        return None
    return reading.made("day", moment_of(day)._replace(style=told), -1, last)


def _both_calendars(reading: Reading) -> Made | None:
    """``25 October (7 November) 1917``, ``25 October/7 November 1917``."""
    first, second = reading["day"], reading["other"]
    if first is None or second is None:
        return None
    year = year_at(reading, "year")
    old, new = moment_of(first), moment_of(second)
    if year is not None and not old.year and not new.year:
        old, new = old._replace(year=year[0], short=year[1]), new._replace(year=year[0], short=year[1])
    end = after_year(reading, reading.ends("year")) if year is not None else reading.at("other") + 1
    if year is None and reading.item(end).sort == "close" and end < reading.last:
        end += 1
    return reading.made("day", old._replace(other=new), -1, end)


_DAYS: Final = (
    ("relative=last season=season", _season),
    ("season=season (of | comma)? the? (year=YEAR) ((dash | slash) until=(four | number))? (yearword stop?)?", _season),
    ("season=season of? the? relative=last yearword", _season),
    ("in the? season=season", _season),
    ("year=YEAR apostrophe? decades", _decade),
    ("(nth=number suffix | nth=nth) dash? century", _century),
    ("day=day comma? open? (o=capitalo | capitaln) stop capitals stop? close?", _style),
    ("day=day comma? open? to? style=oldnew style close?", _style),
    ("day=day open? o=style stop style stop? close?", _style),
    ("day=day open other=day close (comma? of? year=YEAR (yearword stop?)?)?", _both_calendars),
    ("day=day slash other=day", _both_calendars),
)  # fmt: skip
PERIODS: Final = Pass([form(text, read, FRAGMENTS) for text, read in _DAYS])


def _nth_part(reading: Reading) -> Made | None:
    """``second half of October``, ``last week of May``, ``first quarter of 1950``."""
    nth, unit, period = reading["nth"], reading["unit"], reading["period"]
    if nth is None or unit is None or period is None or not _may_be_parted(reading, period):
        return None
    # The word for the third part is that for what comes after the second.
    name = "third" if unit.value == _THIRD else str(unit.value)
    if (unit.sort == "nth" and name != "third") or (nth.sort == "last" and nth.value != "last"):
        return None
    return reading.made("period", moment_of(period)._replace(part=f"{nth.value} {name}"))


def _days_of(reading: Reading) -> Made | None:
    """``first days of May``, ``last ten days of October``: its first and its last decade."""
    nth, period = reading["nth"], reading["period"]
    if nth is None or period is None or nth.value not in {1, "last"} or not moment_of(period).month:
        return None
    if moment_of(period).part:
        return None
    return reading.made("period", moment_of(period)._replace(part="late" if nth.value == "last" else "early"))


def _early(reading: Reading) -> Made | None:
    """``early May``, ``mid-October 1949``, ``end of 1949``, ``Anfang Mai``, ``late in 1949``."""
    early, period = reading["early"], reading["period"]
    if early is None or period is None or not _may_be_parted(reading, period):
        return None
    linked = reading.at("period") > reading.first + 1
    if not linked and early.text.lower() in {"beginning", "start", "middle", "close"}:
        return None
    return reading.made("period", moment_of(period)._replace(part=str(early.value)))


def _may_be_parted(reading: Reading, period: Item) -> bool:
    if period.sort == "four":
        return is_year(period, reading.item(reading.last))
    return not moment_of(period).part and not moment_of(period).day


def _night(reading: Reading) -> Made | None:
    """``night of 3 to 4 May``: of one day, that to the next."""
    day = reading["day"]
    return None if day is None else reading.made("day", moment_of(day)._replace(night=True))


def _day_and_time(reading: Reading) -> Made | None:
    """``2300 23 October 1949``, ``11.30 a.m. on 3 May``, ``3 May 1951, 0900``, ``3 May at 9:15``."""
    day, told = reading["day"], reading["clock"]
    if day is None or moment_of(day).last_day:
        return None
    clock = told.value if told is not None else _in_digits(reading)
    if not isinstance(clock, Clock):
        return None
    return reading.made("dayclock", moment_of(day)._replace(clock=clock))


def _in_digits(reading: Reading) -> Clock | None:
    digits, place = reading["digits"], reading.at("digits")
    following = reading.item(reading.last)
    if digits is None or is_referred(reading, place) or (place > reading.first and is_noun(following)):
        return None
    return clock_of_four(digits.text)


_PERIOD: Final = {"PERIOD": "dated | month | weakmonth | four | period"}
_PARTS: Final = (
    ("nth=(nth | last) (number | word)? days (of | in)? the? period=PERIOD", _days_of),
    ("(nth=(nth | last) | nth=number suffix) unit=(unit | nth) (of | in)? the? yearword? period=PERIOD", _nth_part),
    ("early=early dash? (of | in)? the? yearword? period=PERIOD", _early),
    ("night of? the? day=day", _night),
    ("(clock=time | digits=four) comma? (on | of)? the? day=day", _day_and_time),
    ("day=day comma? at? (clock=time)", _day_and_time),
    ("day=day (comma | at) digits=four", _day_and_time),
)
PARTS: Final = Pass([form(text, read, _PERIOD) for text, read in _PARTS])
