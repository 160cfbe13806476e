"""Dates: the normalised attributes of ``date`` and its like as EDTF, the words where there are none.

The attributes of XML Schema's datatypes (``when``, ``from``, …) count years as XSD 1.0 does, which the Guidelines
cite: there is no year 0, and -0001 is the year before year 1. Those whose names end in ``-iso`` count as ISO 8601,
where that year is 0000. EDTF is ISO 8601: -0043 in ``@when`` becomes -0042. A year 0000 in ``@when`` can only be
meant as ISO's.
"""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata import nodes
from tei.metadata.edtf import Edtf, Point, parse
from tei.metadata.values import Date, Extent, Precision, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

_BOUNDS: Final[tuple[tuple[Extent, str, str], ...]] = (
    ("interval", "from", "to"),
    ("between", "notBefore", "notAfter"),
)
_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?"
_TIME: Final = rf"T(?P<time>(?:[01]\d|2[0-4])(?::?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?)?{_ZONE})"
_W3C: Final = re.compile(rf"(?P<year>-?\d{{4,9}})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:{_TIME}|{_ZONE})")
_BASIC: Final = re.compile(rf"(?P<year>[+-]?\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?:{_TIME})?")
_ISO: Final = re.compile(rf"(?P<year>[+-]?\d{{4,9}})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:{_TIME})?")
_CIRCA: Final = re.compile(r"\[?(?:c\.|ca\.?|circa|um|etwa|vers|environ|about|approximately|approx\.)\s", re.IGNORECASE)
_DOUBTFUL: Final = frozenset({"low", "medium", "unknown"})


class Bound(NamedTuple):
    """One attribute that was understood: the point, and its value as written if it has a time of day."""

    point: Point
    moment: str | None
    attribute: str


def read(context: "Context", element: "Element") -> Date | None:
    """Return the date that *element* tells, None if it has neither a date in an attribute nor words."""
    reading = _Reading(context, element)
    words = nodes.plain(element)
    return reading.date(words) if words or reading.has_attributes else None


def read_all(context: "Context", elements: "Iterable[Element]") -> tuple[Date, ...]:
    """Return the dates that these elements tell."""
    return tuple(date for element in elements if (date := read(context, element)) is not None)


def of_value(value: str, attribute: str) -> tuple[Point, str | None] | None:
    """Return the point and the time of day in the *value* of an attribute, None for what is no date.

    In ``@when`` and its like a negative year is one more in EDTF; in ``@when-iso`` it is the same.
    """
    forms = (_BASIC, _ISO) if attribute.endswith("-iso") else (_W3C,)
    found = next((match for form in forms if (match := form.fullmatch(value))), None)
    if not found or not value.isascii():
        return None
    year = int(found["year"])
    if year < 0 and not attribute.endswith("-iso"):
        year += 1
    if found["month"] == "00" or found["day"] == "00":
        return None
    point = Point(year, int(found["month"] or 0), int(found["day"] or 0))
    if not point.is_valid or (found["time"] and not point.day):
        return None
    return point, value if found["time"] else None


class _Reading:
    """The attributes of one element, those that are dates and those that are not."""

    def __init__(self, context: "Context", element: "Element") -> None:
        self._context = context
        self._element = element
        self._refused: list[Text] = []
        self._extent, self._start, self._end = self._bounds()

    @property
    def has_attributes(self) -> bool:
        return self._start is not None or self._end is not None or bool(self._refused)

    def date(self, words: str) -> Date:
        """Return the date; *words* are the element's own."""
        start, end = self._start, self._end
        edtf = self._edtf(words)
        moment = self._moment(edtf)
        first, last = (edtf.start, edtf.end) if edtf else (None, None)
        told = start or end
        element = self._element
        return Date(
            words or next((str(end) for end in (edtf,) if end), self._refused[0].text if self._refused else ""),
            self._context.origin(element, told.attribute if told and edtf else ""),
            str(edtf) if edtf else None,
            str(first) if first else None,
            str(last) if last else None,
            self._extent if told or not edtf or edtf.start == edtf.end else "interval",
            _precision(first or last, moment),
            moment,
            nodes.attribute(element, "cert"),
            nodes.attribute(element, "period"),
            nodes.attribute(element, "calendar"),
            nodes.attribute(element, "type"),
            tuple(self._refused),
        )

    def _edtf(self, words: str) -> Edtf | None:
        start, end = self._start, self._end
        if start is None and end is None:
            # Words that are ISO 8601 through and through, as in <date>2023</date>, can be meant in one way only.
            return None if self._refused else parse(words)
        first, last = (None if bound is None else bound.point for bound in (start, end))
        if first is not None and last is not None and first.first > last.last:
            self._refuse(str(end.attribute if end else ""))
            return None
        return Edtf(first, last, self._qualifier(words))

    def _qualifier(self, words: str) -> str:
        """Return how EDTF marks the date: ``?`` for low certainty, ``~`` for circa, ``%`` for both."""
        element = self._element
        doubtful = element.get("cert") in _DOUBTFUL
        circa = element.get("precision") in _DOUBTFUL or _CIRCA.match(words) is not None
        return {(True, True): "%", (True, False): "?", (False, True): "~"}.get((doubtful, circa), "")

    def _moment(self, edtf: Edtf | None) -> str | None:
        if edtf is None or self._start is None or self._start.moment is None:
            # <date when="1949-10-23" when-iso="1949-10-23T23:00">: the second is more precise about the same day.
            precise = self._bound("when") if edtf and self._extent == "instant" else None
            iso = of_value(self._element.get("when-iso") or "", "when-iso") if precise else None
            return iso[1] if iso and precise and iso[0] == precise.point else None
        return self._start.moment

    def _bounds(self) -> tuple[Extent, Bound | None, Bound | None]:
        within = self._interval()
        if within is not None:
            return "interval", *within
        when = self._bound("when")
        if when is not None:
            return "instant", when, when
        for extent, lower, upper in _BOUNDS:
            start, end = self._bound(lower), self._bound(upper)
            if start is not None or end is not None:
                return extent, start, end
        return "instant", None, None

    def _interval(self) -> tuple[Bound, Bound] | None:
        """Return the two ends of an interval in ``@when-iso``, as ISO 8601 writes it: ``1880/1890``."""
        ends = (nodes.attribute(self._element, "when-iso") or "").split("/")
        told = [of_value(end, "when-iso") for end in ends] if len(ends) == 2 else []  # noqa: PLR2004 - two ends
        bounds = [Bound(*end, "when-iso") for end in told if end is not None]
        return (bounds[0], bounds[1]) if len(bounds) == len(ends) and not self._element.get("when") else None

    def _bound(self, name: str) -> Bound | None:
        """Return the bound in the attribute *name*, or in that with ``-iso``; what is no date is refused."""
        for attribute in (name, f"{name}-iso"):
            value = nodes.attribute(self._element, attribute)
            if value is None:
                continue
            understood = of_value(value, attribute)
            if understood is not None:
                return Bound(*understood, attribute)
            self._refuse(attribute)
        return None

    def _refuse(self, attribute: str) -> None:
        value = nodes.attribute(self._element, attribute) or ""
        refused = Text(value, self._context.origin(self._element, attribute), None, attribute)
        if refused not in self._refused:
            self._refused.append(refused)


def _precision(point: Point | None, moment: str | None) -> Precision | None:
    if point is None:
        return None
    if moment:
        return "time"
    return "day" if point.day else "month" if point.month else "year"
