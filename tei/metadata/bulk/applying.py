"""A table back into the documents: everything is checked before the first file is written."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei import corpus
from tei import settings as projects
from tei.diagnostics import Diagnostic
from tei.document.loading import load
from tei.errors import DocumentError
from tei.files import write_atomically
from tei.metadata import nodes
from tei.metadata.bulk import columns, sheets
from tei.metadata.bulk.drafting import Change, Outcome, Task, Wished, draft
from tei.metadata.bulk.exporting import DIGEST, FILE, HEADER, KEYS, base_of, name_of
from tei.metadata.bulk.guarding import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tei.limits import Limits
    from tei.metadata.bulk.columns import Column
    from tei.metadata.bulk.drafting import Check
    from tei.metadata.bulk.sheets import Row, Sheet

__all__ = ["Change", "Plan", "plan", "write"]


class Plan(NamedTuple):
    """What a table would change, and what stands against it; ``assumed`` says how the table was understood.

    ``documents`` is how many the table speaks of; ``faults`` has a sentence for each that could not be read.
    """

    changes: tuple[Change, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    faults: tuple[str, ...] = ()
    documents: int = 0
    assumed: str = ""

    @property
    def exit_code(self) -> int:
        """0 when nothing stands against it, 1 if there are findings, 2 if a document could not be read."""
        if self.faults:
            return 2
        return 1 if self.findings else 0


def plan(  # noqa: PLR0913 - each parameter is a wish of its own
    table: Path | str,
    documents: "Path | str",
    *,
    check: "Check | None" = None,
    force: bool = False,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> Plan:
    """Return what the CSV file *table* would change in *documents*, the folder (or file) that it was exported from.

    *check* returns the findings of a document as it would be (its path, its bytes); a document with errors that it had
    not before is left as it is, unless *force*. A table that is faulty in itself changes nothing.

    Raises :class:`~tei.errors.TeiError` for a table or folder that is not there.
    """
    limits = projects.load().limits
    try:
        sheet = sheets.read(load(table, limits), str(table), FILE)
    except DocumentError as fault:
        return Plan(findings=fault.diagnostics)
    reading = _Reading(sheet, Path(documents), limits)
    tasks = reading.tasks(check, force=force)
    if reading.findings:
        return Plan(findings=tuple(reading.findings), documents=len(tasks), assumed=sheet.assumed)
    changes, findings, faults = [], [], []
    for done, outcome in enumerate(corpus.execute(draft, tasks, jobs=jobs), start=1):
        changes += [outcome.change] if outcome.change else []
        faults += [outcome.fault] if outcome.fault else []
        findings += reading.located(outcome)
        if progress is not None:
            progress(done, len(tasks))
    return Plan(tuple(changes), tuple(findings), tuple(faults), len(tasks), sheet.assumed)


def write(changes: "Sequence[Change]") -> tuple[Diagnostic, ...]:
    """Write the documents of *changes*, each beside its place and renamed into it; return which have changed meanwhile.

    Raises :class:`~tei.errors.EnvironmentFault` when a file cannot be written: those before it are whole and new, it
    and those after it whole and old.
    """
    findings = []
    for change in changes:
        if _bytes(change.path) != change.before:
            message = "the document has changed since it was compared with the table; it is left as it is"
            findings.append(Diagnostic("dep.metadata-changed", message, str(change.path)))
            continue
        write_atomically(change.path, change.after)
    return tuple(findings)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


class _Reading:
    """The rows of a sheet as tasks, with what is wrong in the sheet itself."""

    def __init__(self, sheet: "Sheet", documents: Path, limits: "Limits") -> None:
        self._sheet = sheet
        self._limits = limits
        self.findings: list[Diagnostic] = []
        self._columns = self._known_columns()
        self._base = base_of([documents])
        self._files = {name_of(path, self._base): path for path in corpus.discover([documents])}

    def tasks(self, check: "Check | None", *, force: bool) -> list[Task]:
        """Return a task for each document; what is wrong with a row is added to :attr:`findings`."""
        rows: dict[str, list[Wished]] = {}
        if self.findings:
            return []
        for number, row in enumerate(self._sheet.rows):
            read = self._row(number, row)
            if read is not None:
                file, wished = read
                if any(one.header == wished.header for one in rows.get(file, ())):
                    self._complain("dep.metadata-row", f"a row above speaks of this header of {file} too", number, FILE)
                rows.setdefault(file, []).append(wished)
        return [
            Task(self._files[file], file, tuple(wished), self._limits, check, force) for file, wished in rows.items()
        ]

    def located(self, outcome: Outcome) -> "list[Diagnostic]":
        """Return what is wrong with a document, its complaints on the cells that they are about."""
        found = []
        for one in outcome.complaints:
            row = self._sheet.rows[one.row]
            index = self._columns.get(one.column, self._index(FILE)) if one.column else self._index(FILE)
            message = f"{bare(row.cells[self._index(FILE)])}: {one.message}"
            found.append(self._sheet.finding(one.rule, message, row, index, *one.help))
        return [*found, *outcome.findings]

    def _known_columns(self) -> "dict[Column, int]":
        """Return where each column stands; those that begin with # are the reader's own and not looked at."""
        found: dict[Column, int] = {}
        header = self._sheet.header
        for key in KEYS:
            if header.cells.count(key) != 1:
                message = f"the table has {header.cells.count(key) or 'no'} columns “{key}”; it needs one"
                self.findings.append(self._sheet.finding("dep.metadata-column", message, header, 0))
        for index, name in enumerate(header.cells):
            if name in KEYS or name.startswith("#"):
                continue
            column = columns.parse(name)
            if column is None:
                near = columns.nearest(name)
                advice = f"did you mean “{near}”?" if near else "a column of your own begins with #"
                message = f"there is no column “{name}”" if name else "a column has no name"
                self.findings.append(self._sheet.finding("dep.metadata-column", message, header, index, advice))
            elif column in found:
                message = f"the column “{column}” is there twice"
                self.findings.append(self._sheet.finding("dep.metadata-column", message, header, index))
            else:
                found[column] = index
        return found

    def _row(self, number: int, row: "Row") -> "tuple[str, Wished] | None":
        """Return the document of a row and what it wishes for; None, with a finding, if it cannot be told."""
        wanted = len(self._sheet.header.cells)
        if len(row.cells) != wanted:
            message = f"the row has {len(row.cells)} cells, and the first line {wanted}"
            self._complain("dep.metadata-row", message, number, FILE)
            return None
        file = bare(row.cells[self._index(FILE)])
        path = self._files.get(file)
        if path is None or not self._is_inside(path):
            message = f"{file[:200]!r} is no document in {self._base.name or self._base}"
            advice = "give the folder that the table was exported from; nothing outside it is changed"
            self._complain("dep.metadata-path", message, number, FILE, advice)
            return None
        header = bare(row.cells[self._index(HEADER)])
        if not (header.isascii() and header.isdigit() and len(header) < 10):  # noqa: PLR2004 - no document has as many
            self._complain("dep.metadata-row", f"{header[:40]!r} is not the number of a header", number, HEADER)
            return None
        cells = {
            column: value
            for column, index in self._columns.items()
            if (value := nodes.squeezed(bare(row.cells[index])))
        }
        return file, Wished(number, int(header), row.cells[self._index(DIGEST)], cells)

    def _is_inside(self, path: Path) -> bool:
        """Return whether *path* is a file below the folder, and no link that leads out of it."""
        real = os.path.realpath(path)
        return Path(real).is_relative_to(os.path.realpath(self._base)) and Path(real).is_file()

    def _index(self, key: str) -> int:
        return self._sheet.header.cells.index(key)

    def _complain(self, rule: str, message: str, row: int, key: str, *help_texts: str) -> None:
        self.findings.append(self._sheet.finding(rule, message, self._sheet.rows[row], self._index(key), *help_texts))
