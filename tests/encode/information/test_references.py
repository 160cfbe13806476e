"""References of five practices: the archive, the parts, the leaves; every character is in one part."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei import document, relaxng
from tei.encode.information import references, repositories
from tei.encode.information.manuscripts import ms_identifier
from tei.encode.information.references import TYPED, Reference
from tei.names import tei_name
from tei.resources import data_path

CABLE = Path(__file__).parents[3] / "corpus" / "cable-59363.xml"

TABLE = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("references.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""Invented references: text, abbreviation, collection, the parts that have a kind of their own, leaves."""


def typed(reference: Reference) -> str:
    """The parts that have a kind of their own; a space in a value is shown as a bar."""
    return " ".join(f"{part.kind}={part.value.replace(' ', '|')}" for part in reference.parts if part.kind in TYPED)


def read(text: str) -> Reference:
    """The reference that *text* certainly is."""
    reference = references.read(text)
    assert reference is not None
    return reference


@pytest.mark.parametrize("text,abbreviation,collection,parts,leaves", TABLE, ids=[row[0] for row in TABLE])
def test_a_reference_of_each_practice_is_read(
    text: str, abbreviation: str, collection: str, parts: str, leaves: str
) -> None:
    reference = read(text)
    assert (reference.abbreviation, reference.collection, typed(reference)) == (abbreviation, collection, parts)
    assert " ".join(reference.leaves or ()) == leaves
    assert reference.whole == "".join(part.text for part in reference.parts) == text


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_a_reference_is_found_in_running_text(text: str) -> None:
    before = "He saw the box. Source: "
    (located,) = references.find(f"{before}{text}. Contributed by Anna Holt and translated by Ben Orr.")
    assert (located.start, located.reference.whole.rstrip(".")) == (len(before), text.rstrip("."))
    assert located.end == len(before) + len(located.reference.whole)


@pytest.mark.parametrize(
    "text",
    [
        "RGASPI keeps many papers. Folder 5 is on the table.",
        "In 1949 he came to Moscow by train no. 5.",
        "the Truman Library was opened later, in box 5 of the plan",
        "",
    ],
)
def test_what_is_no_reference_is_not_found(text: str) -> None:
    assert references.find(text) == ()


def test_two_references_are_found_each_for_itself() -> None:
    text = "APRF, f. 3, op. 65, d. 1, l. 2; copy in TNA, FO 371/1, Truman Library, Falk Papers, Box 3; RG 59; PREM 8/1"
    assert [one.reference.whole for one in references.find(text)] == [
        "APRF, f. 3, op. 65, d. 1, l. 2",
        "TNA, FO 371/1",
        "Truman Library, Falk Papers, Box 3",
        "RG 59",
        "PREM 8/1",
    ]


def test_the_archive_may_stand_behind_its_reference() -> None:
    (located,) = references.find("fond 3, opis 65, delo 776, listy 1-21, APRF. Translated by Ben Orr.")
    assert located.reference.whole == "fond 3, opis 65, delo 776, listy 1-21, APRF"
    assert located.reference.abbreviation == "APRF"


@pytest.mark.parametrize(
    "text,doubt",
    [
        ("Port Archives, Box 3", "“Port Archives” is taken for the name of an archive; it is none that is known"),
        ("fond 3, opis 65", "no archive is named that is known"),
        ("KV 2/1", "the archive is not named; by its classes it is The National Archives (TNA)"),
        ("RGASPI", "nothing follows the name of the archive that tells where the document lies"),
        ("RGASPI, f. 1, in the cellar", "“in the cellar” is not understood"),
        ("RGASPI, f. 1, l. 3, 5-7", "the leaves are no single run; the first and the last are given"),
        ("RGASPI, f. 1, f. 2", "there are two parts of the kind “fond”"),
        (
            "APRF, f. 3, op. 1; RGANI",
            "a second archive is named: “RGANI” (Russian State Archive of Contemporary History)",
        ),
        ("FRUS 1949, vol. I", "“FRUS” is a printed edition and not an archive"),
    ],
)
def test_what_is_doubtful_is_said(text: str, doubt: str) -> None:
    assert doubt in read(text).doubts


def test_a_place_and_a_year_are_no_leaves() -> None:
    reference = read("RGASPI, Moscow, f. 1, ll. 3-4, 1949")
    assert [(part.kind, part.text) for part in reference.parts if part.kind] == [
        ("repository", "RGASPI"),
        ("place", "Moscow"),
        ("fond", "f. 1"),
        ("leaves", "ll. 3-4"),
        ("unread", "1949"),
    ]


@pytest.mark.parametrize(
    "text,repository,parts",
    [
        ("Port Archives, Box 3, Folder 2", "Port Archives", "box=3 folder=2"),
        ("Archive of the Harbour Q 12, pp. 3-4", "Archive of the Harbour", "leaves=3-4"),
        ("State Archive of Ruritania, f. 3, op. 4, d. 5", "State Archive of Ruritania", "fond=3 opis=4 delo=5"),
        ("Городской архив, ф. 3, оп. 4", "Городской архив", "fond=3 opis=4"),
    ],
)
def test_an_archive_that_is_not_known_is_taken_by_its_name(text: str, repository: str, parts: str) -> None:
    reference = read(text)
    assert (reference.repository, reference.abbreviation, typed(reference)) == (repository, "", parts)
    assert reference.doubts[0] == f"“{repository}” is taken for the name of an archive; it is none that is known"


def test_text_that_names_nothing_is_no_reference_unless_a_page_says_so() -> None:
    assert references.read("the drawer of the desk") is None
    reference = references.unknown("the drawer of the desk")
    assert (reference.whole, reference.repository) == ("the drawer of the desk", "")


