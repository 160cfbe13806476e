"""The language of forms, and how a pass puts one item in place of several."""

import re

import pytest

from tei.encode.dates.grammar import Item, Made, Pass, Reading, form, sorts_of


def _items(*sorts: str) -> list[Item]:
    return [Item(sort, 2 * at, 2 * at + 1, sort) for at, sort in enumerate(sorts)]


def _reduced(one: Pass, items: list[Item]) -> list[Item]:
    reduced, sorts = one.reduce(items, sorts_of(items))
    assert sorts == sorts_of(reduced)
    return reduced


def _all(reading: Reading) -> Made:
    return reading.made("word", [name for name in ("a", "b") if reading[name]])


def _sorts(items: list[Item]) -> list[str]:
    return [item.text for item in items]


def test_the_longest_form_takes_its_items() -> None:
    one = Pass([form("a=number", _all), form("a=number stop b=number", _all), form("a=number stop", _all)])
    reduced = _reduced(one, _items("comma", "number", "stop", "number", "number"))
    assert _sorts(reduced) == ["comma", "number stop number", "number"]
    assert [item.value for item in reduced[1:]] == [["a", "b"], ["a"]]
    assert (reduced[1].start, reduced[1].end) == (2, 7)


def test_a_name_may_stand_in_several_branches() -> None:
    one = Pass([form("(stop a=number | comma a=month b=four?)", _all)])
    assert _sorts(_reduced(one, _items("stop", "number", "comma", "month"))) == ["stop number", "comma month"]


def test_a_fragment_stands_for_what_it_writes_but_not_for_a_name() -> None:
    made = form("a=DAY DAY?", _all, {"DAY": "number suffix?"})
    one = Pass([made])
    assert _sorts(_reduced(one, _items("number", "suffix", "number"))) == ["number suffix number"]


def test_a_form_begins_with_each_of_its_branches_and_what_follows_the_optional() -> None:
    made = form("comma? (the? day | month)", _all)
    openings = form("(comma | the | day | month)", _all).openings
    assert made.openings == openings


def test_what_a_reader_refuses_stays() -> None:
    one = Pass([form("number stop", lambda _: None)])
    assert _sorts(_reduced(one, _items("number", "stop"))) == ["number", "stop"]


def test_a_reader_may_leave_items_out_on_both_sides() -> None:
    one = Pass([form("in a=month comma", lambda reading: reading.made("word", None, 1, 2))])
    reduced = _reduced(one, _items("in", "month", "comma"))
    assert [(item.sort, item.text) for item in reduced] == [("in", "in"), ("word", "month"), ("comma", "comma")]


def test_what_stands_left_is_what_was_made_of_it() -> None:
    seen: list[str] = []

    def read(reading: Reading) -> Made:
        seen.append(reading.left.text if reading.left else "")
        return _all(reading)

    _reduced(Pass([form("a=number stop?", read)]), _items("number", "stop", "number"))
    assert seen == ["", "number stop"]


def test_a_sort_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError, match="dya"):
        form("dya", _all)


def test_the_language_has_no_repetition() -> None:
    assert not re.search(r"[*+{]", form("(number | four)? stop? a=(month comma?)", _all).pattern.pattern)
