"""Where things are drawn: without collisions, and on each machine alike."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.publish.entities import Entity, Point
from tei.publish.indexes import layering, lettering, line, moments, projection
from tei.publish.indexes.exchanges import Correspondent, Exchange, Sent
from tei.publish.indexes.gathering import Entry
from tei.publish.model import Item

ITEM = Item("a.xml", "a", "A", "")
DAYS = st.dates().map(lambda day: f"{day:%Y}".zfill(4) + f"{day:-%m-%d}")
SAID = line.Wishes(mark=lambda mark: mark.words, more=lambda number: f"(and {number} more)", tick=lambda when: when)


def mark(when: str, what: moments.What = "date") -> moments.Mark:
    return moments.Mark(what, when, f"What was on {when} " * 9, "")


def entry(name: str, latitude: float, longitude: float, occurrences: int = 1) -> Entry:
    entity = Entity("x", "place", point=Point(latitude, longitude))
    return Entry("place:x", "place", name, "", "", 1, occurrences, entity)


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_labels_of_a_timeline_have_a_row_each_and_keep_their_order(days: list[str]) -> None:
    found = line.line([mark(day) for day in sorted(days)], SAID)
    labels = [float(row.label) for row in found.rows]
    assert all(after - before > 23.8 for before, after in pairwise(labels))
    assert min(labels) > 0
    assert max(labels) < float(found.height)
    assert [row.when for row in found.rows] == sorted(set(days))


def test_label_of_a_mark_that_stands_alone_is_beside_it() -> None:
    found = line.line([mark("1900"), mark("1910"), mark("1920")], SAID)
    assert [row.at for row in found.rows] == [row.label for row in found.rows]


def test_label_tells_how_many_more_there_are_although_it_is_cut() -> None:
    (row,) = line.line([mark("1900"), mark("1900"), mark("1900", "document")], SAID).rows
    assert row.is_document
    assert row.words.startswith("What was on 1900")
    assert row.words.endswith("… (and 2 more)")


def test_ticks_of_some_months_are_months_and_of_centuries_are_years() -> None:
    few = line.line([mark("1949-03"), mark("1949-06-25")], SAID)
    many = line.line([mark("-0044-03-15"), mark("1949-06-25")], SAID)
    assert [tick.words for tick in few.ticks] == ["1949-03", "1949-04", "1949-05", "1949-06"]
    assert [tick.words for tick in many.ticks] == [
        "0000",
        "0200",
        "0400",
        "0600",
        "0800",
        "1000",
        "1200",
        "1400",
        "1600",
        "1800",
    ]


@pytest.mark.parametrize("when", ["1949-13", "1949-02-30", "1949-10-23T09:00", "49", "in May", ""])
def test_what_is_not_in_the_calendar_is_no_day(when: str) -> None:
    assert not moments.is_day(when)


def test_days_count_through_the_year_zero() -> None:
    assert moments.days("1949-10-23") == (711788, 711788)
    assert moments.days("1949-02") == (711524, 711551)
    assert moments.days("0001-01-01") == (1, 1)
    assert moments.days("0000")[1] == 0
    assert moments.days("-0001")[1] == moments.days("0000")[0] - 1


def exchange(sender: str, recipient: str, letters: int = 1) -> Exchange:
    sent = Sent(ITEM, "", "1949", is_inside=False)
    return Exchange(
        Correspondent(sender, sender, sender), Correspondent(recipient, recipient, recipient), (sent,) * letters
    )


def test_lines_of_a_correspondence_do_not_cross_if_they_need_not() -> None:
    found = layering.graph([exchange("a", "z"), exchange("b", "y"), exchange("c", "x"), exchange("a", "y")])
    places = {one.correspondent.key: float(one.at) for one in (*found.senders, *found.recipients)}
    lines = [(places[edge.exchange.sender.key], places[edge.exchange.recipient.key]) for edge in found.edges]
    assert all((a - c) * (b - d) >= 0 for a, b in lines for c, d in lines)


def test_line_is_the_thicker_the_more_letters_there_are() -> None:
    found = layering.graph([exchange("a", "z"), exchange("a", "y", 9), exchange("b", "z", 3)])
    assert [edge.thickness for edge in found.edges] == ["14", "4.6", "1.5"]
    assert [(one.correspondent.key, one.letters) for one in found.senders] == [("a", 10), ("b", 3)]


def boxes(chart: projection.Chart) -> list[tuple[float, float, float, float]]:
    made = []
    for spot in chart.spots:
        x, y, radius = float(spot.x), float(spot.y), float(spot.radius)
        made.append((x - radius, y - radius, x + radius, y + radius))
        if spot.label:
            left, base = float(spot.left), float(spot.base)
            made.append((left, base - 12, left + lettering.width_px(spot.label), base + 4))
    return made


PLACES = st.builds(entry, st.text(max_size=30), st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 50))


@given(st.lists(PLACES, min_size=1, max_size=40))
def test_every_place_is_on_the_map_and_no_label_covers_anything(places: list[Entry]) -> None:
    chart = projection.chart(places)
    assert len(chart.spots) == len(places)
    for spot in chart.spots:
        assert 0 <= float(spot.x) <= projection.WIDTH_PX
        assert 0 <= float(spot.y) <= float(chart.height)
        for other in chart.spots if spot.label else ():
            left, base = float(spot.left), float(spot.base)
            x, y, radius = float(other.x), float(other.y), float(other.radius)
            is_beside = x + radius <= left + 0.2 or x - radius >= left + lettering.width_px(spot.label) - 0.2
            assert is_beside or y + radius <= base - 12 or y - radius >= base + 4
    texts = [box for box, spot in zip(_labels(chart), chart.spots, strict=True) if spot.label]
    for number, (left, base, right) in enumerate(texts):
        for other_left, other_base, other_right in texts[:number]:
            assert right <= other_left + 0.2 or other_right <= left + 0.2 or abs(base - other_base) >= 17.3


def _labels(chart: projection.Chart) -> list[tuple[float, float, float]]:
    return [(float(one.left), float(one.base), float(one.left) + lettering.width_px(one.label)) for one in chart.spots]


def test_map_goes_over_the_line_of_the_date_rather_than_round_the_earth() -> None:
    chart = projection.chart([entry("Suva", -18.14, 178.44), entry("Apia", -13.83, -171.77)])
    assert float(chart.spots[0].x) < float(chart.spots[1].x)
    assert [line.degrees for line in chart.meridians] == [178, -180, -178, -176, -174, -172]


@pytest.mark.parametrize(
    "words, most_px, shown",
    [
        ("Mao Zedong", 400, "Mao Zedong"),
        ("Mao Zedong", 50, "Mao…"),
        ("a\u202eb\u2066c", 400, "abc"),
        ("毛泽东", 35, "毛…"),
    ],
)
def test_words_are_cut_to_the_room_that_there_is(words: str, most_px: float, shown: str) -> None:
    assert lettering.shortened(words, most_px) == shown


@pytest.mark.parametrize(
    "value, said", [(0.04, "0"), (-0.04, "0"), (12.25, "12.2"), (3.0, "3"), (10.0, "10"), (100, "100")]
)
def test_length_is_written_shortly(value: float, said: Any) -> None:
    assert lettering.number(value) == said


def test_documents_and_dates_have_a_scale_each() -> None:
    parts = [
        line.Part("1949", "1949", "", 3, 900),
        line.Part("1950", "1950", "", 1, 30),
        line.Part("1951", "1951", "", 0, 0),
    ]
    shapes = [[float(one) for one in column.shape] for column in line.columns(parts)]
    rises, falls = [shape[2] for shape in shapes], [shape[4] for shape in shapes]
    assert rises[0] == falls[0] > 100
    assert rises[1] == pytest.approx(rises[0] / 3, abs=0.1)
    assert falls[1] == pytest.approx(falls[0] / 30, abs=0.1)
    assert (rises[2], falls[2]) == (0, 0)
