"""The lines of a page told apart, and what they say; each line is in one passage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei import document
from tei.encode.information import FRUS, PLAIN, VENONA, WILSON, Conventions, Information, conventions, page
from tei.encode.information.conventions import FIELDS, ORDER
from tei.encode.information.manuscripts import ms_identifier
from tei.errors import UsageError
from tei.names import TEI
from tei.notation.white import normal

CORPUS = Path(__file__).parents[3] / "corpus"
CABLE = document.read(CORPUS / "cable-59363.xml").root


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def kinds(information: Information) -> list[str]:
    """The kind of each passage that is not blank, with its lines."""
    return [f"{one.kind} {one.first}-{one.last}" for one in information.passages if one.kind != "blank"]


def by_hand(xpath: str) -> list[str]:
    """The texts of the cable's hand encoding at *xpath*."""
    found = CABLE.xpath(xpath, namespaces={"t": TEI})
    assert isinstance(found, list)
    return [normal(str(etree.tostring(one, method="text", encoding="unicode", with_tail=False))) for one in found]  # type: ignore[arg-type] # elements


@pytest.fixture(scope="module")
def cable() -> Information:
    text = (CORPUS / "cable-59363.txt").read_text(encoding="utf-8")
    return page.read(text.split("\n"), WILSON)


def test_the_cables_page_is_told_apart(cable: Information) -> None:
    assert kinds(cable) == [
        "furniture 1-1",
        "date 3-3",
        "title 5-5",
        "body 7-104",
        "summary 107-107",
        "label 109-109",
        "citation 112-112",
        "rights 115-115",
        "rights 117-117",
        "label 119-119",
        "label 125-125",
    ]
    assert cable.doubts == ()


def test_the_cables_information_is_what_its_header_has(cable: Information) -> None:
    source = "//t:sourceDesc/t:bibl"
    assert [cable.title] == by_hand("//t:titleStmt/t:title[@type='main']") == by_hand(f"{source}/t:title")
    assert [cable.date] == by_hand(f"{source}/t:date")
    assert list(cable.citations) == by_hand(f"{source}/t:note[@type='citation']")
    assert list(cable.rights) == by_hand(f"{source}/t:availability/t:p")
    assert list(cable.summary) == by_hand("//t:abstract/t:p")
    assert list(cable.quoted()) == by_hand("//t:samplingDecl//t:quote")
    people = [(one.relators, [(who.forename, who.surname) for who in one.people]) for one in cable.credits.credits]
    assert sorted(people) == [(("ctb",), [("Sergey", "Radchenko")]), (("trl",), [("Gary", "Goldberg")])]
    assert by_hand("//t:respStmt[t:resp/@ref='http://id.loc.gov/vocabulary/relators/trl']/t:persName/t:surname") == [
        "Goldberg"
    ]
    assert cable.reference is not None
    identifier = ms_identifier(cable.reference)
    assert [normal("".join(map(str, one.itertext()))) for one in identifier] == by_hand("//t:msIdentifier/*")


WITH_LABELS = """
Skip to content

May 12, 1951

Letter from the Consul to the Harbour Master

Dear Sir,

the ship is late.

The Consul writes to the Harbour Master about a ship that does not come.

Document Information

Source

RGANI, f. 5, op. 28, d. 3, l. 7. Translated from Russian by Anna Holt.

Original Archive: another one
Creator(s)
Falk, Leo
Berg, Ida

Subjects Discussed

Ships
Harbours; Weather

Languages: Russian; English

Record ID

112233

Type

Letter

Original Uploaded Date

2019-05-03

Rights

Reuse is free.

The rights holders have been asked for permission in good time.

Something else
"""


@pytest.mark.parametrize("own,number", [(VENONA, "No. 780"), (FRUS, "")])
def test_a_number_in_the_head_of_a_telegram_is_read_where_the_order_has_headers(own: Conventions, number: str) -> None:
    assert page.read(["From: X", "2", "No. 780", "Text."], own).number == number


def test_labels_say_what_the_lines_below_or_beside_them_are() -> None:
    read = page.read(lines(WITH_LABELS), WILSON)
    assert read.body == (7, 9)
    assert read.creators == ("Falk, Leo", "Berg, Ida")
    assert read.subjects == ("Ships", "Harbours", "Weather")
    assert read.languages == ("ru", "en")
    assert (read.record, read.uploaded, read.genre) == ("112233", "2019-05-03", "Letter")
    assert read.rights[:2] == ("Reuse is free.", "The rights holders have been asked for permission in good time.")
    assert read.reference is not None
    assert read.reference.whole == "RGANI, f. 5, op. 28, d. 3, l. 7"
    assert [one.languages for one in read.credits.credits] == [("ru",)]
    assert "Languages: Russian; English" in read.quoted()
    assert "Falk, Leo" in read.quoted()


