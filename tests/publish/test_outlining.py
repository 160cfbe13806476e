"""What a site knows of a document."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei import metadata, render
from tei.limits import DEFAULT
from tei.publish import packing
from tei.publish.inside import Inside
from tei.publish.model import Hand, Item, Name, Occurrence, Party
from tei.publish.outlining import Source, digest, outlined


@pytest.fixture(scope="module")
def source(repository: Path) -> Source:
    return Source(repository / "corpus", DEFAULT, (), repository / "corpus" / "authority.xml", "of this test")


@pytest.fixture(scope="module")
def cable(source: Source) -> Item:
    found = outlined("cable-59363.xml", source)
    assert isinstance(found, Item)
    return found


@pytest.fixture(scope="module")
def page(source: Source) -> HtmlElement:
    document = source.document("cable-59363.xml")
    return document_fromstring(render.html(document, authority=source.authorities()))


def test_head_of_the_cable(cable: Item) -> None:
    assert (cable.identifier, cable.when, cable.year, cable.genre) == ("cable-59363", "1949-10-23", "1949", "Cable")
    assert cable.title.startswith("Cable Telegram no. 59363 from Kovalev to Stalin")
    assert cable.subtitle == "A TEI edition of the English translation"
    assert cable.archive == "Russian State Archive of Socio-Political History (RGASPI)"
    assert cable.reference == "RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051"
    assert (cable.languages, cable.title_language, cable.modified) == (("en",), "en", "2026-11-23")
    assert cable.senders == (Party("Kovalev, Ivan Vladimirovich", "person:kovalev", "Kovalev"),)
    assert cable.recipients == (Party("Stalin, Iosif Vissarionovich", "person:stalin", "Stalin"),)
    assert [one.key for one in cable.copies] == ["person:molotov", "person:malenkov"]
    assert [(one.identifier, one.letter) for one in cable.hands] == [
        ("hand-address", "A"),
        ("hand-margin", "B"),
        ("hand-signature", "C"),
    ]
    assert isinstance(cable.hands[0], Hand)


def test_declarations_of_the_cable(cable: Item) -> None:
    kinds = [one.kind for one in cable.declarations]
    assert kinds == [
        "project",
        "correction",
        "normalization",
        "quotation",
        "interpretation",
        "licence",
        "rights",
    ]
    assert cable.declarations[-2].address == "https://creativecommons.org/licenses/by/4.0/"


def test_name_has_its_places_with_the_words_around(cable: Item) -> None:
    rhee = next(name for name in cable.names if name.key == "person:rhee")
    assert rhee == Name(
        "person:rhee",
        "person",
        "Rhee, Syngman",
        "rhee",
        (
            Occurrence(
                "person:rhee:1",
                "SYNGMAN RHEE",
                "… support – they prepared for the action on time. At that time this fact forced ",
                " to abandon the forcible implementation of the military service law.",
                "p-popular-masses",
            ),
        ),
    )


def test_every_place_and_every_anchor_is_on_the_page(cable: Item, page: HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    places = [place for name in cable.names for place in name.occurrences]
    assert len(places) == 58
    assert {place.anchor for place in places} <= ids
    assert len({place.anchor for place in places}) == len(places)
    assert len(cable.anchors) == 16
    assert set(cable.anchors) <= ids
    assert {name.key for name in cable.names} == set(page.xpath("//section[@id='edition:index']//li/@id"))


def test_record_of_an_item_is_that_of_the_document(cable: Item, source: Source) -> None:
    assert cable.record == metadata.read(source.document(cable.path), source.authorities())


def test_item_is_small(cable: Item) -> None:
    # Thousands are held at once, without what is inside: of a document of 27 kB some two.
    assert len(zlib.decompress(packing.packed(replace(cable, inside=Inside())))) < 4_000
    assert len(cable.inside.packed()) < 10_000


@pytest.mark.parametrize(
    "text, words",
    [
        ("Comrade Mao, 23 October – that is all.", 7),
        ("毛澤東同志：中國、萬歲！", 9),
        ("The word 中國 and the word ちゅうごく.", 12),
        ("สหายเหมาเจ๋อตง", 3),
        ("…", 0),
    ],
)
def test_words_are_counted_in_every_script(tmp_path: Path, text: str, words: int) -> None:
    (tmp_path / "one.xml").write_text(
        f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
        <publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
        <text><body><p>{text}</p></body></text></TEI>""",
        encoding="utf-8",
    )
    found = outlined("one.xml", Source(tmp_path, DEFAULT))
    assert isinstance(found, Item)
    assert found.words == words


def test_blocks_that_are_bound_come_apart_again() -> None:
    blocks = [b"one", b"", b"\x00" * 70_000]
    bound = packing.bound(blocks)
    assert list(packing.unbound(bound)) == blocks
    assert list(packing.unbound(b"")) == []
    for end in (len(bound) - 1, 6, 2):
        with pytest.raises(packing.PackingError):
            list(packing.unbound(bound[:end]))


@pytest.mark.parametrize("data", [b"", b"nonsense", packing.packed(("", 1))[:-3]])
def test_what_was_not_packed_is_refused(data: bytes) -> None:
    with pytest.raises(packing.PackingError):
        packing.unpacked(data, packing.OF_RECORDS)


def test_only_known_kinds_are_unpacked(cable: Item) -> None:
    with pytest.raises(packing.PackingError, match="Party"):
        packing.unpacked(packing.packed(cable.senders[0]), packing.OF_RECORDS)


def test_file_says_what_a_document_is_unless_it_includes_others() -> None:
    assert len(digest(b"<TEI/>")) == 64
    assert digest(b'<TEI><i xmlns="http://www.w3.org/2001/XInclude"/></TEI>') == ""
    assert digest('<TEI xmlns="http://www.w3.org/2001/XInclude"/>'.encode("utf-16")) == ""
