"""One document with the wishes of its rows carried out, in memory: its new bytes, or why it cannot be had."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic, Severity
from tei.document.loading import load
from tei.errors import DocumentError, TeiError
from tei.metadata.bulk import cells, editing, headers
from tei.metadata.bulk.columns import FAMILIES, Column
from tei.metadata.bulk.differences import unified
from tei.metadata.bulk.editing import Refused
from tei.metadata.bulk.guarding import REMOVE
from tei.metadata.bulk.markup import Opaque

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.limits import Limits
    from tei.metadata.bulk.headers import Header, Source

    Check = Callable[[Path, bytes], tuple[Diagnostic, ...]]

_POORER: Final = ("cp1252", "latin-1", "ascii")


class Wished(NamedTuple):
    """A row of the table: which header it is about, the digest that it had, and what its cells say."""

    row: int
    header: int
    digest: str
    cells: "Mapping[Column, str]"


class Task(NamedTuple):
    """A document, what the table calls it, its rows, and what checks the result; a picklable value."""

    path: Path
    file: str
    rows: tuple[Wished, ...]
    limits: "Limits"
    check: "Check | None" = None
    force: bool = False


class Complaint(NamedTuple):
    """What is wrong with a row, or with one cell of it."""

    row: int
    column: Column | None
    rule: str
    message: str
    help: tuple[str, ...] = ()


class Change(NamedTuple):
    """A document that is to be other than it is: its bytes before and after, the difference, how many cells."""

    path: Path
    before: bytes
    after: bytes
    difference: str
    cells: int


class Outcome(NamedTuple):
    """What became of one document; without a change it stays as it is."""

    change: Change | None = None
    complaints: tuple[Complaint, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    fault: str = ""


def draft(task: Task) -> Outcome:
    """Return what the rows of *task* make of its document; nothing is written."""
    first = task.rows[0].row
    try:
        data = load(task.path, task.limits)
        source = headers.read(data, str(task.path), task.limits)
    except DocumentError as fault:
        return Outcome(findings=fault.diagnostics)
    except Opaque:
        message = "an entity brings markup into the header"
        return Outcome(complaints=(Complaint(first, None, "dep.metadata-markup", message),))
    except TeiError as fault:
        return Outcome(fault=str(fault))
    complaints: list[Complaint] = []
    text, touched = source.text, 0
    # From the last to the first: what stands before keeps its place.
    for row in sorted(task.rows, key=lambda one: one.header, reverse=True):
        try:
            header, wishes = _wishes(source, row)
            if wishes:
                new = editing.edited(header.text, wishes, source.entities)
                _require_result(new, header, wishes, source)
                text = text[: header.start] + new + text[header.start + len(header.text) :]
                touched += len(wishes)
        except Refused as refusal:
            complaints.append(Complaint(row.row, refusal.column, refusal.rule, refusal.message, refusal.help))
    if complaints or text == source.text:
        return Outcome(complaints=tuple(complaints))
    return _checked(task, data, source.text, text, touched)


def _wishes(source: "Source", row: Wished) -> "tuple[Header, dict[Column, str]]":
    """Return the header of a row and what the row wants to be other than it is."""
    header = next((one for one in source.headers if one.number == row.header), None)
    if header is None:
        count = len(source.headers)
        message = f"the document has no header {row.header}; it has {count}"
        raise Refused(None, "dep.metadata-row", message)
    shown = header.cells
    there = {item for family in FAMILIES.values() for item, _ in cells.items(header.element, family)}
    wishes = {
        column: value
        for column, value in row.cells.items()
        if value != shown.get(column, "")
        and (value != REMOVE or column in shown or (not column.label and column.item in there))
    }
    if wishes and header.digest != row.digest:
        message = "the header has changed since the table was exported"
        raise Refused(None, "dep.metadata-changed", message, "export the table again, and make the changes there")
    for column, value in wishes.items():
        old = shown.get(column, "")
        if any(value == old.encode(codec, "replace").decode(codec) for codec in _POORER):
            message = f"“{value}” is “{old}” with characters lost"
            raise Refused(column, "dep.metadata-value", message, "save the table as CSV in UTF-8, from a new export")
    return header, wishes


def _require_result(new: str, header: "Header", wishes: "Mapping[Column, str]", source: "Source") -> None:
    """Refuse a result that does not show exactly what was wished for and, besides, what was there before."""
    wanted = editing.expected(header.element, wishes)
    found = headers.shown(new, source)
    for column in sorted({*wanted, *found}, key=str):
        value = wanted.get(column, "")
        if value is not None and value != found.get(column, ""):
            told = next(iter(wishes))
            message = f"this would make “{column}” read “{found.get(column, '')}”"
            raise Refused(told, "dep.metadata-markup", message, "change the header itself")


def _checked(task: Task, data: bytes, before: str, after: str, touched: int) -> Outcome:
    first = task.rows[0].row
    encoded = headers.encoded(after, data, str(task.path))
    if encoded is None:
        message = "the document is in an encoding whose bytes cannot be kept while it is changed"
        return Outcome(complaints=(Complaint(first, None, "dep.metadata-markup", message, ("save it as UTF-8",)),))
    change = Change(task.path, data, encoded, unified(before, after, task.file), touched)
    added = _added(task, data, encoded)
    if not added:
        return Outcome(change)
    message = f"the document would not be valid: {added[0].message}"
    if task.force:
        return Outcome(change, (), added)
    advice = "mend the cells, or apply with --force"
    return Outcome(None, (Complaint(first, None, "dep.metadata-invalid", message, (advice,)),), added)


def _added(task: Task, before: bytes, after: bytes) -> tuple[Diagnostic, ...]:
    """Return the errors that the document would have and has not: one that is not valid may be changed too."""
    if task.check is None:
        return ()
    errors = [one for one in task.check(task.path, after) if one.severity is Severity.ERROR]
    if not errors:
        return ()
    known = [(one.rule, one.message) for one in task.check(task.path, before)]
    added = []
    for one in errors:
        if (one.rule, one.message) in known:
            known.remove((one.rule, one.message))
        else:
            added.append(one)
    return tuple(added)
