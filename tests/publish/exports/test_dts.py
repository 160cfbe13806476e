"""Distributed Text Services, in files: each address in one leads to another."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest

from tei.publish.exports import dts
from tei.publish.exports.placing import published
from tei.publish.model import Item, Site

MakeItem = Callable[..., Item]
MakeSite = Callable[..., Site]

HOME = "https://example.org/oseros/"


def read(data: bytes) -> Any:
    said = json.loads(data)
    assert (said["@context"], said["dtsVersion"]) == ("https://dtsapi.org/context/v1.0.json", "1.0")
    return said


@pytest.mark.parametrize("base_url", [HOME, ""])
def test_addresses_lead_from_file_to_file(make_item: MakeItem, make_site: MakeSite, base_url: str) -> None:
    item = make_item(name="letter")
    site = make_site(item, base_url=base_url)
    entry = read(dts.entry(site))
    where = urljoin(HOME + dts.ENTRY, entry["collection"])
    assert where == HOME + dts.COLLECTION
    (member,) = read(b"".join(dts.collection(site)))["member"]
    assert member["@type"] == "Resource"
    resource = urljoin(where, member["@id"])
    assert resource == f"{HOME}documents/letter/"
    assert urljoin(where, member["navigation"]) == f"{HOME}documents/letter/dts.json"
    assert urljoin(where, member["document"]) == f"{HOME}documents/letter/letter.xml"
    assert entry["navigation"].replace("{+resource}", resource) == f"{HOME}documents/letter/dts.json"
    navigation = read(dts.navigation(published(item, "Letters", base_url)))
    assert urljoin(f"{HOME}documents/letter/dts.json", navigation["resource"]["@id"]) == resource


def test_units_are_the_paragraphs_by_their_anchors(make_item: MakeItem) -> None:
    said = read(dts.navigation(published(make_item(), "Letters", HOME)))
    assert said["member"] == [
        {"@type": "CitableUnit", "identifier": anchor, "level": 1, "citeType": "paragraph"} for anchor in ("p1", "p2")
    ]
    assert said["resource"]["citationTrees"] == [
        {"@type": "CitationTree", "citeStructure": [{"@type": "CiteStructure", "citeType": "paragraph"}]}
    ]


def test_collection_counts_its_members(make_item: MakeItem, make_site: MakeSite) -> None:
    said = read(b"".join(dts.collection(make_site(make_item(name="a"), make_item(name="b")))))
    assert (said["totalParents"], said["totalChildren"], len(said["member"])) == (0, 2, 2)
    assert [(one["totalParents"], one["totalChildren"]) for one in said["member"]] == [(1, 0)] * 2
