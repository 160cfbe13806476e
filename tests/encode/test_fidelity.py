"""What is lost, added, changed or moved between a transcription and its TEI is found in its place."""

import shutil
from pathlib import Path

import pytest

from tei import document
from tei.diagnostics import Severity, Span
from tei.encode import fidelity, transcription
from tei.encode.fidelity import Fidelity
from tei.errors import DocumentError, UsageError

CORPUS = Path(__file__).parents[2] / "corpus"
TEXT = CORPUS / "cable-59363.txt"
ENCODING = CORPUS / "cable-59363.xml"
CABLE = ENCODING.read_text(encoding="utf-8")


def compare(text: str, tei: str) -> Fidelity:
    """What `check` says of *text* and *tei*."""
    return fidelity.check(transcription.parse(text, "t.txt"), document.parse(tei.encode(), "t.xml"))


def edition(body: str, header: str = "") -> str:
    """A document whose body holds *body* and whose header quotes *header* as page furniture."""
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A title</title></titleStmt>'
        f"</fileDesc><encodingDesc><samplingDecl><p>{header}</p></samplingDecl></encodingDesc></teiHeader>\n"
        f"<text><body>{body}</body></text></TEI>"
    )


def brief(result: Fidelity) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(finding.rule, finding.span.line, finding.span.column) for finding in result.findings]


def test_the_hand_encoded_cable_gives_its_transcription_back() -> None:
    result = fidelity.check(transcription.read(TEXT), document.read(ENCODING))
    assert result == Fidelity((), characters=4532, kept=4532, outside_lines=10)


def test_the_transcription_in_the_corpus_is_the_one_that_was_given() -> None:
    given = Path(__file__).parents[3] / "shared" / "data" / TEXT.name
    if not given.exists():
        pytest.skip("the transcription as it was given is not beside the checkout (../shared)")
    assert TEXT.read_bytes() == given.read_bytes()


@pytest.mark.parametrize(
    "old,new,expected",
    [
        ("to perform", "toperform", ("fid.space", 51, 339, "a space is missing from the TEI")),
        ("a military", "a mili tary", ("fid.space", 51, 127, "a space is too many in the TEI")),
        ("etc. These", "etc. All These", ("fid.added", 241, 15, "“All” is not in the transcription")),
        ('<ab type="copy">Copy Nº 2</ab>', "", ("fid.missing", 29, 1, "“Copy Nº 2” is not in the TEI")),
        ("1100</time>", "1101</time>", ("fid.changed", 104, 53, "the transcription has “1100”, the TEI “1101”")),
        ("CC</orgName> <abbr", "CC</orgName><abbr", ("fid.space", 32, 32, "a space is missing")),
        (">or</supplied>", ">and</supplied>", ("fid.changed", 69, 78, "the transcription has “[or]”, the TEI “[and]”")),
        ("<quote>Record ID</quote>", "<quote>Record</quote>", ("fid.missing", 125, 1, "“Record ID” is not in the TEI")),
        ("reiterates that", "repeats that", ("fid.missing", 107, 1, "“Mao details")),
    ],
)
def test_one_change_in_the_cable_is_one_finding(old: str, new: str, expected: tuple[str, int, int, str]) -> None:
    assert old in CABLE
    tei = document.parse(CABLE.replace(old, new, 1).encode(), str(ENCODING))
    result = fidelity.check(transcription.read(TEXT), tei)
    (error,) = (finding for finding in result.findings if finding.severity is Severity.ERROR)
    assert (error.rule, error.span.line, error.span.column) == expected[:3]
    assert expected[3] in error.message
    assert not result.faithful


def test_a_line_that_ends_elsewhere_is_listed_and_is_no_fault() -> None:
    result = compare("one two\nthree four\n", edition("<p>one two three</p><p>four</p>"))
    assert brief(result) == [("fid.line", 2, 1), ("fid.line", 2, 7)]
    assert result.faithful


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert compare("one\r\n\r\ntwo\rthree", edition("<p>one</p><p>two</p><p>three</p>")).findings == ()


def test_furniture_in_the_middle_is_accounted_for_by_a_quotation_in_the_header() -> None:
    result = compare("one\nPage 2\ntwo", edition("<p>one</p><p>two</p>", "<quote>Page 2</quote>"))
    assert (result.findings, result.outside_lines, result.characters) == ((), 1, 7)


def test_a_line_before_the_document_that_the_header_does_not_hold_is_missing() -> None:
    result = compare("Menu\nA title\none", edition("<p>one</p>"))
    assert brief(result) == [("fid.missing", 1, 1)]


def test_a_heading_that_repeats_the_page_title_belongs_to_the_document() -> None:
    assert compare("A title\none", edition("<head>A title</head><p>one</p>")).outside_lines == 0
    assert compare("A title\nA title\none", edition("<head>A title</head><p>one</p>")).outside_lines == 1
    lost = compare("A title\nA title\none two", edition("<head>A title</head><p>one too</p>"))
    assert brief(lost) == [("fid.changed", 3, 5)]


def test_a_rendition_that_cannot_be_read_is_a_finding_in_the_tei() -> None:
    tei = edition("<p>a</p>").replace(
        "</samplingDecl>",
        '</samplingDecl><tagsDecl><rendition scope="before" selector="p &gt; q">content: "["</rendition></tagsDecl>',
    )
    (finding,) = compare("a", tei).findings
    assert (finding.rule, finding.path, finding.span.line) == ("fid.notation", "t.xml", 1)


