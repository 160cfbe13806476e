"""The records of documents, and of those in a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei import document as documents
from tei.metadata import nodes, parts, reading
from tei.metadata.context import Context
from tei.metadata.inheritance import inherited
from tei.metadata.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.settings import Settings


def read(document: "Document", authority: "Document | None" = None) -> Record:
    """Return the record of *document*; of a ``teiCorpus``, that of the corpus itself, with its members.

    *authority* is the file that pointers as ``authority.xml#mao`` may lead to, if it is that file.
    """
    return reading.read(Context(document, authority), document.root)


def read_all(document: "Document", authority: "Document | None" = None) -> tuple[Record, ...]:
    """Return the record of *document* and, of a ``teiCorpus``, one for each document in it, with what it inherits."""
    return tuple(_members(Context(document, authority), document.root))


def read_file(path: Path | str, settings: "Settings") -> Record:
    """Return the record of the file at *path*, with the authority file that *settings* name.

    Raises :class:`~tei.errors.DocumentError` if one of the two cannot be read as XML, and otherwise as
    :func:`tei.document.read` does.
    """
    return read(documents.read(path, settings.limits), _authority(settings))


def _authority(settings: "Settings") -> "Document | None":
    named = settings.encode.authority
    return None if named is None else documents.read(named, settings.limits)


def _members(context: Context, root: "Element") -> "Iterator[Record]":
    """Yield the records in document order; a corpus may hold others, nested without end."""
    waiting: list[tuple[Element, Record | None]] = [(root, None)]
    while waiting:
        element, corpus = waiting.pop()
        own = reading.read(context, element)
        record = own if corpus is None else inherited(own, corpus)
        yield record
        if nodes.name(element) == parts.CORPUS:
            waiting.extend((one, record) for one in reversed(list(nodes.children(element, *parts.MEMBERS))))
