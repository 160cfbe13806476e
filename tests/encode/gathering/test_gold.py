"""What is gathered from the texts that were encoded by hand, and the header of it beside the one made by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from tei import document, relaxng, resources, schematron
from tei.document import Document
from tei.encode import authority
from tei.encode.gathering import Gathered, gather
from tei.encode.heading import Archive, Edition, Facts, Rendition, header, pretty
from tei.encode.information import WILSON, Conventions, page
from tei.names import TEI, XML, local_name

CORPUS = Path(__file__).parents[3] / "corpus"
ARCHIVES = Path(__file__).parents[1] / "archives"
XML_ID = f"{{{XML}}}id"
DEFAULT = f"{{{TEI}}}"
CABLE = "cable-59363"
SHEETS = Conventions(order=("date", "title", "headers", "body"))
KINDS = {
    CABLE: ("cable", "ru", WILSON),
    "soviet-cable": ("cable", "ru", WILSON),
    "chinese-telegram": ("telegram", "zh", WILSON),
    "german-letter": ("letter", "de", WILSON),
    "decrypt": ("decrypt", "ru", SHEETS),
    "us-memorandum": ("conversation", "", Conventions(order=("date", "title", "body"))),
}


def read(name: str) -> Element:
    """The document *name*, encoded by hand."""
    return document.read((CORPUS if name == CABLE else ARCHIVES) / f"{name}.xml").root


def labels() -> Mapping[str, str]:
    """The main names of the corpus's authority file."""
    return {f"authority.xml#{one.id}": one.label for one in authority.read(CORPUS / "authority.xml").entries}


def gathered(root: Element, name: str) -> tuple[Gathered, Facts]:
    """What the text of a document tells, and what is known from its page besides."""
    genre, source, conventions = KINDS[name]
    text = ((CORPUS if name == CABLE else ARCHIVES) / f"{name}.txt").read_text(encoding="utf-8")
    told = page.read(text.split("\n"), conventions)
    facts = Facts(
        told,
        date(2026, 11, 25),
        edition=Edition("The tei project", "The tei contributors"),
        archive=Archive(
            form="typescript",
            brackets_by="editor" if genre == "conversation" else "translator",
            brackets_name="The editors",
        ),
        genre=genre,  # type: ignore[arg-type] # one of the kinds
        source_language=source,
        renditions=tuple(
            Rendition(one.get(XML_ID, ""), css=one.text or "") for one in root.iter(f"{DEFAULT}rendition")
        ),
    )
    return gather(root[1], told, genre, labels() if name == CABLE else {}), facts


def made(name: str) -> tuple[Element, Element]:
    """The header of what is gathered from a document, and that by hand."""
    root = read(name)
    found, facts = gathered(root, name)
    return header(found.over(facts)), root[0]


def lines(top: Element, *names: str) -> list[str]:
    """The elements called *names* with all that is in them, a line an element: tag, attributes, words."""
    found = []
    for element in (one for name in names for one in top.iter(f"{DEFAULT}{name}")):
        above = sum(1 for _ in element.iterancestors())
        for one in element.iter(f"{DEFAULT}*"):
            depth = "  " * (sum(1 for _ in one.iterancestors()) - above)
            attributes = "".join(sorted(f" {local_name(str(key))}={value!r}" for key, value in one.items()))
            found.append(f"{depth}{local_name(one.tag)}{attributes} {' '.join((one.text or '').split())}".rstrip())
    return found


# --- the cable ---


def test_acts_of_the_cable_are_those_by_hand() -> None:
    mine, gold = made(CABLE)
    assert lines(mine, "correspDesc") == lines(gold, "correspDesc")
    assert len(lines(mine, "correspDesc")) == 30


# Subjects and places come from a side file.
OF_A_SIDE_FILE = ("keywords", "term", "settingDesc", "place", "placeName")


def test_profile_of_the_cable_is_that_by_hand_but_for_what_a_side_file_says() -> None:
    mine, gold = made(CABLE)
    told, by_hand = lines(mine, "profileDesc"), lines(gold, "profileDesc")
    assert told == [one for one in by_hand if one.split()[0] not in OF_A_SIDE_FILE]
    assert len(by_hand) - len(told) == 6


def test_creation_languages_and_authors_of_the_cable_are_those_by_hand() -> None:
    mine, gold = made(CABLE)
    for name in ("creation", "langUsage", "author", "origDate", "msItem"):
        assert lines(mine, name) == lines(gold, name), name


def test_notes_and_mark_of_the_cable_are_told_in_as_many_places() -> None:
    mine, gold = made(CABLE)
    for path in ("handDesc/handNote", "additions/p"):
        mine_told, gold_told = (
            [
                (local_name(one.tag), sorted(map(str, one.keys())))
                for one in top.iterfind(f".//{{*}}{path.replace('/', '/{*}')}")
            ]
            for top in (mine, gold)
        )
        assert mine_told == gold_told
    assert [one.get(XML_ID) for one in mine.iter(f"{DEFAULT}handNote")] == [
        one.get(XML_ID) for one in gold.iter(f"{DEFAULT}handNote")
    ]


def test_words_on_the_leaf_of_the_cable() -> None:
    found, _ = gathered(read(CABLE), CABLE)
    assert [one.sentence for one in found.hands] == [
        "The writer of the address at the top of the cable; not identified.",
        (
            "The reader who highlighted a paragraph in the left margin; not identified. "
            "Neither the instrument nor the colour is reported."
        ),
        "The shift chief who verified the cable; the name cannot be read from the signature.",
    ]
    assert found.additions == (
        (
            "Stamp of receipt of the 4th unit of the VKP(b) CC OS, with a number and a date; where on the leaf it "
            "stands is not reported."
        ),
        "Handwritten address at the top. One paragraph highlighted in the left margin.",
    )


