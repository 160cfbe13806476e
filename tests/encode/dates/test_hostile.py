"""Any text at all: nothing is raised, places are right, and the work grows as the text does."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.dates import Context, Found, find, read
from tei.encode.dates.expressions import EXPRESSIONS, WHOLE
from tei.encode.dates.grammar import CHARACTERS, Form, Pass
from tei.encode.dates.lexicon import NEEDED, may_tell
from tei.encode.dates.periods import PARTS, PERIODS
from tei.encode.dates.points import POINTS
from tei.encode.dates.tokens import tokens

PASSES = (POINTS, PERIODS, PARTS, EXPRESSIONS, WHOLE)
REFERENCE = Context("1949-10-23")
PIECES = st.sampled_from((
    "3", "5", "21", "31", "32", "49", "1949", "1100", "2300", "0", "00", "000", "232300Z", "23", "10", "XII", "May",
    "May.", "March", "october", "October", "OCT", "Sunday", "mid-", "early", "late", "first", "second", "third",
    "half", "week", "of", "the", "in", "on", "at", "by", "from", "to", "-", "–", "/", ".", ",", ":", "(", ")", "'",
    "’", "s", "'s", "th", "st", "since", "until", "before", "after", "c.", "between", "and", "or", "spring",
    "winter", "this", "last", "year", "month", "night", "a.m.", "pm", "h", "Uhr", "hours", "Z", "GMT", "Moscow",
    "time", "O.S.", "old", "style", "г.", "года", "октября", "мая", "年", "月", "日", "十", "一九四九", "民国",
    "元", "№", "p.", "f.", "tons", "I", "V", "noon", "century", "days", "inst.",
    "[", "]", "?", "\n", "\n\n", "\xa0", "１９",
    "T", "²", "١٢", "𝟛",
))  # fmt: skip


def _is_sound(text: str, found: list[Found]) -> bool:
    spans = [(one.start, one.end) for one in found]
    return all(0 <= start < end <= len(text) for start, end in spans) and all(
        left[1] <= right[0] for left, right in pairwise(spans)
    )


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]), st.sampled_from([REFERENCE, Context()]))
def test_any_pieces_of_dates_are_survived(pieces: list[str], glue: str, context: Context) -> None:
    text = glue.join(pieces)
    found = find(text, context)
    assert _is_sound(text, found)
    assert all(one.attributes or one.doubts for one in found)
    one = read(text, context)
    assert one is None or (text[one.start : one.end] == text.strip() and (one.attributes or one.doubts))


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    assert _is_sound(text, find(text, REFERENCE))
    read(text, REFERENCE)


def test_characters_beyond_the_first_plane_count_as_one() -> None:
    text = "𝕊𝟛 on 3 May 1951 𝕊"
    (found,) = find(text, REFERENCE)
    assert text[found.start : found.end] == "3 May 1951"


def _forms(one: Pass) -> list[Form]:
    return [form for forms in one._forms.values() for form in forms]


@pytest.mark.parametrize("one", PASSES)
def test_no_form_repeats_anything(one: Pass) -> None:
    """What cannot repeat takes a bounded number of items, however long the text is."""
    assert all(not re.search(r"[*+{]", form.pattern.pattern) for form in _forms(one))


def _always(pattern: str, wanted: frozenset[str], at: int = 0) -> tuple[bool, int]:
    """Whether all that *pattern* matches from *at* to the bracket that closes has one of *wanted*; where it ends."""
    branches = [False]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            branches.append(False)
            at += 1
            continue
        if pattern[at] == "(":
            has, at = _always(pattern, wanted, at + (3 if pattern.startswith("(?:", at) else 1))
        else:
            has = pattern[at] in wanted
        at += 1
        if pattern[at : at + 1] == "?":
            has = False
            at += 1
        branches[-1] |= has
    return all(branches), at


@pytest.mark.parametrize("one", PASSES)
def test_no_form_does_without_what_a_text_is_first_looked_through_for(one: Pass) -> None:
    made = {"day", "dated", "period", "dayclock", "time"} if one is not POINTS else set()
    wanted = frozenset(CHARACTERS[sort] for sort in NEEDED | made)
    assert all(_always(form.pattern.pattern, wanted)[0] for form in _forms(one))


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_what_is_looked_through_for_has_the_sorts_that_are_needed(text: str) -> None:
    assert may_tell(text) or not any(item.sort in NEEDED for item in tokens(text))


HOSTILE = {
    "digits": "7" * 1_000_000,
    "ones": "1 " * 2_000,
    "May": "May " * 2_000,
    "in May": "in May " * 1_000,
    "days": "3 May - " * 1_000,
    "brackets": "(" * 2_000 + "1949" + ")" * 2_000,
    "times": "at 1100 " * 1_000,
    "years": "1949 " * 2_000,
    "stops": "1.2." * 1_000,
    "Chinese": "一" * 100_000,
    "empty lines": "\n" + " \t" * 20_000 + "\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_is_in_proportion_to_the_items(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pass looks at each item once at most, and each look tries bounded forms."""
    text = HOSTILE[name]
    looks = 0
    longest = Pass._longest

    def counted(*arguments: object) -> object:
        nonlocal looks
        looks += 1
        return longest(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Pass, "_longest", counted)
    assert _is_sound(text, find(text, REFERENCE))
    assert looks <= 4 * len(tokens(text))


@pytest.mark.full
@pytest.mark.parametrize(
    "piece", ["7", "May ", "in the ", "\n\n", "Moscow, 3 May 1949. The delegation has left for Seoul. "]
)
def test_five_megabytes_are_read(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    assert _is_sound(text, find(text, REFERENCE))


def test_a_date_may_go_on_in_the_next_line_but_not_beyond_an_empty_one() -> None:
    for text, spans in (
        ("on 23\nOctober 1949", ["23\nOctober 1949"]),
        ("on 23\r\n  October\t1949", ["23\r\n  October\t1949"]),
        ("on 23\n\nOctober 1949", ["October 1949"]),
        ("23 October\n \n1949", ["23 October"]),
        ("at\u00a01100 on 23\u00a0October", ["1100 on 23\u00a0October"]),
        ("Printed at 0920\n\nVerified by the chief 1100\n\nSent 5", ["0920", "1100"]),
    ):
        assert [text[one.start : one.end] for one in find(text, REFERENCE)] == spans
