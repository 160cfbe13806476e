"""The transcription comes back from TEI: words, brackets, lines and cells, and what cannot be told."""

import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tei import document, notation
from tei.document import Document
from tei.encode import decoding, fidelity, transcription
from tei.encode.information import WILSON, page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ARCHIVES = sorted((HERE.parent / "archives").glob("*.xml"))
EDITIONS = [ROOT / "corpus" / "cable-59363.xml", *ARCHIVES]
RUN_IN = '<rendition xml:id="page-run-in" scheme="css">display: run-in</rendition>'


def parsed(body: str, renditions: str = "") -> Document:
    return document.parse(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc><tagsDecl>{renditions}</tagsDecl>'
        f"</encodingDesc></teiHeader><text><body>{body}</body></text></TEI>".encode(),
        "some.xml",
    )


def told(decoded: decoding.Decoded) -> list[tuple[str, int, str]]:
    return [(one.rule, one.span.column, one.message) for one in decoded.findings]


# --- words and lines ---


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_the_words_and_lines_are_those_of_the_notation(path: Path) -> None:
    edition = document.read(path)
    read = transcription.parse(decoding.decode(edition)).words
    expected = notation.words(edition.root)
    assert [(one.text, one.starts_line) for one in read] == [(one.text, one.starts_line) for one in expected]


def test_each_word_has_its_element_and_its_offsets() -> None:
    edition = parsed("<p>One <hi>tw</hi>o</p><p>three</p>")
    (first, second), (third,) = decoding.lines_of(edition)
    assert decoding.decode(edition) == "One two\n\nthree\n"
    assert [(one.text, one.start, one.end) for one in (first, second, third)] == [
        ("One", 0, 3),
        ("two", 4, 7),
        ("three", 9, 14),
    ]
    assert [one.element.tag.rpartition("}")[2] for one in (first, second, third)] == ["p", "hi", "p"]


def test_lines_of_a_list_stand_close_and_paragraphs_apart() -> None:
    edition = parsed("<p>a</p><list><head>b</head><item>c</item><item>d</item></list><p>e<lb/>f</p>")
    assert decoding.decode(edition) == "a\n\nb\n\nc\nd\n\ne\nf\n"


def test_cells_are_parted_by_tabs_also_if_some_are_empty() -> None:
    rows = (
        "<row><cell>a</cell><cell/><cell>c</cell></row><row><cell/><cell>e</cell><cell/></row><row><cell>g</cell></row>"
    )
    assert decoding.decode(parsed(f"<table>{rows}</table><p>end</p>")) == "a\t\tc\n\te\ng\n\nend\n"


def test_a_row_that_begins_with_an_empty_cell_begins_a_line() -> None:
    lines = decoding.lines_of(parsed("<table><row><cell>a</cell></row><row><cell/><cell>e</cell></row></table>"))
    assert [[word.text for word in line] for line in lines] == [["a"], ["e"]]


def test_a_block_that_runs_in_goes_on_in_the_line_of_the_next() -> None:
    edition = parsed('<note rendition="#page-run-in">a</note><p>b</p>', RUN_IN)
    assert decoding.decode(edition) == "a b\n"


def test_no_text_is_no_line() -> None:
    assert decoding.decode(parsed("<p/>")) == ""


def test_elements_a_thousand_deep_are_written() -> None:
    assert decoding.decode(parsed("<p>" + "<hi>" * 900 + "deep" + "</hi>" * 900 + "</p>")) == "deep\n"


# --- the page ---


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_with_its_page_a_transcription_is_faithful_and_nothing_of_the_page_is_missing(path: Path) -> None:
    edition = document.read(path)
    whole = decoding.read_back(edition, page=True).text
    assert whole.count("\n") > decoding.decode(edition).count("\n")
    assert fidelity.check(transcription.parse(whole), edition).findings == ()


def test_the_page_is_found_again_by_the_encoder() -> None:
    lines = decoding.read_back(document.read(EDITIONS[0]), page=True).text.splitlines()
    found = page.read(lines, WILSON)
    assert found.title == "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    assert found.date == "October 23, 1949"
    (citation,) = found.citations
    assert citation.startswith("RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051. Contributed by Sergey Radchenko")
    assert found.summary[0].startswith("Mao details the actions")
    assert found.body == (5, 69)


# --- a profile's forms ---


def undeclared(path: Path) -> Document:
    """*path* without what its header says of brackets."""
    source = path.read_text(encoding="utf-8")
    bare = re.sub(r"<tagsDecl>.*?</tagsDecl>", f"<tagsDecl>{RUN_IN}</tagsDecl>", source, flags=re.DOTALL)
    return document.parse(bare.encode(), path.name)