def test_an_empty_transcription_lacks_everything_and_an_empty_encoding_loses_everything() -> None:
    assert [finding.rule for finding in compare("", edition("<p>a</p>")).findings] == ["fid.added"]
    assert brief(compare("a b", edition("<p/>"))) == [("fid.missing", 1, 1)]


def test_a_transcription_may_have_a_byte_order_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes("Nº 5".encode(encoding))
        assert [word.text for word in transcription.read(file).words] == ["Nº", "5"]


def test_bytes_that_are_not_text_are_found_in_their_place(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("one\ntwo caf\N{LATIN SMALL LETTER E WITH ACUTE}".encode("latin-1"))
    with pytest.raises(DocumentError) as caught:
        transcription.read(file)
    (finding,) = caught.value.diagnostics
    assert (finding.rule, finding.span) == ("fid.encoding", Span(2, 8, 2, 9))


def test_a_transcription_that_is_not_there_or_a_folder_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(UsageError):
            transcription.read(path)


def test_a_long_document_with_one_loss_is_compared_in_reasonable_work(tmp_path: Path) -> None:
    shutil.copy(TEXT, tmp_path / "t.txt")
    rows = [f"line {number} of the minutes of the session" for number in range(5_000)]
    body = "".join(f"<p>{row}</p>" for row in rows if row != rows[2_500])
    assert brief(compare("\n".join(rows), edition(body))) == [("fid.missing", 2501, 1)]


def test_a_signature_is_not_accounted_for_by_a_name_in_the_header() -> None:
    correspondence = "<correspDesc><correspAction><persName>V. Falk</persName></correspAction></correspDesc>"
    tei = edition("<p>The crane is broken.</p>").replace(
        "</encodingDesc>", f"</encodingDesc><profileDesc>{correspondence}</profileDesc>"
    )
    assert brief(compare("The crane is broken.\nV. Falk", tei)) == [("fid.missing", 2, 1)]


def test_a_passage_of_the_header_accounts_for_one_line() -> None:
    assert brief(compare("A title\nA title\none", edition("<p>one</p>"))) == [("fid.missing", 2, 1)]


@pytest.mark.parametrize(
    "text,tei,said",
    [
        (
            "a\N{NO-BREAK SPACE}b",
            "a\N{NARROW NO-BREAK SPACE}b",
            "U+00A0 NO-BREAK SPACE where the TEI has U+202F NARROW NO",
        ),
        ("e\N{COMBINING ACUTE ACCENT}t", "\N{LATIN SMALL LETTER E WITH ACUTE}t", "composed otherwise"),
        ("co\N{SOFT HYPHEN}op", "coop", "U+00AD SOFT HYPHEN where the TEI has U+006F LATIN SMALL LETTER O"),
    ],
)
def test_a_difference_that_cannot_be_seen_is_named(text: str, tei: str, said: str) -> None:
    (finding,) = compare(text, edition(f"<p>{tei}</p>")).findings
    assert finding.rule == "fid.changed"
    assert said in finding.help[0]


def test_a_difference_that_can_be_seen_is_not_explained() -> None:
    (finding,) = compare("cat", edition("<p>cut</p>")).findings
    assert finding.help == ("in the TEI: t.xml:2:13",)


def test_words_that_the_encoder_answers_for_are_said_to_be_there() -> None:
    responsible = '<respStmt xml:id="me"><resp key="mrk">e</resp><name>n</name></respStmt></titleStmt>'
    tei = edition('<p>one <seg resp="#me">two</seg> three</p>').replace("</titleStmt>", responsible)
    (finding,) = compare("one two three", tei).findings
    assert finding.rule == "fid.missing"
    assert "@resp is the encoder's" in finding.help[0]


@pytest.mark.parametrize(
    "old,new",
    [
        ("", ""),
        ("to perform", "toperform"),
        ("etc. These", "etc. All These"),
        ('<ab type="copy">Copy Nº 2</ab>', ""),
        ("<quote>Record ID</quote>", "<quote>Record</quote>"),
        ("<p>", "<p><lb/>"),
    ],
)
def test_a_look_at_the_whole_says_what_a_comparison_does_or_nothing(old: str, new: str) -> None:
    given = transcription.read(TEXT)
    tei = document.parse(CABLE.replace(old, new, 1).encode(), str(ENCODING))
    own = (7, 104)
    compared = fidelity.check(given, tei, own)
    assert fidelity.whole(given.source, tei, own) == (None if compared.findings else compared)


def test_a_look_at_the_whole_counts_line_ends_and_accounts_for_the_lines_around() -> None:
    tei = document.parse(edition("<p>one two</p><p>three</p>", "<quote>Record</quote>").encode(), "t.xml")
    assert fidelity.whole("Record\r\none  two\n\nthree", tei, (2, 4)) == Fidelity((), 13, 13, 1)
    assert fidelity.whole("Record\none two three", tei, (2, 2)) is None
    assert fidelity.whole("Recorder\none two\nthree", tei, (2, 3)) is None
    assert fidelity.whole("one two\nthree\nRecord\nfour", tei, (1, 2)) is None
