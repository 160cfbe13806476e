"""OAI-PMH as files: the answers, and the static repository."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tei import relaxng
from tei.metadata.oai import Repository
from tei.publish.exports import forms, harvest
from tei.publish.exports.placing import Published, published
from tei.publish.model import Item, Site

MakeItem = Callable[..., Item]
MakeSite = Callable[..., Site]

ANSWERS = Path(__file__).parents[2] / "deposit" / "oai" / "oai-pmh.rnc"
STATIC = Path(__file__).with_name("static-repository.rnc")


def dublin_core(item: Item) -> bytes:
    document: Published = published(item, "Letters", "https://example.org/oseros/")
    return forms.DUBLIN_CORE.content(document)


def repository(site: Site) -> Repository:
    found = harvest.repository(site, dublin_core)
    assert found is not None
    return found


def many(item: Item, count: int) -> list[Item]:
    return [replace(item, identifier=f"letter-{number:03}", modified=f"20{number % 7:02}") for number in range(count)]


def test_answers_keep_to_the_protocol(make_item: MakeItem, make_site: MakeSite) -> None:
    site = make_site(make_item())
    files = dict(harvest.answers(repository(site), site))
    assert list(files) == [
        "oai/Identify.xml",
        "oai/ListMetadataFormats.xml",
        "oai/ListSets.xml",
        "oai/ListIdentifiers.xml",
        "oai/ListRecords.xml",
    ]
    grammar = relaxng.load(ANSWERS)
    assert [path for path, data in files.items() if grammar.validate(data)] == []
    assert b'<error code="noSetHierarchy">' in files["oai/ListSets.xml"]
    assert b"<baseURL>https://example.org/oseros/oai</baseURL>" in files["oai/Identify.xml"]
    assert re.findall(b"<metadataPrefix>(.*)</metadataPrefix>", files["oai/ListMetadataFormats.xml"]) == [b"oai_dc"]
    assert b"<responseDate>2025-04-02T00:00:00Z</responseDate>" in files["oai/ListRecords.xml"]


def test_tokens_lead_through_all_records(make_item: MakeItem, make_site: MakeSite) -> None:
    made = dublin_core(make_item())
    site = make_site(*many(make_item(), 250))
    found = harvest.repository(site, lambda _item: made)
    assert found is not None
    files = dict(harvest.answers(found, site))
    path, identifiers, sizes = "oai/ListRecords.xml", [], []
    while path:
        text = files[path].decode()
        page = re.findall("<identifier>(.*)</identifier>", text)
        identifiers += page
        sizes.append(len(page))
        token = re.search("<resumptionToken[^>]*>([^<]+)<", text)
        path = f"oai/{token[1]}.xml" if token else ""
    assert sizes == [100, 100, 50]
    assert sorted(identifiers) == [f"oai:example.org:letter-{number:03}" for number in range(250)]
    # The names of files are those of tokens: nothing in them that a rule of a server has to decode.
    assert [path for path in files if not re.fullmatch(r"oai/[A-Za-z0-9_-]{1,250}\.xml", path)] == []
    assert list(files.values()) == [data for _, data in harvest.answers(found, site)]


def test_static_repository_keeps_to_its_specification(make_item: MakeItem, make_site: MakeSite, hostile: str) -> None:
    site = make_site(make_item(hostile), make_item(name="other", published="2024-05"))
    data = b"".join(harvest.static_repository(repository(site)))
    assert relaxng.load(STATIC).validate(data) == []
    text = data.decode()
    assert re.findall("<oai:identifier>(.*)</oai:identifier>", text) == [
        "oai:example.org:other",
        "oai:example.org:letter",
    ]
    assert "<oai:earliestDatestamp>2024-05-01</oai:earliestDatestamp>" in text


def test_grammar_of_static_repositories_refuses_one_without_an_address(
    make_item: MakeItem, make_site: MakeSite
) -> None:
    data = b"".join(harvest.static_repository(repository(make_site(make_item()))))
    wrong = re.sub(rb"<oai:adminEmail>.*</oai:adminEmail>", b"", data)
    assert [finding.rule for finding in relaxng.load(STATIC).validate(wrong)] == ["rng.element-missing"]


@pytest.mark.parametrize("said", [{"email": ""}, {"base_url": ""}])
def test_nothing_to_harvest_without_what_the_protocol_needs(
    make_item: MakeItem, make_site: MakeSite, said: dict[str, str]
) -> None:
    assert harvest.repository(make_site(make_item(), **said), dublin_core) is None
    assert harvest.repository(make_site(make_item(published="")), dublin_core) is None
