"""A file as the lines that its reader sees: plain text, HTML, .docx or Markdown.

No file but the one that is named is opened, and nothing is asked of the network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.document.loading import load, refuse
from tei.encode.reading.lines import PAGE, Cell, Form, Line, Run, Text
from tei.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PAGE", "Cell", "Form", "Line", "Run", "Text", "form_of", "read", "read_bytes"]

_FORMS: Final[dict[str, Form]] = {
    "docx": "docx",
    "docm": "docx",
    "dotx": "docx",
    "htm": "html",
    "html": "html",
    "xhtml": "html",
    "markdown": "markdown",
    "md": "markdown",
    "mdown": "markdown",
}
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_ZIP: Final = b"PK\x03\x04"


def read(path: Path, *, encoding: str = "", limits: Limits = DEFAULT) -> Text:
    """Return the file at *path* as lines, in *encoding* if that is given; a .docx says its own.

    Raises :class:`~tei.errors.UsageError` if there is no such file or no such encoding,
    :class:`~tei.errors.EnvironmentFault` if it cannot be read or a library that it needs is not installed,
    :class:`~tei.errors.DocumentError` for what is not what its name says: ``fid.encoding`` for bytes that are not in
    the encoding or a file of another form, ``xml.too-large``, ``xml.too-deep``, and for the parts of a .docx
    ``xml.not-well-formed``.
    """
    return read_bytes(load(path, limits), str(path), encoding=encoding, limits=limits)


def read_bytes(data: bytes, name: str, *, encoding: str = "", limits: Limits = DEFAULT) -> Text:
    """Return the file with the bytes *data* as lines; *name* says its form, and names it in findings.

    Raises as :func:`read` does.
    """
    if len(data) > limits.size_bytes:
        refuse(name, len(data), limits)
    match form_of(name, data):
        case "docx":
            from tei.encode.reading.word import docx  # noqa: PLC0415 - few transcriptions are

            return docx(data, name, limits)
        case "html":
            from tei.encode.reading.pages import page  # noqa: PLC0415 - lxml.html need not be loaded for text

            return page(data, name, encoding, limits)
        case "markdown":
            from tei.encode.reading.markdown import markdown  # noqa: PLC0415 - as above

            return markdown(data, name, encoding, limits)
        case _:
            from tei.encode.reading.plain import plain  # noqa: PLC0415 - the four stand side by side

            return plain(data, name, encoding)


def form_of(name: str, data: bytes = b"") -> Form:
    """Return the form that the ending of *name* tells; without an ending what *data* looks like, or plain text."""
    _, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if dot and ending:
        return _FORMS.get(ending.lower(), "text")
    if data.startswith(_ZIP):
        return "docx"
    return "html" if _MARKUP.match(data) else "text"
