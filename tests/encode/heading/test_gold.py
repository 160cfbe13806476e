"""The headers that were made by hand, made again from what an encoder can know."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from tei import document, relaxng, resources, schematron
from tei.document import Document
from tei.encode import fidelity, transcription
from tei.encode.heading import Archive, Correspondence, Edition, Facts, Hand, Rendition, header, pretty
from tei.encode.information import WILSON, Action, Acts, Conventions, Named, Overrides, When, acts, page
from tei.names import TEI, XML, local_name
from tei.notation.white import normal

CORPUS = Path(__file__).parents[3] / "corpus"
HERE = Path(__file__).parents[1] / "archives"
XML_ID = f"{{{XML}}}id"
A = "authority.xml#"
Place = tuple[str, tuple[tuple[str, str], ...], str]
"""An element: its path, its attributes, and its own words without those of its children."""


def places(element: Element, above: str = "") -> Iterator[Place]:
    """Each element of a header."""
    path = f"{above}/{local_name(element.tag)}"
    own = " ".join([element.text or "", *(child.tail or "" for child in element)])
    attributes = tuple(sorted((local_name(str(key)), str(value)) for key, value in element.items()))
    yield path.removeprefix("/teiHeader/"), attributes, normal(own)
    for child in element:
        yield from places(child, path)


def differences(made: Element, gold: Element) -> tuple[list[Place], list[Place]]:
    """What only the header that was *made* has, and what only the *gold* one has, in the order of the headers."""
    mine, theirs = Counter(places(made)), Counter(places(gold))
    only_mine, only_theirs = mine - theirs, theirs - mine
    return [one for one in mine if only_mine[one]], [one for one in theirs if only_theirs[one]]


def renditions(root: Element) -> tuple[Rendition, ...]:
    """The renditions of an encoding, as its encoder would give them."""
    found = []
    for one in root.iter(f"{{{TEI}}}rendition"):
        name, css = one.get(XML_ID, ""), one.text or ""
        scope = one.get("scope", "")
        if scope in {"before", "after"}:
            content = css.removeprefix('content: "').removesuffix('"')
            found.append(Rendition(name, scope, one.get("selector", ""), content))  # type: ignore[arg-type] # of two
        else:
            found.append(Rendition(name, css=css))
    return tuple(found)


def _persons(*names: str) -> tuple[Named, ...]:
    return tuple(Named(name.title(), f"{A}{name}") for name in names)


def _at(day: int, text: str, clock: str = "") -> When:
    when = f"1949-10-{day:02}"
    return When(text, when, f"{when}T{clock}" if clock else "")


KOVALEV, STALIN = _persons("kovalev"), _persons("stalin")
CABLED = _at(23, "23 October 1949")
EDITION = Edition(
    publisher="The tei project",
    encoder="The tei contributors",
    licence="https://creativecommons.org/licenses/by/4.0/",
    schemas=tuple(f"../schemas/tei-documentary.{ending}" for ending in ("rng", "sch", "odd")),
)
ARCHIVE = Archive(
    publisher="Wilson Center, History and Public Policy Program, Digital Archive",
    name="Digital Archive",
    form="typescript",
    brackets_by="translator",
)


@pytest.fixture(scope="session")
def gold() -> Element:
    """The encoding of the cable by hand."""
    return document.read(CORPUS / "cable-59363.xml").root


@pytest.fixture(scope="session")
def cable(gold: Element) -> Facts:
    """What is found in the cable's transcription, said by a side file, or set for the project."""
    text = (CORPUS / "cable-59363.txt").read_text(encoding="utf-8")
    special = Named("Special sector of the Central Committee of the VKP(b)", f"{A}special-sector", "orgName")
    gru = Named("Second Main Directorate of the USSR Armed Forces General Staff", f"{A}gru", "orgName")
    (finenko, doronchenkova) = _persons("finenko", "doronchenkova")
    whole = acts(
        KOVALEV,
        STALIN,
        cc=_persons("molotov", "malenkov"),
        sent=CABLED,
        transmitted=(
            ("intake", gru, _at(23, "2300, 23 October 1949", "23:00")),
            ("deciphered", finenko, _at(24, "0840, 24 October 1949", "08:40")),
            ("printed", doronchenkova, _at(24, "0920, 24 October 1949", "09:20")),
            ("registered", special, _at(24, "24 October 1949")),
        ),
    )
    message = acts(
        Named("Mao Zedong", f"{A}mao"), STALIN, sent=_at(21, "21 October 1949"), forwarded=((KOVALEV[0], CABLED),)
    )
    return Facts(
        page.read(text.split("\n"), WILSON),
        date(2026, 11, 23),
        identifier="urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476",
        overrides=Overrides(
            (
                ("subjects", ("Korean War, 1950-1953", "Cold War")),
                ("subject_scheme", ("https://id.loc.gov/authorities/subjects",)),
                ("places", ("Korea",)),
            )
        ),
        edition=EDITION,
        archive=ARCHIVE,
        profile="wilson",
        genre="cable",
        source_language="ru",
        languages=("ru-Latn",),
        characters=4532,
        heading="CABLE Nº 59363",
        authors=("Kovalev, Ivan Vladimirovich", "Mao Zedong"),
        pointers=(
            ("Kovalev, Ivan Vladimirovich", f"{A}kovalev"),
            ("Mao Zedong", f"{A}mao"),
            ("Korea", f"{A}korea"),
        ),
        hands=(
            Hand("hand-address", "The writer of the address at the top of the cable; not identified."),
            Hand("hand-margin", "The reader who highlighted a paragraph in the left margin; not identified."),
            Hand("hand-signature", "The shift chief, whose name cannot be read from the signature."),
        ),
        renditions=renditions(gold),
        additions=(
            "Stamp with an incoming number and date; where on the leaf it stands is not reported.",
            "Handwritten address at the top. One paragraph highlighted in the left margin.",
        ),
        correspondence=(
            Correspondence("corresp-cable", whole, "59363"),
            Correspondence("corresp-message", message),
        ),
        done=frozenset({"names", "dates", "times", "years", "quotation", "unopened"}),
    )


