"""An HTML page as lines. Scripts are not run, style sheets not applied, and nothing is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.diagnostics import Diagnostic
from tei.encode.reading.lines import Line, Text, shown
from tei.encode.reading.places import Places
from tei.encode.reading.sniffing import sniffed
from tei.encode.reading.survey import survey
from tei.encode.reading.walking import Walk
from tei.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.limits import Limits

_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# The parser would make U+FFFD of a form feed, which HTML counts as white space.
_FORM_FEED: Final = re.compile("\f")
# In XHTML these are whole elements; HTML would take them for beginnings.
_XHTML: Final = re.compile(r"<html\s[^<>]*http://www\.w3\.org/1999/xhtml")
_SELF_CLOSED: Final = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)[\s/])([A-Za-z][\w:.-]*)(\s[^<>]*)?/>"
)
_DECLARED_CHARS: Final = 2000
_SPACES: Final = re.compile("[ \t\r\n]+")


def page(data: bytes, path: str, encoding: str, limits: Limits) -> Text:
    """Return the HTML page in *data* as lines: what a browser shows, with the page's furniture told apart by zone.

    Raises as :func:`.encodings.decoded`, and :class:`~tei.errors.DocumentError` (``xml.too-deep``).
    """
    source = sniffed(data, path, encoding)
    root = tree(source.text, path)
    if root is None:
        return Text(path, (), source.encoding, "html", doubts=source.doubts, original=source.text)
    walk = Walk(survey(root, path, limits))
    walk.run(root)
    lines = tuple(placed(walk.lines, source.text))
    doubts = (*source.doubts, *walk.doubts(), *_replaced(source.text, lines))
    return Text(path, lines, source.encoding, "html", title_of(root), _language(root), doubts, source.text)


def tree(text: str, path: str) -> Element | None:
    """Return the root of the HTML in *text*, None if that holds nothing. Raises DocumentError (``xml.too-deep``)."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    if _XHTML.search(text, 0, _DECLARED_CHARS):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    # A lone surrogate, which UTF-16 may hold by mistake, was refused when the bytes were decoded.
    root = etree.fromstring(_FORM_FEED.sub(" ", text).encode("utf-8"), parser) if text.strip() else None
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise DocumentError([Diagnostic("xml.too-deep", f"the page is nested too deeply: {entry.message}", path)])
    return root


def placed(lines: list[Line], source: str) -> Iterator[Line]:
    """Return *lines* with the places in which they stand in *source*."""
    places = Places(source)
    for line in lines:
        number, column = places.place(_first_piece(line), line.number)
        yield Line(text=line.text, number=number, column=column, runs=line.runs, kind=line.kind, note=line.note,
                   zone=line.zone, cells=line.cells)  # fmt: skip # dataclasses.replace takes ten times as long


def _first_piece(line: Line) -> str:
    """Return the beginning of *line*, without a marker, as far as no tag stands in it."""
    begin = next((run.end for run in line.runs if run.kind == "marker" and run.start == 0), 0)
    edges = (edge for run in line.runs for edge in (run.start, run.end) if edge > begin)
    return line.text[begin : min(edges, default=len(line.text))]


def title_of(root: Element) -> str:
    """Return the page's title, with its white space collapsed."""
    for title in root.iter("title"):
        if all(outer.tag != "svg" for outer in title.iterancestors()):
            return _SPACES.sub(" ", "".join(map(str, title.itertext()))).strip(" ")
    return ""


def _language(root: Element) -> str:
    for element in (root, root.find("body")):
        language = None if element is None else element.get("lang") or element.get(_XML_LANGUAGE)
        if language:
            return language.strip()
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "content-language":
            return (meta.get("content") or "").strip()
    return ""


def _replaced(source: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Return a doubt if the parser has replaced characters that HTML does not have."""
    found = next((line for line in lines if "\ufffd" in line.text), None)
    if found is not None and "\ufffd" not in source:
        yield (
            f"a character that HTML does not allow was replaced with U+FFFD in “{shown(found.text)}” "
            f"(line {found.number})"
        )
