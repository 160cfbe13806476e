"""Of an HTML page every visible word becomes a line's, laid out as a browser does, with the furniture told apart."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tei.encode.reading import Line, Text, read_bytes
from tei.errors import DocumentError
from tei.limits import Limits


def page(body: str, head: str = "<meta charset=utf-8>") -> Text:
    return read_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "p.html")


def lines(body: str) -> list[str]:
    """The text of the lines that are not empty."""
    return [line.text for line in page(body).lines if line.text]


def only(body: str) -> Line:
    (line,) = [line for line in page(body).lines if line.text or line.kind]
    return line


def runs(body: str) -> list[tuple[str, str, str]]:
    """Each run's kind, words and target."""
    line = only(body)
    return [(run.kind, line.text[run.start : run.end], run.target) for run in line.runs]


@pytest.mark.parametrize(
    "body,expected",
    [
        ("<p>one<p>two", ["one", "two"]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<p>  a \n\t b<b> c </b> d </p>", ["a b c d"]),
        ("<p>a<b> </b>b</p>", ["a b"]),
        ("<p>a <span> b</span></p>", ["a b"]),
        ("<p>un<b>broken</b>word</p>", ["unbrokenword"]),
        (
            "<p>a&nbsp;&nbsp;b &amp; &lt;c&gt; &#8220;d&rdquo; &shy;e&#x200b;f</p>",
            ["a\u00a0\u00a0b & <c> “d” \u00ade\u200bf"],
        ),
        ("<pre>\n  a\tb\n\n c</pre>", ["  a\tb", " c"]),
        ("<p style='white-space: pre-line'>a   b\nc</p>", ["a b", "c"]),
        ("<p style='white-space:pre-wrap'>a   b\nc</p>", ["a   b", "c"]),
        ("<p>a<wbr>b<!-- no -->c<script>no()</script><style>no{}</style></p>", ["abc"]),
        ("<p>a\fb</p>", ["a b"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", ["漢kan"]),
        ("<noscript><p>kept</p></noscript>", ["kept"]),
        ("<svg><title>no</title><text>kept</text></svg>", ["kept"]),
        ("<template><p>no</p></template><title>no</title>", []),
        ("<unknown-element>kept</unknown-element>", ["kept"]),
    ],
)
def test_lines_are_those_of_a_browser(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_paragraphs_have_an_empty_line_between_and_divisions_have_none() -> None:
    assert [line.text for line in page("<p>a</p><p>b</p><div>c</div><div>d<br><br>e</div>").lines] == [
        *("a", "", "b", "", "c", "d", "", "e"),
    ]


def test_lines_know_their_place_in_the_source() -> None:
    text = read_bytes(
        b"<title>one</title>\n\n<p>one\n two<br>\n three <b>x</b>\n<p>caf&eacute;</p><p>one</p>", "p.html"
    )
    assert [(line.text, line.number, line.column) for line in text.lines if line.text] == [
        *(("one two", 3, 4), ("three x", 5, 2), ("café", 6, 1), ("one", 6, 22)),
    ]


def test_places_hold_beyond_the_parsers_last_line() -> None:
    text = read_bytes(b"<p>first</p>" + b"\n" * 70_000 + b"<p>last</p>", "p.html")
    assert [(line.text, line.number, line.column) for line in text.lines if line.text] == [
        *(("first", 1, 4), ("last", 70_001, 4)),
    ]


@pytest.mark.parametrize(
    "body,expected",
    [
        ("<b>x</b> y", [("bold", "x", "")]),
        ("a <em>b <strong>c</strong></em>", [("italic", "b c", ""), ("bold", "c", "")]),
        ("<u>x</u><s>y</s>", [("underline", "x", ""), ("strike", "y", "")]),
        ("x<sup>2</sup><sub>3</sub>", [("superscript", "2", ""), ("subscript", "3", "")]),
        ("<b>a</b><b>b</b>", [("bold", "ab", "")]),
        ("<a href=' http://x.example/?a&amp;b '>x</a>", [("link", "x", "http://x.example/?a&b")]),
        ("<span style='font-variant: small-caps'>x</span>", [("small-capitals", "x", "")]),
        ("<span style='FONT-WEIGHT:700 !important'>x</span>", [("bold", "x", "")]),
        (
            "<span style='text-decoration:underline line-through'>x</span>",
            [("strike", "x", ""), ("underline", "x", "")],
        ),
        ("<span style='vertical-align:super'>x</span>", [("superscript", "x", "")]),
        ("<span style='vertical-align: sub; vertical-align: baseline'>x</span>", []),
        ("<i lang=ru>x</i>", [("italic", "x", ""), ("language", "x", "ru")]),
        ("<code>x</code>", [("code", "x", "")]),
        ("<b></b>x", []),
        ("<b style='font-weight: bold'>x</b>", [("bold", "x", "")]),
        ("<i lang=ru>x<i lang=de>y</i></i>", [("italic", "xy", ""), ("language", "x", "ru"), ("language", "y", "de")]),
    ],
)
def test_runs_tell_what_differs(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert runs(body) == expected


def test_a_run_goes_on_over_the_end_of_a_line() -> None:
    found = page("<p>a <b>b<br>c</b> d</p>").lines
    assert [[(run.kind, run.start, run.end) for run in line.runs] for line in found if line.text] == [
        *([("bold", 2, 3)], [("bold", 0, 1)]),
    ]


@pytest.mark.parametrize(
    "body,kind",
    [
        *((f"<h{level}>x</h{level}>", f"heading-{level}") for level in range(1, 7)),
        ("<blockquote><p>x</p></blockquote>", "quote"),
        ("<ul style='list-style: none'><li>x</ul>", "item"),
        ("<hr>", "rule"),
        ("<p>x", ""),
    ],
)
def test_kinds_of_lines(body: str, kind: str) -> None:
    assert only(body).kind == kind


@pytest.mark.parametrize(
    "body,expected",
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=9><li>a<li value=12>b<li>c</ol>", ["9. a", "12. b", "13. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z. a", "aa. b"]),
        ("<ol type=I start=4><li>a<li>b</ol>", ["IV. a", "V. b"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["• a", "◦ b", "• c"]),
        ("<ol><li><p>a<p>b</ol>", ["1. a", "b"]),
        ("<ol><li></li><li>b</ol>", ["1. ", "2. b"]),
        ("<ol style='list-style:none'><li>a</ol>", ["a"]),
        ("<ul style='list-style-type: none'><li>a</ul>", ["a"]),
        ("<nav><ul><li>a</ul></nav>", ["a"]),
    ],
)
def test_items_have_the_markers_that_a_browser_shows(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_a_marker_is_a_run_of_its_own() -> None:
    assert runs("<ol><li><b>a</b></ol>") == [("marker", "1. ", ""), ("bold", "a", "")]


@pytest.mark.parametrize(
    "marker,note,target",
    [
        (
            "<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference><![if !x]>[1]<![endif]></span></a>",
            "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> note</p></div>",
            "_ftn1",
        ),
        ("<a href='#fn1' role=doc-noteref><sup>1</sup></a>", "<ol><li id=fn1><p>note</ol>", "fn1"),
        ("<sup id='fnref:1'><a href='#fn:1' class=footnote>1</a></sup>", "<ol><li id='fn:1'><p>note</ol>", "fn:1"),
        ("<sup><a href='#cite_note-1'>[1]</a></sup>", "<ol><li id=cite_note-1><span>note</span></ol>", "cite_note-1"),
        ("<a href='#note-12'>12</a>", "<p><span id=note-12>12</span> note</p>", "note-12"),
    ],
    ids=["word", "pandoc", "kramdown", "mediawiki", "plain"],
)
def test_notes_are_found_as_programs_write_them(marker: str, note: str, target: str) -> None:
    first, second = [line for line in page(f"<p>text{marker}</p>{note}").lines if line.text]
    assert [run.target for run in first.runs if run.kind == "note"] == [target]
    assert (first.number, first.column, second.kind, second.note) == (1, 64, "note", target)


def test_links_that_lead_to_no_note_are_links() -> None:
    body = "<a href='#notes'>Notes</a><a href='#en'>English</a><div id=notes><p>x</div><p id=en>y"
    assert {(line.kind, line.note) for line in page(body).lines} == {("", "")}
    assert [run.kind for line in page(body).lines for run in line.runs] == ["link", "link"]


def test_in_xhtml_an_empty_element_may_be_one_tag() -> None:
    source = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='x'/></head>"
    found = read_bytes(f"{source}<body><p>one<br/>two</p><div class='a'/><p/>three</body></html>".encode(), "p.xhtml")
    assert [line.text for line in found.lines if line.text] == ["one", "two", "three"]


def test_a_row_has_its_cells_and_lines_in_them() -> None:
    first, second = page(
        "<table><caption></caption><tr><th>Nº <th>To</tr>\n"
        "<tr><td colspan=2 rowspan=3> <p>a <b>b</b></p> <p>c</p> </td></tr></table>"
    ).lines
    assert (first.text, first.kind) == ("Nº\tTo", "row")
    assert [(cell.start, cell.end, cell.head) for cell in first.cells] == [(0, 2, True), (3, 5, True)]
    assert second.text == "a b\nc"
    assert [(cell.start, cell.end, cell.columns, cell.rows, cell.head) for cell in second.cells] == [
        (0, 5, 2, 3, False)
    ]
    assert [(run.kind, run.start, run.end) for run in second.runs] == [("bold", 2, 3)]


def test_an_empty_cell_keeps_its_place() -> None:
    line = only("<table><tr><td>a<td><td>c</table>")
    assert line.text == "a\t\tc"
    assert [(cell.start, cell.end) for cell in line.cells] == [(0, 1), (2, 2), (3, 4)]


@pytest.mark.parametrize(
    "row,text,cells",
    [
        ("one", "one", [(0, 3)]),
        ("one<td>two", "one\ttwo", [(0, 3), (4, 7)]),
        ("<td>one</td>two<b> three</b><td>four", "one\ttwo three\tfour", [(0, 3), (4, 13), (14, 18)]),
        ("<td>one<br><br>two<p>three", "one\n\ntwo\nthree", [(0, 14)]),
        ("<td><br>one<br></td><td><pre>\ttwo</pre>", "\none\t\ttwo", [(0, 4), (5, 9)]),
    ],
)
def test_what_stands_in_a_row_and_in_no_cell_has_one_of_its_own(
    row: str, text: str, cells: list[tuple[int, int]]
) -> None:
    line = only(f"<table><tr>{row}</tr></table>")
    assert (line.text, [(cell.start, cell.end) for cell in line.cells]) == (text, cells)


@pytest.mark.parametrize(
    "table", ["<table role=presentation><tr><td>{}<td>z</table>", "<table><tr><td><h2>{}</h2><td>z</table>"]
)
def test_a_table_for_layout_is_read_as_the_blocks_that_it_holds(table: str) -> None:
    assert [(line.text, line.kind == "row") for line in page(table.format("x<p>y")).lines if line.text] == [
        *(("x", False), ("y", False), ("z", False)),
    ]


def test_a_table_in_a_table_makes_the_outer_one_layout() -> None:
    found = page("<table><tr><td>x<table><tr><td>a<td>b</table></table>").lines
    assert [(line.text, line.kind) for line in found if line.text] == [("x", ""), ("a\tb", "row")]


def test_zones_are_told_by_landmarks() -> None:
    found = page(
        "<header>a<nav>a</nav></header><nav>b</nav><div><main>c<header>d</header><aside>e</aside></main><div>x</div></div>"
        "<div role=complementary>f</div><footer>g</footer>"
    ).lines
    assert [(line.text, line.zone) for line in found if line.text] == [
        *(("a", "header"), ("a", "header"), ("b", "nav"), ("c", "main"), ("d", "main"), ("e", "aside"), ("x", "")),
        *(("f", "aside"), ("g", "footer")),
    ]


def test_zones_are_told_by_classes_outside_the_main_part() -> None:
    found = page(
        "<div class='site-header'>a</div><div id=sideBar class='main-sidebar'>b</div>"
        "<div class=footer><article>c<div class=menu>d</div></article></div><div class='x page_footer'>e</div>"
    ).lines
    assert [(line.text, line.zone) for line in found if line.text] == [
        *(("a", "header"), ("b", "aside"), ("c", "main"), ("d", "main"), ("e", "footer")),
    ]


def test_a_marker_leads_to_its_note_and_the_note_does_not_lead_back() -> None:
    found = page(
        "<p>text<sup id=r1><a href='#fn1'>1</a></sup> more <a href='#_ftn2'>[2]</a> <a href='#top'>see</a></p>"
        "<h2 id=top>h</h2>"
        "<ol><li id=fn1><p>first <a href='#r1'>↩</a></p><p>more</p></ol><p><a name='_ftn2'></a>second</p><p>end</p>"
    )
    kept = [line for line in found.lines if line.text]
    assert [(run.kind, run.start, run.end, run.target) for run in kept[0].runs] == [
        *(("note", 4, 5, "fn1"), ("superscript", 4, 5, ""), ("note", 11, 14, "_ftn2"), ("link", 15, 18, "#top")),
    ]
    assert [(line.text, line.kind, line.note) for line in kept[1:]] == [
        *(("h", "heading-2", ""), ("1. first ↩", "note", "fn1"), ("more", "note", "fn1")),
        *(("second", "note", "_ftn2"), ("end", "", "")),
    ]


@pytest.mark.parametrize(
    "body,doubt",
    [
        ("<p hidden>secret word</p>", "“secret word” is hidden on the page and left out"),
        (
            "<p style='display: none'>a</p><i style='visibility:hidden'>b</i>",
            "“a” and 1 more are hidden on the page and left out",
        ),
        ("<span aria-hidden=true>x</span>", "“x” is marked as decoration (aria-hidden) and left out"),
        ("<dialog>x</dialog>", "“x” is hidden on the page and left out"),
        (
            "<iframe src='http://x.example/'>no</iframe>",
            "“http://x.example/” is in frames or objects of their own and left out",
        ),
        ("<img alt='A stamp' src=x.png>", "the picture “A stamp” may hold text, which is not read"),
    ],
)
def test_what_is_left_out_is_told(body: str, doubt: str) -> None:
    found = page(f"<p>kept</p>{body}")
    assert [line.text for line in found.lines if line.text] == ["kept"]
    assert found.doubts == (doubt,)


def test_quotation_marks_that_the_browser_adds_are_there() -> None:
    assert runs("<q>x</q>") == [("generated", "“", ""), ("generated", "”", "")]
    assert only("<q>x</q>").text == "“x”"
    assert page("<q>x</q>").doubts == (
        "quotation marks that the browser puts around <q> are written “…”; the page may ask for others",
    )


def test_a_character_that_html_has_not_is_doubted() -> None:
    found = read_bytes(b"<p>a\x00b</p>", "p.html")
    assert [line.text for line in found.lines if line.text] == ["a\ufffdb"]
    assert found.doubts == ("a character that HTML does not allow was replaced with U+FFFD in “a\ufffdb” (line 1)",)


def test_title_and_language() -> None:
    found = read_bytes(b"<html lang='de-AT'><title> A\n <b>title</b></title><p>x", "p.html")
    assert (found.title, found.language, found.form) == ("A <b>title</b>", "de-AT", "html")
    assert page("x", "<meta http-equiv=Content-Language content=ko>").language == "ko"


@pytest.mark.parametrize(
    "data,declared,encoding,word",
    [
        ("<meta charset='windows-1251'><p>слово".encode("cp1251"), "", "cp1251", "слово"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>" + "слово".encode("koi8-r"),
            "",
            "koi8-r",
            "слово",
        ),
        ("<meta charset=iso-8859-1><p>“x”".encode("cp1252"), "", "cp1252", "“x”"),
        ("<meta charset=gb2312><p>镕".encode("gb18030"), "", "gb18030", "镕"),
        ("<meta charset=utf-16><p>é".encode(), "", "utf-8", "é"),
        ("\ufeff<meta charset=koi8-r><p>é".encode(), "", "utf-8", "é"),
        ("\ufeff<meta charset=koi8-r><p>é".encode("utf-16-le"), "", "utf-16-le", "é"),
        ("<meta charset=koi8-r><p>слово".encode("cp1251"), "cp1251", "cp1251", "слово"),
        ("<!-- <meta charset=koi8-r> --><p>é".encode(), "", "utf-8", "é"),
        ("<?xml version='1.0' encoding='cp1251'?><html><p>слово".encode("cp1251"), "", "cp1251", "слово"),
        (b"<meta name=x content='<meta charset=koi8-r>'><p>\xc3\xa9", "", "utf-8", "é"),
        ("<p>é".encode(), "", "utf-8", "é"),
    ],
)
def test_the_encoding_is_sniffed_in_the_order_of_the_standard(
    data: bytes, declared: str, encoding: str, word: str
) -> None:
    found = read_bytes(data, "p.html", encoding=declared)
    assert (found.encoding, [line.text for line in found.lines if line.text]) == (encoding, [word])


def test_an_unknown_declared_encoding_is_doubted() -> None:
    found = read_bytes("<meta charset=klingon><p>é".encode(), "p.html")
    assert found.doubts == ("the page declares the encoding “klingon”, which is not known, and was read as utf-8",)


def test_a_byte_that_is_not_in_the_declared_encoding_is_found_in_its_place() -> None:
    with pytest.raises(DocumentError) as raised:
        read_bytes(b"<meta charset=utf-8>\n<p>\xff", "p.html")
    (finding,) = raised.value.diagnostics
    assert (finding.rule, finding.span.line, finding.span.column) == ("fid.encoding", 2, 4)


@pytest.mark.parametrize("depth", [200, 5000])
def test_too_deep_a_page_is_refused(depth: int) -> None:
    with pytest.raises(DocumentError) as raised:
        read_bytes(b"<div>" * depth + b"x", "p.html", limits=Limits(depth=100))
    assert raised.value.diagnostics[0].rule == "xml.too-deep"


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"<!-- -->", b"<", b"</p>", b"<html>", b"\x00", b"<![CDATA[x", b"<br>" * 50]
)
def test_pages_of_nothing_have_no_words(data: bytes) -> None:
    assert not re.search(r"\w\w", " ".join(line.text for line in read_bytes(data, "p.html").lines))


def test_entities_of_a_doctype_are_not_followed() -> None:
    found = read_bytes(b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>x &a; y", "p.html")
    assert "root:" not in " ".join(line.text for line in found.lines)


def test_a_megabyte_in_one_paragraph_is_one_line() -> None:
    assert len(only(f"<p>{'word ' * 200_000}</p>").text) == 999_999


GALLERY: Final = """<!DOCTYPE html>
<html lang=en><head><meta charset=utf-8><title>no</title><style>p {margin: 1em}</style></head><body>
<a href="#c">Skip to content</a>
<header><h1>Archive</h1><nav><ul><li>Home</li><li><a href=/>Documents</a></li></ul></nav></header>
<main id=c><h2>CABLE N&ordm; 59363</h2><p>Copy N&ordm; 1<br>to Cde. <b>Sta</b>lin</p>
bare <div>words <i>and</i><p>more</p>tail</div>
<table><thead><tr><th>N&ordm;<th>To whom</thead><tr><td>1<td>Molotov, <br>V. M.<tr><td colspan=2>all</table>
<table><tr><td><h3>side</h3>by<td>side<table><tr><td>in<td>ner</table></table>
<ol start=3><li>item<li><p>two</p><p>paragraphs</p><ul><li>nested</ul></ol>
<dl><dt>term<dd>description</dl>
<pre>
  typed   text
\tin columns</pre><blockquote>a quotation<footer>its source</footer></blockquote><hr>
<form><label>Label <select><option>One<option>Two</select></label><button>Press</button></form>
<p>H<sub>2</sub>O&nbsp;x [<a href="#fn1">1</a>] <span style="display:none">never</span><em hidden>seen</em></p>
<p>\u05e9\u05dc\u05d5\u05dd &rlm;x</p>
<details open><summary>Sum</summary>mary</details>
<figure><img src="" alt=""><figcaption>Caption</figcaption></figure>
<fieldset><legend>Legend</legend>field</fieldset><center>centre</center><address>address</address>
<p id=fn1>1. A note.</p></main>
<aside>see also</aside><footer>&copy; nobody</footer><script>document.write("no")</script></body></html>"""


def words(text: Text) -> list[str]:
    """The words of the lines without what the reader has put before items."""
    found = []
    for line in text.lines:
        markers = [run for run in line.runs if run.kind in {"marker", "generated"}]
        kept = "".join(
            character
            for index, character in enumerate(line.text)
            if not any(run.start <= index < run.end for run in markers)
        )
        found.extend(kept.split())
    return found


def test_nothing_visible_is_lost_beside_the_text_of_the_tree() -> None:
    root = html.fromstring(GALLERY)
    for hidden in [*root.iter("head", "script", "style"), *(each for each in root.iter() if "hidden" in each.attrib)]:
        kept, hidden.text = hidden.tail, None
        for inner in list(hidden):
            hidden.remove(inner)
        hidden.tail = kept
    everything = "".join("".join(map(str, root.itertext())).replace("never", "").split())
    assert "".join(words(read_bytes(GALLERY.encode(), "p.html"))) == everything


@pytest.mark.full
def test_nothing_visible_is_lost_beside_a_browser(browser: Any) -> None:
    shown = browser.new_page(java_script_enabled=False)
    shown.set_content(GALLERY)
    seen = str(shown.inner_text("body"))
    shown.close()
    assert words(read_bytes(GALLERY.encode(), "p.html")) == seen.split()


TAGS: Final = tuple(
    re.findall(r"\w+", "p div b i sup span ul ol li table tr td th pre blockquote h2 a q dl dd main nav")
)
PIECES: Final = st.recursive(
    st.sampled_from(["one", " two ", "\n", "&amp;", "<br>", "three&nbsp;four", "[five]", "<hr>", "<img>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)


@given(st.lists(PIECES, max_size=4))
def test_whatever_is_nested_in_whatever_no_word_is_lost(parts: list[str]) -> None:
    source = f"<body>{''.join(parts)}</body>"
    everything = "".join("".join(map(str, html.document_fromstring(f"<html>{source}</html>").itertext())).split())
    assert "".join(words(read_bytes(source.encode(), "p.html"))) == everything
