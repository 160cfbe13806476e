"""All that has a date in a site: its documents, the dates that stand in them, and events of the authority file."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.indexes.gathering import Entry
    from tei.publish.model import Item, Site
    from tei.publish.register import Marked

Order = tuple[int, int, int]
What = Literal["event", "document", "date"]

WHATS: Final[tuple[What, ...]] = ("event", "document", "date")
"""What can have a date, in the order in which it stands under one."""

DOCUMENT: Final = WHATS.index("document")
DATE: Final = WHATS.index("date")
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


class Marks:
    """All marks of a site, of which few are made at a time."""

    def __init__(self, site: "Site", entries: "Iterable[Entry]") -> None:
        """Take the marks of *site*, and the events of *entries*."""
        self._site = site
        events = [mark for mark in _of_entries(entries) if is_day(mark.when)]
        orders: list[Order] = [(*sortable(mark.when), WHATS.index(mark.what)) for mark in events]
        self._events = sorted(zip(orders, events, strict=True), key=itemgetter(0))

    def days(self) -> dict[str, tuple[int, int]]:
        """Return each day, month and year in the order of time: how many documents it has, and how many other marks."""
        found = {day: (documents, dates) for day, documents, dates in self._site.register.days()}
        for _, mark in self._events:
            documents, others = found.get(mark.when, (0, 0))
            found[mark.when] = documents, others + 1
        return {day: found[day] for day in sorted(found, key=sortable)}

    def within(self, when: str) -> "list[Marked | Mark]":
        """Return what the marks within *when* are made of, a month or a year, or all for "", in the order of time."""
        events = [(order, mark) for order, mark in self._events if not when or f"{mark.when}-".startswith(f"{when}-")]
        return _merged(events, self._site.register.marks(when))

    def of(self, when: str) -> "list[Marked | Mark]":
        """Return what the marks of *when* are made of that are of nothing closer, none for ""."""
        events = [(order, mark) for order, mark in self._events if mark.when == when]
        return _merged(events, self._site.register.marks_of(when))

    def made(self, one: "Marked | Mark") -> Mark:
        """Return the mark that is made of *one*."""
        return one if isinstance(one, Mark) else _mark(one, self._site.items[one.document])

    def told(self, one: "Marked | Mark") -> str:
        """Return all that there is to say of the mark that is made of *one*."""
        if isinstance(one, Mark):
            return repr((one.when, one.words, one.url, one.source))
        return f"{one.what} {one.day} {one.said} {self._documents[one.document]}"

    @cached_property
    def _documents(self) -> list[str]:
        """What there is to say of the document of a mark."""
        return [repr((item.url, item.title, item.title_language, item.languages)) for item in self._site.items]


def _merged(events: "list[tuple[Order, Mark]]", found: "Iterable[Marked]") -> "list[Marked | Mark]":
    if not events:
        return list(found)
    marked = (((*sortable(one.day), one.what), one) for one in found)
    both: Iterable[tuple[Order, Marked | Mark]] = merge(events, marked, key=itemgetter(0))
    return [one for _, one in both]


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


def sortable(when: str) -> tuple[int, int]:
    """Return what days, months and years are put in order by: one that lasts longer comes before what is in it."""
    first, last = days(when)
    return first, -last


def _ordinal(year: int, month: int, day: int) -> int:
    cycles, within = divmod(year - 1, 400)
    return dt.date(within + 1, month, min(day, _days(within + 1, month))).toordinal() + cycles * 146_097


def _days(year: int, month: int) -> int:
    return calendar.monthrange((year - 1) % 400 + 1, month)[1]


def _mark(one: "Marked", item: "Item") -> Mark:
    if one.what == DOCUMENT:
        return Mark("document", one.day, item.title, item.url, item=item)
    start, end, words, before, after, anchor = one.fields()
    url = f"{item.url}#{anchor}" if anchor else item.url
    return Mark("date", start, words, url, end if end != start else "", before, after, item)


def _of_entries(entries: "Iterable[Entry]") -> "Iterator[Mark]":
    for entry in entries:
        for event in entry.entity.happenings if entry.entity else ():
            yield Mark("event", event.when, event.words, entry.url, source=entry.name)
