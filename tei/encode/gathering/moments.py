"""Dates of a text as a header gives them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.words import spelled
from tei.encode.heading import wording
from tei.encode.information import When
from tei.names import tei_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_DATE: Final = tei_name("date")
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_TIME: Final = re.compile(r"T(\d\d):(\d\d)")
_CLOCK: Final = re.compile(r"(?<![\d.])([012]?\d)[:.]?([0-5]\d)(?![\d.])")


def moment(element: Element) -> When | None:
    """Return what a ``date`` says, None if it has no value.

    A day is in words as ``23 October 1949``, with the time before it as the text has it: a header is read without the
    sentence that the words stood in.
    """
    when = element.get("when", "")
    first = element.get("notBefore") or element.get("from") or ""
    last = element.get("notAfter") or element.get("to") or ""
    if not (when or first or last):
        return None
    return When(_words(element, when), when, element.get("when-iso", ""), first, last)


def first(blocks: Iterable[Element]) -> When | None:
    """Return the first date with a value in *blocks*."""
    found = (moment(one) for block in blocks for one in block.iter(_DATE))
    return next((one for one in found if one is not None), None)


def day_of(when: When) -> date | None:
    """Return the day that *when* is, None if it is longer or shorter than a day."""
    try:
        return date.fromisoformat(when.when)
    except ValueError:
        return None


def _words(element: Element, when: str) -> str:
    said = spelled(element)
    try:
        day = wording.day(date.fromisoformat(when))
    except ValueError:
        month = _MONTH.fullmatch(when)
        return f"{wording.MONTHS[int(month[2])]} {month[1]}" if month else said or when
    clock = _clock(said, element.get("when-iso", ""))
    return f"{clock}, {day}" if clock else day


def _clock(said: str, iso: str) -> str:
    """Return the time of *iso* as the words give it, else with a colon; "" if there is none."""
    found = _TIME.search(iso)
    if found is None:
        return ""
    written = (one for one in _CLOCK.finditer(said) if (one[1].zfill(2), one[2]) == found.groups())
    return next((one[0] for one in written), f"{found[1]}:{found[2]}")
