"""A tree is grown of ranges: each character once, what crosses gives way."""

from hypothesis import given
from hypothesis import strategies as st

from tei.encode.tree import Node, Range, Slice, grow
from tei.encode.tree.ranges import BLOCK, BODY, BRACKET, NAME

SOURCE = "abcdefghijklmnopqrstuvwxyz"


def shown(node: Node, source: str = SOURCE) -> str:
    """The tree as XML without attributes; what is generated stands in braces."""
    one = node.range
    low, high = one.inner
    inner = "".join(source[c.start : c.end] if isinstance(c, Slice) else shown(c, source) for c in node.children)
    before = f"{{{source[one.start : low]}}}" if one.before else ""
    after = f"{{{source[high : one.end]}}}" if one.after else ""
    return f"<{one.name}>{before}{inner}{after}</{one.name}>"


def grown(*ranges: Range) -> tuple[str, list[str]]:
    root, dropped = grow(ranges, Range(0, 10, "t", rank=BODY))
    return shown(root), [one.name for one in dropped]


def test_ranges_nest_whatever_their_order() -> None:
    assert grown(Range(4, 6, "c"), Range(1, 9, "a"), Range(2, 7, "b")) == ("<t>a<a>b<b>cd<c>ef</c>g</b>hi</a>j</t>", [])


def test_of_two_over_the_same_words_the_lower_rank_is_outside_then_the_earlier() -> None:
    assert grown(Range(2, 4, "name", rank=NAME), Range(2, 4, "p", rank=BLOCK), Range(2, 4, "a"), Range(2, 4, "b")) == (
        "<t>ab<p><a><b><name>cd</name></b></a></p>efghij</t>",
        [],
    )


def test_what_is_generated_is_no_text() -> None:
    gap = Range(2, 6, "gap", before=3, after=1)
    assert grown(gap, Range(7, 9, "x", before=1)) == ("<t>ab<gap>{cde}{f}</gap>g<x>{h}i</x>j</t>", [])


def test_of_two_that_cross_the_higher_rank_gives_way() -> None:
    assert grown(Range(1, 5, "n", rank=NAME), Range(3, 8, "b", rank=BRACKET)) == ("<t>abc<b>defgh</b>ij</t>", ["n"])
    assert grown(Range(1, 5, "b", rank=BRACKET), Range(3, 8, "n", rank=NAME)) == ("<t>a<b>bcde</b>fghij</t>", ["n"])


def test_what_gave_way_leaves_its_text_and_what_was_in_it() -> None:
    name = Range(1, 5, "n", rank=NAME, before=1)
    assert grown(name, Range(3, 4, "x", rank=NAME), Range(4, 8, "b")) == ("<t>abc<x>d</x><b>efgh</b>ij</t>", ["n"])


def test_nothing_begins_in_what_another_generates() -> None:
    assert grown(Range(1, 8, "b", before=3), Range(2, 6, "n", rank=NAME)) == ("<t>a<b>{bcd}efgh</b>ij</t>", ["n"])
    assert grown(Range(1, 8, "b", after=3), Range(4, 6, "n", rank=NAME)) == ("<t>a<b>bcde{fgh}</b>ij</t>", ["n"])


def test_empty_cells_stand_in_their_row() -> None:
    row = Range(2, 5, "row", rank=BLOCK)
    cells = [Range(at, at, "c", rank=BLOCK) for at in (2, 3, 5)]
    assert grown(row, *cells) == ("<t>ab<row><c></c>c<c></c>de<c></c></row>fghij</t>", [])


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    start = draw(st.integers(0, 26))
    end = draw(st.integers(start, 26))
    before = draw(st.integers(0, end - start))
    after = draw(st.integers(0, end - start - before))
    rank = draw(st.sampled_from([BLOCK, BRACKET, NAME]))
    return Range(start, end, "x", before=before, after=after, rank=rank)


@given(st.lists(ranges(), max_size=12))
def test_each_character_is_in_one_text_or_one_generated_string(made: list[Range]) -> None:
    root, dropped = grow(made, Range(0, 26, "t", rank=BODY))
    nodes = list(root.nodes())
    kept = [one for one in made if all(one is not other for other in dropped)]
    assert len(nodes) == len(kept) + 1
    pieces: list[tuple[int, int]] = []
    for node in nodes:
        low, high = node.range.inner
        pieces += [(node.range.start, low), (high, node.range.end)]
        pieces += [(child.start, child.end) for child in node.children if isinstance(child, Slice)]
    pieces = sorted(piece for piece in pieces if piece[0] < piece[1])
    assert "".join(SOURCE[start:end] for start, end in pieces) == SOURCE
