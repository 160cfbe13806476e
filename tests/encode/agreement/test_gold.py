"""Whole encodings by hand against themselves, and against copies that were changed on purpose."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei import document
from tei.document import Document
from tei.encode.agreement import Agreement, Count, compare
from tei.encode.agreement.scores import total

HERE = Path(__file__).parents[1]
CABLE = HERE.parents[1] / "corpus" / "cable-59363.xml"
ARCHIVES = sorted((HERE / "archives").glob("*.xml"))
OPIS = "teiHeader/fileDesc/sourceDesc/msDesc/msIdentifier/idno[@type='reference']/idno[@type='opis']"
XML = CABLE.read_text(encoding="utf-8")


@cache
def gold(path: Path = CABLE) -> Document:
    """An encoding by hand."""
    return document.read(path)


def changed(old: str, new: str, count: int = 1) -> Agreement:
    """The agreement of the cable, *old* changed to *new* where it stands first, with the cable."""
    assert old in XML
    return compare(document.parse(XML.replace(old, new, count).encode(), "made.xml"), gold())


@pytest.mark.parametrize("path", [CABLE, *ARCHIVES], ids=lambda path: path.stem)
def test_an_encoding_agrees_with_itself(path: Path) -> None:
    found = compare(document.read(path), gold(path))
    assert found.same_text
    assert found.differences == ()
    assert [count.f1 for count in found.totals.values()] == [1, 1, 1]
    assert min(count.equal for count in found.totals.values()) > 20


@pytest.mark.parametrize("path", [CABLE, *ARCHIVES], ids=lambda path: path.stem)
def test_the_letters_of_all_identifiers_are_free(path: Path) -> None:
    xml = path.read_text(encoding="utf-8")
    renamed, count = re.subn(r'(?<=xml:id=")(?=\w)|(?<=[" ]#)(?=\w)', "other-", xml)
    assert count > 30
    found = compare(document.parse(renamed.encode(), "made.xml"), gold(path))
    assert found.differences == ()
    assert found.totals == compare(gold(path), gold(path)).totals


def test_everything_of_the_cable_is_counted_but_what_the_encoder_added() -> None:
    found = compare(gold(), gold())
    body = XML[XML.index("<body>") :]
    names = Counter(re.findall(r"<(\w+)", body))
    names["note"] -= len(re.findall(r'<note [^>]*resp="#encoder"', body))
    assert {name: count.equal for name, count in found.elements.items()} == names
    assert found.totals == {"elements": Count(165), "attributes": Count(173), "header": Count(176)}


@pytest.mark.parametrize(
    "old,new,part,count,messages",
    [
        ('<persName ref="authority.xml#rhee"><forename>SYNGMAN</forename> <surname>RHEE</surname></persName>',
         "SYNGMAN RHEE", "elements", Count(162, missing=3), [
            "gold has persName around “SYNGMAN RHEE”, missing here",
            "gold has forename around “SYNGMAN”, missing here",
            "gold has surname around “RHEE”, missing here",
        ]),
        ('<placeName ref="authority.xml#tianjin">TIANJIN</placeName>',
         '<orgName ref="authority.xml#tianjin">TIANJIN</orgName>', "elements", Count(164, missing=1, extra=1),
         ["gold has placeName around “TIANJIN”, here it is orgName"]),
        ('<head>CABLE <idno type="cable">Nº 59363</idno></head>',
         '<head>CABLE Nº <idno type="cable">59363</idno></head>', "elements", Count(164, changed=1),
         ["gold has idno around “Nº 59363”, here it is around “59363”"]),
        ('<date when="1949-10" evidence="internal">October</date>', '<date when="1949-10">October</date>',
         "attributes", Count(172, missing=1),
         ["@evidence of date around “October”: gold has “internal”, missing here"]),
        ('place="top">to', 'place="bottom">to', "attributes", Count(172, changed=1),
         ["@place of note around “[handwritten at the top: to Cde. Stalin]”: gold has “top”, here it is “bottom”"]),
        ('<idno type="opis">op. 11</idno>', '<idno type="opis">op. 12</idno>', "header", Count(175, changed=1),
         [f"{OPIS}: gold has “op. 11”, here it is “op. 12”"]),
    ],
)  # fmt: skip
def test_one_change_of_the_cable_is_told(old: str, new: str, part: str, count: Count, messages: list[str]) -> None:
    found = changed(old, new)
    assert [one.message for one in found.differences] == messages
    assert found.totals[part] == count


def test_a_difference_has_its_place_in_both_documents() -> None:
    (one,) = changed('<placeName ref="authority.xml#tianjin">TIANJIN</placeName>', "TIANJIN").differences
    at = next(number for number, line in enumerate(XML.splitlines(), start=1) if "TIANJIN" in line)
    column = XML.splitlines()[at - 1].index("<placeName") + 1
    assert one.gold_span is not None
    assert one.made_span is not None
    assert (one.gold_span.line, one.gold_span.column) == (at, column)
    assert (one.made_span.line, one.made_span.column) == (at, column)
    assert (one.made_span.end_line, one.made_span.end_column) == (at, column + len("TIANJIN:"))


def test_a_paragraph_cut_in_two_is_one_that_is_shorter_and_one_too_many() -> None:
    found = changed("broken off, but units", "broken off,</p><p>but units")
    assert found.elements["p"] == Count(15, extra=1, changed=1)
    assert [(one.kind, one.subject) for one in found.differences] == [("differs", "p"), ("extra", "p")]


def test_the_report_is_json() -> None:
    found = changed('<placeName ref="authority.xml#tianjin">TIANJIN</placeName>', "TIANJIN")
    report = json.loads(json.dumps(found.as_json()))
    assert (report["made"], report["gold"], report["same_text"]) == ("made.xml", str(CABLE), True)
    counts = {"equal": 24, "missing": 1, "extra": 0, "changed": 0, "gold": 25, "made": 24}
    assert report["elements"]["placeName"] == counts | {"precision": 1, "recall": 24 / 25, "f1": 48 / 49}
    assert report["totals"]["header"]["f1"] == 1
    assert report["attributes"]["placeName/@ref"]["equal"] == 24
    assert [one["message"] for one in report["differences"]] == ["gold has placeName around “TIANJIN”, missing here"]
    assert report["differences"][0]["made_span"]["line"] == report["differences"][0]["gold_span"]["line"]


# --- any part of the markup taken away ---

NAMES = ("persName", "orgName", "placeName", "date", "surname", "forename", "roleName", "geogName", "idno")
TAG = re.compile(rf"<(/?)({'|'.join(NAMES)})\b[^>]*>")
BODY_AT = XML.index("<body>")


def tags() -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The inline elements of the cable's text that generate nothing: name, start tag, end tag."""
    found = []
    opened: list[re.Match[str]] = []
    for tag in TAG.finditer(XML, BODY_AT):
        if not tag[1]:
            opened.append(tag)
            continue
        start = opened.pop()
        found.append((start[2], start.span(), tag.span()))
    return found


INLINE = tags()


def without(numbers: set[int]) -> str:
    """The cable without the tags of some of its inline elements."""
    cuts = sorted(span for number in numbers for span in INLINE[number][1:])
    kept, at = [], 0
    for start, end in cuts:
        kept.append(XML[at:start])
        at = end
    return "".join((*kept, XML[at:]))


@given(numbers=st.sets(st.integers(0, len(INLINE) - 1)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_recall_falls_by_exactly_the_elements_taken_away(numbers: set[int]) -> None:
    made = document.parse(without(numbers).encode(), "made.xml")
    found = compare(made, gold())
    assert found.same_text
    assert total(found.elements.values()) == Count(165 - len(numbers), missing=len(numbers))
    taken = Counter(INLINE[number][0] for number in numbers)
    assert {name: count.missing for name, count in found.elements.items() if count.missing} == taken
    assert found.totals["elements"].precision == 1
    assert found.totals["header"] == Count(176)
    back = compare(gold(), made)
    assert back.totals["elements"] == Count(165 - len(numbers), extra=len(numbers))
