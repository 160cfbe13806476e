"""The page of a document cut into the files of a book, with what of it goes into the table of contents."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import saxon
from tei.render import edition, stylesheets

if TYPE_CHECKING:
    from tei.metadata import Record
    from tei.wording import Words

_EDITION: Final = "{urn:tei:edition}"
_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}math"
_SVG: Final = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True, slots=True)
class File:
    """One XHTML file: its name, its type in EPUB's vocabulary, its markup, and what the package must say is in it."""

    name: str
    type: str
    markup: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents, or of the list of pages; the outermost level is 1."""

    level: int
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document in a book: the record of its header, its title as the page has it, its files and its entries."""

    record: "Record"
    title: str
    files: tuple[File, ...]
    entries: tuple[Entry, ...]
    pages: tuple[Entry, ...]


def cut(page: str, record: "Record", prefix: str, words: "Words | None") -> Chapter:
    """Return the chapter that *page*, well-formed markup, becomes; the names of its files begin with *prefix*.

    *words* are those of the page.

    Raises :class:`~tei.errors.SchemaError` if a project's stylesheet made no page of it.
    """
    made = stylesheets.shipped("epub.xsl").transform(
        saxon.node(page), parameters={"prefix": prefix, "words": edition.spoken(words)}
    )
    root = etree.fromstring(made.text.encode("utf-8"), _parser())
    return Chapter(
        record,
        root.get("title", ""),
        tuple(_file(one) for one in root.iter(f"{_EDITION}file")),
        tuple(
            Entry(int(one.get("level", "1")), one.get("href", ""), one.text or "")
            for one in root.iter(f"{_EDITION}entry")
        ),
        tuple(Entry(1, one.get("href", ""), one.text or "") for one in root.iter(f"{_EDITION}page")),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _file(made: etree._Element) -> File:
    html = made[-1]
    properties = tuple(
        name for name, tag in (("mathml", _MATHML), ("svg", _SVG)) if next(html.iter(tag), None) is not None
    )
    # The namespace of the wrapping is no part of the file.
    etree.cleanup_namespaces(html, keep_ns_prefixes=["epub"])
    markup = etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>", with_tail=False)
    return File(made.get("name", ""), made.get("type", ""), markup, properties)
