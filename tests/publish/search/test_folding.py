"""Letters as they are compared."""

import unicodedata

import pytest

from tei.publish.search.folding import LETTERS, folded


@pytest.mark.parametrize(
    "written,plain",
    [
        ("Łódź", "Lódź"),
        ("Straße", "Strasse"),
        ("STRAẞE", "STRASSE"),
        ("œuvre", "oeuvre"),
        ("Ærø", "Aero"),
        ("Þórðr", "Thórdr"),
        ("Đorđe", "Dorde"),
        ("λόγος", "λόγοσ"),
        ("ſo", "so"),
        ("ırmak", "irmak"),
    ],
)
def test_letter_that_unicode_does_not_take_apart_is_plain(written: str, plain: str) -> None:
    assert folded(written) == plain


@pytest.mark.parametrize("words", ["Mólotov", "ёлка", "毛泽东", "Müller", "ISTANBUL", "ΛΟΓΟΣ", "plain words"])
def test_all_else_is_left_to_pagefind(words: str) -> None:
    assert folded(words) == words


def test_no_letter_is_in_the_table_that_marks_alone_tell_apart() -> None:
    assert not [letter for letter in LETTERS if unicodedata.decomposition(letter) and letter != "ſ"]
