"""Markdown is read as CommonMark with tables and footnotes, and an editor's brackets survive or are doubted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.reading import Line, Text, markdown, read_bytes
from tei.errors import DocumentError, EnvironmentFault


def read(source: str) -> Text:
    return read_bytes(source.encode(), "t.md")


def lines(source: str) -> list[tuple[str, str, int]]:
    """Text, kind and number of the lines that are not empty."""
    return [(line.text, line.kind, line.number) for line in read(source).lines if line.text or line.kind]


def only(source: str) -> Line:
    (line,) = [line for line in read(source).lines if line.text or line.kind]
    return line


@pytest.mark.parametrize(
    "source,expected",
    [
        ("# One\n\ntwo\nthree", [("One", "heading-1", 1), ("two three", "", 3)]),
        ("One\n===\n\nTwo\n---", [("One", "heading-1", 1), ("Two", "heading-2", 4)]),
        ("one  \ntwo\\\nthree", [("one", "", 1), ("two", "", 2), ("three", "", 3)]),
        ("> one\n>\n> two", [("one", "quote", 1), ("two", "quote", 3)]),
        ("***", [("", "rule", 1)]),
        ("    typed  text\n      in columns", [("typed  text", "", 1), ("  in columns", "", 2)]),
        ("a<br>b &amp; \\*c\\*", [("a", "", 1), ("b & *c*", "", 1)]),
    ],
)
def test_blocks_are_lines_at_their_places(source: str, expected: list[tuple[str, str, int]]) -> None:
    assert lines(source) == expected


def test_items_have_the_markers_of_the_source() -> None:
    assert lines("5) five\n   - nested\n7) seven\n\n\n* star") == [
        *(("5) five", "item", 1), ("- nested", "item", 2), ("7) seven", "item", 3), ("* star", "item", 6)),
    ]


def test_a_table_has_rows_of_cells() -> None:
    found = [line for line in read("| a | b |\n|---|---|\n| 1 | **2** |").lines if line.text]
    assert [(line.text, line.kind, [(cell.start, cell.end, cell.head) for cell in line.cells]) for line in found] == [
        ("a\tb", "row", [(0, 1, True), (2, 3, True)]),
        ("1\t2", "row", [(0, 1, False), (2, 3, False)]),
    ]
    assert [(run.kind, run.start, run.end) for run in found[1].runs] == [("bold", 2, 3)]


def test_runs_tell_what_differs() -> None:
    line = only("*a* **b** ~~c~~ `d` [e](http://x.example/) x<sup>2</sup>")
    assert [(run.kind, line.text[run.start : run.end], run.target) for run in line.runs] == [
        *(("italic", "a", ""), ("bold", "b", ""), ("strike", "c", ""), ("code", "d", "")),
        *(("link", "e", "http://x.example/"), ("superscript", "2", "")),
    ]


def test_a_footnote_stands_at_the_end_and_its_marker_leads_to_it() -> None:
    text = read("one[^x] two[^y]\n\n[^x]: The *note*.\n\n    More.\n[^y]: Other.\n\nend")
    kept = [line for line in text.lines if line.text]
    assert [(line.text, line.kind, line.note) for line in kept] == [
        *(("one1 two2", "", ""), ("end", "", ""), ("1. The note.", "note", "fn1"), ("More.", "note", "fn1")),
        ("2. Other.", "note", "fn2"),
    ]
    assert [(run.start, run.end, run.target) for run in kept[0].runs if run.kind == "note"] == [
        *((3, 4, "fn1"), (8, 9, "fn2")),
    ]
    assert text.doubts == ()


@pytest.mark.parametrize(
    "brackets",
    [
        *("to FILIPPOV [Stalin]", "[stamp: 4th unit [[special sector]]", "[[x]] and [ ] and []", "lead^[remark]"),
        *(
            "[handwritten: [?] [illegible]",
            "19[4]5",
            "W[illiam]",
            "[...] […]",
            "[two\twords] (p. 1)",
            "[a] [b]",
            "![x]",
        ),
    ],
)
def test_brackets_that_are_no_link_stay_and_are_not_doubted(brackets: str) -> None:
    text = read(brackets)
    assert " ".join(line.text for line in text.lines).split() == brackets.split()
    assert text.doubts == ()


@pytest.mark.parametrize(
    "source,doubt",
    [
        ("x\n\nFILIPPOV [Mao](Zedong)", "“[Mao](Zedong)” (line 3) is a link in Markdown, and loses its brackets"),
        (
            "x [illegible] y\n\n[illegible]: http://x.example/",
            "“[illegible]” (line 1) is a link in Markdown, and loses its brackets",
        ),
        ("x\n\n[note]: GRU", "“[note]: GRU” (line 3) defines a link in Markdown and is no text"),
        ("```stamp\nx\n```", "“stamp” (line 1) names the language of code in Markdown and is no text"),
        ("x <illegible> y", "“<illegible>” (line 1) is a tag in Markdown and is no text"),
    ],
)
def test_brackets_that_commonmark_takes_are_doubted(source: str, doubt: str) -> None:
    assert read(source).doubts == (doubt,)


def test_ordinary_links_are_not_doubted() -> None:
    assert read("[a](http://x.example/) [b](other.md) [c](#d) [e][f] <http://x.example>\n\n[f]: ../g/h").doubts == ()


def test_title_is_the_first_heading() -> None:
    assert read("x\n\n# The *title*\n\n# Other").title == "The title"


def test_the_source_is_decoded_as_text_is() -> None:
    text = read_bytes("# Посол".encode("koi8-r"), "t.md", encoding="koi8-r")
    assert (text.title, text.encoding, text.form, text.original) == ("Посол", "koi8-r", "markdown", "# Посол")
    with pytest.raises(DocumentError) as raised:
        read_bytes(b"a\n\xff", "t.md", encoding="utf-8")
    assert (raised.value.diagnostics[0].rule, raised.value.diagnostics[0].span.line) == ("fid.encoding", 2)


@pytest.mark.parametrize("source", ["> " * 500 + "x", "\n".join("  " * level + "- x" for level in range(500))])
def test_too_deep_a_nesting_is_refused(source: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read(source)
    assert raised.value.diagnostics[0].rule == "xml.too-deep"


def test_without_the_library_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "AVAILABLE", False)
    with pytest.raises(EnvironmentFault, match=r"Markdown needs markdown-it-py.*: pip install 'tei\[encode\]'"):
        read("x")


@pytest.mark.parametrize("data", [b"", b"\n", b"[x]: http://y.example/"])
def test_a_file_without_text_has_no_lines(data: bytes) -> None:
    assert [line for line in read_bytes(data, "t.md").lines if line.text] == []


@given(
    st.lists(
        st.sampled_from(["one", "[two]", "[[three]]", "\n", "\n\n", "four five", "1. ", "> ", "# ", "…"]), max_size=12
    )
)
def test_no_word_is_lost(parts: list[str]) -> None:
    source = "".join(part if part.startswith("\n") else f"{part} " for part in parts)
    kept = "".join("".join(line.text for line in read(source).lines).split())
    for word in ("one", "[two]", "[[three]]", "fourfive", "…"):
        assert kept.count(word) == "".join(source.split()).count(word)
