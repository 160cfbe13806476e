"""An OASIS XML catalog: which file stands for an address.

Source: OASIS XML Catalogs 1.1, section 7 (what is resolved: URI references; public identifiers for a DOCTYPE).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import document, names
from tei.errors import UsageError
from tei.relaxng import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_CATALOG: Final = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
_BASE: Final = f"{{{names.XML}}}base"
_DEEPEST: Final = 10


class Entry(NamedTuple):
    """An address, or the beginning or end of some, or a public identifier, and what stands for it.

    *kind* is ``exact``, ``start``, ``end`` or ``public``.
    """

    kind: str
    pattern: str
    target: str


class Catalog:
    """Entries of one catalog and of those that it names."""

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        self._entries = entries

    def address(self, address: str) -> str:
        """Return what stands for *address*: by an entry for it, else by the longest beginning or end; else itself."""
        for entry in self._entries:
            if entry.kind == "exact" and entry.pattern == address:
                return entry.target
        starts = [entry for entry in self._entries if entry.kind == "start" and address.startswith(entry.pattern)]
        if starts:
            longest = max(starts, key=lambda entry: len(entry.pattern))
            return longest.target + address[len(longest.pattern) :]
        ends = [entry for entry in self._entries if entry.kind == "end" and address.endswith(entry.pattern)]
        return max(ends, key=lambda entry: len(entry.pattern)).target if ends else address

    def public(self, identifier: str) -> str:
        """Return what stands for the public *identifier*, "" for none."""
        same = (entry.target for entry in self._entries if entry.kind == "public" and entry.pattern == identifier)
        return next(same, "")

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the files that entries name: who names a file in a catalog wants it read."""
        found = []
        for entry in self._entries:
            if entry.target.startswith("file:"):
                target = sources.path(entry.target)
                found.append(target if entry.kind == "start" and entry.target.endswith("/") else target.parent)
        return tuple(dict.fromkeys(found))


def read(path: Path) -> Catalog:
    """Return the catalog in the file *path*.

    Raises :class:`~tei.errors.UsageError` if there is none, :class:`~tei.errors.DocumentError` if it is not XML.
    """
    return Catalog(tuple(_entries(path, 0)))


def _entries(path: Path, depth: int) -> "Iterator[Entry]":
    root = document.read(path).root
    if root.tag != f"{{{_CATALOG}}}catalog":
        message = f"{path} is not an OASIS XML catalog: its root is <{names.local_name(str(root.tag))}>"
        raise UsageError(message)
    for node in root.iter(etree.Element):
        local = names.local_name(str(node.tag))
        if local in {"uri", "system"}:
            yield Entry("exact", node.get("name", node.get("systemId", "")), _target(path, node, "uri"))
        elif local == "public":
            yield Entry("public", " ".join(node.get("publicId", "").split()), _target(path, node, "uri"))
        elif local in {"rewriteURI", "rewriteSystem"}:
            start = node.get("uriStartString", node.get("systemIdStartString", ""))
            yield Entry("start", start, _target(path, node, "rewritePrefix"))
        elif local in {"uriSuffix", "systemSuffix"}:
            end = node.get("uriSuffix", node.get("systemIdSuffix", ""))
            yield Entry("end", end, _target(path, node, "uri"))
        elif local == "nextCatalog" and depth < _DEEPEST:
            yield from _entries(sources.path(_target(path, node, "catalog")), depth + 1)


def _target(path: Path, node: "_Element", attribute: str) -> str:
    """Return the address in *attribute*, resolved against ``xml:base`` and the file."""
    base = sources.uri(str(path))
    written = [outer.get(_BASE) for outer in [node, *node.iterancestors()]]
    for part in reversed([part for part in written if part is not None]):
        base = sources.resolve(base, part)
    return sources.resolve(base, node.get(attribute, ""))
