"""Places near the beginning of a text are counted, those farther off looked up in a table: both say the same."""

from hypothesis import given
from hypothesis import strategies as st

from tei.document.positions import Positions

LINES = st.text(st.sampled_from("a\u00e9\U0001f600\n\r\u2028 "), max_size=60)


@given(text=LINES, place=st.integers(min_value=0, max_value=60))
def test_a_place_is_the_same_by_counting_and_by_the_table(text: str, place: int) -> None:
    offset = min(place, len(text))
    counted = Positions("a.xml", text).place(offset)
    looked_up = Positions("a.xml", text)
    assert len(looked_up._line_starts) > 0
    assert looked_up.place(offset) == counted


def test_lines_end_with_a_line_feed_a_carriage_return_or_both() -> None:
    assert [Positions("a.xml", "a\nb\r\nc\rd").place(offset) for offset in (0, 2, 5, 7)] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
    ]