def _named(element: Element) -> Named:
    return Named("".join(map(str, element.itertext())), element.get("ref", ""), local_name(element.tag))  # type: ignore[arg-type] # names


def _action(element: Element) -> Action:
    return Action(
        element.get("type", ""),  # type: ignore[arg-type] # one of the schema's
        element.get("subtype", ""),
        tuple(_named(one) for one in element if local_name(one.tag) in {"persName", "orgName", "name"}),
        tuple(
            When(one.text or "", one.get("when", ""), one.get("when-iso", "")) for one in element.iter(f"{{{TEI}}}date")
        ),
        tuple(one.text or "" for one in element.iter(f"{{{TEI}}}placeName")),
    )


ARCHIVES = {
    "chinese-telegram": (
        WILSON,
        Archive(form="typescript", brackets_by="translator"),
        ("telegram", "zh", ("zh-Latn",), "Shui River Archive, 14-2-118; Translated by Iris Kwan"),
    ),
    "decrypt": (
        Conventions(order=("date", "title", "headers", "body")),
        Archive("", "", "teleprint", "translator", "The bureau that solved the cipher"),
        ("decrypt", "ru", ("ru-Latn",), ""),
    ),
    "german-letter": (WILSON, Archive(form="typescript", brackets_by="translator"), ("letter", "de", (), "")),
    "soviet-cable": (WILSON, Archive(form="typescript", brackets_by="translator"), ("cable", "ru", ("ru-Latn",), "")),
    "us-memorandum": (
        Conventions(order=("date", "title", "body")),
        Archive("", "", "typescript", "editor", "The editors of the papers"),
        ("conversation", "", (), "River Board, Central Files, 211.4/7–354. Confidential."),
    ),
}


def archive(name: str) -> tuple[Facts, Element]:
    """What an encoder finds in a whole transcription, and the header that it has in the encoding by hand."""
    conventions, told, (genre, source, languages, cited) = ARCHIVES[name]
    root = document.read(HERE / f"{name}.xml").root
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return Facts(
        page.read(text.split("\n"), conventions),
        date(2026, 11, 25),
        edition=Edition("The tei project", "The tei contributors"),
        archive=told,
        sources=(cited,),
        genre=genre,  # type: ignore[arg-type] # one of the kinds
        source_language=source,
        languages=languages,
        hands=tuple(
            Hand(one.get(XML_ID, ""), one.text or "", one.get("medium", "")) for one in root.iter(f"{{{TEI}}}handNote")
        ),
        renditions=renditions(root),
        correspondence=tuple(
            Correspondence(one.get(XML_ID, ""), Acts(tuple(_action(step) for step in one)))
            for one in root.iter(f"{{{TEI}}}correspDesc")
        ),
    ), root[0]


