"""The last pass: ranges, bounds, circa, and what stands alone where it can only be a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.dates.grammar import Item, Pass, form
from tei.encode.dates.periods import is_noun, moment_of
from tei.encode.dates.points import is_referred, is_year
from tei.encode.dates.times import clock_of_four
from tei.encode.dates.values import Expression, Moment

if TYPE_CHECKING:
    from tei.encode.dates.grammar import Made, Reading

_LONGEST_RANGE_YEARS: Final = 200
_LAST_DAY: Final = 31
_BOUNDS: Final = {"by": "before", "from": "since", "to": "until"}
_NEGATED: Final = {"before": "after", "until": "after", "after": "before"}
_UNTIL: Final = frozenset({"until", "till", "bis", "до", "through", "thru"})
_TOTALS: Final = frozenset({"total", "sum", "number", "average", "some", "maximum", "minimum"})
_NAMING: Final = frozenset({"of", "for", "by", "to", "from", "before", "after"})
"""Prepositions that a person's name follows as well as a month's: ``by May Smith``."""
_MONTHS: Final = frozenset({"month", "weakmonth", "dated"})
_BEFORE_DAYS: Final = frozenset({"on", "of", "the", "nothing", "paragraph", "open"})
_LINE_ITEMS: Final = 16
"""How far before a time at the end of a clerical line its verb may stand."""


def _made(reading: Reading, expression: Expression, name: str = "", last: int = -1) -> Made:
    return reading.made("expression", expression, reading.at(name) if name else -1, last)


def _alone(reading: Reading) -> Made | None:
    """A day, a month with its year, a period."""
    moment = reading["moment"]
    return None if moment is None else _made(reading, Expression("at", moment_of(moment)))


def _month(reading: Reading) -> Made | None:
    """``October``, but not the October Revolution; ``in May``, but not ``in May’s view``."""
    month, following = reading["moment"], reading.item(reading.last)
    if month is None or following.sort == "movement":
        return None
    if month.sort == "weakmonth":
        possessive = reading.item(reading.last + 1)
        if following.sort == "apostrophe" and possessive.sort == "decades" and following.end == possessive.start:
            return None
        if reading.item(reading.first).sort in _NAMING and following.text[:1].isupper() and following.sort == "word":
            return None
    return _made(reading, Expression("at", moment_of(month)), "moment")


def _listed(reading: Reading) -> Made | None:
    """``June`` in ``May, June and July`` and in ``June and July 1950``."""
    month = reading["moment"]
    if month is None or (reading.at("moment") > reading.first and reading.before.sort not in _MONTHS):
        return None
    return _made(reading, Expression("at", moment_of(month)), "moment", reading.at("moment") + 1)


def _listed_year(reading: Reading) -> Made | None:
    """``1950`` and ``1951`` in ``in 1949, 1950 and 1951``."""
    left, year = reading.left, reading["moment"]
    if left is None or year is None or not isinstance(left.value, Expression) or reading.before.sort != "four":
        return None
    if left.value.kind != "at" or not is_year(year, reading.item(reading.last)) or is_noun(reading.item(reading.last)):
        return None
    return _made(reading, Expression("at", moment_of(year)), "moment")


def _several_days(reading: Reading) -> Made | None:
    """``from 3 to 5 May``, whose days are one item by now."""
    day = reading["day"]
    if day is None or not moment_of(day).last_day:
        return None
    return _made(reading, Expression("at", moment_of(day)))


def _year(reading: Reading) -> Made | None:
    """``in 1949``, ``the year 1949``, ``1949 г.``, ``(1949)``, ``Constitution of 1936``."""
    year, following = reading["moment"], reading.item(reading.ends("moment"))
    if year is None or not is_year(year, following) or is_referred(reading, reading.at("moment")):
        return None
    if following.sort in {"slash", "colon", "digits"} and following.start == year.end:
        return None
    if reading.item(reading.first).sort in {"of", "for"} and (
        is_noun(following) or reading.before.text.lower() in _TOTALS
    ):
        return None
    word = reading.item(reading.last - 1)
    last = reading.last if reading["russian"] else reading.ends("moment")
    if reading["russian"] and word.text not in {"г", "года", "году", "год", "."}:
        return None
    return _made(reading, Expression("at", moment_of(year)), "moment", last)


def _range(reading: Reading) -> Made | None:
    """``from 3 May to 5 June 1951``, ``May-June 1950``, ``1950-1953``, ``until`` both are of one kind."""
    first, second = reading["first"], reading["second"]
    if first is None or second is None or is_referred(reading, reading.at("first")):
        return None
    opening = reading.item(reading.first).sort
    told = opening in {"from", "in", "of", "for"}
    if (first.sort == "four") != (second.sort == "four") and not (first.sort == "four" and second.sort == "dated"):
        return None
    if first.sort == "four" and not _are_years(reading, first, second):
        return None
    if not told and {first.sort, second.sort} <= {"month", "weakmonth"} and second.sort == "weakmonth":
        return None
    circa = reading["circa"] is not None
    expression = Expression("through", moment_of(first), moment_of(second), circa=circa)
    return _made(reading, expression, "" if circa or opening == "from" else "first")


def _are_years(reading: Reading, first: Item, second: Item) -> bool:
    following = reading.item(reading.last)
    if second.sort != "four" or is_noun(following) or not is_year(first, second) or not is_year(second, following):
        return False
    return 0 < int(second.text) - int(first.text) <= _LONGEST_RANGE_YEARS


def _short_range(reading: Reading) -> Made | None:
    """``in 1949-50``, ``1949/50``."""
    first, second = reading["first"], reading["second"]
    if first is None or second is None or not is_year(first, reading.item(reading.last)):
        return None
    glued = reading.is_glued(reading.at("first"), reading.ends("second"))
    year = int(first.text) // 100 * 100 + int(second.text)
    if not glued or len(second.text) != 2 or year <= int(first.text):  # noqa: PLR2004 - two digits
        return None
    return _made(reading, Expression("through", Moment(int(first.text)), Moment(year)), "first")


def _between(reading: Reading) -> Made | None:
    """``between 3 and 5 May``, ``between May and June 1950``, ``3 or 4 May``."""
    first, second = reading["first"], reading["second"]
    if first is None or second is None:
        return None
    kind = "or" if reading.has("or") else "between"
    end = moment_of(second)
    if first.sort != "number":
        if (first.sort == "four") != (second.sort == "four") or (
            first.sort == "four" and not _are_years(reading, first, second)
        ):
            return None
        return _made(reading, Expression(kind, moment_of(first), end))
    if not (0 < int(first.text) <= _LAST_DAY and end.day) or is_referred(reading, reading.at("first")):
        return None
    return _made(reading, Expression(kind, end._replace(day=int(first.text), weekday=0), end))


def _bounded(reading: Reading) -> Made | None:
    """``before May 1949``, ``by 20 October``, ``since 1945``, ``until the end of June``, ``not before 3 May``.

    ``by October`` is October: what is so by a month is so in it.
    """
    bound, moment = reading["bound"], reading["moment"]
    if bound is None or moment is None or not _may_be_bound(reading, moment):
        return None
    if bound.sort == "to" and bound.text.lower() not in _UNTIL:
        return None
    if bound.sort == "by" and moment.sort in {"month", "weakmonth"}:
        return _month(reading)
    kind = _BOUNDS.get(bound.sort, bound.sort)
    if reading["negation"] is not None:
        kind = _NEGATED.get(kind, kind)
    return _made(reading, Expression(kind, moment_of(moment)))


def _may_be_bound(reading: Reading, moment: Item) -> bool:
    following = reading.item(reading.last)
    if moment.sort == "four":
        return is_year(moment, following) and not is_noun(following)
    if moment.sort == "weakmonth":
        return _month(reading) is not None
    return following.sort != "movement"


def _circa(reading: Reading) -> Made | None:
    """``c. 1949``, ``about 20 October``, ``около 1950``."""
    circa, moment = reading["circa"], reading["moment"]
    if circa is None or moment is None or not _may_be_bound(reading, moment):
        return None
    if circa.text.lower() == "c" and not reading.has("stop"):
        return None
    if moment.sort == "weakmonth":
        return None
    return _made(reading, Expression("at", moment_of(moment), circa=True))


def _compared(reading: Reading) -> Made | None:
    """``no later than 5 May``, ``not earlier than 1949``, ``later than 5 May``."""
    bound, moment = reading["bound"], reading["moment"]
    if bound is None or moment is None or not _may_be_bound(reading, moment):
        return None
    after = (bound.text.lower() == "later") == (reading["negation"] is None)
    return _made(reading, Expression("after" if after else "before", moment_of(moment)))


def _days(reading: Reading) -> Made | None:
    """``on 3 and 5 May``, ``3, 4 and 5 May``."""
    day = reading["day"]
    numbers = [int(item.value) for item in (reading["first"], reading["second"]) if item is not None]
    first = reading.at("first")
    if day is None or not all(0 < number <= _LAST_DAY for number in numbers) or moment_of(day).last_day:
        return None
    if reading.item(first - 1).sort not in _BEFORE_DAYS:
        return None
    return _made(reading, Expression("all", moment_of(day)._replace(weekday=0), days=tuple(numbers)), "first")


def _hours(reading: Reading) -> Made | None:
    """``from 0900 to 1100``, ``11:30-12:45``."""
    clocks = []
    for name in ("first", "second"):
        item = reading[name]
        if item is None or (item.sort == "four" and is_year(item, Item("nothing", -1, -1, ""))):
            return None
        clocks.append(clock_of_four(item.text) if item.sort == "four" else item.value)
    start, end = clocks
    if start is None or end is None or is_noun(reading.item(reading.last)):
        return None
    return _made(reading, Expression("clock", clock=start, until=end))


def _time(reading: Reading) -> Made | None:
    clock = reading["clock"]
    return None if clock is None else _made(reading, Expression("clock", clock=clock.value))


def _clerical(reading: Reading) -> Made | None:
    """``Verified by the shift chief – 1100``: four digits at the end of a line that begins with a clerk's verb."""
    digits = reading["digits"]
    if digits is None or reading.item(reading.last).sort not in {"nothing", "paragraph"}:
        return None
    before = [reading.item(reading.first - back) for back in range(1, _LINE_ITEMS)]
    line = next((at for at, item in enumerate(before) if item.sort in {"nothing", "paragraph"}), len(before))
    clock = clock_of_four(digits.text)
    if clock is None or not line or line == len(before) or before[line - 1].sort != "clerical":
        return None
    if before[0].sort == "reference" or (len(before) > 1 and before[1].sort == "reference"):
        return None
    return _made(reading, Expression("clock", clock=clock))


