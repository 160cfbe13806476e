"""Days by number, against Python's calendar and known days of the Julian."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.dates import calendars
from tei.encode.dates.stretches import part_of
from tei.metadata.edtf import Point

DAYS = st.dates()


@given(DAYS)
def test_a_number_gives_its_day_back_and_the_day_of_the_week(day: date) -> None:
    point = Point(day.year, day.month, day.day)
    assert calendars.day_of(calendars.number(point)) == point
    assert calendars.weekday(point) == day.isoweekday()
    assert calendars.number(point) == day.toordinal() + 1721425


@pytest.mark.parametrize(
    "julian, gregorian",
    [
        (Point(1917, 10, 25), Point(1917, 11, 7)),
        (Point(1905, 1, 9), Point(1905, 1, 22)),
        (Point(1900, 2, 28), Point(1900, 3, 12)),
        (Point(1900, 2, 29), Point(1900, 3, 13)),
        (Point(1582, 10, 5), Point(1582, 10, 15)),
        (Point(1700, 2, 18), Point(1700, 2, 28)),
    ],
)
def test_julian_days_are_gregorian_ones(julian: Point, gregorian: Point) -> None:
    assert calendars.from_julian(julian) == gregorian


def test_a_julian_century_has_its_leap_day() -> None:
    assert calendars.is_day(Point(1900, 2, 29), julian=True)
    assert not calendars.is_day(Point(1900, 2, 29))
    assert not calendars.is_day(Point(1901, 2, 29), julian=True)
    assert not calendars.is_day(Point(1900, 2, 30), julian=True)


@pytest.mark.parametrize(
    "first, last, part, expected",
    [
        (Point(1949, 2), Point(1949, 2), "late", (Point(1949, 2, 21), Point(1949, 2, 28))),
        (Point(1949, 2), Point(1949, 2), "2 half", (Point(1949, 2, 16), Point(1949, 2, 28))),
        (Point(1949, 2), Point(1949, 2), "4 week", (Point(1949, 2, 22), Point(1949, 2, 28))),
        (Point(1949, 2), Point(1949, 2), "5 week", None),
        (Point(1948, 2), Point(1948, 2), "5 week", (Point(1948, 2, 29), Point(1948, 2, 29))),
        (Point(1949, 2), Point(1949, 2), "last week", (Point(1949, 2, 22), Point(1949, 2, 28))),
        (Point(1949, 2), Point(1949, 2), "3 half", None),
        (Point(1949, 2), Point(1949, 2), "1 quarter", None),
        (Point(1949), Point(1949), "last quarter", (Point(1949, 10), Point(1949, 12))),
        (Point(1949), Point(1949), "mid", (Point(1949, 5), Point(1949, 8))),
        (Point(1949), Point(1949), "2 week", None),
        (Point(1949, 12), Point(1950, 2), "mid", (Point(1950, 1), Point(1950, 1))),
        (Point(1949, 12), Point(1950, 2), "1 half", None),
        (Point(1950), Point(1959), "mid", (Point(1954), Point(1956))),
        (Point(1801), Point(1900), "2 quarter", (Point(1826), Point(1850))),
    ],
)
def test_parts_are_where_they_are_said_to_be(
    first: Point, last: Point, part: str, expected: tuple[Point, Point] | None
) -> None:
    assert part_of(first, last, part) == expected


@pytest.mark.parametrize(
    "first, last",
    [
        (Point(1949, 2), Point(1949, 2)),
        (Point(1949), Point(1949)),
        (Point(1950), Point(1959)),
        (Point(1801), Point(1900)),
        (Point(1949, 12), Point(1950, 2)),
    ],
)
def test_thirds_leave_nothing_out(first: Point, last: Point) -> None:
    parts = [part_of(first, last, part) for part in ("early", "mid", "late")]
    ends = [part for part in parts if part is not None]
    assert len(ends) == 3
    assert ends[0][0].first == first.first
    assert ends[2][1].last == last.last
    for before, after in ((ends[0], ends[1]), (ends[1], ends[2])):
        assert calendars.later(before[1].last, 1) == after[0].first
