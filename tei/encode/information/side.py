"""Side files: what a project knows of its documents and their pages do not say, as TOML, CSV or a spreadsheet."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.document.loading import load
from tei.encode.information import credits as people_and_tasks
from tei.encode.information import languages, references, spreadsheets
from tei.encode.information.credits import Credit, Credits
from tei.encode.information.people import person
from tei.errors import DocumentError, UsageError
from tei.limits import DEFAULT, Limits
from tei.settings import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tei.encode.information.page import Information

_ONE: Final = (
    "title",
    "date",
    "number",
    "dateline",
    "record",
    "uploaded",
    "classification",
    "sender",
    "id",
    "genre",
    "licence",
    "subject_scheme",
)
_SEVERAL: Final = ("creators", "subjects", "people", "recipients", "copies", "places")
_PARAGRAPHS: Final = ("summary", "rights")
_TASKS: Final = MappingProxyType(
    {"contributor": "ctb", "translator": "trl", "editor": "edt", "transcriber": "trc", "donor": "dnr"}
)
FILE: Final = "file"
FIELDS: Final = (*_ONE, *_SEVERAL, *_PARAGRAPHS, "reference", "languages", *_TASKS, "credits")
"""The keys of a table and the columns of a sheet.

``creators``, ``subjects``, ``people``, ``recipients``, ``copies`` and ``places`` have several values divided by
semicolons, as have the tasks (``translator`` …); ``summary`` and ``rights`` have a paragraph a line; ``credits`` is a
sentence, ``subject_scheme`` the address of the list that the subjects are taken from.
"""


class Fault(NamedTuple):
    """What is wrong in a side file and where: line and column from 1; in a spreadsheet row and column of the cell."""

    path: str
    line: int
    column: int
    message: str
    help: str = ""

    def __str__(self) -> str:
        """Return the fault in a line."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{f'; {self.help}' if self.help else ''}"


class SideError(UsageError):
    """A side file is not understood; ``faults`` say where."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[SideError], tuple[tuple[Fault, ...]]]:
        """Return what pickle needs."""
        return type(self), (self.faults,)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a side file says of one document: pairs of field and values, and where it says so (line from 1)."""

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    path: str = ""
    line: int = 1

    def over(self, information: Information) -> Information:
        """Return *information* with what the side file says instead."""
        changes: dict[str, Any] = {}
        told = dict(self.fields)
        for name, values in self.fields:
            if name in _ONE:
                changes[name] = values[0]
            elif name in {*_SEVERAL, *_PARAGRAPHS}:
                changes[name] = values
        if "reference" in told:
            whole = told["reference"][0]
            changes["reference"] = references.read(whole) or references.unknown(whole)
        if "languages" in told:
            spoken = languages.read("; ".join(told["languages"]))
            changes["languages"] = spoken.tags
            unread = tuple(f"“{one}” is no language that is known" for one in spoken.unread)
            changes["doubts"] = (*information.doubts, *unread)
        if {*_TASKS, "credits"} & set(told):
            changes["credits"] = _credited(information.credits, told)
        return replace(information, **changes)


def read(path: Path | str, limits: Limits = DEFAULT) -> dict[str, Overrides]:
    """Return what the side file at *path* says, by the name of the document's file.

    TOML: keys at the top hold for every document and are under the name ""; a table named by a file (``["a.txt"]``) has
    what holds for that one, those at the top included. CSV and spreadsheets (``.xlsx``, ``.ods``, the first sheet): a
    row a document, with a column ``file``; an empty cell says nothing, a column whose name begins with # is not looked
    at.

    Raises `SideError` with all that is wrong in the file, :class:`~tei.errors.UsageError` for a file that there is not,
    :class:`~tei.errors.EnvironmentFault` if openpyxl is needed and not installed.
    """
    data = load(path, limits)
    kind = Path(path).suffix.casefold()
    if kind == ".toml":
        return _of_toml(data, str(path))
    if kind in {".xlsx", ".xlsm"}:
        return _of_rows(_Grid.of_rows(spreadsheets.xlsx(data, str(path), limits), str(path)))
    if kind == ".ods":
        return _of_rows(_Grid.of_rows(spreadsheets.ods(data, str(path), limits), str(path)))
    return _of_rows(_Grid.of_csv(data, str(path)))