_FRAGMENTS: Final = {
    "MOMENT": "day | dayclock | dated | period | month | weakmonth | four",
    "MADE": "day | dayclock | dated | period",
    "BEFORE_MONTH": "in | for | since | of | by | before | after | to | from | early | last | between | on",
    "BEFORE_YEAR": "in | for | since | by | before | after | of | early | to",
}
_FORMS: Final = (
    ("moment=MADE", _alone),
    ("moment=month", _month),
    ("negation=negation? bound=(before | after | by | since | to) to? the? moment=MOMENT", _bounded),
    ("bound=from the? moment=MOMENT and? onward", _bounded),
    ("from the? day=day", _several_days),
    ("(and | or | comma) moment=weakmonth", _listed),
    ("moment=weakmonth (and | or | comma) (month | dated)", _listed),
    ("(comma and? | and | or) moment=four", _listed_year),
    ("(BEFORE_MONTH) the? moment=weakmonth", _month),
    ("(BEFORE_YEAR) the? yearword? moment=four (russian=yearword stop?)?", _year),
    ("moment=four russian=yearword stop?", _year),
    ("yearword moment=four", _year),
    ("open moment=four close", _year),
    ("(from | in | of | for)? the? first=MOMENT (to | dash) the? second=MOMENT", _range),
    ("(in | for | of | since | from | the | open | by | to) first=four (dash | slash) second=number", _short_range),
    ("circa=circa stop? first=MOMENT (to | dash) second=MOMENT", _range),
    ("between the? first=(MOMENT | number suffix?) and the? second=MOMENT", _between),
    ("first=(day | number suffix?) or the? second=day", _between),
    ("circa=circa stop? the? moment=MOMENT", _circa),
    ("negation=(reference | negation)? bound=bounding than the? moment=MOMENT", _compared),
    ("(on | of)? the? first=number suffix? (comma second=number suffix?)? comma? and the? day=day", _days),
    ("clock=time", _time),
    ("from? first=time (to | dash) second=time", _hours),
    ("(from first=four (to | dash) | between first=four and) second=four hours?", _hours),
    ("between first=time and second=time", _hours),
    ("digits=four", _clerical),
)
EXPRESSIONS: Final = Pass([form(text, read, _FRAGMENTS) for text, read in _FORMS])


