"""What an archive's page has around a document, as the header tells it: the encoder finds it there again."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from tei.encode.information import FRUS, PLAIN, VENONA, WILSON
from tei.names import tei_name
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_CONVENTIONS: Final = (WILSON, FRUS, VENONA, PLAIN)
_INFORMATION: Final = ("information", "")


def around(root: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines before the document, date and title, and those after: summary, citation, rights."""
    header = root.find(tei_name("teiHeader"))
    if header is None:
        return (), ()
    published = _published(header)
    title = _first(header, "titleStmt/title[@type='main']") or _first(header, "titleStmt/title")
    date = "" if published is None else _first(published, "date")
    before = tuple(filter(None, (date, title)))
    after = (*_all(header, "abstract/p"), *_heading(header), *_citations(header, published), *_rights(published))
    return before, tuple(line for line in after if line)


def _heading(header: Element) -> Iterator[str]:
    """The page's own heading of what it says about the document, without which an encoder would not look for it."""
    quoted = _all(header, "samplingDecl//quote")
    yield from islice((line for line in quoted if any(one.label(line) == _INFORMATION for one in _CONVENTIONS)), 1)


def _published(header: Element) -> Element | None:
    """The description of the page that was transcribed."""
    described = list(header.iter(tei_name("bibl")))
    marked = [bibl for bibl in described if bibl.get("type") == "copyText"]
    return next(iter(marked or [bibl for bibl in described if bibl.getparent() is not None][:1]), None)


def _citations(header: Element, published: Element | None) -> Iterator[str]:
    cited = [] if published is None else list(_all(published, "note[@type='citation']"))
    yield from cited or list(_all(header, "idno[@type='reference']"))[:1]


def _rights(published: Element | None) -> Iterator[str]:
    if published is not None:
        yield from _all(published, "availability/p")


def _first(element: Element, path: str) -> str:
    return next(_all(element, path), "")


def _all(element: Element, path: str) -> Iterator[str]:
    """The texts of what *path* leads to from anywhere below *element*; its names are TEI's."""
    steps = "/".join(tei_name("") + step if step else "" for step in path.split("/"))
    for found in element.iterfind(f".//{steps}"):
        yield normal("".join(map(str, found.itertext())))
