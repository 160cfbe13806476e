"""What is found, what is known beforehand, and what words say of a date before its year is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document before its dates are read.

    ``reference`` is the date of the document, ISO 8601 to the day, the month or the year: years that words leave out
    are taken from it. ``not_after`` is a date that nothing told can be later than, as that of receipt. ``order`` is
    ``dmy`` or ``mdy`` and says how ``3/5/51`` is meant. ``calendar`` is ``gregorian`` or ``julian``: the one of dates
    that do not say theirs. ``century`` has the two digits that begin a year of two digits, ``19``.
    """

    reference: str = ""
    order: str = "dmy"
    not_after: str = ""
    calendar: str = "gregorian"
    century: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A date or a time in a text.

    ``start`` and ``end`` count code points, ``end`` exclusive. ``kind`` is ``date`` or ``time``, the element.
    ``attributes`` are the element's, in their order. ``edtf`` is the date in the Library of Congress's Extended
    Date/Time Format, level 2; "" for a time alone and for what cannot be told. ``doubts`` are sentences.
    """

    start: int
    end: int
    kind: str
    attributes: tuple[tuple[str, str], ...]
    edtf: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: ``zone`` is "" or an offset as ISO 8601 writes it, and only if the words tell it."""

    hour: int
    minute: int
    second: int = 0
    zone: str = ""
    doubts: tuple[str, ...] = ()


class Moment(NamedTuple):
    """What words say of a day, a month, a season, a year, a decade or a century; 0 and "" where they say nothing.

    ``short``: the year is one of two digits. ``last_day``: the day that ends ``3-5 May``. ``numeric``: day and
    month may be the other way round. ``part``: the stretch of it that is meant, as ``early`` or ``2 half``.
    ``relative``: ``last`` as in last May, ``last year``, ``last month``, likewise with ``this``, ``next`` and
    ``same``. ``span``: ``decade`` or ``century``, whose first year is ``year``. ``last_year``: the year in which
    the season ends. ``style``: ``old`` or ``new``; ``other``: the same day in the other calendar. ``weekday``: 1
    is Monday.
    """

    year: int = 0
    short: bool = False
    month: int = 0
    day: int = 0
    last_day: int = 0
    numeric: bool = False
    season: str = ""
    last_year: int = 0
    span: str = ""
    part: str = ""
    relative: str = ""
    weekday: int = 0
    style: str = ""
    other: Moment | None = None
    night: bool = False
    clock: Clock | None = None


class Expression(NamedTuple):
    """What a stretch of the text says of time.

    ``kind``: ``at`` a moment, ``before``, ``after``, ``since``, ``until`` it, from it ``through`` the second,
    ``between`` both, one ``or`` the other, or ``all`` of the days named, of which ``days`` are those that stand before
    the month; or a time of day alone, ``clock``, which may last ``until`` another.
    """

    kind: str
    first: Moment = Moment()
    second: Moment | None = None
    circa: bool = False
    days: tuple[int, ...] = ()
    clock: Clock | None = None
    until: Clock | None = None
