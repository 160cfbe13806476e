"""Pages of documents to leaves of the index: the reading text with the anchors of its paragraphs, and the filters.

A leaf is a small page that only Pagefind reads. What Pagefind is to hand on and not to search stands in ids, for it
notes each id with the number of the word that it stands before, and takes nothing but spaces from it:

- ``p-this-spring``: the anchor of what follows, on the document's page;
- ``=Łódź,``: how the word inside, which is folded, is written;
- ``+``: what follows is joined to the word before, as “œuvre” in “l’œuvre”, and a word of its own;
- ``{"url": …}``: where the document is, and what is shown of it; ``%20`` is a space there.
"""

import json
import re
from html import escape
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from tei.publish.search.folding import LETTERS, folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from tei.publish.search.cards import Card

ELIDING: Final = ("ca", "fr", "it", "oc")
"""The languages in which an apostrophe is between two words."""

_REGIONS: Final = frozenset({"edition:text", "edition:apparatus", "edition:notes"})
_BLOCKS: Final = frozenset(
    {
        *("aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_NO_TEXT: Final = frozenset({"button", "fieldset", "script", "style", "svg", "template"})
_OF_THE_PAGE: Final = frozenset(
    {"back", "caption", "envelope", "hand-link", "line-number", "note-reference", "self", "tip", "variant-letter"}
)
"""Classes of what no document says: links and labels, and what an editor's sign tells on demand."""
_READING: Final = "rdg"
_OF_THE_EDITION: Final = "base"
_OWN: Final = "edition:"
_FOLDED: Final = re.compile(rf"\S*[{''.join(LETTERS)}]\S*")
_ELISION: Final = re.compile(r"(?<=\w['’])(?=\w)")
_JOINT: Final = "\x1f"
"""Stands where a word is divided; no page can have it, and it is no part of a word."""
_SUBTAG: Final = re.compile(r"[a-z]{2,8}")
_UNKNOWN: Final = "unknown"


def write(card: "Card", site: "Path", folder: "Path") -> None:
    """Write the leaf of a document whose page lies in *site* into *folder*."""
    put(card, leaf(card, (site / card.page).read_bytes()), folder)


def put(card: "Card", text: str, folder: "Path") -> None:
    """Write the leaf that a document has into *folder*."""
    _place(card, folder).write_text(text, encoding="utf-8", newline="\n")


def read(card: "Card", folder: "Path") -> str:
    """Return the leaf that a document has in *folder*."""
    return _place(card, folder).read_bytes().decode()


def _place(card: "Card", folder: "Path") -> "Path":
    return folder / f"{card.identifier}.html"


def leaf(card: "Card", page: bytes) -> str:
    """Return the leaf of the document that *page* is the reading view of."""
    read = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
    regions = _regions(read)
    language = _language(regions) or read.get("lang", "")
    tag = _subtag(language)
    shown = {
        "url": card.url,
        "title": card.title,
        "titleLanguage": card.language or language,
        "language": language,
        "date": card.date,
        "source": card.source,
    }
    filters = (
        f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">' for name, value in card.choices
    )
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{tag}"><head><meta charset="utf-8"><title></title>',
        f'<meta data-pagefind-meta="title[content]" content="{escape(folded(card.title))}">',
        *filters,
        "</head><body data-pagefind-body>",
        _anchor(json.dumps(shown, ensure_ascii=False).replace("%", "%25").replace(" ", "%20")),
        *(f"<p>{anchor and _anchor(anchor)}{_spelled(words, tag)}</p>" for anchor, words in _passages(regions)),
        "</body></html>",
    )
    return "\n".join(parts)


def _language(regions: "list[HtmlElement]") -> str:
    """Return the language of the text, "" where the page does not say it: it is that of the page then."""
    return next((one.get("lang") for region in regions for one in region if one.get("lang")), "")


def _subtag(language: str) -> str:
    """Return the language without script and region: its words are found in one index."""
    found = language.partition("-")[0].lower()
    return found if _SUBTAG.fullmatch(found) else _UNKNOWN


def _anchor(identifier: str) -> str:
    return f'<a id="{escape(identifier)}"></a>'


def _spelled(words: str, tag: str) -> str:
    """Return *words* folded, with the spelling of each that is another then; elided words are divided."""
    if tag in ELIDING:
        words = _ELISION.sub(f" {_JOINT}", words)
    plain = _FOLDED.sub(lambda found: f'<i id="={found[0]}">{folded(found[0])}</i>', escape(words))
    return plain.replace(_JOINT, _anchor("+"))


def _passages(regions: "list[HtmlElement]") -> "Iterator[tuple[str, str]]":
    """Yield the text block by block, each with the anchor at which it begins, "" if that is the last one still."""
    anchor = ""
    for region in regions:
        for address, words in _blocks(region):
            anchor = address or anchor
            if text := " ".join(words.split()):
                yield anchor, text
                anchor = ""


def _regions(read: "HtmlElement") -> "list[HtmlElement]":
    """Return where the text and the notes are; all of a page that a stylesheet of the project has made otherwise."""
    found = [one for one in read.iter("section") if one.get("id") in _REGIONS]
    return found or list(read.iter("main"))


def _blocks(region: "HtmlElement") -> "Iterator[tuple[str, str]]":
    """Yield what stands between the beginnings and ends of blocks, where one begins with its anchor, else with ""."""
    address = ""
    words: list[str] = []
    walk = etree.iterwalk(region, events=("start", "end"))
    for event, element in walk:
        is_start = event == "start"
        if is_start and _is_left_out(element):
            walk.skip_subtree()
            continue
        if element.tag in _BLOCKS:
            yield address, "".join(words)
            words.clear()
            address = _address(element) if is_start else ""
        words.append((element.text if is_start else element.tail) or "")
    yield address, "".join(words)


def _is_left_out(element: "HtmlElement") -> bool:
    if element.tag in _NO_TEXT:
        return True
    said: str | None = element.get("class")
    if said is None:
        identifier: str = element.get("id", "")
        return element.tag == "h2" and identifier.startswith(_OWN)
    classes = said.split()
    return not _OF_THE_PAGE.isdisjoint(classes) or (_READING in classes and _OF_THE_EDITION not in classes)


def _address(element: "HtmlElement") -> str:
    identifier = element.get("id", "")
    return "" if identifier.startswith(_OWN) else identifier
