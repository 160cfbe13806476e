import pytest

from tei.diagnostics import Diagnostic, Span
from tei.validate.excerpts import Excerpt, excerpts


def _one(source: str, *place: int) -> Excerpt | None:
    (found,) = excerpts(source, [Diagnostic("xml.empty", "m", "p", Span(*place))])
    return found


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_of_the_finding_is_shown_whatever_ends_it(line_end: str) -> None:
    source = line_end.join(["<a>", "<b/>", "</a>"])
    assert _one(source, 2, 1, 2, 5) == Excerpt("<b/>", 0, 4)


def test_characters_that_end_lines_elsewhere_do_not_end_them_in_xml() -> None:
    source = "<a>\u2028\u0085<b/></a>"
    assert _one(source, 1, 6, 1, 10) == Excerpt(source, 5, 9)


def test_mark_over_several_lines_goes_to_the_end_of_the_first() -> None:
    assert _one("<a\n  b='c'>", 1, 1, 2, 9) == Excerpt("<a", 0, 2)


def test_end_of_the_file_is_a_place_too() -> None:
    assert _one("<a>", 1, 4, 1, 4) == Excerpt("<a>", 3, 3)


def test_line_that_is_not_there_has_no_excerpt() -> None:
    assert _one("<a>", 2, 1, 2, 1) is None


def test_text_that_could_not_be_had_has_no_excerpt() -> None:
    assert _one("", 1, 1, 1, 1) is None


def test_long_line_is_cut_on_both_sides_of_the_mark() -> None:
    found = _one("x" * 1_000_000, 1, 500_001, 1, 500_004)
    assert found is not None
    assert (len(found.text), found.start, found.end, found.cut_before, found.cut_after) == (480, 240, 243, True, True)


def test_long_mark_ends_with_what_is_shown() -> None:
    found = _one("x" * 1000, 1, 1, 1, 1001)
    assert found == Excerpt("x" * 240, 0, 240, cut_before=False, cut_after=True)
