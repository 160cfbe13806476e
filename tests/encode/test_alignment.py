"""Two sequences face to face: the hunks always rebuild both."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tei.encode.alignment import align

words = st.lists(st.sampled_from(list("abcdefg")), max_size=40)


@given(words, words)
def test_hunks_cover_both_sequences_in_order_and_equal_hunks_are_equal(first: list[str], second: list[str]) -> None:
    hunks = align(first, second)
    rebuilt = [word for hunk in hunks for word in first[hunk.start : hunk.end]]
    other = [word for hunk in hunks for word in second[hunk.other_start : hunk.other_end]]
    assert (rebuilt, other) == (first, second)
    assert all(
        first[hunk.start : hunk.end] == second[hunk.other_start : hunk.other_end] for hunk in hunks if hunk.equal
    )
    assert all(left.equal != right.equal for left, right in pairwise(hunks))


@given(words)
def test_a_sequence_equals_itself_in_one_hunk(sequence: list[str]) -> None:
    assert [hunk.equal for hunk in align(sequence, sequence)] == [True] * bool(sequence)


def test_a_long_text_with_few_differences_differs_exactly_there() -> None:
    source = random.Random(1)  # noqa: S311 - words, not secrets
    text = [source.choice(["the", "of", "and", f"w{number}"]) for number in range(60_000)]
    changed = [*text[:20_000], "NEW", *text[20_000:40_000], *text[40_001:]]
    differing = [hunk for hunk in align(text, changed) if not hunk.equal]
    assert len(differing) == 2
    assert changed[differing[0].other_start : differing[0].other_end] == ["NEW"]
    assert differing[1].end - differing[1].start == 1


def test_a_long_text_of_repetitions_is_still_aligned() -> None:
    hunks = align(["a", "b"] * 2_000, ["b", "a"] * 2_000)
    assert sum(hunk.end - hunk.start for hunk in hunks if hunk.equal) >= 2_000
