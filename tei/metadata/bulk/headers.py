"""The headers of a document as its source has them, and the source with other headers in their place."""

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document as documents
from tei.document import entities
from tei.document.decoding import encoding_of
from tei.metadata import nodes
from tei.metadata.bulk import cells, markup
from tei.metadata.bulk.markup import Element, Opaque

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from tei.limits import Limits
    from tei.metadata.bulk.columns import Column

_CORPUS: Final = "teiCorpus"
_MEMBERS: Final = ("TEI", "TEI.2", _CORPUS)


class Header(NamedTuple):
    """One header: its number in the document from 1, where it begins, its text, and the text as elements."""

    number: int
    start: int
    text: str
    element: Element

    @property
    def digest(self) -> str:
        """A digest of the text: it changes when anything in the header does."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def cells(self) -> "dict[Column, str]":
        """What the columns of the table show of it."""
        return cells.read(self.element)


class Source(NamedTuple):
    """A document that has been read: its source text and its headers, in document order."""

    path: str
    text: str
    entities: "Mapping[str, str | None]"
    headers: tuple[Header, ...]


def read(data: bytes, path: str, limits: "Limits") -> Source:
    """Return the headers of the document in *data*.

    Raises :class:`~tei.errors.DocumentError` if it is not well-formed, ``markup.Opaque`` if an entity brings in parts
    of a header.
    """
    document = documents.parse(data, path, limits)
    doctype = entities.survey(document.source)
    declared = {} if doctype is None else doctype.entities
    found = []
    for number, element in enumerate(_headers(document.root), start=1):
        start = document.offset(element)
        top = markup.read(document.source[start:], declared)
        # Where the tree has other elements than the source, they come out of an entity.
        if sum(1 for _ in element.iter("*")) != _count(top):
            raise Opaque
        found.append(Header(number, start, document.source[start : start + top.end], top))
    return Source(path, document.source, declared, tuple(found))


def shown(text: str, source: Source) -> "dict[Column, str]":
    """Return what the columns show of the header *text*, one that is to stand in *source*."""
    return cells.read(markup.read(text, source.entities))


def encoded(text: str, data: bytes, path: str) -> bytes | None:
    """Return *text* in the encoding of the document *data*; a character that it has not becomes a reference.

    None if the bytes of the document cannot be had back from its text, as in an encoding with shift characters.
    """
    codec, mark = encoding_of(data, path)
    if data[mark:].decode(codec).encode(codec) != data[mark:]:
        return None
    return data[:mark] + text.encode(codec, "xmlcharrefreplace")


def _headers(root: "_Element") -> "Iterator[_Element]":
    """Yield the header of the document and, of a ``teiCorpus``, those of the documents in it."""
    if nodes.name(root) == "teiHeader":
        yield root
        return
    waiting = [root]
    while waiting:
        element = waiting.pop()
        header = nodes.child(element, "teiHeader")
        if header is not None:
            yield header
        if nodes.name(element) == _CORPUS:
            waiting.extend(reversed(list(nodes.children(element, *_MEMBERS))))


def _count(element: Element) -> int:
    total, waiting = 0, [element]
    while waiting:
        one = waiting.pop()
        total += 1
        waiting.extend(one.elements)
    return total
