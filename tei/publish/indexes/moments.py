"""All that has a date in a site: its documents, the dates that stand in them, and events of the authority file."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.indexes.gathering import Entry
    from tei.publish.model import Item, Site

What = Literal["document", "date", "event"]

_ORDER: Final[dict[What, int]] = {"event": 0, "document": 1, "date": 2}
_WHEN: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a time: ``when`` as ``1949-10-23``, ``1949-10`` or ``1949``, and ``until`` if it is a period.

    ``words`` are the title of a document, a date as the text has it, or an event; ``url`` leads there.
    """

    what: What
    when: str
    words: str
    url: str
    until: str = ""
    before: str = ""
    after: str = ""
    item: "Item | None" = None
    source: str = ""


def marks(site: "Site", entries: "Iterable[Entry]") -> tuple[Mark, ...]:
    """Return all marks of *site* in the order of time; a month comes before its days."""
    found = [*_of_documents(site), *_of_entries(entries)]
    kept = [mark for mark in found if is_day(mark.when)]
    return tuple(sorted(kept, key=lambda mark: (_sortable(mark.when), _ORDER[mark.what])))


@lru_cache(maxsize=1 << 14)
def is_day(when: str) -> bool:
    """Return whether *when* is a day, month or year that there is in the calendar."""
    parts = _WHEN.fullmatch(when)
    if parts is None:
        return False
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    return 1 <= month <= 12 and 1 <= day <= _days(year, month)  # noqa: PLR2004 - the months of a year


@lru_cache(maxsize=1 << 14)
def days(when: str) -> tuple[int, int]:
    """Return the first and the last day that *when* may mean, counted from the beginning of the year 1.

    A year before that has as many days as one after it.
    """
    parts = _WHEN.fullmatch(when)
    if parts is None:
        message = f"{when!r} is no day, month or year"
        raise ValueError(message)
    year = int(parts[1])
    first, last = int(parts[2] or 1), int(parts[2] or 12)
    start = _ordinal(year, first, int(parts[3] or 1))
    return start, _ordinal(year, last, int(parts[3] or _days(year, last)))


def _ordinal(year: int, month: int, day: int) -> int:
    cycles, within = divmod(year - 1, 400)
    return dt.date(within + 1, month, min(day, _days(within + 1, month))).toordinal() + cycles * 146_097


def _days(year: int, month: int) -> int:
    return calendar.monthrange((year - 1) % 400 + 1, month)[1]


def _sortable(when: str) -> tuple[int, int]:
    first, last = days(when)
    return first, -last


def _of_documents(site: "Site") -> "Iterator[Mark]":
    for item in site.items:
        if item.when:
            yield Mark("document", item.when, item.title, item.url, item=item)
        for said in item.moments:
            url = f"{item.url}#{said.anchor}" if said.anchor else item.url
            until = said.end if said.end != said.start else ""
            yield Mark("date", said.start, said.words, url, until, said.before, said.after, item)


def _of_entries(entries: "Iterable[Entry]") -> "Iterator[Mark]":
    for entry in entries:
        for event in entry.entity.happenings if entry.entity else ():
            yield Mark("event", event.when, event.words, entry.url, source=entry.name)
