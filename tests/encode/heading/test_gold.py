"""What an encoder knows of the documents that were encoded by hand, written out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from tei import document
from tei.encode.heading import Archive, Correspondence, Edition, Facts, Hand, Rendition
from tei.encode.information import WILSON, Action, Acts, Conventions, Named, Overrides, When, acts, page
from tei.encode.information.conventions import normal
from tei.names import TEI, XML, local_name

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
        tuple(When(one.text or "", one.get("when", ""), one.get("when-iso", "")) for one in element.iter(f"{{{TEI}}}date")),
        tuple(one.text or "" for one in element.iter(f"{{{TEI}}}placeName")),
    )


ARCHIVES = {
    "chinese-telegram": (
        WILSON,
        Archive(form="typescript", brackets_by="translator"),
        ("telegram", "zh", ("zh-Latn",)),
    ),
    "decrypt": (
        Conventions(order=("date", "title", "headers", "body")),
        Archive("", "", "teleprint", "translator", "The bureau that solved the cipher"),
        ("telegram", "", ("ru-Latn",)),
    ),
    "german-letter": (WILSON, Archive(form="typescript", brackets_by="translator"), ("letter", "de", ())),
    "soviet-cable": (WILSON, Archive(form="typescript", brackets_by="translator"), ("cable", "ru", ("ru-Latn",))),
    "us-memorandum": (
        Conventions(order=("date", "title", "body")),
        Archive("", "", "typescript", "editor", "The editors of the papers"),
        ("conversation", "", ()),
    ),
}


def archive(name: str) -> tuple[Facts, Element]:
    """What an encoder finds in a whole transcription, and the header that it has in the encoding by hand."""
    conventions, told, (genre, source, languages) = ARCHIVES[name]
    root = document.read(HERE / f"{name}.xml").root
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return Facts(
        page.read(text.split("\n"), conventions),
        date(2026, 11, 25),
        edition=Edition("The tei project", "The tei contributors"),
        archive=told,
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


def test_a():
    from tei.encode.heading import header
    import pprint
    for name in ARCHIVES:
        f,g=archive(name)
        a,b=differences(header(f), g)
        print(name); pprint.pprint(a,width=200); pprint.pprint(b,width=200)
    assert 0
