"""Dates of a header: elements with a value, and what day a document is of."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from tei.encode import dates
from tei.encode.heading import wording
from tei.encode.heading.elements import make
from tei.encode.information.correspondence import When
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts

_POINT: Final = re.compile(r"-?(?P<year>\d{4}|[1-9]\d{4,5})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_TIME: Final = re.compile(r"T(?:[01]\d|2[0-4])(?::[0-5]\d){0,2}(?:Z|[+-]\d\d(?::?\d\d)?)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MONTHS: Final = 12
_LONGEST_CHARS: Final = 300
"""Longer texts are no date, and need not be tried."""


def element(name: str, when: When) -> Element:
    """Return *when* as an element; a value that no calendar has is left out."""
    return make(name, when.text, **attributes(when))


def attributes(when: When) -> dict[str, str]:
    """Return the attributes of *when*, those that no calendar has left out; none if it has no value at all."""
    given = {"when": when.when, "notBefore": when.not_before, "notAfter": when.not_after}
    found = {name: value for name, value in given.items() if _is_point(value)}
    day, time = when.when_iso[:10], when.when_iso[10:]
    if found.get("when") == day and _TIME.fullmatch(time):
        found["when_iso"] = when.when_iso
    return found


def read(text: str) -> dict[str, str]:
    """Return the attributes of the date that all of *text* is, none if it is not understood."""
    found = dates.read(text) if len(text) <= _LONGEST_CHARS else None
    if found is None or found.kind != "date":
        return {}
    return dict(found.attributes)


def of_document(facts: Facts) -> When | None:
    """Return the date of the document: that of its sending, else the one that is told."""
    sent = next((when for action in facts.actions("sent") for when in action.dates if attributes(when)), None)
    told = sent or (facts.date if facts.date and attributes(facts.date) else None)
    if told is not None:
        return told
    text = normal(facts.told.date)
    value = read(text)
    when, first, last = (value.get(name, "") for name in ("when", "notBefore", "notAfter"))
    return When(text, when, "", first, last) if when or first or last else None


def creation(facts: Facts) -> Element | None:
    """Return the date of creation: from the first writing to the last copy, as far as they are told."""
    events = _events(facts)
    days = sorted({day for day, _ in events})
    if facts.created is not None:
        return element("date", facts.created)
    if len(days) > 1:
        text = _sentence(events)
        return make("date", text, notBefore=str(days[0]), notAfter=str(days[-1]))
    if days:
        return make("date", wording.day(days[0]), when=str(days[0]))
    when = of_document(facts)
    return element("date", when) if when else None


def _events(facts: Facts) -> list[tuple[date, str]]:
    """Return on which days something was done to bring the document forth, each verb once."""
    first: dict[str, date] = {}
    for day, verb in sorted(_steps(facts)):
        first.setdefault(verb, day)
    return [(day, verb) for verb, day in first.items()]


def _steps(facts: Facts) -> Iterator[tuple[date, str]]:
    for number, one in enumerate(facts.described):
        for action in one.acts.actions:
            verb = {"sent": wording.sent(facts.genre) if number == 0 else "written", "printed": "printed"}.get(
                action.subtype or action.type, ""
            )
            if verb:
                yield from ((day, verb) for when in action.dates for day in _days(when))


def _days(when: When) -> Iterator[date]:
    if _DAY.fullmatch(when.when) and _is_point(when.when):
        yield date.fromisoformat(when.when)


def _sentence(events: list[tuple[date, str]]) -> str:
    """Return ``Written on 21 October, cabled on 23 October 1949``: the year once, if there is one."""
    one_year = len({day.year for day, _ in events}) == 1
    year = f" {events[0][0].year}" if one_year else ""
    pieces = [
        f"{verb} on {wording.day(day).removesuffix(year) if one_year else wording.day(day)}" for day, verb in events
    ]
    text = f"{wording.series(pieces)}{year}"
    return text[:1].upper() + text[1:]


def _is_point(value: str) -> bool:
    """Return whether *value* is a year, a month or a day that there is."""
    found = _POINT.fullmatch(value)
    if found is None or not int(found["year"]):
        return False
    month, day = int(found["month"] or 1), int(found["day"] or 1)
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(2000 + int(found["year"]) % 400, month)[1]