def test_a_last_paragraph_that_is_no_sentence_is_no_summary() -> None:
    text = (
        "May 12, 1951\n\nA title\n\nThe text.\n\nTyped by Orlova, two copies\n\nDocument Information\n\nBox 3, Folder 4"
    )
    read = page.read(text.split("\n"), WILSON)
    assert kinds(read) == ["date 1-1", "title 3-3", "body 5-7", "label 9-9", "citation 11-11"]


def test_what_is_not_understood_in_the_block_is_kept_and_said() -> None:
    read = page.read(["A title", "", "The text.", "", "Document Information", "", "TNA, FO 1/2", "", "Hm."], WILSON)
    assert kinds(read)[-1] == "unread 9-9"
    assert read.doubts == ("“Hm.” is not understood",)
    assert "Hm." in read.quoted()


def test_the_first_paragraph_of_the_block_is_the_source_whatever_it_is() -> None:
    rows = [
        "A title",
        "",
        "The text.",
        "",
        "Document Information",
        "",
        "Old Papers (Strelsau, 1987), 539. Translated by A. Orr.",
    ]
    read = page.read(rows, WILSON)
    assert kinds(read)[-1] == "citation 7-7"
    assert read.reference is not None
    assert read.reference.whole == "Old Papers (Strelsau, 1987), 539"
    assert read.doubts == ("no archive that is known is named in “Old Papers (Strelsau, 1987), 539”",)
    assert [one.relators for one in read.credits.credits] == [("trl",)]


def test_the_bare_name_of_the_same_archive_is_no_second_reference() -> None:
    block = ["Original Archive: RGANI", "Source: Russian State Archive of Contemporary History (RGANI), f. 5, op. 2"]
    read = page.read(["A title", "", "The text.", "", "Document Information", *block], WILSON)
    assert read.reference is not None
    assert (read.reference.whole, read.doubts) == (block[1].removeprefix("Source: "), ())


def test_of_several_references_the_first_that_names_an_archive_counts() -> None:
    source = "Source: 611.61/10-2349, RG 59; APRF, f. 3, op. 65, d. 1; TNA, FO 1/2. Translated by A. Orr."
    read = page.read(["Text.", "", source], PLAIN)
    assert read.reference is not None
    assert read.reference.whole == "611.61/10-2349, RG 59"
    assert [one.relators for one in read.credits.credits] == [("trl",)]
    assert read.credits.unread == ()
    assert [doubt for doubt in read.doubts if "second" in doubt] == [
        "a second reference is given: “APRF, f. 3, op. 65, d. 1”",
        "a second reference is given: “TNA, FO 1/2”",
    ]


@pytest.mark.parametrize(
    "line,whole",
    [
        (
            "Centre of Old Papers (RGASPI), f. 1, op. 2. Translated by A. Orr.",
            "Centre of Old Papers (RGASPI), f. 1, op. 2",
        ),
        ("NARA, RG 59, Box 3, Pol 27 Rur S; copy in a drawer.", "NARA, RG 59, Box 3, Pol 27 Rur S"),
        ("It is new. TNA, FO 1/2, translated by A. Orr", "TNA, FO 1/2"),
        ("Archive of the Harbour, Box 2, Folder 3.", "Archive of the Harbour, Box 2, Folder 3"),
    ],
)
def test_a_reference_takes_in_its_clause_and_no_more(line: str, whole: str) -> None:
    read = page.read(["Text.", "", "Source: " + line], PLAIN)
    assert read.reference is not None
    assert read.reference.whole == whole


def test_a_volume_of_diplomatic_papers_is_told_apart() -> None:
    text = """
No. 561

The Consul in Ruritania (Falk) to the Secretary

740.0011 Ruritania/5-1249: Telegram

Strelsau, May 12, 1949—5 p. m.

The weather is fine.

[Source: National Archives, RG 59, Central Decimal File, Box 12. Translated by A. Holt.]
"""
    read = page.read(lines(text), FRUS)
    assert kinds(read) == ["number 1-1", "title 3-3", "citation 5-5", "body 7-9", "citation 11-11"]
    assert (read.number, read.title) == ("No. 561", "The Consul in Ruritania (Falk) to the Secretary")
    assert read.dateline == "Strelsau, May 12, 1949—5 p. m."
    assert read.reference is not None
    assert read.reference.whole == "National Archives, RG 59, Central Decimal File, Box 12"
    assert read.doubts == ("a second reference is given: “740.0011 Ruritania/5-1249”",)


