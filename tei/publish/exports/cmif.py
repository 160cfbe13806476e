"""The letters of the whole edition in one file for correspSearch: Correspondence Metadata Interchange Format.

Put together from the files of the documents, which ``xslt/metadata/cmif.xsl`` has made.

Source: TEI Correspondence SIG, CMIF, version 1; TEI Guidelines, section 2.4.6.
"""

import uuid
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document as documents
from tei.names import TEI, XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.publish.model import Site

PATH: Final = "cmif.xml"


def whole(site: "Site", files: "Iterable[bytes]") -> "Iterator[bytes]":
    """Yield the letters that *files* tell of as those of *site*, in their order; nothing if there are none."""
    name = f"edition-{uuid.uuid5(uuid.NAMESPACE_URL, site.base_url or site.title)}"
    editors: dict[str, None] = {}
    letters = []
    for data in files:
        root = documents.parse(data, PATH).root
        found = list(root.iter(f"{{{TEI}}}correspDesc"))
        if found:
            editors |= dict.fromkeys(one.text or "" for one in root.iter(f"{{{TEI}}}editor"))
        for letter in found:
            letter.set("source", f"#{name}")
            letters.append(letter)
    if letters:
        root = _tei(site, name, tuple(editors), letters)
        etree.indent(root)
        yield etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def licences(site: "Site") -> tuple[tuple[str, str], ...]:
    """Return the terms on which the documents of *site* are published: addresses, each with its words."""
    return tuple(dict.fromkeys(_licences(site)))


def _tei(site: "Site", name: str, editors: "tuple[str, ...]", letters: "list[Element]") -> "Element":
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})  # type: ignore[dict-item] # no prefix
    header = _under(root, "teiHeader")
    described = _under(header, "fileDesc")
    titles = _under(described, "titleStmt")
    _under(titles, "title", site.title)
    for editor in filter(None, editors):
        _under(titles, "editor", editor)
    _publication(_under(described, "publicationStmt"), site)
    bibl = _under(_under(described, "sourceDesc"), "bibl", f"{', '.join(filter(None, (site.title, site.publisher)))}. ")
    bibl.set("type", "online")
    bibl.set(f"{{{XML}}}id", name)
    _under(bibl, "ref", site.base_url).set("target", site.base_url)
    _under(header, "profileDesc").extend(letters)
    _under(_under(_under(root, "text"), "body"), "p")
    return root


def _publication(statement: "Element", site: "Site") -> None:
    """Say who publishes the file, where, when, and on which terms its documents are."""
    _under(statement, "publisher", site.publisher or site.title)
    _under(statement, "idno", site.base_url + PATH).set("type", "url")
    if site.modified:
        _under(statement, "date").set("when", site.modified)
    found = licences(site)
    if found:
        terms = _under(statement, "availability")
        for address, words in found:
            _under(terms, "licence", words).set("target", address)


def _licences(site: "Site") -> "Iterator[tuple[str, str]]":
    for item in site.items:
        for one in item.declarations:
            if one.kind == "licence" and one.address:
                yield one.address, one.text


def _under(parent: "Element", name: str, text: str = "") -> "Element":
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    made.text = text or None
    return made
