"""JSON-LD of documents and of the edition."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tei.publish.exports import linked
from tei.publish.exports.placing import Published
from tei.publish.inside import Inside, Told, packed
from tei.publish.model import Item, Site

MakeDocument = Callable[..., Published]

SCHEMA = "http://schema.org/"
LETTER = (
    '<correspDesc><correspAction type="sent"><persName><forename>Ada</forename> <surname>Osero</surname></persName>'
    '<date when="1949-10-23"/></correspAction>'
    '<correspAction type="received"><persName>Jo</persName><date when="1949-10-30"/></correspAction></correspDesc>'
)


def expanded(content: Any) -> Any:
    jsonld = pytest.importorskip("pyld.jsonld", reason="the extra `test` has pyld")

    def local(url: str, _options: Any) -> dict[str, Any]:
        context = {"@context": {"@vocab": SCHEMA}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    return jsonld.expand(content, {"documentLoader": local})


def test_letter_is_a_message_with_sender_and_recipient(make_document: MakeDocument) -> None:
    (node,) = expanded(linked.of_document(make_document(profile=LETTER)))
    assert node["@type"] == [f"{SCHEMA}Message", f"{SCHEMA}DigitalDocument"]
    assert node["@id"] == "https://example.org/oseros/documents/letter/"
    (sender,) = node[f"{SCHEMA}sender"]
    (recipient,) = node[f"{SCHEMA}recipient"]
    assert sender[f"{SCHEMA}familyName"] == [{"@value": "Osero"}]
    assert recipient[f"{SCHEMA}name"] == [{"@value": "Jo"}]
    assert node[f"{SCHEMA}dateSent"] == [{"@value": "1949-10-23"}]
    assert node[f"{SCHEMA}dateReceived"] == [{"@value": "1949-10-30"}]


def test_article_is_one_only_if_it_edits_nothing(make_document: MakeDocument) -> None:
    titles = '<title level="a">On Paper</title>'
    archive = "<msDesc><msIdentifier><repository>SA</repository><idno>1</idno></msIdentifier></msDesc>"
    article = linked.of_document(make_document(titles=titles))
    assert (article["@type"], article["headline"]) == (["ScholarlyArticle", "DigitalDocument"], "On Paper")
    edition = linked.of_document(make_document(titles=titles, source=archive))
    assert edition["@type"] == "DigitalDocument"
    assert [one["@type"] for one in edition["isBasedOn"]] == ["ArchiveComponent"]


def test_document_is_a_part_of_the_edition(cable: Published) -> None:
    told = linked.of_document(cable)
    assert told["isPartOf"] == [
        {"@type": "Collection", "@id": "https://example.org/oseros/", "name": "Letters of the Oseros"}
    ]
    assert told["translator"][0]["translator"]["name"] == "Gary Goldberg"
    assert [one["name"] for one in told["about"]] == ["Korean War, 1950-1953", "Cold War"]


def test_page_says_the_names_that_occur_most(make_document: MakeDocument) -> None:
    names = [
        (f"person:n{number:03}", "person", f"N {number}", "", [["a", "N", "", "", ""]] * (number % 7))
        for number in range(150)
    ]
    document = make_document()
    named = Inside(packed(document.record, Told([], names, [])))
    told = linked.of_document(replace(document, item=replace(document.item, inside=named)))
    assert len(told["mentions"]) == 100
    assert told["mentions"][0] == {"@type": "Person", "name": "N 6"}


def test_hostile_titles_cannot_leave_the_script(make_document: MakeDocument, hostile: str) -> None:
    told = linked.of_document(make_document(hostile))
    written = linked.in_page(told)
    assert not set(written) & set("<>&\u2028\u2029\n")
    assert json.loads(written) == told
    assert " ".join(told["name"].split()) == " ".join(hostile.split())


def test_edition_tells_its_time_and_terms(make_item: Callable[..., Item], make_site: Callable[..., Site]) -> None:
    letter = make_item(profile=LETTER)
    undated = make_item(name="undated")
    (node,) = expanded(linked.of_site(make_site(letter, undated)))
    assert node["@type"] == [f"{SCHEMA}Collection"]
    assert node[f"{SCHEMA}temporalCoverage"] == [{"@value": "1949"}]
    assert node[f"{SCHEMA}collectionSize"] == [{"@value": 2}]
    assert node[f"{SCHEMA}license"] == [{"@value": "https://creativecommons.org/licenses/by/4.0/"}]
