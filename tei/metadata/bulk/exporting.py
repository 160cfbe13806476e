"""The headers of many documents as one table: a row a header, a column for each part that people edit."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus
from tei import settings as projects
from tei.diagnostics import Diagnostic
from tei.document.loading import load
from tei.errors import DocumentError, TeiError, UsageError
from tei.metadata.bulk import columns, headers, sheets
from tei.metadata.bulk.columns import Column
from tei.metadata.bulk.guarding import guarded
from tei.metadata.bulk.markup import Opaque

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.limits import Limits

FILE: Final = "file"
HEADER: Final = "header"
DIGEST: Final = "digest"
KEYS: Final = (FILE, HEADER, DIGEST)
"""The columns that say which header a row is about, and what it was when it was read."""


class Row(NamedTuple):
    """One header: its document, its number there, the digest of its text, and what the columns show."""

    file: str
    header: int
    digest: str
    cells: "dict[Column, str]"


class Table(NamedTuple):
    """The rows of all documents, the columns that they need, and what is wrong with documents that gave none.

    ``faults`` has a sentence for each path that could not be read.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    findings: tuple[Diagnostic, ...] = ()
    faults: tuple[str, ...] = ()

    def as_csv(self, delimiter: str = "comma", *, mark: bool = False) -> bytes:
        """Return the table as CSV in UTF-8; *mark* puts a byte order mark before it, as Excel likes it."""
        lines = [[*KEYS, *map(str, self.columns)]]
        for row in self.rows:
            shown = (guarded(row.cells.get(column, "")) for column in self.columns)
            lines.append([guarded(row.file), str(row.header), row.digest, *shown])
        return sheets.written(lines, delimiter, mark=mark)


class Task(NamedTuple):
    """A document to read, what its row is to call it, and the limits on reading."""

    path: Path
    file: str
    limits: "Limits"


def export(
    paths: "Sequence[Path | str]",
    *,
    wanted: "Iterable[str]" = (),
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> Table:
    """Return the table of the headers at *paths*; a folder means the ``.xml`` files below it.

    *wanted* names the columns, whole (``title 1 type``) or by what they begin with (``title``); without any there is
    a column for whatever a header has. *progress* is called with how many documents are done, and of how many.

    Raises :class:`~tei.errors.UsageError` if a column is not known or no document is found.
    """
    chosen = tuple(wanted)
    _require_known(chosen)
    found = corpus.survey(paths)
    base = base_of(paths)
    limits = projects.load().limits
    tasks = [Task(path, name_of(path, base), limits) for path in found.paths]
    rows: list[Row] = []
    findings: list[Diagnostic] = []
    faults = list(found.faults)
    for done, result in enumerate(corpus.execute(read, tasks, jobs=jobs), start=1):
        if isinstance(result, str):
            faults.append(result)
        else:
            rows += [one for one in result if isinstance(one, Row)]
            findings += [one for one in result if isinstance(one, Diagnostic)]
        if progress is not None:
            progress(done, len(tasks))
    return Table(_columns(rows, chosen), tuple(rows), tuple(findings), tuple(faults))


def read(task: Task) -> "list[Row | Diagnostic] | str":
    """Return a row for each header of a document, or what is wrong with it; a sentence if it cannot be read."""
    try:
        source = headers.read(load(task.path, task.limits), str(task.path), task.limits)
    except DocumentError as fault:
        return list(fault.diagnostics)
    except Opaque:
        return [opaque(str(task.path))]
    except TeiError as fault:
        return str(fault)
    return [Row(task.file, one.number, one.digest, one.cells) for one in source.headers]


def opaque(path: str) -> Diagnostic:
    """Return the finding for a document whose header comes out of an entity in part."""
    message = "an entity brings markup into the header, which is therefore neither exported nor changed"
    return Diagnostic("dep.metadata-markup", message, path, help=("write in the header what the entity stands for",))


def base_of(paths: "Sequence[Path | str]") -> Path:
    """Return the folder from which a table names its documents: the one that holds all of *paths*."""
    folders = [path if (path := Path(one).absolute()).is_dir() else path.parent for one in paths]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        message = "the documents have no folder in common; export them one folder at a time"
        raise UsageError(message) from None


def name_of(path: Path, base: Path) -> str:
    """Return *path* from the folder *base* on, with slashes on every system."""
    return path.absolute().relative_to(base).as_posix()


def _require_known(wanted: "Iterable[str]") -> None:
    for one in wanted:
        if one not in columns.FAMILIES and columns.parse(one) is None:
            near = columns.nearest(one)
            known = f"did you mean {near}?" if near else f"known are {', '.join(columns.FAMILIES)}"
            message = f"there is no column {one}; {known}"
            raise UsageError(message)


def _columns(rows: "Iterable[Row]", wanted: "Sequence[str]") -> tuple[Column, ...]:
    """Return the columns that *rows* need, of those *wanted*; a column that is named whole is there in any case."""
    used = {column for row in rows for column in row.cells}
    named = {
        one: column for one in wanted or columns.USUAL if one not in columns.FAMILIES and (column := columns.parse(one))
    }
    chosen = used if not wanted else {column for column in used if column.family in wanted}
    return tuple(sorted({*chosen, *named.values()}, key=columns.rank))
