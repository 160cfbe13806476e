"""The first sheet of a spreadsheet as rows of texts: ``.xlsx`` through openpyxl, ``.ods`` through the XML in it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from tei import document
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from tei.limits import Limits

Rows = list[tuple[str, ...]]

_MOST_COLUMNS: Final = 1_000
_MOST_ROWS: Final = 1_000_000
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def xlsx(data: bytes, path: str, limits: Limits) -> Rows:
    """Return the rows of the first sheet of an Excel workbook; formulas give the value that was last computed.

    Raises :class:`~tei.errors.EnvironmentFault` if openpyxl is not installed, :class:`~tei.errors.UsageError` for what
    is no workbook or unpacks to more than *limits* allow.
    """
    _unpacked(data, path, limits)
    try:
        openpyxl: Any = import_module("openpyxl")
    except ImportError:
        message = f"to read {path}, install openpyxl (pip install openpyxl), or save the table as CSV or .ods"
        raise EnvironmentFault(message) from None
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(workbook.worksheets[0].iter_rows(values_only=True, max_col=_MOST_COLUMNS, max_row=_MOST_ROWS))
    except Exception as fault:  # noqa: BLE001 - openpyxl lets whatever its parsers raise through
        message = f"{path} is no Excel workbook that can be read: {fault}"
        raise UsageError(message) from None
    return [tuple(map(_shown, row)) for row in rows]


def ods(data: bytes, path: str, limits: Limits) -> Rows:
    """Return the rows of the first sheet of an OpenDocument spreadsheet.

    Raises :class:`~tei.errors.UsageError` for what is none, :class:`~tei.errors.DocumentError` for XML that is not
    well-formed or not safe.
    """
    archive = _unpacked(data, path, limits)
    try:
        content = archive.read("content.xml")
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError) as fault:
        message = f"{path} is no OpenDocument spreadsheet that can be read: {fault}"
        raise UsageError(message) from None
    sheet = next(document.parse(content, f"{path}/content.xml", limits).root.iter(f"{_TABLE}table"), None)
    if sheet is None:
        message = f"{path} has no sheet"
        raise UsageError(message)
    rows: Rows = []
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells = tuple(_cells(row))
        # Below the last row comes one that is empty and repeated a million times.
        rows += [cells] * (
            _count(row, "rows", _MOST_ROWS - len(rows)) if any(cells) else min(1, _MOST_ROWS - len(rows))
        )
    return rows


def _unpacked(data: bytes, path: str, limits: Limits) -> zipfile.ZipFile:
    """Return *data* as an archive that unpacks to no more than *limits* allow."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as fault:
        message = f"{path} is no spreadsheet: {fault}"
        raise UsageError(message) from None
    if sum(one.file_size for one in archive.infolist()) > limits.size_bytes:
        message = f"{path} unpacks to more than {limits.size_bytes:,} bytes"
        raise UsageError(message)
    return archive


def _cells(row: Element) -> Iterator[str]:
    left = _MOST_COLUMNS
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        count = _count(cell, "columns", left)
        yield from [_value(cell)] * count
        left -= count


def _count(element: Element, what: str, most: int) -> int:
    written = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(written) if written.isdecimal() and len(written) < len(str(_MOST_ROWS)) + 1 else 1, max(most, 0))


def _value(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return (cell.get(f"{_OFFICE}date-value") or "").removesuffix("T00:00:00")
    if kind in {"float", "percentage", "currency"}:
        return _number(cell.get(f"{_OFFICE}value") or "")
    return "\n".join(_paragraph(one) for one in cell.iterchildren(f"{_TEXT}p"))


def _paragraph(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " "
        elif child.tag in {f"{_TEXT}line-break", f"{_TEXT}tab"}:
            yield "\n" if child.tag == f"{_TEXT}line-break" else "\t"
        elif isinstance(child.tag, str) and not child.tag.startswith(_OFFICE):
            yield from _pieces(child)
        yield child.tail or ""


def _number(written: str) -> str:
    return written.removesuffix(".0")


def _shown(value: object) -> str:
    """Return a cell of openpyxl as people see it: days without a time, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def trimmed(rows: Sequence[tuple[str, ...]]) -> Rows:
    """Return *rows* without the empty cells at their ends, of which a spreadsheet has many."""
    return [row[: max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)] for row in rows]
