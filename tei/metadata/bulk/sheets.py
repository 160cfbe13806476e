"""Tables in and out: CSV as RFC 4180 has it, whatever a spreadsheet has made of delimiter and encoding."""

import codecs
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.errors import DocumentError
from tei.names import NOT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
_NAMES: Final = {sign: name for name, sign in DELIMITERS.items()}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_RULE: Final = "dep.metadata-sheet"


class Row(NamedTuple):
    """One row: its cells, each with the offset where it begins in the text."""

    cells: tuple[str, ...]
    starts: tuple[int, ...]
    end: int


class Sheet(NamedTuple):
    """A table as it was read; ``assumed`` says in words how its bytes were understood."""

    positions: Positions
    header: Row
    rows: tuple[Row, ...]
    assumed: str

    def finding(self, rule: str, message: str, row: Row, cell: int, *help_texts: str) -> Diagnostic:
        """Return a finding on one cell of a row; past the last one, on the end of the row."""
        if cell >= len(row.starts):
            return self.positions.finding(rule, message, row.end, row.end, *help_texts)
        end = row.starts[cell + 1] - 1 if cell + 1 < len(row.starts) else row.end
        return self.positions.finding(rule, message, row.starts[cell], end, *help_texts)


def written(rows: "Iterable[Sequence[str]]", delimiter: str = "comma", *, mark: bool = False) -> bytes:
    """Return *rows* as CSV in UTF-8, lines ended by CR and LF; *mark* puts a byte order mark before."""
    sign = DELIMITERS[delimiter]
    lines = (sign.join(_quoted(cell, sign) for cell in row) + "\r\n" for row in rows)
    return (codecs.BOM_UTF8 if mark else b"") + "".join(lines).encode("utf-8")


def read(data: bytes, path: str, required: str) -> Sheet:
    """Return the table in *data*, whose first row must have a column called *required*.

    Raises :class:`~tei.errors.DocumentError` with the place where it is no table.
    """
    text, encoding = _decoded(data, path)
    positions = Positions(path, text)
    odd = NOT_CHARACTERS.search(text)
    if odd:
        message = f"the character U+{ord(odd[0]):04X} cannot stand in a document"
        raise DocumentError([positions.finding(_RULE, message, *odd.span(), "take it out of the cell")])
    first = text.splitlines()[0] if text.strip() else ""
    for sign, name in _NAMES.items():
        if required in [cell.strip(' "') for cell in first.split(sign)]:
            rows = [row for row in _rows(positions, sign) if any(cell.strip() for cell in row.cells)]
            return Sheet(positions, rows[0], tuple(rows[1:]), f"{encoding}, cells divided by {name}s")
    message = f"the first line names no column “{required}”; commas, semicolons and tabs were tried between the names"
    advice = "begin with a table that tei metadata export has written, and keep its first line"
    raise DocumentError([positions.finding(_RULE, message, 0, len(first), advice)])


def _quoted(cell: str, sign: str) -> str:
    if cell and cell == cell.strip() and not any(one in cell for one in (sign, '"', "\r", "\n", ",", ";", "\t")):
        return cell
    return '"' + cell.replace('"', '""') + '"' if cell else ""


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    """Return the text and what it was taken for: Excel writes UTF-8 with a mark, UTF-16, or Windows-1252."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, name, path), name
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        name = "Windows-1252 (it is not UTF-8)"
        return _strictly(data, "cp1252", name, path), name


def _strictly(data: bytes, codec: str, name: str, path: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode(codec, errors="replace")
        positions = Positions(path, before)
        message = f"byte 0x{data[fault.start]:02X} is none of {name}"
        finding = positions.finding(_RULE, message, len(before), len(before), "save the table as CSV in UTF-8")
        raise DocumentError([finding]) from None


def _rows(positions: Positions, sign: str) -> "list[Row]":
    """Return the rows of the table.

    ``row = cell *(sign cell) line-end``; ``cell = *plain / DQUOTE *(any / 2DQUOTE) DQUOTE`` (RFC 4180, section 2).
    """
    text = positions.text
    cell = re.compile(rf'"(?P<quoted>(?:[^"]|"")*)"(?=[{sign}\r\n]|\Z)|(?P<plain>[^"{sign}\r\n]*(?![^{sign}\r\n]))')
    rows, cells, starts, offset = [], [], [], 0
    while True:
        found = cell.match(text, offset)
        if found is None:
            raise DocumentError([_broken(positions, offset)])
        quoted = found["quoted"]
        cells.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        starts.append(offset)
        offset = found.end()
        if text.startswith(sign, offset):
            offset += 1
            continue
        rows.append(Row(tuple(cells), tuple(starts), offset))
        cells, starts = [], []
        offset += 2 if text.startswith("\r\n", offset) else 1
        if offset >= len(text):
            return rows


def _broken(positions: Positions, offset: int) -> Diagnostic:
    message = "a quotation mark is not closed, or stands inside a cell that does not begin with one"
    return positions.finding(_RULE, message, offset, offset + 1, 'inside quotation marks write " as ""')
