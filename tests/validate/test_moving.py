"""Where places of a text are after changes, beside what becomes of the text itself."""

from hypothesis import given
from hypothesis import strategies as st

from tei.validate.fixing.moving import Shift

LETTERS = st.text("xyz", max_size=3)
# Parts of a text: some stay, the others give way to what stands beside them.
PARTS = st.lists(st.tuples(LETTERS, LETTERS | st.none()), min_size=1, max_size=8)


@given(PARTS)
def test_places_that_stay_are_where_their_letters_are(parts: list[tuple[str, str | None]]) -> None:
    changes: list[tuple[int, int, str]] = []
    places, old, new = [], 0, 0
    for before, after in parts:
        if after is None:
            places += [(old + number, new + number) for number in range(len(before))]
            old, new = old + len(before), new + len(before)
        elif not changes or changes[-1][1] < old:
            changes.append((old, old + len(before), after))
            old, new = old + len(before), new + len(after)
    shift = Shift(changes)
    for place, moved in places:
        first, last = shift.of(place)
        assert first <= moved <= last
        if not any(place in {start, end} for start, end, _text in changes):
            assert first == last == moved


def test_place_at_an_insertion_may_be_on_both_sides_of_it() -> None:
    assert Shift([(3, 3, "ab")]).of(3) == (3, 5)
    assert Shift([(1, 1, "ab"), (3, 5, "c")]).of(3) == (5, 5)
    assert Shift([(1, 1, "ab"), (3, 5, "cdef")]).of(3) == (5, 7)
    assert Shift([(1, 5, "ab")]).of(3)[0] == 1
