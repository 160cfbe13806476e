"""Days, and months with their year: the first pass over a text's items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.dates.grammar import Pass, form
from tei.encode.dates.lexicon import is_german
from tei.encode.dates.times import FORMS as TIMES
from tei.encode.dates.times import clock_of_six, offset
from tei.encode.dates.values import Clock, Moment

if TYPE_CHECKING:
    from tei.encode.dates.grammar import Item, Made, Reading

EARLIEST: Final = 1400
LATEST: Final = 2099
"""What four digits may say to be a year; others are hours and minutes, or a number."""
_LAST_DAY: Final = 31
_MONTHS: Final = 12
_SHORT_CHARS: Final = 5
_SURELY_A_YEAR: Final = _LAST_DAY + 1
_IN_RUSSIAN: Final = frozenset({"г", "года", "году", "год"})

FRAGMENTS: Final = {
    "MONTH": "month | weakmonth | shortmonth stop?",
    "YEAR": "apostrophe? number | four",
    "TAIL": "comma? of? year=(apostrophe? number | four) (yearword stop?)? | comma? of? the? relative=last yearword",
    "LETTER": "zone | capital | capitals | capitalo | capitaln | capitalt | letterap | letterm | letterh | roman",
    "WEEKDAY": "weekday=weekday stop? comma?",
    "ENDING": "SUFFIX | stop",
    "TO_DAY": "LINK last=number SUFFIX?",
    "LINK": "(dash | to | slash) the?",
    "CLOCK": "capitalt hour=number colon minute=number (colon second=number)? zone=zone?",
    "MARK": "stop | slash | dash",
    "SUFFIX": "dash? suffix",
}


def is_year(item: Item, following: Item) -> bool:
    """Return whether four digits can be a year, seeing what follows them."""
    return item.sort == "four" and EARLIEST <= int(item.text) <= LATEST and following.sort != "measure"


def is_referred(reading: Reading, at: int) -> bool:
    """Return whether the number at a place belongs to a reference: ``No. 21``, ``f. 558``, ``18/21``."""
    before = reading.item(at - 1)
    glued = before.end == reading.item(at).start
    if before.sort in {"slash", "dash", "stop", "colon"} and glued:
        further = reading.item(at - 2)
        if further.end == before.start and further.sort in {"number", "four", "digits", "six"}:
            return True
        if further.end == before.start and before.text == "-" and further.sort in {"word", "capital"}:
            return True
    if before.sort == "stop":
        before = reading.item(at - 2)
    return before.sort == "reference" or before.text == "p" or (before.sort == "digits" and glued)


def year_at(reading: Reading, name: str, month: Item | None = None) -> tuple[int, bool] | None:
    """Return the year that the group *name* writes, and whether in two digits; None if it is none.

    Two digits without an apostrophe are a year if no day has that number and no noun follows, or the month is in
    capitals or abbreviated; after ``OCT`` they are one even where they could be a day.
    """
    at = reading.at(name)
    if at < 0:
        return None
    apostrophe = reading.item(at).sort == "apostrophe"
    item = reading.item(at + apostrophe)
    following = reading.item(at + apostrophe + 1)
    if item.sort == "four":
        return (int(item.text), False) if is_year(item, following) else None
    if len(item.text) != 2 or (apostrophe and reading.item(at).end != item.start):  # noqa: PLR2004 - two digits
        return None
    noun = following.sort == "measure" or (following.sort == "word" and following.text.islower())
    if apostrophe or (not noun and (int(item.text) >= _SURELY_A_YEAR or _is_military(month))):
        return int(item.text), True
    short = month is not None and (month.sort == "shortmonth" or month.text.isupper())
    return (int(item.text), True) if short and int(item.text) >= _SURELY_A_YEAR else None


def _is_military(month: Item | None) -> bool:
    """Return whether the month is written as in date-time groups: ``OCT``, ``MAY``."""
    return month is not None and month.text.isupper() and len(month.text) == len("OCT")


def after_year(reading: Reading, end: int) -> int:
    """Return the place after a year that ends at *end*, and after ``г.`` or ``года`` if it follows."""
    word = reading.item(end).text
    if end >= reading.last or word not in _IN_RUSSIAN:
        return end
    return end + 1 + (word == "г" and end + 1 < reading.last)


def _tail(reading: Reading) -> tuple[Moment, int]:
    """Return what follows the month, as a moment with a year or a relative year, and the place where it ends."""
    month = reading["month"]
    end = reading.ends("month")
    year = year_at(reading, "year", month)
    if year is not None:
        return Moment(*year), after_year(reading, reading.ends("year"))
    relative = reading["relative"]
    if relative is not None:
        return Moment(relative=f"{relative.value} year"), reading.ends("relative") + 1
    return Moment(), end


def _weekday(reading: Reading) -> int:
    """Return the day of the week that is told; ``sat`` and ``sun`` in small letters are words."""
    item = reading["weekday"]
    if item is None or (len(item.text) <= _SHORT_CHARS and item.text.islower()):
        return 0
    return int(item.value)


def _number(item: Item | None) -> int:
    return 0 if item is None else int(item.value)


def _day_first(reading: Reading) -> Made | None:
    """``21 October 1949``, ``3-5 May``, ``the 21st of October``, ``21. Oktober``, ``21 октября 1949 г.``."""
    at = reading.at("day")
    month = reading["month"]
    day, last = _number(reading["day"]), _number(reading["last"])
    stops = any(reading.item(place).sort == "stop" for place in range(at, reading.at("month")))
    if month is None or not 0 < day <= _LAST_DAY or last > _LAST_DAY or (stops and not is_german(month.text)):
        return None
    if is_referred(reading, at) or (reading.item(at).sort == "nth" and reading.before.sort in {"nth", "last"}):
        return None
    tail, end = _tail(reading)
    moment = tail._replace(month=int(month.value), day=day, last_day=last, weekday=_weekday(reading))
    first = reading.first if _weekday(reading) else at
    return reading.made("day", moment, first, max(end, reading.ends("month")))


def _month_first(reading: Reading) -> Made | None:
    """``October 23, 1949``, ``May 3-5, 1951``; ``in October 15 divisions`` is the month alone."""
    month = reading["month"]
    day, last = _number(reading["day"]), _number(reading["last"])
    if month is None or not 0 < day <= _LAST_DAY or last > _LAST_DAY:
        return None
    year = year_at(reading, "year", month)
    if year is None and (reading.before.sort in {"in", "by"} or reading.item(reading.at("day") + 1).sort == "measure"):
        return None
    if year is None and reading["last"] is None and reading.item(reading.at("day") + 1).sort in {"colon", "stop"}:
        following, beyond = reading.item(reading.at("day") + 1), reading.item(reading.at("day") + 2)
        if following.end == beyond.start and beyond.sort == "number":
            return None
    end = reading.ends("year") if year is not None else reading.ends("number")
    if year is None and last and _is_hour(reading, reading.ends("last")):
        last, end = 0, reading.ends("day")
    moment = Moment(*(year or (0, False)), int(month.value), day, last, weekday=_weekday(reading))
    return reading.made("day", moment, reading.first if moment.weekday else reading.at("month"), end)


def _is_hour(reading: Reading, end: int) -> bool:
    """Return whether the number that ends at *end* is the hour of a day before a dash: ``June 24—9:26 p.m.``."""
    after = reading.item(end)
    minute = reading.item(end + 1)
    minutes = after.sort == "colon" and minute.sort == "number" and after.end == minute.start
    return minutes or after.sort in {"ampm", "letterap"}


def _dated(reading: Reading) -> Made | None:
    """``October 1949``, ``Oct. '49``, ``May of this year``."""
    month = reading["month"]
    tail, end = _tail(reading)
    if month is None or not (tail.year or tail.short or tail.relative):
        return None
    return reading.made("dated", tail._replace(month=int(month.value)), -1, end)


