"""A transcription as it came: a text file, its words and where they stand."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic, Span
from tei.document.loading import load
from tei.errors import DocumentError
from tei.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from pathlib import Path

WORD: Final = re.compile(r"[^ \t\r\n]+")
"""What is between white space; U+00A0 belongs to a word."""


class TextWord(NamedTuple):
    """A word of the transcription and where it stands: line and column from 1, in code points."""

    text: str
    line: int
    column: int
    starts_line: bool


@dataclass(frozen=True, slots=True)
class Transcription:
    """A transcription as words; ``path`` names it in findings."""

    path: str
    source: str
    words: tuple[TextWord, ...]


def read(path: Path, limits: Limits = DEFAULT) -> Transcription:
    """The transcription in the file *path*: UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Raises `UsageError` for what is not a file, `EnvironmentFault` for what cannot be read, `DocumentError` for bytes
    that are not text (``fid.encoding``) or too many (``xml.too-large``).
    """
    data = load(path, limits)
    return parse(_decoded(data, str(path)), str(path))


def parse(source: str, path: str = "<memory>") -> Transcription:
    """The words of *source*, which findings call *path*."""
    # Only the line ends that editors count: str.splitlines would also break at U+2028 and form feeds.
    rows = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    words = [
        TextWord(found[0], number, found.start() + 1, place == 0)
        for number, row in enumerate(rows, start=1)
        if row
        for place, found in enumerate(WORD.finditer(row))
    ]
    return Transcription(path, source, tuple(words))


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _decoded(data: bytes, path: str) -> str:
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, errors="replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        raise DocumentError(
            [
                Diagnostic(
                    "fid.encoding",
                    f"byte 0x{body[error.start]:02X} is not {encoding.upper()}",
                    path,
                    Span(line, column, line, column + 1),
                    help=("save the transcription as UTF-8",),
                )
            ]
        ) from None