def test_the_table_has_repositories_with_one_home_and_spellings_of_their_own() -> None:
    table = repositories.table()
    assert len(table) >= 40
    spellings = [spelling for repository in table for spelling in repository.spellings]
    assert len(spellings) == len(set(spellings))
    for repository in table:
        for spelling in repository.spellings:
            assert next(repositories.named(f"({spelling}), 5")) == (1, 1 + len(spelling), repository)


def test_an_abbreviation_in_small_letters_is_a_word_and_a_name_is_not() -> None:
    assert list(repositories.named("a mol in the pro, camo and sma")) == []
    assert [one[2].abbreviation for one in repositories.named("the truman library")] == ["Truman Library"]


# -- msIdentifier


def canonical(element: etree._Element) -> bytes:
    """*element* without the white space between its children, in canonical form."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False), etree.XMLParser(remove_blank_text=True))
    return etree.tostring(copy, method="c14n2")


def test_the_cables_reference_is_encoded_as_by_hand() -> None:
    (by_hand,) = document.read(CABLE).root.iter(tei_name("msIdentifier"))
    assert canonical(ms_identifier(read("RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051"))) == canonical(by_hand)


def edition(identifiers: list[etree._Element]) -> bytes:
    """A document with a source for each of *identifiers*."""
    sources = b"".join(b"<msDesc>" + etree.tostring(one) + b"</msDesc>" for one in identifiers)
    return (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>'
        b"<titleStmt><title>T</title></titleStmt>"
        b"<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc>"
        + sources
        + b"</sourceDesc></fileDesc>"
        b'</teiHeader><text><body><div type="letter"><p>x</p></div></body></text></TEI>'
    )


def every_kind() -> list[etree._Element]:
    """The identifiers of the table, and of what is hardly a reference."""
    texts = [row[0] for row in TABLE]
    return [*(ms_identifier(read(text)) for text in texts), ms_identifier(references.unknown("\x00 the drawer"))]


def test_every_identifier_is_valid_under_the_own_schema() -> None:
    schema = relaxng.load(data_path("schemas", "tei-documentary.rng"))
    findings = schema.validate(edition(every_kind()))
    assert not [finding for finding in findings if "msIdentifier" in finding.xpath or "idno" in finding.xpath]
    broken = edition(every_kind()).replace(b'<idno type="reference">', b"<idno>", 1)
    assert [finding for finding in schema.validate(broken) if "idno" in finding.xpath]


def test_every_identifier_is_valid_under_tei_all(shared_data: Path) -> None:
    schema = relaxng.load(shared_data / "p5" / "tei_all.rng")
    assert schema.validate(edition(every_kind())) == []


def test_the_text_of_the_identifier_is_the_reference() -> None:
    for text, *_ in TABLE:
        assert "".join(map(str, ms_identifier(read(text))[-1].itertext())) == text


PIECES = st.sampled_from(
    [
        "RGASPI",
        "РГАСПИ",
        "TNA",
        "FRUS",
        "外交部档案馆",
        "f.",
        "op.",
        "d.",
        "ll.",
        "лл.",
        "RG",
        "Box",
        "vol.",
        "doc.",
        "FO 371/5",
        "КV",
        "Bl. 12-15",
        "5ob.",
        "CIA-RDP79",
        "558",
        "1949",
        "DY 30/IV",
        "of the",
        "National Archives",
        "页",
        "第",
        "“x”",
        "(",
        ")",
        "/",
        "-",
        ".",
        ",",
        ";",
        ":",
        "\n",
        "\x00",
        "111-00056-01(1)",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
)


@given(TEXTS)
def test_no_text_raises_and_no_character_goes_missing(text: str) -> None:
    reference = references.read(text)
    if reference is not None:
        assert "".join(part.text for part in reference.parts) == text
        assert all(part.text for part in reference.parts)
        ms_identifier(reference)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_the_identifier_of_any_text_is_valid(texts: list[str]) -> None:
    identifiers = [ms_identifier(references.read(text) or references.unknown(text)) for text in texts]
    findings = relaxng.load(data_path("schemas", "tei-documentary.rng")).validate(edition(identifiers))
    assert not [finding for finding in findings if "msDesc" in finding.xpath]


@given(TEXTS)
def test_what_is_found_stands_where_it_is_said_to_stand(text: str) -> None:
    end = 0
    for located in references.find(text):
        assert end <= located.start < located.end <= len(text)
        assert located.reference.whole == text[located.start : located.end]
        end = located.end


@pytest.mark.parametrize(
    "piece", ["f. ", " ", "RGASPI, ", "1", "1-", "ll. 1, ", "FO 371/", "Box 1, ", "National Archives, "]
)
def test_a_long_run_of_the_same_is_no_reference_and_is_read_in_good_time(piece: str) -> None:
    assert references.find(piece * 2_000) == ()


@pytest.mark.parametrize(
    "text, repository",
    [
        ("WBA Nord, DO 4/118, Bl. 12-13", "WBA Nord"),
        ("RGAO, f. 71, op. 3, d. 118, ll. 20-21", "RGAO"),
        ("River Board, Central Files, 211.4/7–354", "River Board"),
        ("Photocopy of the original, Box 3, Folder 2", None),
        ("Copy, Box 3, Folder 2", None),
        ("River Board", None),
        ("f. 558, op. 11, d. 3", None),
        ("папка, f. 71, op. 3, d. 118", None),
    ],
)
def test_an_archive_that_is_not_known_is_called_what_the_reference_begins_with(
    text: str, repository: str | None
) -> None:
    identifier = ms_identifier(references.read(text) or references.unknown(text))
    assert identifier.findtext(tei_name("repository")) == repository