def _relative_month(reading: Reading) -> Made | None:
    """``last October``, ``this May``; ``October last`` where nothing follows that is last."""
    month, relative = reading["month"], reading["relative"]
    if month is None or relative is None or month.sort == "shortmonth":
        return None
    if reading.at("relative") > reading.at("month") and (
        relative.value not in {"last", "next"} or reading.item(reading.last).sort not in _ENDS
    ):
        return None
    return reading.made("dated", Moment(month=int(month.value), relative=str(relative.value)))


_ENDS: Final = frozenset({"stop", "comma", "close", "nothing", "paragraph"})


def _same_month(reading: Reading) -> Made | None:
    """``the 21st instant``, ``21st of this month``, ``3rd ult.``."""
    day, relative, inst = _number(reading["day"]), reading["relative"], reading["inst"]
    if not 0 < day <= _LAST_DAY or is_referred(reading, reading.first):
        return None
    if inst is not None:
        told = {0: "this month", -1: "last month", 1: "next month"}[int(inst.value)]
        stops = reading.item(reading.last - 1).sort == "stop" and len(inst.text) < len("ultimo")
        return reading.made("day", Moment(day=day, relative=told), -1, reading.ends("inst") + stops)
    return reading.made("day", Moment(day=day, relative=f"{relative.value} month")) if relative else None