def _whole(reading: Reading) -> Made | None:
    """A month or a year that nothing else stands beside, the month in ``1949-10``, the time ``1100``."""
    moment, month = reading["moment"], reading["month"]
    if moment is None:
        return None
    if month is not None:
        is_month = 0 < int(month.text) <= 12 and reading.is_glued()  # noqa: PLR2004 - months
        return _made(reading, Expression("at", Moment(int(moment.text), month=int(month.text)))) if is_month else None
    if moment.sort == "four" and not is_year(moment, reading.item(reading.last)):
        clock = clock_of_four(moment.text)
        return None if clock is None else _made(reading, Expression("clock", clock=clock))
    return _made(reading, Expression("at", moment_of(moment)))


def _unknown_year(reading: Reading) -> Made | None:
    """``195-``: a year of the 1950s."""
    digits = reading["digits"]
    if digits is None or len(digits.text) != 3 or not reading.is_glued():  # noqa: PLR2004 - three digits
        return None
    return _made(reading, Expression("at", Moment(int(digits.text) * 10, span="decade")))


_WHOLE: Final = (
    ("moment=(weakmonth | four)", _whole),
    ("moment=four dash month=number", _whole),
    ("first=four (dash | slash) second=number", _short_range),
    ("digits=digits (dash | apostrophe | other)", _unknown_year),
)
WHOLE: Final = Pass([*(form(text, read, _FRAGMENTS) for text, read in (*_FORMS, *_WHOLE))])
