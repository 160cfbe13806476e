"""Transcriptions in the forms of many archives that the encoder was not made from: what is asked of each."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei.encode import reading
from tei.encode.encoded import Encoded
from tei.encode.session import Session
from tei.encode.wish import Wish

HERE = Path(__file__).parent
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
NAMES = sorted(path.stem for path in HERE.glob("*.toml"))


def asked(name: str) -> dict[str, Any]:
    """What is asked of a transcription: its ``profile``, ``counts`` of elements, the ``words`` of some of them."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def made(name: str) -> Encoded:
    """What becomes of the transcription, all of whose lines are the document's."""
    path = HERE / f"{name}.txt"
    session = Session(Wish(profile=asked(name)["profile"], page=False, day=date(2026, 11, 26)))
    return session.text(reading.read_bytes(path.read_bytes(), path.name))


def elements(encoded: Encoded) -> list[tuple[str, str]]:
    """The elements of the body, each with its type after its name if it has one, and its words."""
    root = etree.fromstring(encoded.xml.encode())
    return [
        (etree.QName(one).localname + (f" {one.get('type')}" if one.get("type") else ""), _words(one))
        for one in root.iterfind("./t:text/t:body//*", TEI)
    ]


def _words(element: etree._Element) -> str:
    for broken in element.iterfind(".//t:lb", TEI):
        broken.tail = f" {broken.tail or ''}"
    return re.sub(r"\s+", " ", "".join(map(str, element.itertext()))).strip()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_or_given_up(name: str) -> None:
    encoded = made(name)
    assert encoded.sound, [str(one) for one in encoded.findings]
    assert [str(one) for one in encoded.findings if one.rule in {"enc.plain", "fid.line", "enc.unknown"}] == []


@pytest.mark.parametrize("name", NAMES)
def test_elements_are_as_many_as_the_document_has(name: str) -> None:
    counts = Counter(one.split()[0] for one, _ in elements(made(name)))
    wanted = asked(name)["counts"]
    assert {one: counts[one] for one in wanted} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_important_elements_have_their_words(name: str) -> None:
    found = elements(made(name))
    assert [one for one in map(tuple, asked(name)["words"]) if one not in found] == []
