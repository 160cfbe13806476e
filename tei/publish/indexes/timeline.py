"""The timeline: one page, or where it would be too long one a year, and one a month."""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Link
from tei.publish.indexes.gathering import gathered
from tei.publish.indexes.line import (
    AXIS_PX,
    LABEL_PX,
    WIDTH_PX,
    Column,
    Line,
    Wishes,
    by_date,
    columns,
    line,
    year_name,
)
from tei.publish.indexes.moments import Mark, is_day, marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.publish.framing import Frame, Pending
    from tei.publish.model import Site
    from tei.wording import Words

URL: Final = "timeline/"

MOST_ON_A_PAGE: Final = 250
"""Of more marks each year, then each month has a page of its own."""

MOST_ON_A_LINE: Final = 60
"""Of more dates the drawing counts them only."""

_MOST_COLUMNS: Final = 120
_BEFORE_CHARS: Final = 24
_YEAR: Final = 1
_MONTH: Final = 2


class Part(NamedTuple):
    """A year, a month or a day on a page that counts them; ``url`` is its page, or its place in the table."""

    when: str
    words: str
    url: str
    marks: tuple[Mark, ...]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return sum(mark.what == "document" for mark in self.marks)

    @property
    def others(self) -> int:
        """How many dates in documents, and events, there are."""
        return len(self.marks) - self.documents


def applies(site: "Site") -> bool:
    """Return whether anything in *site* has a date."""
    documents = any(is_day(item.when) or any(is_day(said.start) for said in item.moments) for item in site.items)
    return documents or any(entity.happenings for entity in site.entities)


def pages(site: "Site", frame: "Frame") -> "Iterator[Pending]":
    """Yield the pages of the timeline of *site*."""
    found = marks(site, gathered(site))
    if found:
        yield from _pages("", found, frame, ())


def _pages(when: str, found: "Sequence[Mark]", frame: "Frame", above: tuple[Link, ...]) -> "Iterator[Pending]":
    """Yield the page of *when*, a year, a month or "" for all, and those of what it is divided into."""
    said = frame.words
    is_divided = len(found) > MOST_ON_A_PAGE and _level(when) < _MONTH
    parts = _parts(when, found, said, is_divided=is_divided)
    shown = [mark for mark in found if mark.when == when] if is_divided else found
    url = _url(when)

    def values() -> "dict[str, object]":
        return {
            "when": when,
            "above": above,
            "dates": by_date(shown),
            "parts": parts if is_divided else (),
            "documents": sum(mark.what == "document" for mark in found),
            "width": WIDTH_PX,
            "axis": AXIS_PX,
            "label": LABEL_PX,
            **_drawing(found, parts, said, is_divided=is_divided),
        }

    counted = [(part.when, part.documents, part.others) for part in parts] if is_divided else []
    inputs = repr((when, above, len(found), counted, [_told(mark) for mark in shown]))
    # Of all pages that are no documents these are the most, and few of them change with one document.
    yield frame.pending("indexes/timeline.html", url, inputs, values)
    if is_divided:
        here = Link(url, said.date(when) if when else said("timeline.heading"))
        for part in parts:
            yield from _pages(part.when, part.marks, frame, (*above, here))


def _told(mark: Mark) -> "tuple[object, ...]":
    """Return what a page says of *mark*."""
    told = (mark.what, mark.when, mark.until, mark.before, mark.words, mark.after, mark.url, mark.source)
    of = mark.item
    return told if of is None else (*told, of.url, of.title, of.title_language, of.languages)


def _drawing(
    found: "Sequence[Mark]", parts: "tuple[Part, ...]", said: "Words", *, is_divided: bool
) -> "dict[str, Line | tuple[Column, ...] | None]":
    if not is_divided and len(by_date(found)) <= MOST_ON_A_LINE:
        return {"line": line(found, _wishes(said)), "columns": None}
    return {"line": None, "columns": columns(_not_too_many(parts)) if parts else None}


def _wishes(said: "Words") -> Wishes:
    return Wishes(
        mark=lambda mark: said.date(mark.when) + said("join.colon") + _words(mark),
        more=lambda number: said("timeline.and-more", more=said.number(number)),
        tick=said.short_date,
    )


def _words(mark: Mark) -> str:
    return mark.words if mark.what != "date" else f"{_end(mark.before)}{mark.words}{mark.after}".strip()


def _end(before: str) -> str:
    """Return the last few whole words of what stands before a date."""
    return before if len(before) <= _BEFORE_CHARS else before[-_BEFORE_CHARS:].partition(" ")[2]


def _parts(when: str, found: "Sequence[Mark]", said: "Words", *, is_divided: bool) -> tuple[Part, ...]:
    """Return the years of all, the months of a year or the days of a month; a date that is no closer is in none."""
    together: dict[str, list[Mark]] = {}
    for mark in found:
        if mark.when != when:
            together.setdefault(_prefix(mark.when, _level(when) + 1), []).append(mark)
    return tuple(
        Part(part, _called(part, said), _url(part) if is_divided else f"#on:{marks[0].when}", tuple(marks))
        for part, marks in together.items()
    )


def _not_too_many(parts: "Sequence[Part]") -> "list[tuple[str, str, str, tuple[Mark, ...]]]":
    """Return what the columns are made of: every year of the time with or without marks, or some years together."""
    if _level(parts[0].when) != _YEAR:
        return [(part.when, part.words, part.url, part.marks) for part in parts]
    known = {int(part.when): part for part in parts}
    first, last = min(known), max(known)
    step = -(-(last - first + 1) // _MOST_COLUMNS)
    made = []
    for year in range(first, last + 1, step):
        within = [known[each] for each in range(year, year + step) if each in known]
        url = "" if not within else within[0].url if step == 1 else f"#in:{within[0].when}"
        made.append((year_name(year), str(year), url, tuple(mark for part in within for mark in part.marks)))
    return made


def _called(when: str, said: "Words") -> str:
    return str(int(when)) if _level(when) == _YEAR else said.date(when)


def _level(when: str) -> int:
    return 0 if not when else when.removeprefix("-").count("-") + 1


def _prefix(when: str, level: int) -> str:
    sign = "-" if when.startswith("-") else ""
    return sign + "-".join(when.removeprefix("-").split("-")[:level])


def _url(when: str) -> str:
    """Return the address of a part: a folder for the year, and in it one for the month."""
    folders = [_prefix(when, 1), *when.removeprefix("-").split("-")[1:]]
    return URL + "".join(f"{folder}/" for folder in folders if folder)
