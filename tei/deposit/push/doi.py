"""A reserved DOI into the header: one ``idno`` more in ``publicationStmt``, no other byte, and nothing if invalid."""

from collections import Counter
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
    from tei.limits import Limits

    Findings = list[Diagnostic]

_AGENCIES: Final = tuple(map(tei_name, ("publisher", "distributor", "authority")))
_DETAILS: Final = tuple(map(tei_name, ("idno", "availability", "date", "pubPlace", "address", "ptr", "ref")))
_RESOLVER: Final = "https://doi.org/"


def check(path: Path, known: tuple[str, str], limits: "Limits") -> None:
    """Raise :class:`~tei.errors.UsageError` if a DOI could not be written into the document at *path*.

    *known* are the one that was reserved before, which may be there already, and the one of an earlier version, which
    may be replaced.
    """
    reserved, earlier = known
    document = documents.read(path, limits)
    if not reserved or reserved not in _identifiers(document):
        _content(document, path, reserved or "10.…", earlier)


def written(path: Path, doi: str, earlier: str, limits: "Limits") -> bytes | None:
    """Return the bytes of the document at *path* with *doi* in it, in the place of *earlier* if that is there.

    None if it has the DOI already. Raises :class:`~tei.errors.UsageError` if it cannot have it.
    """
    document = documents.read(path, limits)
    return None if doi in _identifiers(document) else _content(document, path, doi, earlier)


def findings(path: Path, content: bytes, *, was_valid: bool) -> "Findings":
    """Return the errors that the document at *path* would have with *content*; without *was_valid*, the new ones.

    It is validated beside its place, for pointers to lead on.
    """
    beside = path.with_name(f".{path.stem}.with-doi.xml")
    try:
        write_atomically(beside, content)
        found = _errors(beside)
    finally:
        beside.unlink(missing_ok=True)
    before = Counter() if was_valid else Counter((one.rule, one.message) for one in _errors(path))
    new = []
    for one in found:
        before[one.rule, one.message] -= 1
        if before[one.rule, one.message] < 0:
            new.append(replace(one, path=str(path)))
    return new


def _errors(path: Path) -> "Findings":
    from tei.diagnostics import Severity  # noqa: PLC0415 - loaded with validation
    from tei.validate import validate  # noqa: PLC0415 - its engines are loaded when there is something to validate

    report = validate(path)
    if report.faults:
        raise EnvironmentFault("; ".join(report.faults))
    found = [finding for document in report.documents for finding in document.findings]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _content(document: "Document", path: Path, doi: str, earlier: str) -> bytes:
    """Return the bytes of the document with the ``idno`` before what follows the publisher."""
    raw = path.read_bytes()
    if raw != document.source.encode("utf-8"):
        message = f'{path} is not plain UTF-8; write <idno type="DOI">{doi}</idno> into it yourself'
        raise UsageError(message)
    if earlier and earlier in _identifiers(document):
        return _with_other(document, path, doi, earlier)
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


def _with_other(document: "Document", path: Path, doi: str, earlier: str) -> bytes:
    """Return the bytes of the document with *doi* where its ``idno`` says *earlier*."""
    span = document.span(next(one for one in _elements(document) if _words(one) == earlier))
    lines = document.source.split("\n")
    start = sum(len(line) + 1 for line in lines[: span.line - 1]) + span.column - 1
    head, tail = document.source[:start], document.source[start:]
    if earlier not in tail.partition("</")[0]:
        message = f"{path} has the DOI {earlier} of an earlier version, written in parts; put {doi} there yourself"
        raise UsageError(message)
    return (head + tail.replace(earlier, doi, 1)).encode("utf-8")


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
    return [_words(one) for one in _elements(document)]


def _elements(document: "Document") -> "list[Element]":
    way = f"{tei_name('teiHeader')}/{tei_name('fileDesc')}/{tei_name('publicationStmt')}/{tei_name('idno')}"
    return document.root.findall(way)


def _words(element: "Element") -> str:
    return "".join(str(text) for text in element.itertext()).strip().removeprefix(_RESOLVER)
