"""The timeline: one page, or where it would be too long one a year, and one a month."""

from typing import TYPE_CHECKING, Final

from tei.publish.framing import Link
from tei.publish.indexes.gathering import gathered
from tei.publish.indexes.line import (
    AXIS_PX,
    LABEL_PX,
    WIDTH_PX,
    Column,
    Line,
    Part,
    Wishes,
    by_date,
    columns,
    line,
    year_name,
)
from tei.publish.indexes.moments import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tei.publish.framing import Frame, Pending
    from tei.publish.model import Site
    from tei.wording import Words

    Days = Mapping[str, tuple[int, int]]

URL: Final = "timeline/"

MOST_ON_A_PAGE: Final = 250
"""Of more marks each year, then each month has a page of its own."""

MOST_ON_A_LINE: Final = 60
"""Of more dates the drawing counts them only."""

_MOST_COLUMNS: Final = 120
_BEFORE_CHARS: Final = 24
_YEAR: Final = 1
_MONTH: Final = 2


def applies(site: "Site") -> bool:
    """Return whether anything in *site* has a date."""
    return site.register.is_dated() or any(entity.happenings for entity in site.entities)


def pages(site: "Site", frame: "Frame") -> "Iterator[Pending]":
    """Yield the pages of the timeline of *site*."""
    marks = Marks(site, gathered(site))
    days = marks.days()
    if days:
        yield from _pages("", days, marks, frame, ())


def _pages(when: str, days: "Days", marks: Marks, frame: "Frame", above: tuple[Link, ...]) -> "Iterator[Pending]":
    """Yield the page of *when*, a year, a month or "" for all, and those of what it is divided into.

    *days* are those in it, with how many marks they have; marks are made only of what stands on a page.
    """
    said = frame.words
    documents, others = _sum(days.values())
    is_divided = documents + others > MOST_ON_A_PAGE and _level(when) < _MONTH
    within = _divided(when, days)
    parts = _parts(within, said, is_divided=True) if is_divided else ()
    # Of what is divided, all that is left is what is of the whole year.
    found = marks.of(when) if is_divided else marks.within(when)
    url = _url(when)

    def values() -> "dict[str, object]":
        shown = list(map(marks.made, found))
        return {
            "when": when,
            "above": above,
            "dates": by_date(shown),
            "parts": parts,
            "documents": documents,
            "width": WIDTH_PX,
            "axis": AXIS_PX,
            "label": LABEL_PX,
            **_drawing(shown, parts or _parts(within, said, is_divided=False), said, is_divided=is_divided),
        }

    counted = [(part.when, part.documents, part.others) for part in parts]
    inputs = "\n".join([repr((when, above, documents + others, counted)), *map(marks.told, found)])
    # Of all pages that are no documents these are the most, and few of them change with one document.
    yield frame.pending("indexes/timeline.html", url, inputs, values)
    if is_divided:
        here = Link(url, said.date(when) if when else said("timeline.heading"))
        for part in parts:
            yield from _pages(part.when, within[part.when], marks, frame, (*above, here))


def _drawing(
    shown: "Sequence[Mark]", parts: "tuple[Part, ...]", said: "Words", *, is_divided: bool
) -> "dict[str, Line | tuple[Column, ...] | None]":
    if not is_divided and len(by_date(shown)) <= MOST_ON_A_LINE:
        return {"line": line(shown, _wishes(said)), "columns": None}
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


def _divided(when: str, days: "Days") -> dict[str, dict[str, tuple[int, int]]]:
    """Return the years of all, the months of a year or the days of a month; a date that is no closer is in none."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    level = _level(when) + 1
    for day, counts in days.items():
        if day != when:
            found.setdefault(_prefix(day, level), {})[day] = counts
    return found


def _parts(within: "Mapping[str, Days]", said: "Words", *, is_divided: bool) -> tuple[Part, ...]:
    return tuple(
        Part(part, _called(part, said), _url(part) if is_divided else f"#on:{next(iter(days))}", *_sum(days.values()))
        for part, days in within.items()
    )


def _sum(counts: "Iterable[tuple[int, int]]") -> tuple[int, int]:
    """Return how many documents, and how many others, there are together."""
    documents, others = zip(*counts, strict=True)
    return sum(documents), sum(others)


def _not_too_many(parts: "Sequence[Part]") -> "list[Part]":
    """Return what the columns are made of: every year of the time with or without marks, or some years together."""
    if _level(parts[0].when) != _YEAR:
        return list(parts)
    known = {int(part.when): part for part in parts}
    first, last = min(known), max(known)
    step = -(-(last - first + 1) // _MOST_COLUMNS)
    made = []
    for year in range(first, last + 1, step):
        within = [known[each] for each in range(year, year + step) if each in known]
        url = "" if not within else within[0].url if step == 1 else f"#in:{within[0].when}"
        documents, others = (sum(getattr(part, name) for part in within) for name in ("documents", "others"))
        made.append(Part(year_name(year), str(year), url, documents, others))
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