SHARES = {
    "cable-59363": (772, 773),
    "chinese-telegram": (172, 172),
    "decrypt": (136, 137),
    "german-letter": (156, 173),
    "soviet-cable": (217, 225),
    "us-memorandum": (176, 178),
}
"""Of each edition the words that its profile's forms give back, and how many there are: wordings differ."""


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_a_profile_gives_back_the_brackets_of_an_edition_that_declares_none(path: Path) -> None:
    table = path.with_suffix(".toml")
    profile = tomllib.loads(table.read_text(encoding="utf-8"))["profile"] if table.exists() else "wilson"
    written = decoding.read_back(undeclared(path), profile=profile).text.split()
    expected = decoding.decode(document.read(path)).split()
    same = sum(block.size for block in SequenceMatcher(None, expected, written, autojunk=False).get_matching_blocks())
    assert (same, max(len(expected), len(written))) == SHARES[path.stem]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_what_a_header_declares_is_not_overruled_by_a_profile(path: Path) -> None:
    edition = document.read(path)
    declared = {word for word in decoding.decode(edition).split() if "[" in word}
    written = set(decoding.read_back(edition, profile="wilson").text.split())
    assert declared <= written


@pytest.mark.parametrize("profile", decoding.PROFILES)
def test_every_profile_has_forms_for_what_every_transcription_has(profile: str) -> None:
    body = '<p>a <supplied>b</supplied> <gap reason="illegible"/> <unclear>c</unclear> <del>d</del> <sic>e</sic></p>'
    decoded = decoding.read_back(parsed(body), profile=profile)
    assert decoded.findings == ()
    assert len(decoded.text.split()) >= 6


FORMS = [
    ("wilson", '<note type="annotation" place="top">x</note>', "[handwritten at the top: x]"),
    ("wilson", '<gap reason="illegible" quantity="2" unit="word"/>', "[2 words illegible]"),
    ("wilson", '<gap reason="illegible" quantity="1" unit="line"/>', "[1 line illegible]"),
    ("wilson", '<gap reason="illegible" extent="several words"/>', "[several words illegible]"),
    ("wilson", '<gap reason="redacted" extent="less than 1 line"/>', "[less than 1 line not declassified]"),
    ("wilson", '<gap reason="lost" quantity="2" unit="character"/>', "[□□]"),
    ("wilson", "<stamp>a <gloss>b</gloss></stamp>", "[stamp: a [[b]]]"),
    ("wilson", '<pb n="3"/>', "(p. 3)"),
    ("wilson", '<fw type="letterhead">Navy</fw>', "[letterhead of the Navy]"),
    ("plain", '<fw type="letterhead">Navy</fw>', "[letterhead of Navy]"),
    ("frus", '<ref type="footnote">3</ref>', "[3]"),
    ("frus", '<note type="editorial">x</note>', "[Editor’s note: x]"),
    ("venona", '<gap reason="garbled" quantity="1" unit="group"/>', "[1 group garbled]"),
    ("venona", '<unclear cert="medium">x</unclear>', "[B% x]"),
    ("leiden", '<gap reason="lost" quantity="3" unit="character"/>', "[...]"),
    ("leiden", '<supplied reason="omitted">x</supplied>', "⟨x⟩"),
    ("leiden", "<unclear>x</unclear>", "x\N{COMBINING DOT BELOW}"),
]


@pytest.mark.parametrize("profile, tei, expected", FORMS)
def test_an_element_is_written_in_the_form_of_the_profile(profile: str, tei: str, expected: str) -> None:
    decoded = decoding.read_back(parsed(f"<p>{tei}</p>"), profile=profile)
    assert (decoded.text.strip(), decoded.findings) == (expected, ())


def test_a_number_too_large_for_signs_is_written_as_a_number() -> None:
    gap = '<gap reason="lost" quantity="999999999" unit="character"/>'
    assert decoding.read_back(parsed(f"<p>{gap}</p>"), profile="wilson").text == "[999999999 characters missing]\n"


def test_a_profile_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="runes"):
        decoding.read_back(parsed("<p/>"), profile="runes")


# --- doubts ---


def test_a_gap_that_nothing_tells_of_is_told() -> None:
    decoded = decoding.read_back(parsed("<p>a <gap/> b</p>"))
    assert decoded.text == "a b\n"
    assert told(decoded) == [
        (
            "enc.decode",
            132,
            "<gap> would not be read back: neither the header nor a profile has a bracket for it",
        )
    ]


def test_a_form_that_reads_as_something_else_is_told() -> None:
    decoded = decoding.read_back(parsed("<p>to<surplus>o</surplus></p>"), profile="plain")
    assert told(decoded) == [
        ("enc.decode", 132, "<surplus> would not be read back: there is no form for letters that are too many")
    ]


def test_a_literal_bracket_is_told_at_the_element_that_has_it() -> None:
    decoded = decoding.read_back(parsed("<p>a <hi>b</hi> [c] <supplied>d</supplied></p>"), profile="plain")
    assert told(decoded) == [
        (
            "enc.decode",
            127,
            "<p> would not be read back: its text has a square bracket, which would be read as an editor’s",
        )
    ]


def test_a_literal_bracket_is_no_doubt_where_editors_have_none() -> None:
    assert decoding.read_back(parsed("<p>a [c]</p>")).findings == ()


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_an_edition_that_declares_its_brackets_has_no_doubts(path: Path) -> None:
    assert decoding.read_back(document.read(path)).findings == ()