def test_a_number_may_stand_before_the_title() -> None:
    rows = ["561. Telegram From Falk", "", "Strelsau, May 12, 1949, 5 p.m.", "", "The weather is fine.", ""]
    read = page.read([*rows, "Source: Department of State, Central Files, 611.61/5–1249. Secret."], FRUS)
    assert (read.title, read.number) == (rows[0], "561")
    assert read.dateline == rows[2]
    assert read.reference is not None
    assert read.reference.whole == "Department of State, Central Files, 611.61/5–1249"
    assert read.reference.collection == "Department of State"


def test_the_head_of_a_deciphered_telegram_stays_with_the_document_and_is_read() -> None:
    text = "From: STRELSAU\nTo: MOSCOW\nNo: 1234\n12 May 1949\n\nTo VIKTOR. From: here on it is text."
    read = page.read(lines(text), VENONA)
    assert kinds(read) == ["body 1-6"]
    assert (read.sender, read.recipients, read.number, read.date) == ("STRELSAU", ("MOSCOW",), "1234", "12 May 1949")


@pytest.mark.parametrize(
    "text,title",
    [
        ("A letter to nobody\n\nDear Sir,\n\nhello.", "A letter to nobody"),
        ("MEMORANDUM\n\nThe text.", ""),
        ("12 May 1949\n\nThe text.", ""),
        ("Strelsau, 12 May 1949\n\nThe text.", ""),
        ("[handwritten: to file]\n\nThe text.", ""),
        ("It rains.\n\nThe text.", ""),
        ("One line\nand the next\n\nThe text.", ""),
        ("Only this", ""),
    ],
)
def test_the_first_line_of_plain_text_is_a_title_if_it_looks_like_one(text: str, title: str) -> None:
    read = page.read(lines(text), PLAIN)
    assert read.title == title
    assert read.body is not None


def test_plain_text_may_end_with_its_source() -> None:
    read = page.read(["The text.", "", "Source: TNA, FO 371/5.", "Languages: English"], PLAIN)
    assert kinds(read) == ["body 1-1", "citation 3-3", "languages 4-4"]
    assert read.reference is not None
    assert (read.reference.abbreviation, read.citations) == ("TNA", ("Source: TNA, FO 371/5.",))


def test_furniture_is_only_around_the_document() -> None:
    own = Conventions(furniture=(r"Page \d+", "Home"), order=("body",))
    read = page.read(["Home", "Page 1", "text", "Page 2", "text", "", "Page 3"], own)
    assert kinds(read) == ["furniture 1-1", "furniture 2-2", "body 3-5", "furniture 7-7"]


def test_an_empty_page_has_no_document() -> None:
    for rows in ([], [""], ["", " "]):
        read = page.read(rows, WILSON)
        assert read.body is None
        assert sum(one.last - one.first + 1 for one in read.passages) == len(rows)


WORDS = st.sampled_from(
    [
        "",
        "",
        "text",
        "Skip to content",
        "May 12, 1951",
        "Document Information",
        "Record ID",
        "Source",
        "Source: x",
        "Languages: Russian",
        "Rights",
        "No. 5",
        "All rights reserved by the holders of the rights.",
        "[Source: TNA, FO 1/2]",
        "From: X",
        "To: Y",
        "Subjects Discussed",
        "Donors",
        "A summary of what is said in the document above.",
        "RGASPI, f. 1, op. 2. Translated by A. B. Orr.",
        "Summary",
        "title: x",
        "Summary: short",
        "Translator: A. Orr; B. Holt",
        "\x0c",
        "\xa0",
        "[12 May 1949]",
        "Licence",
        "Copies: X",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=20), st.sampled_from([WILSON, FRUS, VENONA, PLAIN]))
