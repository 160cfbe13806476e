"""What is known of an expression, as attributes of ``date`` and ``time`` and in EDTF.

Bounds are inclusive: “before 20 October” gives ``notAfter="1949-10-20"``, since a bound of the year before 1949 would
contradict the words “before 1949”. ``notBefore`` and ``notAfter`` are one day among several, in EDTF a set
(``[1949-10-16..1949-10-31]``); ``from`` and ``to`` are all of them, in EDTF an interval (``1951-05-03/1951-05-05``).
Every value is of the Gregorian calendar: the schema has neither ``@calendar`` nor ``@datingMethod``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.dates.resolving import Extent, Resolving
from tei.encode.dates.values import Found

if TYPE_CHECKING:
    from tei.encode.dates.values import Clock, Expression, Moment
    from tei.metadata.edtf import Point

Attributes = tuple[tuple[str, str], ...]
_YEARS: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
"""Numbers of four digits, which the rule ``sch.date-year`` takes for the years in the words of a date."""
_LAST_HOUR: Final = 24


class Writing:
    """Writes expressions in one context."""

    def __init__(self, resolving: Resolving) -> None:
        self._resolving = resolving

    def found(self, expression: Expression, start: int, end: int, words: str) -> Found:
        """Return the expression that stands from *start* to *end* in the text as *words*."""
        if expression.clock is not None:
            return _time(expression.clock, expression.until, start, end)
        extents = self._extents(expression)
        doubts = tuple(dict.fromkeys(doubt for extent in extents for doubt in extent.doubts))
        clock_doubts = expression.first.clock.doubts if expression.first.clock else ()
        if not all(extent.is_known for extent in extents):
            edtf = extents[0].edtf if len(extents) == 1 and expression.kind == "at" else ""
            return Found(start, end, "date", (), edtf, doubts)
        attributes, edtf = _written(expression, extents)
        if not attributes:
            backwards = "what is told to be the end comes before the beginning"
            return Found(start, end, "date", (), "", (*doubts, backwards))
        if expression.kind == "all":
            doubts += ("the words name several days, of which the attributes tell the first and the last",)
        attributes += _evidence(attributes, words, internal=any(extent.internal for extent in extents))
        return Found(start, end, "date", attributes, edtf, (*doubts, *clock_doubts))

    def _extents(self, expression: Expression) -> tuple[Extent, ...]:
        first, second = expression.first, expression.second
        if expression.days:
            moments = [first._replace(day=day) for day in expression.days]
            return tuple(self._resolving.extent(moment) for moment in (*moments, first))
        if second is None:
            return (self._resolving.extent(first),)
        if not _has_year(second) and _has_year(first):
            start = self._resolving.extent(first)
            return start, _shared(self._after(start, second))
        end = self._resolving.extent(second)
        if _has_year(first) or end.last is None:
            return self._resolving.extent(first), end
        start = self._resolving.extent(first, end.last.year)
        if start.first is not None and start.first.first > end.last.last:
            start = self._resolving.extent(first, end.last.year - 1)
        return _shared(start) if _has_year(second) else start, end

    def _after(self, start: Extent, second: Moment) -> Extent:
        """Return the extent of a moment without a year that follows *start*."""
        if start.first is None:
            return self._resolving.extent(second)
        end = self._resolving.extent(second, start.first.year)
        if end.last is not None and end.last.last < start.first.first:
            return self._resolving.extent(second, start.first.year + 1)
        return end


def _time(clock: Clock, until: Clock | None, start: int, end: int) -> Found:
    if until is None:
        return Found(start, end, "time", (("when", _of_day(clock)),), "", clock.doubts)
    doubts = tuple(dict.fromkeys(clock.doubts + until.doubts))
    return Found(start, end, "time", (("from", _of_day(clock)), ("to", _of_day(until))), "", doubts)


def _of_day(clock: Clock) -> str:
    return f"{clock.hour:02}:{clock.minute:02}:{clock.second:02}{clock.zone}"


def _has_year(moment: Moment) -> bool:
    return bool(moment.year or moment.relative)


def _shared(extent: Extent) -> Extent:
    """Return *extent*, whose year the words have beside the other end."""
    return extent._replace(internal=False)


def _written(expression: Expression, extents: tuple[Extent, ...]) -> tuple[Attributes, str]:
    """Return the attributes without the evidence, and the EDTF; none if the end precedes the beginning."""
    first, last = extents[0].first, extents[-1].last
    if first is None or last is None or last.last < first.first:
        return (), ""
    kind, mark = expression.kind, "~" if expression.circa else ""
    if kind == "at":
        return _at(expression, extents[0], mark)
    if kind in {"before", "until"}:
        name, form = ("notAfter", "[..{}]") if kind == "before" else ("to", "../{}")
        return _bound(name, last, expression.first), form.format(last)
    if kind in {"after", "since"}:
        name, form = ("notBefore", "[{}..]") if kind == "after" else ("from", "{}/..")
        return _bound(name, first, expression.first), form.format(first)
    if kind == "through":
        end = expression.second or expression.first
        attributes = _bound("from", first, expression.first) + _bound("to", last, end)
        return attributes + _imprecise(mark), f"{first}{mark}/{last}{mark}"
    if kind == "all":
        return _within(first, last), "{" + ",".join(str(extent.first) for extent in extents) + "}"
    comma = kind == "or" and all(extent.first == extent.last for extent in extents)
    return _within(first, last), f"[{first},{last}]" if comma else f"[{first}..{last}]"


def _bound(name: str, point: Point, moment: Moment) -> Attributes:
    """Return the attribute *name*, and beside it that to the minute if the words tell the time."""
    clock = moment.clock
    exact = () if clock is None else ((f"{name}-iso", f"{point}T{clock.hour:02}:{clock.minute:02}{clock.zone}"),)
    return ((name, str(point)), *exact)


def _at(expression: Expression, extent: Extent, mark: str) -> tuple[Attributes, str]:
    first, last = extent.first, extent.last
    attributes: Attributes
    clock = expression.first.clock
    if first == last:
        attributes = (("when", str(first)),)
        if clock is not None:
            attributes += (("when-iso", f"{first}T{clock.hour:02}:{clock.minute:02}{clock.zone}"),)
        edtf = f"{extent.edtf or first}{mark}"
        if clock is not None and clock.hour < _LAST_HOUR:
            edtf = f"{first}T{_of_day(clock)}"
    elif extent.whole:
        attributes = (("from", str(first)), ("to", str(last)))
        edtf = f"{first}{mark}/{last}{mark}"
    else:
        attributes = _within(first, last)
        edtf = f"{extent.edtf}{mark}" if extent.edtf else f"[{first}{mark}..{last}{mark}]"
    return attributes + _imprecise(mark), edtf


def _imprecise(mark: str) -> Attributes:
    return (("precision", "low"),) if mark else ()


def _within(first: Point | None, last: Point | None) -> Attributes:
    return ("notBefore", str(first)), ("notAfter", str(last))


def _evidence(attributes: Attributes, words: str, *, internal: bool) -> Attributes:
    """Return ``@evidence`` where the year is the context's, or not in the words as the Schematron reads them.

    Source: the rules ``sch.date-evidence`` and ``sch.date-year``.
    """
    years = set(_YEARS.findall(words))
    told = any(value[:4] in years for name, value in attributes if name != "precision")
    return () if told and not internal else (("evidence", "internal"),)