def test_what_was_done_and_understood_in_the_cable() -> None:
    found, _ = gathered(read(CABLE), CABLE)
    assert found.done == {"names", "dates", "times", "years", "quotation", "unopened"}
    assert found.judgements == (
        (
            "The message of 21 October 1949 is taken to begin with the words “I am sending you information” and to end "
            "with the signature, the date and the closing quotation mark."
        ),
    )
    assert found.heading == "CABLE Nº 59363"
    assert found.number == "59363"
    assert found.doubts == ()


def test_names_of_the_cable_lead_to_their_entries() -> None:
    found, _ = gathered(read(CABLE), CABLE)
    known = dict(found.pointers)
    assert known["Korea"] == known["KOREA"] == "authority.xml#korea"
    assert known["Kovalev, Ivan Vladimirovich"] == "authority.xml#kovalev"
    assert "FILIPPOV" not in known


# --- whole transcriptions of other archives ---

NUMBERS = {"soviet-cable": "20114", "decrypt": "118"}
"""Under which a document went: the short headers by hand leave it out, and differ in nothing else of the acts."""


@pytest.mark.parametrize("name", [one for one in KINDS if one != CABLE])
def test_acts_of_an_archive_are_those_by_hand(name: str) -> None:
    mine, gold = made(name)
    acts = list(mine.iter(f"{DEFAULT}correspDesc"))
    assert [one.attrib.pop("key") for one in acts if one.get("key")] == [
        number for known, number in NUMBERS.items() if known == name
    ]
    assert lines(mine, "correspDesc") == lines(gold, "correspDesc")
    assert bool(acts) == (name != "us-memorandum")


@pytest.mark.parametrize("name", [one for one in KINDS if one != CABLE])
def test_hands_of_an_archive_are_those_by_hand(name: str) -> None:
    mine, gold = made(name)
    assert [one.items() for one in mine.iter(f"{DEFAULT}handNote")] == [
        one.items() for one in gold.iter(f"{DEFAULT}handNote")
    ]


def test_words_on_the_leaves_of_the_letter() -> None:
    found, _ = gathered(read("german-letter"), "german-letter")
    assert [one.sentence for one in found.hands] == [
        "The writer of the words that stand in the upper left corner of the letter, who signs A.",
        "Whoever crossed out words; not identified.",
        "Whoever added words; not identified.",
        "Whoever added words; not identified.",
        "The writer of the words that stand vertically in the left margin; not identified.",
        "The reader whose initials are H.L.",
        "The writer of an annotation; not identified.",
    ]
    assert found.additions == (
        "Date stamp; where on the leaf it stands is not reported.",
        (
            "Handwritten annotation in the upper left corner. Handwritten annotation in the left margin. Two "
            "handwritten annotations. Two handwritten additions. Deletion."
        ),
    )


def test_memorandum_of_conversation_has_an_author_and_no_act() -> None:
    found, _ = gathered(read("us-memorandum"), "us-memorandum")
    assert found.correspondence == ()
    assert found.doubts == ()
    assert found.authors == ("R. Lane",)
    assert found.sources == ("River Board, Central Files, 211.4/7–354. Confidential. Drafted by Lane.",)
    assert found.date is not None
    assert found.date.when == "1954-07-03"


# --- what claims the acts, and what the schemas say ---


def bare(root: Element) -> Element:
    """*root* as an encoder makes it before its header is written: nothing claims anything."""
    for one in root.iter():
        if one.get("decls"):
            del one.attrib["decls"]
    return root


@pytest.mark.parametrize("name", KINDS)
def test_acts_are_claimed_where_they_are_by_hand(name: str) -> None:
    gold = [(local_name(one.tag), one.get("decls")) for one in read(name).iter() if one.get("decls")]
    root = bare(read(name))
    gathered(root, name)
    assert [(local_name(one.tag), one.get("decls")) for one in root.iter() if one.get("decls")] == gold
    once = etree.tostring(root)
    gathered(root, name)
    assert etree.tostring(root) == once


def test_claim_that_is_there_names_its_act() -> None:
    root = read(CABLE)
    root[1][0][0].set("decls", "#source #corresp-kovalev")
    found, _ = gathered(root, CABLE)
    assert [one.id for one in found.correspondence] == ["corresp-kovalev", "corresp-message"]
    assert root[1][0][0].get("decls") == "#source #corresp-kovalev"


def test_claim_of_an_act_that_is_not_described_is_taken_away() -> None:
    root = read(CABLE)
    for one in list(root[1].iter(f"{DEFAULT}opener", f"{DEFAULT}item")):
        one.clear()
    found = gather(root[1], page.Information(), "cable")
    assert found.correspondence == ()
    assert found.doubts == ("the cable is not described as correspondence: no addressee is known",)
    assert root.xpath("//@decls") == []


def encoded(name: str) -> Document:
    """A document with the header of what is gathered from it."""
    root = bare(read(name))
    found, facts = gathered(root, name)
    by_hand = root[0].find(f".//{DEFAULT}tagsDecl")
    facts = replace(found.over(facts), renditions=())
    new = header(facts)
    place = new.find(f"{DEFAULT}encodingDesc/{DEFAULT}editorialDecl")
    assert place is not None
    assert by_hand is not None
    place.addnext(by_hand)
    root.replace(root[0], pretty(new))
    return document.parse(etree.tostring(root), f"{name}.xml")


@pytest.mark.parametrize("name", KINDS)
def test_header_of_what_is_gathered_is_valid(name: str) -> None:
    made = encoded(name)
    assert relaxng.load(resources.data_path("schemas", "tei-documentary.rng")).validate(made) == []
    assert schematron.load(resources.data_path("schemas", "tei-documentary.sch")).validate(made) == []