def test_each_line_is_in_one_passage_and_nothing_raises(rows: list[str], own: Conventions) -> None:
    read = page.read(rows, own)
    assert [number for one in read.passages for number in range(one.first, one.last + 1)] == list(
        range(1, len(rows) + 1)
    )
    blank = [number for one in read.of("blank") for number in range(one.first, one.last + 1)]
    assert all(not normal(rows[number - 1]) for number in blank)
    held = [normal(line) for one in read.passages for line in one.text.split("\n") if normal(line)]
    assert held == [normal(row) for row in rows if normal(row)] or any("\n" in row for row in rows)
    told = {*read.quoted(), *map(normal, (read.title, read.date, *read.summary, *read.citations, *read.rights))}
    for one in read.passages:
        if one.kind not in {"body", "blank"} and "\n" not in one.text:
            assert normal(one.text) in told


# -- Conventions as a table


def test_conventions_are_read_from_a_table_of_a_profile() -> None:
    table = {
        "furniture": ["Home"],
        "labels": {"Where": "source"},
        "order": ["title", "body", "source"],
        "patterns": {"date": "x"},
    }
    assert conventions.read(table) == Conventions(
        ("Home",), {"Where": "source"}, ("title", "body", "source"), {"date": "x"}
    )
    assert conventions.read({}) == Conventions()


@pytest.mark.parametrize(
    "table,message",
    [
        ({"label": {}}, "“label” is not a key of the page's conventions; did you mean “labels”?"),
        ({"labels": {"Where": "sorce"}}, "“sorce” is not a field for a label; did you mean “source”?"),
        ({"order": ["titel", "body"]}, "“titel” is not in “order”; did you mean “title”?"),
        ({"patterns": {"dates": "x"}}, "“dates” is not a pattern; did you mean “date”?"),
        ({"furniture": ["("]}, "'(' is no regular expression: missing ), unterminated subpattern at position 0"),
        ({"furniture": "Home"}, "“furniture” is a list of strings"),
        ({"labels": ["x"]}, "“labels” is a table of strings"),
    ],
)
def test_a_mistake_in_conventions_is_said_with_what_is_meant(table: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        conventions.read(table)
    assert str(raised.value) == message


@pytest.mark.parametrize("own", [WILSON, FRUS, VENONA, PLAIN])
def test_the_conventions_that_come_with_the_program_are_sound(own: Conventions) -> None:
    assert set(own.labels.values()) <= FIELDS
    assert {name.removesuffix("?") for name in own.order} <= set(ORDER)


@pytest.mark.parametrize(
    "line,is_date",
    [
        ("October 23, 1949", True),
        ("23 октября 1949 года", True),
        ("12. März 1951", True),
        ("1949-10-23", True),
        ("Undated, circa 1950", True),
        ("[12] May 1949", True),
        ("12", False),
        ("561", False),
        ("No. 5", False),
        ("May 1949 was cold", False),
    ],
)
def test_a_line_that_is_a_date_is_known(line: str, *, is_date: bool) -> None:
    assert bool(PLAIN.is_like("date", line)) is is_date


@pytest.mark.parametrize(
    "paragraph, kind",
    [
        ("WBA Nord, DO 4/118, Bl. 12-13. Translated by Marcus Brandt for the office.", "citation"),
        ("Translated by Marcus Brandt for the office of the river and its bridges.", "citation"),
        ("Orlik passes on information provided by Karl Rudin on the ice at Osero.", "summary"),
        ("Orlik writes to Zimin of what is kept in RGASPI, f. 558, op. 11, d. 3.", "summary"),
    ],
)
def test_paragraph_at_the_end_is_the_source_if_it_begins_as_one(paragraph: str, kind: str) -> None:
    information = page.read(["March 14, 1952", "Letter", "", "Dear Sir,", "", paragraph], WILSON)
    assert kinds(information) == ["date 1-1", "title 2-2", "body 4-4", f"{kind} 6-6"]


def test_sources_that_the_document_names_stand_beside_what_the_page_says() -> None:
    silent = page.with_sources(Information(), ["GARF, f. 1, op. 2, d. 3. Translated by Anna Merz.", " "])
    assert silent.reference is not None
    assert silent.reference.whole == "GARF, f. 1, op. 2, d. 3"
    assert [one.text for credit in silent.credits.credits for one in credit.people] == ["Anna Merz"]
    assert silent.citations == ("GARF, f. 1, op. 2, d. 3. Translated by Anna Merz.",)
    told = page.read(["Letter", "", "Text", "", "Source: RGASPI, f. 558, op. 11, d. 333"], PLAIN)
    both = page.with_sources(told, ["GARF, f. 1, op. 2, d. 3"])
    assert both.reference == told.reference
    assert both.citations == (*told.citations, "GARF, f. 1, op. 2, d. 3")
