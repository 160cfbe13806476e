"""Tables and dumps that a user has, read as a stream: as much of them in memory as one line has."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from tei.encode.authority.reconciling import records
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from tei.encode.authority.reconciling.records import Record
    from tei.limits import Limits

_JSON: Final = "{["
_DELIMITERS: Final = "\t;,"


def read(path: Path, limits: Limits, kind: str = "") -> Iterator[Record]:
    """The records of the file *path*, one after the other; gzip is unpacked as it is read.

    JSON lines are entities of a Wikidata dump (whose list has one a line), clusters of VIAF, or objects with the keys
    of a table; all else is a table in UTF-8 with the columns id, label, aliases, birth, death and description, divided
    by tabs, semicolons or commas. *kind* is the type of identifiers that do not tell it. Raises `UsageError` with file
    and line for what is neither, or a line of more than ``size_bytes``; `EnvironmentFault` for what cannot be read.
    """
    with _opened(path) as stream:
        first = _line(stream, path, 1, limits)
        if first.lstrip()[:1] in _JSON and first.strip():
            yield from _of_lines(path, first, stream, limits, kind)
        else:
            yield from _of_table(path, first, stream, limits, kind)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The text of *path*. What goes wrong while it is read is raised as is said in `read`."""
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            unpacked = cast("io.BufferedReader", gzip.GzipFile(fileobj=raw)) if packed else raw
            # Columns divided by line ends within quotation marks keep them: newline="".
            with io.TextIOWrapper(unpacked, encoding="utf-8-sig", newline="") as text:
                yield text
    except FileNotFoundError:
        message = f"there is no file {path}"
        raise UsageError(message) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        message = f"{path} is not a whole gzip file: {fault}"
        raise UsageError(message) from fault
    except UnicodeDecodeError as fault:
        message = f"{path} is not UTF-8: {fault.reason}"
        raise UsageError(message) from fault
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault


def _line(stream: TextIO, path: Path, number: int, limits: Limits) -> str:
    line = stream.readline(limits.size_bytes + 1)
    if len(line) > limits.size_bytes:
        message = f"{path}:{number}: the line has more than {limits.size_bytes:,} characters; that is all that is read"
        raise UsageError(message)
    return line


def _lines(path: Path, first: str, stream: TextIO, limits: Limits) -> Iterator[tuple[int, str]]:
    number, line = 1, first
    while line:
        yield number, line
        number += 1
        line = _line(stream, path, number, limits)


def _of_lines(path: Path, first: str, stream: TextIO, limits: Limits, kind: str) -> Iterator[Record]:
    for number, line in _lines(path, first, stream, limits):
        # Wikidata's dump is one list, with a bracket on the first and the last line and a comma behind each entity.
        body = line.strip().rstrip(",")
        if body in {"", "[", "]"}:
            continue
        try:
            content = json.loads(body)
        except (ValueError, RecursionError) as fault:
            message = f"{path}:{number}: this line is not JSON: {fault}"
            raise UsageError(message) from None
        for one in content if isinstance(content, list) else [content]:
            record = _of_object(one, kind) if isinstance(one, dict) else None
            if record is not None:
                yield record


def _of_object(content: dict[str, Any], kind: str) -> Record | None:
    if "labels" in content:
        return records.of_entity(content)
    if "viafID" in content or "ns1:viafID" in content:
        return records.of_cluster(content)
    return records.of_row(content, kind)


def _of_table(path: Path, first: str, stream: TextIO, limits: Limits, kind: str) -> Iterator[Record]:
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader((line for _, line in _lines(path, first, stream, limits)), delimiter=delimiter)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        if not {"id", "label"} <= set(header):
            message = (
                f"{path}:1: a table of records has the columns id and label; this has {', '.join(header) or 'none'}"
            )
            raise UsageError(message)
        for row in rows:
            record = records.of_row(dict(zip(header, row, strict=False)), kind)
            if record is not None:
                yield record
    except csv.Error as fault:
        message = f"{path}:{rows.line_num}: {fault}"
        raise UsageError(message) from None