def of(told: Mapping[str, Overrides], path: Path | str) -> Overrides:
    """Return what is *told* of the document at *path*: by its path as given, its name, its name without the ending."""
    where = Path(path)
    keys = (where.as_posix(), where.name, where.stem, "")
    return next((told[key] for key in keys if key in told), Overrides())


def _credited(before: Credits, told: Mapping[str, tuple[str, ...]]) -> Credits:
    """Return the credits with those of the side file in the place of those of the same task."""
    own = [
        Credit(task, (relator,), tuple(person(name) for name in told[task]))
        for task, relator in _TASKS.items()
        if task in told
    ]
    sentence = people_and_tasks.read(told["credits"][0]) if "credits" in told else Credits()
    own += sentence.credits
    relators = {relator for credit in own for relator in credit.relators}
    kept = [credit for credit in before.credits if not relators & set(credit.relators)]
    return Credits(
        (*kept, *own), (*before.publications, *sentence.publications), (*before.segments, *sentence.segments)
    )


# -- Values


def _field(written: str) -> str:
    """Return the field that a column or key is called, whatever its capitals and spaces."""
    return re.sub(r"[\s_-]+", "_", written.strip().casefold())


def _unknown(written: str, known: Sequence[str]) -> tuple[str, str]:
    near = get_close_matches(_field(written), known, n=1)
    advice = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
    return (f"there is no field “{written}”" if written.strip() else "a column has no name"), advice


def _values(name: str, text: str) -> tuple[str, ...]:
    """Return the values in a cell or string, () if it is empty."""
    if name in _PARAGRAPHS:
        pieces = text.split("\n")
    elif name in _SEVERAL or name in _TASKS:
        pieces = re.split(r"[;\n]", text)
    else:
        pieces = [text]
    return tuple(filter(None, (" ".join(re.findall(r"[^ \t\r\n]+", piece)) for piece in pieces)))


# -- TOML


def _of_toml(data: bytes, path: str) -> dict[str, Overrides]:
    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise SideError([_not_unicode(data, path, fault)]) from None
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = re.sub(r" \(at .*\)$", "", str(fault))
        raise SideError([Fault(path, line, column, f"it is no TOML: {message}")]) from None
    except RecursionError:
        raise SideError([Fault(path, 1, 1, "it is nested too deeply")]) from None
    return _Tables(tables, text, path).read()


def _not_unicode(data: bytes, path: str, fault: UnicodeDecodeError) -> Fault:
    before = data[: fault.start].decode("utf-8", errors="replace")
    column = len(before) - before.rfind("\n")
    return Fault(path, before.count("\n") + 1, column, f"byte 0x{data[fault.start]:02X} is not UTF-8", "TOML is UTF-8")