# --- the cable ---

PROSE_OF_THE_CABLE = {
    # Who the hands are, and what the leaf bears, an encoder says in its own words.
    "fileDesc/sourceDesc/msDesc/physDesc/handDesc/handNote",
    "fileDesc/sourceDesc/msDesc/physDesc/additions/p",
    # It was not encoded by hand.
    "encodingDesc/projectDesc/p",
    "revisionDesc/change",
}
JUDGED_BY_HAND = "encodingDesc/editorialDecl/interpretation/p"
"""Where the message begins and ends, and why: one paragraph that an encoder has only if it gives a judgement."""


def test_header_of_the_cable_has_the_elements_and_attributes_of_that_by_hand_in_their_order(
    cable: Facts, gold: Element
) -> None:
    mine, theirs = list(places(header(cable))), list(places(gold[0]))
    judged = next(one for one in theirs if one[2].startswith("The message of 21 October is taken to begin"))
    theirs.remove(judged)
    assert judged[0] == JUDGED_BY_HAND
    assert [one[:2] for one in mine] == [one[:2] for one in theirs]
    assert len(mine) > 170


def test_words_of_the_cables_header_are_those_by_hand_but_for_prose(cable: Facts, gold: Element) -> None:
    more, fewer = differences(header(cable), gold[0])
    assert {one[0] for one in more} == PROSE_OF_THE_CABLE
    assert {one[0] for one in fewer} == {*PROSE_OF_THE_CABLE, JUDGED_BY_HAND}
    assert len(more) == 5


def test_a_judgement_is_the_first_paragraph_of_the_interpretation(cable: Facts, gold: Element) -> None:
    (judged,) = (one[2] for one in places(gold[0]) if one[2].startswith("The message of 21 October is taken"))
    _, fewer = differences(header(replace(cable, judgements=(judged,))), gold[0])
    assert {one[0] for one in fewer} == PROSE_OF_THE_CABLE


def test_header_of_the_cable_is_laid_out_as_that_by_hand(cable: Facts) -> None:
    written = (CORPUS / "cable-59363.xml").read_text(encoding="utf-8")
    by_hand = [line for line in written[: written.index("</teiHeader>")].split("\n") if "teiHeader" not in line][4:]
    laid = etree.tostring(pretty(header(cable), depth=1), encoding="unicode").replace("\xa0", "&#xA0;").split("\n")
    only_mine, only_theirs = Counter(laid[1:-1]) - Counter(by_hand), Counter(by_hand[:-1]) - Counter(laid)
    assert [len(one) - len(one.lstrip()) for one in only_mine] == [14, 14, 14, 8, 6]
    assert len(only_theirs) == 6


def test_layout_moves_no_word(cable: Facts) -> None:
    assert list(places(pretty(header(cable)))) == list(places(header(cable)))
    once = etree.tostring(pretty(header(cable)))
    assert etree.tostring(pretty(etree.fromstring(once))) == once


def test_same_facts_give_the_same_bytes(cable: Facts) -> None:
    assert etree.tostring(header(cable)) == etree.tostring(header(replace(cable)))


# --- whole transcriptions of other archives ---

