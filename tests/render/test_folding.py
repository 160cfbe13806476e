"""Lines folded to a width as a terminal counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.render.folding import Line, columns, folded

TEXT = st.text(alphabet="ab é\u0301漢字、。（）\u00a0-", max_size=80)


def test_rows_after_the_first_are_indented() -> None:
    assert folded([Line("one two three four five", "- ", "  ")], 14) == "- one two\n  three four\n  five\n"


def test_underline_is_as_long_as_the_longest_row() -> None:
    assert folded([Line("a heading of words", underline="=")], 12) == "a heading of\nwords\n============\n"


def test_blank_lines_in_a_row_become_one() -> None:
    blank = Line("")
    assert folded([blank, Line("a"), blank, blank, Line("b"), blank], 0) == "a\n\nb\n"


def test_no_lines_give_no_text() -> None:
    assert folded([Line("")], 10) == ""


def test_word_longer_than_the_width_is_left_whole() -> None:
    assert folded([Line("see https://example.org/a/long/address now")], 12) == (
        "see\nhttps://example.org/a/long/address\nnow\n"
    )


def test_no_break_space_parts_nothing() -> None:
    assert folded([Line("aaaaaa bbbb\u00a0cccc")], 12) == "aaaaaa\nbbbb\u00a0cccc\n"


def test_wide_characters_count_twice_and_part_without_spaces() -> None:
    assert folded([Line("毛泽东同志你好吗。")], 16) == "毛泽东同志你好\n吗。\n"


def test_closing_mark_never_begins_a_row() -> None:
    assert folded([Line("毛泽东同志你、吗")], 12) == "毛泽东同志\n你、吗\n"


@pytest.mark.parametrize("words, expected", [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("", 0)])
def test_columns_are_those_of_a_terminal(words: str, expected: int) -> None:
    assert columns(words) == expected


@given(TEXT, st.integers(min_value=0, max_value=40))
def test_folding_loses_no_character_but_space(words: str, width: int) -> None:
    spaces = str.maketrans("", "", " \n")
    assert folded([Line(words, "> ", ". ")], width).translate(str.maketrans("", "", "\n >.")) == words.translate(spaces)