def _in_numbers(reading: Reading) -> Made | None:
    """``12.05.1951``, ``3/5/51``, ``21.X.49``, ``4/III-53``: a mark of one kind, nothing between, no number around."""
    first, second, year = reading["a"], reading["b"], reading["c"]
    if first is None or second is None or year is None or not _marks_agree(reading) or _is_longer(reading):
        return None
    spaced = not reading.is_glued()
    if (spaced and not (year.sort == "four" and reading.has("stop"))) or is_referred(reading, reading.first):
        return None
    if year.sort == "number" and len(year.text) != 2:  # noqa: PLR2004 - two digits
        return None
    if year.sort == "four" and not EARLIEST <= int(year.text) <= LATEST:
        return None
    day, month = int(first.value), int(second.value)
    if not (day > 0 and month > 0 and min(day, month) <= _MONTHS and max(day, month) <= _LAST_DAY):
        return None
    end = after_year(reading, reading.ends("c"))
    return reading.made(
        "day", Moment(int(year.value), year.sort == "number", month, day, numeric=second.sort == "number"), -1, end
    )


def _year_first(reading: Reading) -> Made | None:
    """``1949-10-23``, also with ``T23:00``."""
    year, month, day = (reading[name] for name in ("c", "b", "a"))
    if year is None or month is None or day is None or not _marks_agree(reading) or not reading.is_glued():
        return None
    if _is_longer(reading) or is_referred(reading, reading.first) or not EARLIEST <= int(year.text) <= LATEST:
        return None
    if not (0 < int(month.text) <= _MONTHS and 0 < int(day.text) <= _LAST_DAY):
        return None
    moment = Moment(int(year.text), month=int(month.text), day=int(day.text))
    hour = reading["hour"]
    if hour is None:
        return reading.made("day", moment)
    zone = reading["zone"]
    second = reading["second"]
    clock = Clock(int(hour.text), _number(reading["minute"]), _number(second), offset(zone.text) if zone else "")
    return reading.made("dayclock", moment._replace(clock=clock)) if clock.hour < 24 and clock.minute < 60 else None  # noqa: PLR2004


def _marks_agree(reading: Reading) -> bool:
    """Return whether both marks are the same, or a slash before a month in Roman numerals and a dash behind it."""
    _, first, month, second, *_ = (reading.item(at) for at in range(reading.first, reading.last))
    return first.text == second.text or (month.sort, first.sort, second.sort) == ("roman", "slash", "dash")


def _is_longer(reading: Reading) -> bool:
    """Return whether the numbers go on: ``1.2.49.5``."""
    mark, number = reading.item(reading.last), reading.item(reading.last + 1)
    return (
        mark.sort in {"stop", "slash", "dash", "colon"}
        and number.sort in {"number", "four", "digits"}
        and (mark.start == reading.item(reading.last - 1).end and mark.end == number.start)
    )