class _Tables:
    """A file of TOML: what its tables say, and what is wrong in them."""

    def __init__(self, tables: Mapping[str, Any], text: str, path: str) -> None:
        self._tables = tables
        self._path = path
        self._places = lines.places(text)
        self._faults: list[Fault] = []

    def read(self) -> dict[str, Overrides]:
        own = {key: value for key, value in self._tables.items() if not isinstance(value, dict)}
        common = dict(self._fields(own, ()))
        found = {"": Overrides(tuple(common.items()), self._path)} if common else {}
        for name, table in self._tables.items():
            if isinstance(table, dict):
                fields = {**common, **dict(self._fields(table, (name,)))}
                found[name] = Overrides(tuple(fields.items()), self._path, lines.line(self._places, (name,)))
        if self._faults:
            raise SideError(self._faults)
        return found

    def _fields(self, table: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for key, value in table.items():
            name = _field(key)
            if name not in FIELDS:
                self._complain((*above, key), *_unknown(key, FIELDS))
                continue
            given = value if isinstance(value, list) else [value]
            if any(isinstance(one, (dict, list)) for one in given):
                self._complain((*above, key), f"“{key}” is a string or a list of strings")
                continue
            if len(given) > 1 and (name in _ONE or name in {"reference", "credits"}):
                self._complain((*above, key), f"“{key}” has one value, and {len(given)} are given")
                continue
            # A value that a list divides is not divided again: it may have a semicolon.
            text = [str(one) for one in given]
            values = (
                _values(name, text[0]) if not isinstance(value, list) else tuple(filter(None, map(str.strip, text)))
            )
            if values:
                yield name, values

    def _complain(self, key: tuple[str, ...], message: str, advice: str = "") -> None:
        self._faults.append(Fault(self._path, lines.line(self._places, key), 1, message, advice))


# -- Tables


class _Grid(NamedTuple):
    """A table: the names of its columns, its rows, and of each cell the place (line and column)."""

    path: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def of_csv(cls, data: bytes, path: str) -> _Grid:
        """Return the table in CSV, its encoding and delimiter found as ``tei metadata apply`` finds them."""
        try:
            from tei.metadata.bulk import sheets  # noqa: PLC0415 - few have a table beside their transcriptions

            sheet = sheets.read(data, path, FILE)
        except DocumentError as fault:
            advice = "the first line names the columns, “file” among them"
            raise SideError(
                Fault(path, one.span.line, one.span.column, one.message, "" if "byte" in one.message else advice)
                for one in fault.diagnostics
            ) from None
        read = (sheet.header, *sheet.rows)
        # The place of a finding on the cell; the rule is not looked at.
        spans = (
            tuple(sheet.finding("dep.metadata-sheet", "", row, number).span for number in range(len(row.cells) + 1))
            for row in read
        )
        places = tuple(tuple((span.line, span.column) for span in row) for row in spans)
        return cls(path, sheet.header.cells, tuple(row.cells for row in sheet.rows), places)

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[str, ...]], path: str) -> _Grid:
        """Return the table of a spreadsheet whose first row that is not empty names the columns."""
        kept = [(number, row) for number, row in enumerate(spreadsheets.trimmed(rows), start=1) if row]
        if not kept:
            raise SideError([Fault(path, 1, 1, "the first sheet is empty")])
        places = tuple(tuple((number, column) for column in range(1, len(row) + 2)) for number, row in kept)
        return cls(path, kept[0][1], tuple(row for _, row in kept[1:]), places)


def _of_rows(grid: _Grid) -> dict[str, Overrides]:
    columns, faults = _columns(grid)
    found: dict[str, Overrides] = {}
    for number, row in enumerate(grid.rows, start=1):
        line, column = grid.places[number][0]
        if len(row) > len(grid.header):
            place = grid.places[number][len(grid.header)]
            faults.append(Fault(grid.path, *place, f"the row has {len(row)} cells, and the first {len(grid.header)}"))
        cells = {columns[index]: cell for index, cell in enumerate(row) if index in columns}
        file = cells.pop(FILE, "").strip()
        if not file:
            faults.append(Fault(grid.path, line, column, "the row does not say of which file it is"))
        elif file in found:
            faults.append(Fault(grid.path, line, column, f"a row above speaks of “{file}” too"))
        fields = ((name, _values(name, cell)) for name, cell in cells.items())
        found[file] = Overrides(tuple((name, values) for name, values in fields if values), grid.path, line)
    if faults:
        raise SideError(faults)
    return found


def _columns(grid: _Grid) -> tuple[dict[int, str], list[Fault]]:
    """Return the field of each column by its number, and what is wrong with the columns."""
    found: dict[int, str] = {}
    faults = []
    for index, written in enumerate(grid.header):
        name = _field(written)
        place = grid.places[0][index]
        if name.startswith("#"):
            continue
        if name not in {FILE, *FIELDS}:
            message, advice = _unknown(written, (FILE, *FIELDS))
            faults.append(Fault(grid.path, *place, message, advice))
        elif name in found.values():
            faults.append(Fault(grid.path, *place, f"the column “{name}” is there twice"))
        else:
            found[index] = name
    if FILE not in found.values():
        faults.append(Fault(grid.path, *grid.places[0][0], "no column is called “file”"))
    return found, faults
