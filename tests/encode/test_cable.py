"""The cable that was encoded by hand, encoded from its transcription: what is equal, and each difference left."""

import re
from datetime import date
from pathlib import Path

import pytest

from tei import document
from tei.document import Document
from tei.encode import agreement
from tei.encode.agreement import Agreement
from tei.encode.encoded import Encoded
from tei.encode.heading import Edition
from tei.encode.information import side
from tei.encode.profile.testing.shapes import shape
from tei.encode.session import Session
from tei.encode.wish import Wish

LEFT = {
    "teiHeader/fileDesc/sourceDesc/msDesc/physDesc/handDesc/handNote": 1,
    "teiHeader/fileDesc/sourceDesc/msDesc/physDesc/additions/p": 1,
    "teiHeader/encodingDesc/projectDesc/p": 1,
    "teiHeader/encodingDesc/editorialDecl/interpretation/p": 1,
    "teiHeader/encodingDesc/schemaRef[@type='odd']/@url": 1,
    "teiHeader/encodingDesc/appInfo/application/@ident": 1,
    "teiHeader/encodingDesc/appInfo/application/@version": 1,
    "teiHeader/encodingDesc/appInfo/application/desc": 1,
    "teiHeader/revisionDesc/change": 1,
}
"""Where the header still differs, and how often; the manual has the reason of each."""


@pytest.fixture(scope="module")
def made(repository: Path) -> Encoded:
    """What the encoder makes of the transcription, with what the repository's settings and side file say."""
    corpus = repository / "corpus"
    wish = Wish(
        profile="wilson",
        authorities=(corpus / "authority.xml",),
        side=side.read(corpus / "side.toml"),
        day=date(2026, 11, 23),
        edition=Edition(
            publisher="The tei project",
            encoder="The tei contributors",
            licence="https://creativecommons.org/licenses/by/4.0/",
            licence_name="Creative Commons Attribution 4.0 International licence",
            version="0",
        ),
        schemas=(repository / "schemas" / "tei-documentary.rng", repository / "schemas" / "tei-documentary.sch"),
    )
    return Session(wish).file(corpus / "cable-59363.txt", corpus / "made.xml")


@pytest.fixture(scope="module")
def gold(repository: Path) -> Document:
    """The encoding by hand."""
    return document.read(repository / "corpus" / "cable-59363.xml")


@pytest.fixture(scope="module")
def compared(made: Encoded, gold: Document) -> Agreement:
    """The two compared."""
    return agreement.compare(document.parse(made.xml.encode(), "corpus/made.xml"), gold)


def test_cable_is_encoded_without_a_doubt(made: Encoded) -> None:
    assert made.sound
    assert made.findings == ()
    assert (made.genre, made.characters, made.outside_lines) == ("cable", 4532, 10)


def test_text_of_the_cable_is_the_hand_encoding(made: Encoded, gold: Document) -> None:
    assert shape(document.parse(made.xml.encode(), "made.xml")) == shape(gold)


def test_each_element_and_each_attribute_agrees(compared: Agreement) -> None:
    assert [one for one in compared.elements.values() if one.missing or one.extra or one.changed] == []
    assert [one for one in compared.attributes.values() if one.missing or one.extra or one.changed] == []
    assert sum(one.equal for one in compared.elements.values()) == 165
    assert sum(one.equal for one in compared.attributes.values()) == 173


def test_header_differs_where_the_manual_says_and_nowhere_else(compared: Agreement) -> None:
    left: dict[str, int] = {}
    for one in compared.differences:
        left[one.subject] = left.get(one.subject, 0) + 1
    assert left == LEFT


def test_manual_has_the_reason_of_each_difference(repository: Path) -> None:
    manual = (repository / "docs" / "encode.md").read_text(encoding="utf-8")
    table = manual.partition("(what-is-left)=")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| [^|]{20,} \|$", table, re.MULTILINE)
    assert [f"teiHeader/{row}" for row in rows] == list(LEFT)
