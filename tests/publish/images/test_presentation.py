"""The manifest that other viewers open: its shape, and what it says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FACSIMILE = """<facsimile><surface xml:id="s"><graphic width="1200px" height="1800px"
url="https://iiif.example.org/iiif/{version}/leaf/info.json"/></surface></facsimile>"""


def manifest(project: Any, name: str = "seen") -> Any:
    return json.loads((project.site / "documents" / name / "manifest.json").read_text(encoding="utf-8"))


def valid(said: Any) -> Any:
    """The manifest as the library of the specification's rules reads it."""
    prezi = pytest.importorskip("iiif_prezi3", reason="iiif-prezi3, of the extra `test`, is not installed")
    return prezi.Manifest(**said)


def test_manifest_keeps_the_rules_of_the_specification(pictured: Any) -> None:
    pictured.publish()
    read = valid(manifest(pictured))
    assert len(read.items) == 3
    said = manifest(pictured)
    identifiers = [said["id"], *(one["id"] for one in said["items"])]
    assert len(set(identifiers)) == len(identifiers)
    for canvas in said["items"]:
        (page,) = canvas["items"]
        (painting,) = page["items"]
        assert (page["type"], painting["type"], painting["motivation"]) == ("AnnotationPage", "Annotation", "painting")
        assert painting["target"] == canvas["id"]
        assert (painting["body"]["width"], painting["body"]["height"]) == (canvas["width"], canvas["height"])
        assert "#" not in canvas["id"]


def test_rules_of_the_specification_are_truly_asked(pictured: Any) -> None:
    pictured.publish()
    said = manifest(pictured)
    del said["items"][0]["items"][0]["items"][0]["target"]
    pydantic = pytest.importorskip("pydantic", reason="pydantic, which iiif-prezi3 needs, is not installed")
    with pytest.raises(pydantic.ValidationError):
        valid(said)


def test_manifest_says_what_the_document_is(pictured: Any) -> None:
    pictured.publish()
    said = manifest(pictured)
    base = "https://example.org/oseros/documents/seen/"
    assert (said["id"], said["type"]) == (f"{base}manifest.json", "Manifest")
    assert said["label"] == {"en": ["Letter seen"]}
    assert said["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    assert said["homepage"][0]["id"] == base
    assert said["seeAlso"][0]["id"] == f"{base}seen.xml"
    assert [one["label"] for one in said["items"]] == [{"none": [words]} for words in ("p. 1r", "p. 1v", "image 3")]
    body = said["items"][1]["items"][0]["items"][0]["body"]
    assert body["id"] == "https://example.org/oseros/images/scans/page%202.png"
    assert (body["format"], body["width"], body["height"]) == ("image/png", 600, 900)


@pytest.mark.parametrize("version, kind, size", [("2", "ImageService2", "full"), ("3", "ImageService3", "max")])
def test_image_service_is_named_though_pages_may_not_ask_it(
    pictured: Any, write_letter: Callable[..., Path], version: str, kind: str, size: str
) -> None:
    write_letter(pictured, "seen", '<pb facs="#s"/><p>x</p>', FACSIMILE.format(version=version))
    pictured.publish()
    said = manifest(pictured)
    valid(said)
    body = said["items"][0]["items"][0]["items"][0]["body"]
    address = f"https://iiif.example.org/iiif/{version}/leaf"
    (service,) = body["service"]
    assert (service.get("id", service.get("@id")), service.get("type", service.get("@type"))) == (address, kind)
    assert body["id"] == f"{address}/full/{size}/0/default.jpg"


def test_two_pages_of_an_opened_book_are_one_canvas(pictured: Any, write_letter: Callable[..., Path]) -> None:
    facs = """<facsimile><surface><graphic url="scans/1.png"/><zone xml:id="l" ulx="0" uly="0" lrx="450" lry="1350"/>
    <zone xml:id="r" ulx="450" uly="0" lrx="900" lry="1350"/></surface></facsimile>"""
    write_letter(pictured, "seen", '<pb n="1" facs="#l"/><p>x</p><pb n="2" facs="#r"/>', facs)
    pictured.publish()
    (canvas,) = manifest(pictured)["items"]
    assert canvas["label"] == {"none": ["p. 1", "p. 2"]}


def test_there_is_none_where_the_site_does_not_know_its_address_or_an_image_its_size(
    pictured: Any, write_letter: Callable[..., Path]
) -> None:
    write_letter(pictured, "sizeless", '<pb facs="https://iiif.example.org/iiif/2/leaf/info.json"/><p>x</p>')
    pictured.publish()
    assert (pictured.site / "documents" / "seen" / "manifest.json").is_file()
    assert not (pictured.site / "documents" / "sizeless" / "manifest.json").exists()
    settings = pictured.folder / "tei.toml"
    text = settings.read_text(encoding="utf-8").replace('base_url = "https://example.org/oseros/"\n', "")
    settings.write_text(text, encoding="utf-8")
    pictured.publish()
    assert not (pictured.site / "documents" / "seen" / "manifest.json").exists()
