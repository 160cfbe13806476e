"""The documents that were published or changed last, as a feed.

Source: RFC 4287, The Atom Syndication Format.
"""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.metadata.oai import day

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.publish.model import Item, Site

PATH: Final = "feed.xml"
MEDIA_TYPE: Final = "application/atom+xml"
ATOM: Final = "http://www.w3.org/2005/Atom"
MOST: Final = 100
"""How many entries a feed has."""
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def has_feed(site: "Site") -> bool:
    """Return whether *site* has a feed: it needs addresses, and a day on which something was published."""
    return bool(site.base_url) and any(day(item.modified) for item in site.items)


def feed(site: "Site") -> bytes:
    """Return the feed of *site*; documents of which no day is known are not in it, for an entry has to have one."""
    dated = [item for item in site.items if day(item.modified)]
    newest = sorted(dated, key=lambda item: item.identifier)
    newest.sort(key=lambda item: day(item.modified) or "", reverse=True)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item] # no prefix
    root.set(_LANGUAGE, site.language)
    _under(root, "id", site.base_url)
    _under(root, "title", site.title)
    _under(root, "updated", moment(day(site.modified) or day(newest[0].modified) or ""))
    _under(_under(root, "author"), "name", site.publisher or site.title)
    _link(root, "self", site.base_url + PATH, MEDIA_TYPE)
    _link(root, "alternate", site.base_url, "text/html")
    for item in newest[:MOST]:
        _entry(root, item, site.base_url)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def moment(date: str) -> str:
    """Return the beginning of a day as Atom and OAI-PMH write moments."""
    return f"{date}T00:00:00Z"


def _entry(feed: "Element", item: "Item", base: str) -> None:
    entry = _under(feed, "entry")
    _under(entry, "id", base + item.url)
    title = _under(entry, "title", item.title or item.identifier)
    if item.title_language:
        title.set(_LANGUAGE, item.title_language)
    _under(entry, "updated", moment(day(item.modified) or ""))
    for sender in item.senders:
        _under(_under(entry, "author"), "name", sender.name)
    _link(entry, "alternate", base + item.url, "text/html")
    if item.genre:
        _under(entry, "category").set("term", item.genre)
    if item.abstract:
        _under(entry, "summary", item.abstract)


def _link(parent: "Element", relation: str, address: str, media_type: str) -> None:
    link = _under(parent, "link")
    link.set("rel", relation)
    link.set("type", media_type)
    link.set("href", address)


def _under(parent: "Element", name: str, text: str = "") -> "Element":
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = " ".join(text.split()) or None
    return made
