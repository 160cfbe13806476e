"""Identifiers written into an authority file; all else in it stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from tei.document.loading import load
from tei.document.parsing import parse
from tei.errors import EnvironmentFault
from tei.metadata.bulk.headers import encoded
from tei.names import XML, local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.authority.reconciling import Suggestion
    from tei.limits import Limits

_ID: Final = f"{{{XML}}}id"
_BEHIND: Final = frozenset(
    {"place", "listPlace", "listOrg", "listPerson", "person", "personGrp", "org", "listRelation"}
)
"""What stands behind the identifiers of an entry: entries within it."""


def with_identifiers(path: Path, suggestions: Iterable[Suggestion], limits: Limits) -> tuple[bytes, bytes]:
    """The bytes of the authority file *path*, as they are and with an ``idno`` for each of *suggestions*.

    Those of entries of other files are left out. Raises `DocumentError` and `UsageError` as reading does, and
    `EnvironmentFault` if the file is in an encoding whose bytes cannot be kept.
    """
    before = load(path, limits)
    source = parse(before, str(path), limits)
    wanted: dict[str, list[tuple[str, str]]] = {}
    for one in suggestions:
        if one.entry.path == str(path):
            wanted.setdefault(one.entry.id, []).append((one.record.authority, one.record.value))
    text = source.source
    # From behind: what is put in moves nothing that is still to be looked at.
    for offset, idnos in sorted(_insertions(source, wanted), reverse=True):
        text = f"{text[:offset]}{idnos}{text[offset:]}"
    after = encoded(text, before, str(path))
    if after is None:
        message = f"{path} is in an encoding whose bytes cannot be kept while it is changed"
        raise EnvironmentFault(message)
    return before, after


def _insertions(source: Document, wanted: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[tuple[int, str]]:
    """Where identifiers go, as offsets, and how they are written there."""
    for entry in source.root.iter(*map(tei_name, ("person", "org", "place"))):
        identifiers = wanted.get(entry.get(_ID, ""))
        if identifiers:
            yield _insertion(source, entry, identifiers)


def _insertion(source: Document, entry: Element, identifiers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """The place behind the last child of *entry* that is no entry, and the identifiers, indented as that child is."""
    children = [one for one in entry.iterchildren(tag="*") if local_name(one.tag) not in _BEHIND]
    start, end = source.extent(children[-1])
    lead = _lead(source.source, start)
    prefix = f"{entry.prefix}:" if entry.prefix else ""
    idnos = [
        f"{lead}<{prefix}idno type={quoteattr(kind)}>{escape(value)}</{prefix}idno>" for kind, value in identifiers
    ]
    return end, "".join(idnos)


def _lead(text: str, start: int) -> str:
    """The line end and the indentation before offset *start*, "" if something else stands before it on its line."""
    low = start
    while low and text[low - 1] in " \t":
        low -= 1
    if not low or text[low - 1] not in "\r\n":
        return ""
    line_end = low - 2 if text[low - 2 : low] == "\r\n" else low - 1
    return text[line_end:start]