def _group(reading: Reading) -> Made | None:
    """``232300Z OCT 49``: a military date-time group; the zone is kept as an offset."""
    digits, month = reading["digits"], reading["month"]
    if digits is None or month is None or not 0 < int(digits.text[:2]) <= _LAST_DAY:
        return None
    zone = reading["letter"]
    clock = clock_of_six(digits.text, zone.text if zone else "")
    year = year_at(reading, "year", month)
    if clock is None:
        return None
    moment = Moment(*(year or (0, False)), int(month.value), int(digits.text[:2]))
    end = reading.ends("year") if year is not None else reading.ends("month")
    return reading.made("dayclock", moment._replace(clock=clock), -1, end)


def _two_styles(reading: Reading) -> Made | None:
    """``12 (25) October 1917``: the day in the Julian calendar, and in the Gregorian."""
    old, new, month = _number(reading["day"]), _number(reading["other"]), reading["month"]
    if month is None or not (0 < old <= _LAST_DAY and 0 < new <= _LAST_DAY):
        return None
    tail, end = _tail(reading)
    told = tail._replace(month=int(month.value), day=new)
    before = int(month.value) if old < new else (int(month.value) - 2) % _MONTHS + 1
    return reading.made("day", told._replace(month=before, day=old, other=told), -1, end)


def _han(reading: Reading) -> Made | None:
    """``一九四九年十月二十一日``, ``1949年10月``, ``民国38年10月21日``, ``10月21日``, ``10月下旬``."""
    year, month, day = (_number(reading[name]) for name in ("y", "m", "d"))
    year += _number(reading["era"]) if year else 0
    if reading["y"] is not None and not EARLIEST <= year <= LATEST:
        return None
    if (reading["m"] and not 0 < month <= _MONTHS) or (reading["d"] and not 0 < day <= _LAST_DAY):
        return None
    third = reading["third"]
    part = "" if third is None else {"上": "early", "中": "mid", "下": "late"}[third.text]
    moment = Moment(year, month=month, day=day, part=part)
    return reading.made("day" if day else "period" if part else "dated", moment)


_HAN_YEAR: Final = "era=era? y=(hannumber | number | four) hanyear"
_FORMS: Final = (
    ("(WEEKDAY the?)? day=number (ENDING)? (LINK last=number (ENDING)?)? of? the? month=MONTH (TAIL)?", _day_first),
    ("day=number (dash | slash) month=MONTH (dash | slash) year=YEAR", _day_first),
    ("(WEEKDAY the?)? day=nth of? month=MONTH (TAIL)?", _day_first),
    ("WEEKDAY? month=MONTH the? number=(day=number SUFFIX? (TO_DAY)?) (comma? year=YEAR)?", _month_first),
    ("month=MONTH (TAIL)", _dated),
    ("relative=last month=MONTH", _relative_month),
    ("month=MONTH relative=last", _relative_month),
    ("day=number SUFFIX? (of? the? relative=last monthword | inst=inst stop?)", _same_month),
    ("a=number MARK b=(number | roman) MARK c=(number | four) (yearword stop?)?", _in_numbers),
    ("c=four MARK b=number MARK a=number (CLOCK)?", _year_first),
    ("digits=six letter=LETTER? month=MONTH (comma? year=YEAR)?", _group),
    ("day=number open other=number close month=MONTH (TAIL)?", _two_styles),
    (f"{_HAN_YEAR} (m=(hannumber | number) hanmonth (d=(hannumber | number) handay | third=hanthird hanten)?)?", _han),
    ("m=(hannumber | number) hanmonth (d=(hannumber | number) handay | third=hanthird hanten)", _han),
)  # fmt: skip

POINTS: Final = Pass([*(form(text, read, FRAGMENTS) for text, read in _FORMS), *TIMES])
