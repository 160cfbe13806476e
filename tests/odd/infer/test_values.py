import pytest

from tei.odd.infer.values import Closed, closed, is_few, words
from tei.odd.specs import AttDef, DataRef, Datatype, Occurs, ValItem, ValList

WORD = AttDef("type", datatype=Datatype(DataRef("teidata.enumerated")))
WORDS = AttDef("rend", datatype=Datatype(DataRef("teidata.word"), Occurs(1, None)))


def test_value_of_one_word_is_counted_without_the_space_around_it() -> None:
    assert words(WORD, {"a": 2, " a\n": 1, "a b": 4, "": 3}) == {"a": 3}


def test_each_of_several_words_is_counted() -> None:
    assert words(WORDS, {"a": 2, "a  b": 4, "": 3}) == {"a": 6, "b": 4}


@pytest.mark.parametrize(
    "counts, few",
    [
        ((10,), True),
        ((9,), False),
        ((5, 5), True),
        ((6, 5, 4), True),
        ((5, 5, 4), False),  # Fewer than five each.
        ((30, 8, 1), True),
        ((30, 7, 1, 1), False),  # One in twenty is the only one of its kind.
        ((), False),
    ],
)
def test_few_values_occur_often_enough_not_to_be_chance(counts: tuple[int, ...], *, few: bool) -> None:
    assert is_few({str(number): count for number, count in enumerate(counts)}, 4) is few


def test_no_more_values_are_few_than_are_asked_for() -> None:
    assert is_few({"a": 10, "b": 10}, 2)
    assert not is_few({"a": 10, "b": 10}, 1)
    assert not is_few({"a": 10}, 0)


def test_list_of_the_source_is_narrowed_and_its_default_stays() -> None:
    known = ValList((ValItem("a"), ValItem("b"), ValItem("c")), "closed")
    definition = AttDef("part", datatype=WORD.datatype, values=known, default="c")
    assert closed(definition, {"b": 10, "x": 10}) == Closed(("b", "c"), replaces=True)
    assert closed(definition, {"a": 1, "b": 1}) is None


def test_suggested_values_are_replaced_and_free_ones_listed() -> None:
    suggested = AttDef("type", datatype=WORD.datatype, values=ValList((ValItem("a"),), "semi"))
    assert closed(suggested, {"z": 1, "b": 1}) == Closed(("b", "z"), replaces=True)
    assert closed(WORD, {"z": 1}) == Closed(("z",), replaces=False)
