"""A reserved DOI into the header: one ``idno`` more in ``publicationStmt``, no other byte, and nothing if invalid."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import document as documents
from tei.errors import EnvironmentFault, UsageError
from tei.files import write_atomically
from tei.names import tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.diagnostics import Diagnostic
    from tei.document import Document
    from tei.settings import Settings

_AGENCIES: Final = tuple(map(tei_name, ("publisher", "distributor", "authority")))
_DETAILS: Final = tuple(map(tei_name, ("idno", "availability", "date", "pubPlace", "address", "ptr", "ref")))


def check(path: Path, known: str, settings: "Settings") -> None:
    """Raise :class:`~tei.errors.UsageError` if a DOI could not be written into the document at *path*.

    *known* is the one that was reserved before: that it is there already is no hindrance.
    """
    document = documents.read(path, settings.limits)
    if not known or known not in _identifiers(document):
        _written(document, path, known or "10.…")


def write(path: Path, doi: str, settings: "Settings") -> "list[Diagnostic]":
    """Write *doi* into the document at *path* and return nothing; or return why it would not be valid, and leave it.

    Raises :class:`~tei.errors.TeiError` if that cannot be done.
    """
    document = documents.read(path, settings.limits)
    if doi in _identifiers(document):
        return []
    content = _written(document, path, doi)
    findings = _findings(path, content, settings)
    if not findings:
        write_atomically(path, content)
    return findings


def _findings(path: Path, content: bytes, settings: "Settings") -> "list[Diagnostic]":
    """Return the errors that the document would have. It is validated beside its place, for pointers to lead on."""
    from tei.diagnostics import Severity  # noqa: PLC0415 - loaded with validation
    from tei.validate import validate  # noqa: PLC0415 - its engines are loaded when there is something to validate

    beside = path.with_name(f".{path.stem}.with-doi.xml")
    try:
        write_atomically(beside, content)
        report = validate(beside, settings=settings)
    finally:
        beside.unlink(missing_ok=True)
    if report.faults:
        raise EnvironmentFault("; ".join(report.faults))
    found = [finding for document in report.documents for finding in document.findings]
    return [replace(finding, path=str(path)) for finding in found if finding.severity is Severity.ERROR]


def _written(document: "Document", path: Path, doi: str) -> bytes:
    """Return the bytes of the document with the ``idno`` before what follows the publisher."""
    raw = path.read_bytes()
    if raw != document.source.encode("utf-8"):
        message = f'{path} is not plain UTF-8; write <idno type="DOI">{doi}</idno> into it yourself'
        raise UsageError(message)
    others = [one for one in _identifiers(document) if one.startswith("10.")]
    if others:
        message = f"{path} has the DOI {others[0]} already"
        raise UsageError(message)
    span = document.span(_place(document, path))
    lines = document.source.split("\n")
    before, after = lines[span.line - 1][: span.column - 1], lines[span.line - 1][span.column - 1 :]
    gap = f"\n{before}" if not before.strip() else ""
    lines[span.line - 1] = f'{before}<idno type="DOI">{doi}</idno>{gap}{after}'
    return "\n".join(lines).encode("utf-8")


def _place(document: "Document", path: Path) -> "Element":
    statement = document.root.find(f"{tei_name('teiHeader')}/{tei_name('fileDesc')}/{tei_name('publicationStmt')}")
    is_after = False
    for child in statement if statement is not None else ():
        if is_after and child.tag in _DETAILS:
            return child
        is_after = is_after or child.tag in _AGENCIES
    message = f"{path} has no place for an idno: publicationStmt needs a publisher, and after it a date or availability"
    raise UsageError(message)


def _identifiers(document: "Document") -> list[str]:
    way = f"{tei_name('teiHeader')}/{tei_name('fileDesc')}/{tei_name('publicationStmt')}/{tei_name('idno')}"
    return [
        "".join(str(text) for text in one.itertext()).strip().removeprefix("https://doi.org/")
        for one in document.root.findall(way)
    ]
