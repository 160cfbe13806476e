"""The Atom feed and the sitemap."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei import relaxng
from tei.publish.exports import atom, sitemap
from tei.publish.exports.sitemap import Address
from tei.publish.model import Item, Site

MakeItem = Callable[..., Item]
MakeSite = Callable[..., Site]

NAMES = {"a": "http://www.w3.org/2005/Atom"}
SENT = '<correspDesc><correspAction type="sent"><persName>Bo Osero</persName></correspAction></correspDesc>'


def grammar(name: str) -> relaxng.Schema:
    return relaxng.load(Path(__file__).with_name(name))


def texts(data: bytes, path: str) -> list[str | None]:
    return [one.text for one in etree.fromstring(data).iterfind(path, NAMES)]


def test_feed_has_what_an_entry_needs(make_item: MakeItem, make_site: MakeSite) -> None:
    data = atom.feed(make_site(make_item(profile=SENT)))
    assert grammar("atom.rnc").validate(data) == []
    assert texts(data, "a:entry/a:id") == ["https://example.org/oseros/documents/letter/"]
    assert texts(data, "a:entry/a:updated") == ["2025-03-01T00:00:00Z"]
    assert texts(data, "a:entry/a:author/a:name") == ["Bo Osero"]
    assert texts(data, "a:updated") == ["2025-04-02T00:00:00Z"]
    assert texts(data, "a:author/a:name") == ["Osero Press"]


def test_grammar_of_feeds_refuses_an_entry_without_a_day(make_item: MakeItem, make_site: MakeSite) -> None:
    data = atom.feed(make_site(make_item()))
    wrong = re.sub(rb"(?s)(<entry>.*?)<updated>.*?</updated>", rb"\1", data)
    assert [finding.rule for finding in grammar("atom.rnc").validate(wrong)] == ["rng.content-incomplete"]


def test_hostile_titles_in_a_feed(make_item: MakeItem, make_site: MakeSite, hostile: str) -> None:
    data = atom.feed(make_site(make_item(hostile)))
    assert grammar("atom.rnc").validate(data) == []
    assert texts(data, "a:entry/a:title") == [" ".join(hostile.split())]


def test_newest_come_first_and_the_undated_are_left_out(make_item: MakeItem, make_site: MakeSite) -> None:
    old, new = make_item("Old", name="old", published="2024"), make_item("New", name="new", published="2025-02")
    undated = make_item("Undated", name="undated", published="")
    data = atom.feed(make_site(undated, old, new))
    assert texts(data, "a:entry/a:title") == ["New", "Old"]
    assert texts(data, "a:entry/a:updated") == ["2025-02-01T00:00:00Z", "2024-01-01T00:00:00Z"]


def test_feed_has_a_hundred_entries_at_most(make_item: MakeItem, make_site: MakeSite) -> None:
    item = make_item()
    assert len(texts(atom.feed(make_site(*[item] * 101)), "a:entry/a:id")) == 100


def test_no_feed_without_addresses_or_days(make_item: MakeItem, make_site: MakeSite) -> None:
    assert atom.has_feed(make_site(make_item()))
    assert not atom.has_feed(make_site(make_item(), base_url=""))
    assert not atom.has_feed(make_site(make_item(published="")))


def located(data: bytes) -> list[str]:
    return re.findall("<loc>(.*?)</loc>", data.decode())


def test_sitemap_of_a_few_pages_is_one_file() -> None:
    ((path, data),) = sitemap.sitemaps("https://e.org/", [Address(""), Address("d/a%20b/?x&y", "1999-05")])
    assert path == "sitemap.xml"
    assert grammar("sitemap.rnc").validate(data) == []
    assert located(data) == ["https://e.org/", "https://e.org/d/a%20b/?x&amp;y"]
    assert re.findall("<lastmod>(.*)</lastmod>", data.decode()) == ["1999-05"]


@pytest.mark.parametrize("count, sizes", [(50_000, [50_000]), (50_001, [50_000, 1]), (100_001, [50_000, 50_000, 1])])
def test_sitemap_is_divided_beyond_its_limit(count: int, sizes: list[int]) -> None:
    files = dict(sitemap.sitemaps("https://e.org/", (Address(f"{number}/") for number in range(count))))
    found = [located(data) for path, data in files.items() if path != "sitemap.xml"] or [located(files["sitemap.xml"])]
    assert [len(part) for part in found] == sizes
    assert [one for part in found for one in part] == [f"https://e.org/{number}/" for number in range(count)]
    if len(sizes) > 1:
        index = files["sitemap.xml"]
        assert grammar("sitemap.rnc").validate(index) == []
        assert located(index) == [f"https://e.org/sitemap-{number}.xml" for number in range(1, len(sizes) + 1)]


def test_sitemap_is_divided_by_size_too() -> None:
    pages = [Address(f"{number}/{'x' * 100}/", "2025-03-01") for number in range(10)]
    files = dict(sitemap.sitemaps("https://e.org/", pages, largest_bytes=700))
    parts = [data for path, data in files.items() if path != "sitemap.xml"]
    assert max(map(len, parts)) <= 700
    assert sum(len(located(data)) for data in parts) == 10
    assert len(parts) == 4
