"""Where the marks of a timeline are drawn: a line of time that runs down, and columns where there are many."""

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.indexes import lettering
from tei.publish.indexes.moments import Mark, days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH_PX: Final = 720

AXIS_PX: Final = 128
LABEL_PX: Final = 222

_ELBOW_PX: Final = 22
_BOLD: Final = 1.12
_ROW_PX: Final = 24
_TOP_PX: Final = 24
_LENGTH_PX: Final = 320
_COLUMNS_PX: Final = 110
_GAP_PX: Final = 8


class Row(NamedTuple):
    """The marks of one date: the point on the line, the label beside it, and the line that joins them."""

    when: str
    marks: tuple[Mark, ...]
    at: str
    label: str
    path: str
    words: str
    is_document: bool


class Tick(NamedTuple):
    """A year or month on the line."""

    at: str
    words: str


class Line(NamedTuple):
    """A line of time, from top to bottom."""

    height: str
    top: str
    bottom: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


class Part(NamedTuple):
    """A year, a month or a day: how many documents it has, and how many dates in documents and events.

    ``url`` is its page, or its place in the table.
    """

    when: str
    words: str
    url: str
    documents: int
    others: int


class Column(NamedTuple):
    """A part of the time: how many documents, drawn upwards, and how many dates and events, drawn downwards.

    ``shape`` is where the column begins, its width, its height, where its top is, and how far it reaches down.
    """

    when: str
    words: str
    url: str
    documents: int
    others: int
    shape: tuple[str, ...]
    label: str


def by_date(marks: "Sequence[Mark]") -> list[tuple[str, tuple[Mark, ...]]]:
    """Return *marks* together that have the same date; they are in the order of time."""
    return [(when, tuple(found)) for when, found in groupby(marks, lambda mark: mark.when)]


class Wishes(NamedTuple):
    """The words of a line: those of a mark, of how many more there are of its date, and of a year or month."""

    mark: "Callable[[Mark], str]"
    more: "Callable[[int], str]"
    tick: "Callable[[str], str]"


def line(marks: "Sequence[Mark]", said: Wishes) -> Line:
    """Return the line of *marks*, labelled as *said* tells.

    Labels have a row each, the mark's own as far as there is room: none covers another, and no lines cross.
    """
    dates = by_date(marks)
    first, last = days(dates[0][0])[0], max(days(when)[0] for when, _ in dates)
    length = max(_LENGTH_PX, _ROW_PX * (len(dates) - 1))
    points = [_TOP_PX + length * (days(when)[0] - first) / max(1, last - first) for when, _ in dates]
    rows = tuple(
        _row(when, found, at, label, said)
        for (when, found), at, label in zip(dates, points, _spread(points), strict=True)
    )
    bottom = max(_TOP_PX + length, float(rows[-1].label))
    ticks = _ticks(first, last, length, said.tick)
    height = lettering.number(bottom + _TOP_PX)
    return Line(height, lettering.number(_TOP_PX), lettering.number(_TOP_PX + length), rows, ticks)


def _spread(points: "Sequence[float]") -> list[float]:
    """Return *points*, in order, with a row between each two, as near as can be to where they were.

    Source: Ayer and others, "An empirical distribution function for sampling with incomplete information" (1955):
    neighbours that are in each other's way are pooled at their mean.
    """
    pools: list[tuple[float, int]] = []
    for number, point in enumerate(points):
        pool = point - number * _ROW_PX, 1
        while pools and pools[-1][0] >= pool[0]:
            mean, size = pools.pop()
            pool = (mean * size + pool[0] * pool[1]) / (size + pool[1]), size + pool[1]
        pools.append(pool)
    places = [mean for mean, size in pools for _ in range(size)]
    return [max(float(_TOP_PX), place) + number * _ROW_PX for number, place in enumerate(places)]


def _row(when: str, marks: tuple[Mark, ...], at: float, label: float, said: Wishes) -> Row:
    chief = min(marks, key=lambda mark: mark.what != "document")
    is_document = chief.what == "document"
    more = f" {said.more(len(marks) - 1)}" if len(marks) > 1 else ""
    room = (WIDTH_PX - LABEL_PX) / (_BOLD if is_document else 1) - lettering.width_px(more)
    words = lettering.shortened(said.mark(chief), room) + more
    y, end = lettering.number(at), lettering.number(label)
    path = f"M{AXIS_PX + 13} {y}H{AXIS_PX + _ELBOW_PX}L{LABEL_PX - _ELBOW_PX} {end}H{LABEL_PX - 6}"
    return Row(when, marks, y, end, path, words, is_document)


def _ticks(first: int, last: int, length: float, ticked: "Callable[[str], str]") -> tuple[Tick, ...]:
    """Return the beginnings of years, or of months where there are only few of these, with room for their words."""
    found: list[Tick] = []
    lowest = float("-inf")
    for when in _beginnings(first, last):
        at = _TOP_PX + length * (days(when)[0] - first) / max(1, last - first)
        if at - lowest >= _ROW_PX:
            found.append(Tick(lettering.number(at), ticked(when)))
            lowest = at
    return tuple(found)


def _beginnings(first: int, last: int) -> list[str]:
    start, end = _year_of(first), _year_of(last)
    if end - start <= 2:  # noqa: PLR2004 - a label a month has room in three years
        months = [f"{year:04}-{month:02}" for year in range(start, end + 1) for month in range(1, 13)]
        return [month for month in months if first <= days(month)[0] <= last]
    step = next(size for size in _steps() if (end - start) / size <= 12)  # noqa: PLR2004 - labels on a screen
    years = range(start - start % step, end + 1, step)
    return [name for name in map(year_name, years) if first <= days(name)[0] <= last]


def _steps() -> "list[int]":
    return [digit * 10**power for power in range(5) for digit in (1, 2, 5)]


def year_name(year: int) -> str:
    """Return *year* as a date has it: ``0987``, ``-0044``."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _year_of(day: int) -> int:
    cycles, within = divmod(day - 1, 146_097)
    guess = cycles * 400 + within * 400 // 146_097 + 1
    while days(year_name(guess))[1] < day:
        guess += 1
    while days(year_name(guess))[0] > day:
        guess -= 1
    return guess


def columns(parts: "Sequence[Part]") -> tuple[Column, ...]:
    """Return the columns of *parts* of the time; documents, of which there are fewer, have a scale of their own."""
    room = WIDTH_PX / len(parts)
    most_documents = max(1, *(part.documents for part in parts))
    most_others = max(1, *(part.others for part in parts))
    made = []
    labelled = 0.0
    for number, part in enumerate(parts):
        left = number * room
        rise, fall = _COLUMNS_PX * part.documents / most_documents, _COLUMNS_PX * part.others / most_others
        label = ""
        if left >= labelled and left + lettering.width_px(part.words) <= WIDTH_PX:
            label, labelled = part.words, left + lettering.width_px(part.words) + _GAP_PX
        shape = map(lettering.number, (left, room * 0.8, rise, _COLUMNS_PX + 10 - rise, fall))
        made.append(Column(part.when, part.words, part.url, part.documents, part.others, tuple(shape), label))
    return tuple(made)
