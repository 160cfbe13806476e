"""Each line around a document is in its header word for word, whatever the page and the side file are."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from tei import document
from tei.encode import fidelity, transcription
from tei.encode.fidelity import Fidelity
from tei.encode.heading import Archive, Facts, header, pretty
from tei.encode.heading.elements import make, parsed, written
from tei.encode.information import FRUS, PLAIN, VENONA, WILSON, Conventions, Overrides, page
from tei.names import TEI
from tei.notation.white import normal

DAY = date(2026, 11, 25)
CONVENTIONS = {"wilson": WILSON, "frus": FRUS, "venona": VENONA, "plain": PLAIN}


def facts(text: str, conventions: Conventions, *told: tuple[str, tuple[str, ...]]) -> Facts:
    return Facts(page.read(text.split("\n"), conventions), DAY, overrides=Overrides(told))


def checked(text: str, known: Facts) -> Fidelity:
    """What fidelity says of a page with its header and a paragraph for each line of the document."""
    lines = text.split("\n")
    first, last = known.information.body or (1, 0)
    paragraphs = [make("p", normal(line)) for line in lines[first - 1 : last] if normal(line)]
    root = parsed(make("TEI", written(pretty(header(known))), make("text", make("body", make("div", *paragraphs)))))
    return fidelity.check(transcription.parse(text), document.parse(etree.tostring(root)))


def quoted(made: Element) -> list[str]:
    return [str(one.text) for one in made.iter(f"{{{TEI}}}quote")]


def sampling(made: Element) -> str:
    (found,) = made.iter(f"{{{TEI}}}samplingDecl")
    return normal("".join(map(str, found.itertext())))


RIGHTS = "The archive welcomes the reuse of its materials for research,\nand asks for a copy\nof what is printed."
PAGE = f"""Skip to content

October 23, 1949

Letter from Velsk

Share

The ice is thick.

He writes of the ice, and of what it will do to the bridges in the spring.

Document Information

Source
RGASPI, f. 558, op. 11, d. 333, ll. 49-51. Translated by Gary
Goldberg.

{RIGHTS}

Record ID
116
Share"""


def test_lines_without_a_place_of_their_own_are_quoted_with_what_comes_after() -> None:
    known = facts(PAGE, WILSON)
    assert sampling(header(known)) == (
        "The whole document is encoded. The transcription has, around it, words that do not belong to the document: "
        "Skip to content before the date, Share before the document, Document Information and Source before the "
        "archive reference, Record ID and Share at the end."
    )
    assert checked(PAGE, known).findings == ()


def test_pages_of_an_archive_that_has_a_publisher_are_web_pages() -> None:
    known = Facts(page.read(PAGE.split("\n"), WILSON), DAY, archive=Archive("The Archive of Osero"))
    assert "The archive's web page adds, around it, words that belong to the page" in sampling(header(known))


def test_a_short_line_of_a_paragraph_is_an_element_of_its_own() -> None:
    made = header(facts(PAGE, WILSON))
    assert [one.text for one in made.iter(f"{{{TEI}}}seg")] == [
        "Goldberg.",
        "and asks for a copy",
        "of what is printed.",
    ]


def test_what_a_side_file_says_instead_does_not_take_the_pages_words_away() -> None:
    told = (
        ("title", ("Ice",)),
        ("date", ("1950",)),
        ("summary", ("Of ice.",)),
        ("rights", ("None.",)),
        ("reference", ("GARF, f. 1, op. 2, d. 3",)),
    )
    known = facts(PAGE, WILSON, *told)
    made = header(known)
    assert checked(PAGE, known).findings == ()
    # The copy text keeps the title and the date that it has.
    assert [one.text for one in made.iter(f"{{{TEI}}}title")] == ["Ice", "A TEI edition of the English translation",
                                                                 "Letter from Velsk"]  # fmt: skip
    assert "He writes of the ice, and of what it will do to the bridges in the spring." in quoted(made)


def test_a_page_without_surroundings_quotes_nothing() -> None:
    known = facts("Osero, 4 May 1957\nDear Helga,", PLAIN)
    assert sampling(header(known)) == "The whole document is encoded."
    assert checked("Osero, 4 May 1957\nDear Helga,", known).outside_lines == 0


def test_a_line_that_is_lost_from_the_document_is_still_missed() -> None:
    known = facts(PAGE, WILSON)
    root = parsed(make("TEI", written(header(known)), make("text", make("body", make("p", "The ice is")))))
    found = fidelity.check(transcription.parse(PAGE), document.parse(etree.tostring(root))).findings
    assert [one.rule for one in found] == ["fid.missing"]


LINES = st.sampled_from(
    [
        *("", "", "", "  ", "Skip to content", "Share", "Download", "Document Information", "Source", "Source:"),
        *("Rights", "Record ID", "Record ID: 116", "Languages: Russian; English", "English", "Creator", "Title: A"),
        *("October 23, 1949", "4. Mai 1957", "Osero, 4 May 1957", "[Source: RG 59, Box 3. Secret.]", "561.", "No. 118"),
        *("From: VELSK", "To: OSERO", "Date: 9 May 1944", "Letter from Velsk", "A", "A", "a & b < c > \"d\" 'e'"),
        "RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051. Contributed by A. Merz and translated by M. Brandt.",
        "The archive welcomes reuse of its materials, which may be subject to copyright of others.",
        "All rights are\u00a0reserved by the holders of rights.",
        "He writes of the ice, and of what it will do to the bridges in the spring.",
        "\u202eright to left\u2066 e\u0301\u2028\u0085 \t tabs  and   spaces ",
    ]
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)
PAGES = st.lists(st.one_of(LINES, LINES, LINES, WORDS), max_size=25).map("\n".join)
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["title", "date", "summary", "rights", "reference", "credits", "licence"]), WORDS.filter(normal)
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)


@pytest.mark.parametrize("conventions", CONVENTIONS.values(), ids=CONVENTIONS)
@settings(max_examples=100)
@given(text=PAGES, told=TOLD)
def test_every_page_is_accounted_for(conventions: Conventions, text: str, told: list[tuple[str, str]]) -> None:
    known = facts(text, conventions, *((name, (value,)) for name, value in told))
    assert checked(text, known).findings == ()