MORE = {
    # What the short headers by hand leave out, and all of which is known.
    "fileDesc/titleStmt/title",
    "fileDesc/editionStmt",
    "fileDesc/extent",
    "fileDesc/publicationStmt/availability",
    "fileDesc/sourceDesc/bibl",
    "fileDesc/sourceDesc/msDesc/msContents",
    "fileDesc/sourceDesc/msDesc/history",
    "fileDesc/sourceDesc/msDesc/physDesc/objectDesc/supportDesc",
    "fileDesc/titleStmt/respStmt",
    "encodingDesc/projectDesc",
    "encodingDesc/samplingDecl",
    "encodingDesc/editorialDecl",
    "encodingDesc/classDecl",
    "profileDesc/creation",
    "profileDesc/langUsage/language",
    "profileDesc/textClass",
    "revisionDesc",
    # References to archives that there are not are divided otherwise, see below.
    "fileDesc/sourceDesc/msDesc/msIdentifier",
}
REWORDED = {
    "fileDesc/titleStmt/respStmt/resp",
    "encodingDesc/editorialDecl/normalization/p",
    "encodingDesc/samplingDecl/p",
    "profileDesc/langUsage/language",
    # Has an xml:id.
    "fileDesc/sourceDesc/bibl",
}
LACKING = {
    # The whole of the reference is the idno, and its number the collection too.
    "chinese-telegram": [("msIdentifier/idno", "14-2-118")],
    # No line of the page or of the telegram is its citation.
    "decrypt": [
        ("bibl/note", "Osero Traffic, 3/NBF/T118."),
        ("msIdentifier/collection", "Osero Traffic"),
        ("msIdentifier/idno", "3/NBF/T118"),
    ],
    # 4/118 is a Bestand and a file.
    "german-letter": [
        ("msIdentifier/idno", "WBA Nord, ,"),
        ("idno/idno", "DO 4/118"),
    ],
    "soviet-cable": [],
    # The file has no label, and the River Board is no archive that is known: what is behind its name is not divided.
    "us-memorandum": [
        ("msIdentifier/collection", "Central Files"),
        ("msIdentifier/idno", "River Board, Central Files,"),
        ("idno/idno", "211.4/7–354"),
    ],
}
"""What the header by hand says and the one that is made does not: the end of the path, and the words."""


@pytest.mark.parametrize("name", ARCHIVES)
def test_header_of_an_archive_lacks_only_what_is_listed(name: str) -> None:
    facts, by_hand = archive(name)
    more, fewer = differences(header(facts), by_hand)
    lacking = [("/".join(path.split("/")[-2:]), words) for path, _, words in fewer if path not in REWORDED]
    assert lacking == LACKING[name]
    assert [path for path, _, _ in more if not any(f"{path}/".startswith(f"{known}/") for known in MORE)] == []


def test_everything_that_is_listed_is_in_some_archive() -> None:
    found = [place[0] for name in ARCHIVES for place in differences(header(archive(name)[0]), archive(name)[1])[0]]
    assert [known for known in MORE if not any(f"{path}/".startswith(f"{known}/") for path in found)] == []


def test_citation_without_a_heading_is_no_summary() -> None:
    facts, _ = archive("german-letter")
    assert facts.told.citations == ("WBA Nord, DO 4/118, Bl. 12-13. Translated by Marcus Brandt.",)
    assert facts.told.summary == ()


# --- what the schemas say, and whether all is there ---


def encoded(name: str, cable: Facts) -> tuple[Document, Path]:
    """A document encoded by hand, with the header that is made for it, and its transcription."""
    facts = cable if name == "cable-59363" else archive(name)[0]
    folder = CORPUS if name == "cable-59363" else HERE
    root = document.read(folder / f"{name}.xml").root
    root.replace(root[0], pretty(header(facts), depth=1))
    return document.parse(etree.tostring(root), f"{name}.xml"), folder / f"{name}.txt"


@pytest.mark.parametrize("name", ["cable-59363", *ARCHIVES])
def test_header_is_valid(name: str, cable: Facts) -> None:
    made, _ = encoded(name, cable)
    assert relaxng.load(resources.data_path("schemas", "tei-documentary.rng")).validate(made) == []
    for rules in ("tei-documentary", "tei-conformance"):
        assert schematron.load(resources.data_path("schemas", f"{rules}.sch")).validate(made) == []


@pytest.mark.parametrize("name", ["cable-59363", *ARCHIVES])
def test_header_is_valid_in_all_of_tei(name: str, cable: Facts, shared_data: Path) -> None:
    made, _ = encoded(name, cable)
    assert relaxng.load(shared_data / "p5" / "tei_all.rng").validate(made) == []


@pytest.mark.parametrize("name", ["cable-59363", *ARCHIVES])
def test_header_and_text_give_the_transcription_back(name: str, cable: Facts) -> None:
    made, text = encoded(name, cable)
    result = fidelity.check(transcription.read(text), made)
    assert result.findings == ()
    assert result.outside_lines == {"cable-59363": 10, "soviet-cable": 7, "german-letter": 3}.get(name, 2)
