"""What documents name, and when, as a database that pages ask."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei.errors import EnvironmentFault
from tei.publish.entities import Entity, Happening
from tei.publish.indexes import names
from tei.publish.indexes.gathering import gathered
from tei.publish.indexes.moments import WHATS, Mark, Marks, What, is_day, sortable
from tei.publish.inside import Inside, Strings, Told, packed
from tei.publish.model import Item, Site
from tei.publish.register import Marked, Named, Register

DAYS = st.one_of(
    st.dates().map(lambda day: f"{day.year:04}{day:-%m-%d}"),
    st.sampled_from(["1949", "1949-10", "1949-10-23", "-0044", "-0044-03", "-0044-03-15", "1949-13", "", "soon"]),
)


def item(number: int, named: Iterable[tuple[str, str, int]] = (), when: str = "", days: Iterable[str] = ()) -> Item:
    """A document that names what is *named*, a key, a name and how often, and *days*."""
    told = Told(
        [],
        [
            (key, key.partition(":")[0], name, "", [[f"a{place}", name, "", "", ""] for place in range(count)])
            for key, name, count in named
        ],
        [[day, day, f"on {day}", "", "", ""] for day in days],
    )
    return Item(f"{number}.xml", f"d{number}", f"Document {number}", "", Inside(packed(None, told)), when=when)


def site(*items: Item, events: Iterable[str] = ()) -> Site:
    happened = tuple(Happening(day, f"event of {day}") for day in events)
    entity = Entity("x", "person", happenings=happened)
    return Site("Letters", items, register=Register(items), entities=(entity,))


def test_what_is_named_is_called_as_where_it_is_named_first() -> None:
    first = item(0, [("person:b", "Bo", 2), ("place:x", "X", 0)])
    second = item(1, [("person:a", "Ada", 1), ("person:b", "BO", 3)])
    found = Register([first, second]).named
    assert found == (
        Named("person:b", "person", "Bo", "", 2, 5),
        Named("place:x", "place", "X", "", 1, 0),
        Named("person:a", "person", "Ada", "", 1, 1),
    )


def test_places_of_a_name_are_in_the_order_of_the_documents() -> None:
    register = Register([item(number, [("person:a", f"A{number}", number)]) for number in range(3)])
    assert register.counts("person:a") == [0, 1, 2]
    assert [(place.document, len(place.all())) for place in register.places("person:a")] == [(0, 0), (1, 1), (2, 2)]
    assert [[one[1] for one in place.all()] for place in register.places("person:a")] == [[], ["A1"], ["A2", "A2"]]
    assert list(register.places("person:nobody")) == []


@given(
    st.lists(st.tuples(DAYS, st.lists(DAYS, max_size=3)), min_size=1, max_size=8),
    st.lists(DAYS, max_size=3),
    st.sampled_from(["", "1949", "1949-10", "-0044", "-0044-03"]),
)
@settings(max_examples=60, deadline=None)
def test_marks_are_those_that_sorting_all_gives(
    documents: list[tuple[str, Strings]], events: Strings, when: str
) -> None:
    named = [item(number, [("person:x", "X", 1)], day, days) for number, (day, days) in enumerate(documents)]
    whole = site(*named, events=events)
    entries = [replace(entry, entity=whole.entities[0]) for entry in gathered(whole)]
    wanted: list[tuple[What, str]] = [("event", day) for day in events]
    for day, days in documents:
        wanted += [("document", day), *(("date", each) for each in days)]
    order = sorted(
        ((what, day) for what, day in wanted if is_day(day)), key=lambda one: (sortable(one[1]), WHATS.index(one[0]))
    )
    marks = Marks(whole, entries)
    assert told(marks, marks.within(when)) == [one for one in order if not when or f"{one[1]}-".startswith(f"{when}-")]
    assert told(marks, marks.of(when)) == [one for one in order if when and one[1] == when]
    assert list(marks.days()) == list(dict.fromkeys(day for _, day in order))
    assert sum(map(sum, marks.days().values())) == len(order)
    assert whole.register.is_dated() == any(what != "event" for what, _ in order)


def told(marks: Marks, found: Iterable[Marked | Mark]) -> list[tuple[What, str]]:
    return [(mark.what, mark.when) for mark in map(marks.made, found)]


@given(st.lists(st.integers(0, 1200), max_size=12))
def test_pages_of_an_entry_have_all_places_once_and_in_order(counts: list[int]) -> None:
    pages = names.divided(counts)
    shares = [share for page in pages for share in page]
    assert list(dict.fromkeys(share.number for share in shares)) == list(range(len(counts)))
    for number, count in enumerate(counts):
        own = [share for share in shares if share.number == number]
        assert [place for share in own for place in range(share.start, share.end)] == list(range(count))
    for page in pages:
        assert sum(max(1, share.end - share.start) for share in page) <= names.MOST_OCCURRENCES
    # No page is left half empty.
    assert len(pages) <= 1 + sum(max(1, count) for count in counts) // names.MOST_OCCURRENCES


def test_a_disk_that_is_full_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "register.db").mkdir()
    with pytest.raises(EnvironmentFault, match="register"):
        Register([], tmp_path)


def test_python_without_sqlite_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(EnvironmentFault, match="built without"):
        Register()
