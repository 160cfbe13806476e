"""The letters of the whole edition for correspSearch."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from lxml import etree

from tei import relaxng
from tei.publish.exports import cmif, forms
from tei.publish.exports.placing import published
from tei.publish.model import Item, Site

MakeItem = Callable[..., Item]
MakeSite = Callable[..., Site]

BASE = "https://example.org/oseros/"
LETTER = (
    '<correspDesc><correspAction type="sent"><persName ref="https://d-nb.info/gnd/118577425">Ada</persName>'
    '<placeName>Bonn</placeName><date when="1949-10-23"/></correspAction>'
    '<correspAction type="received"><persName>Jo</persName></correspAction></correspDesc>'
)
EDITOR = "<editor>Bo Osero</editor>"


def found(data: bytes, xpath: str) -> list[Any]:
    return cast("list[Any]", etree.fromstring(data).xpath(xpath, namespaces={"t": "http://www.tei-c.org/ns/1.0"}))


def whole(site: Site) -> bytes:
    return b"".join(cmif.whole(site, [forms.CMIF.content(published(item, site.title, BASE)) for item in site.items]))


def corpus(make_item: MakeItem, make_site: MakeSite) -> Site:
    return make_site(
        make_item("First", name="first", profile=LETTER, agents=EDITOR),
        make_item("A list", name="list"),
        make_item("Second", name="second", profile=LETTER, agents=EDITOR),
    )


def test_letters_of_all_documents_are_in_one_file(make_item: MakeItem, make_site: MakeSite) -> None:
    data = whole(corpus(make_item, make_site))
    assert found(data, "//t:correspDesc/@ref") == [f"{BASE}documents/first/", f"{BASE}documents/second/"]
    (source,) = found(data, "//t:sourceDesc/t:bibl[@type='online']/@xml:id")
    assert found(data, "//t:correspDesc/@source") == [f"#{source}"] * 2
    assert found(data, "//t:correspAction[@type='sent']/t:date/@when") == ["1949-10-23"] * 2
    assert found(data, "//t:titleStmt/t:editor/text()") == ["Bo Osero"]
    assert found(data, "//t:idno[@type='url']/text()") == [f"{BASE}cmif.xml"]
    assert found(data, "//t:publicationStmt/t:date/@when") == ["2025-04-02"]
    assert found(data, "//t:licence/@target") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_edition_keeps_its_identifier(make_item: MakeItem, make_site: MakeSite) -> None:
    site = corpus(make_item, make_site)
    assert whole(site) == whole(site)
    more = make_site(*site.items, make_item("Third", name="third", profile=LETTER))
    assert found(whole(more), "//t:bibl/@xml:id") == found(whole(site), "//t:bibl/@xml:id")


def test_edition_without_letters_has_no_file(make_item: MakeItem, make_site: MakeSite) -> None:
    assert whole(make_site(make_item())) == b""


def test_file_is_valid_tei(make_item: MakeItem, make_site: MakeSite, shared_data: Path) -> None:
    schema = relaxng.load(shared_data / "p5" / "tei_all.rng")
    assert schema.validate(whole(corpus(make_item, make_site))) == []
