"""Bytes as a :class:`~tei.document.tree.Document`, or the findings that say why not."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import limits as limits_module
from tei.document import entities, loading
from tei.document.decoding import decode
from tei.document.positions import Positions
from tei.document.scanning import Scan
from tei.document.tree import Document
from tei.errors import DocumentError
from tei.names import NOT_CHARACTERS

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.limits import Limits

_SHOWN_CHARACTERS: Final = 20
_XML_VERSION: Final = re.compile(r"""<\?xml\s+version\s*=\s*["'](?!1\.[0-9]+["'])([^"']*)""")


def read(path: Path | str, limits: "Limits" = limits_module.DEFAULT) -> Document:
    """Return the document in the file at *path*; "-" is standard input.

    Raises :class:`~tei.errors.DocumentError` with located findings if it is not well-formed or not safe,
    :class:`~tei.errors.UsageError` if there is no such file, :class:`~tei.errors.EnvironmentFault` if it is unreadable.
    """
    if str(path) == "-":
        return parse(loading.load_stream(sys.stdin.buffer, "<stdin>", limits), "<stdin>", limits)
    return parse(loading.load(path, limits), str(path), limits)


def parse(data: bytes, path: str = "<memory>", limits: "Limits" = limits_module.DEFAULT) -> Document:
    """Return the document in *data*; *path* names it in findings. Raises :class:`~tei.errors.DocumentError`."""
    if len(data) > limits.size_bytes:
        loading.refuse(path, len(data), limits)
    return parse_text(decode(data, path), path, limits)


def parse_text(text: str, path: str, limits: "Limits") -> Document:
    """Return the document that *text* is, decoded as it is; otherwise as :func:`parse`."""
    positions = Positions(path, text)
    _require_characters(positions)
    _require_version(positions)
    scan = Scan(positions, limits)
    doctype = scan.run()
    return Document(positions, _tree(positions, entities.disarmed(positions.text, doctype)), lambda: scan.starts)


def parse_passed(data: bytes, path: str, limits: "Limits") -> Document:
    """Return what :func:`parse` does, for a document that a grammar's quick look has found well-formed and safe.

    It has no DOCTYPE. Where its start tags stand is found out when the first place is asked for.
    """
    positions = Positions(path, decode(data, path))
    scan = Scan(positions, limits)
    return Document(positions, _tree(positions, positions.text), scan.places, is_plain=True)


def _require_characters(positions: Positions) -> None:
    found = []
    for match in NOT_CHARACTERS.finditer(positions.text):
        message = f"the character U+{ord(match[0]):04X} is not allowed in XML"
        found.append(positions.finding("xml.control-character", message, *match.span(), "remove it"))
        if len(found) == _SHOWN_CHARACTERS:
            break
    if found:
        raise DocumentError(found)


def _require_version(positions: Positions) -> None:
    if match := _XML_VERSION.match(positions.text):
        message = f"version {match[1]!r} of XML is not known"
        finding = positions.finding("xml.not-well-formed", message, *match.span(1), 'write version="1.0"')
        raise DocumentError([finding])


# What libxml2 calls an error though XML 1.0 does not: the document is well-formed, and its schema has the word.
_TOLERATED: Final = frozenset(
    {
        etree.ErrorTypes.DTD_XMLID_VALUE,
        etree.ErrorTypes.DTD_ID_REDEFINED,
        etree.ErrorTypes.WAR_NS_URI,
        etree.ErrorTypes.WAR_NS_URI_RELATIVE,
        etree.ErrorTypes.NS_ERR_ATTRIBUTE_REDEFINED,
    },
)


def _tree(positions: Positions, text: str) -> etree._ElementTree:
    """Return the tree of *text*, which expat has passed and which names no other file.

    huge_tree lifts libxml2's own limits: ours, which can be set, have been applied. With recover, an error that XML
    does not know, such as an ``xml:id`` that is no name, leaves the tree whole; every other error is refused here.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities="internal",  # type: ignore[arg-type] # the stubs are older than this value
        no_network=True,
        load_dtd=False,
        attribute_defaults=True,
        huge_tree=True,
        collect_ids=False,
        recover=True,
    )
    base_url = None if positions.path.startswith("<") else Path(positions.path).absolute().as_uri()
    root = etree.fromstring(text.encode("utf-8"), parser, base_url=base_url)  # type: ignore[arg-type] # None is allowed
    refused = [_refusal(positions, entry) for entry in parser.error_log if _counts(entry)]
    if refused:
        raise DocumentError(refused[:1])
    tree = root.getroottree()
    tree.docinfo.clear()
    return tree


def _counts(entry: etree._LogEntry) -> bool:
    return entry.level > etree.ErrorLevels.WARNING and entry.type not in _TOLERATED


def _refusal(positions: Positions, entry: etree._LogEntry) -> "Diagnostic":
    offset = positions.offset(entry.line, entry.column)
    return positions.finding("xml.not-well-formed", f"the text is not well-formed: {entry.message}", offset, offset + 1)
