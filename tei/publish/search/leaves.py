"""Pages of documents to leaves of the index: the reading text, with the anchor of each paragraph, and what is chosen by.

A leaf is a small page that only Pagefind reads. What Pagefind is to hand on and not to search stands in ids, for it
notes each id with the number of the word that it stands before, and takes nothing but spaces from it:

- ``p-this-spring``: the anchor of what follows, on the document's page;
- ``=Łódź,``: how the word inside, which is folded, is written;
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

_TEXT: Final = "edition:text"
_REGIONS: Final = etree.XPath(f"//*[@id = '{_TEXT}' or @id = 'edition:apparatus' or @id = 'edition:notes']")
_BLOCKS: Final = frozenset(
    "aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li ol p pre section"
    " table tbody td tfoot th thead tr ul".split()
)
_NO_TEXT: Final = frozenset({"button", "fieldset", "script", "style", "svg", "template"})
_OF_THE_PAGE: Final = frozenset(
    {"back", "caption", "envelope", "hand-link", "line-number", "note-reference", "self", "tip", "variant-letter"}
)
"""Classes of what no document says: links and labels, and what an editor's sign tells on demand."""
_READING: Final = "rdg"
_OF_THE_EDITION: Final = "base"
_HEADING: Final = "-heading"
_OWN: Final = "edition:"
_FOLDED: Final = re.compile(rf"\S*[{''.join(LETTERS)}]\S*")
_SUBTAG: Final = re.compile(r"[a-z]{2,8}")
_UNKNOWN: Final = "unknown"


def write(card: "Card", site: "Path", folder: "Path") -> None:
    """Write the leaf of a document whose page lies in *site* into *folder*."""
    text = leaf(card, (site / card.page).read_bytes())
    (folder / f"{card.identifier}.html").write_text(text, encoding="utf-8", newline="\n")


def leaf(card: "Card", page: bytes) -> str:
    """Return the leaf of the document that *page* is the reading view of."""
    read = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
    regions = _regions(read)
    language = _language(regions) or read.get("lang", "")
    shown = {
        "url": card.url,
        "title": card.title,
        "titleLanguage": card.language or language,
        "language": language,
        "date": card.date,
        "source": card.source,
    }
    filters = (f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">' for name, value in card.choices)
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{_subtag(language)}"><head><meta charset="utf-8"><title></title>',
        f'<meta data-pagefind-meta="title[content]" content="{escape(folded(card.title))}">',
        *filters,
        "</head><body data-pagefind-body>",
        _anchor(json.dumps(shown, ensure_ascii=False).replace("%", "%25").replace(" ", "%20")),
        *(f"<p>{anchor and _anchor(anchor)}{_spelled(words)}</p>" for anchor, words in _passages(regions)),
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


def _spelled(words: str) -> str:
    """Return *words* folded, with the spelling of each that is another then."""
    return _FOLDED.sub(lambda found: f'<i id="={found[0]}">{folded(found[0])}</i>', escape(words))


def _passages(regions: "list[HtmlElement]") -> "Iterator[tuple[str, str]]":
    """Yield the text block by block, each with the anchor at which it begins, "" if that is the last one still."""
    anchor, words = "", []
    for region in regions:
        for piece, is_anchor in _pieces(region):
            if not is_anchor:
                words.append(piece)
                continue
            if text := " ".join("".join(words).split()):
                yield anchor, text
                anchor = ""
            words = []
            anchor = piece or anchor


def _regions(read: "HtmlElement") -> "list[HtmlElement]":
    """Return where the text and the notes are; all of a page that a stylesheet of the project has made otherwise."""
    return _REGIONS(read) or list(read.iter("main"))


def _pieces(region: "HtmlElement") -> "Iterator[tuple[str, bool]]":
    """Yield text, and where a block begins or ends its anchor, "" if it has none."""
    walk = etree.iterwalk(region, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag in _BLOCKS
        if event == "start":
            if _is_left_out(element):
                walk.skip_subtree()
                continue
            if is_block:
                yield _address(element), True
            yield element.text or "", False
            continue
        if is_block:
            yield "", True
        if element is not region:
            yield element.tail or "", False


def _is_left_out(element: "HtmlElement") -> bool:
    classes = set(element.get("class", "").split())
    is_other_reading = _READING in classes and _OF_THE_EDITION not in classes
    is_heading = element.get("id", "").startswith(_OWN) and element.get("id", "").endswith(_HEADING)
    return element.tag in _NO_TEXT or bool(classes & _OF_THE_PAGE) or is_other_reading or is_heading


def _address(element: "HtmlElement") -> str:
    identifier = element.get("id", "")
    return "" if identifier.startswith(_OWN) else identifier
