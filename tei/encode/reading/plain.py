"""Plain text as lines. Every character is kept: tabs, no-break spaces, soft hyphens, marks of direction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.document.positions import Positions
from tei.encode.reading.encodings import decoded
from tei.encode.reading.lines import PAGE, Line, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_COUNTED: Final = frozenset({"\r\n", "\r", "\n"})
"""The ends after which editors count a new line; after the others a reader sees one nevertheless."""
_PAGE_END: Final = "\x0c"
_NOT_XML: Final = re.compile("[^\t\n\r\x0b\x0c\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP: Final = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def plain(data: bytes, path: str, encoding: str = "") -> Text:
    """Return the plain text in *data* as lines, empty ones too. Raises as :func:`.encodings.decoded`."""
    text, codec, doubts = decoded(data, path, encoding)
    told = (*doubts, *_doubts(text, path))
    return Text(path, tuple(lines_of(text)), codec, "text", doubts=told, original=text)


def lines_of(text: str) -> Iterator[Line]:
    """Return the lines of *text*, which end with CR, LF, both, VT, U+0085, U+2028, U+2029 or a form feed."""
    start = counted_from = 0
    number = 1
    for end in _END.finditer(text):
        line = text[start : end.start()]
        if line or end[0] != _PAGE_END:
            yield Line(line, number, start - counted_from + 1)
        if end[0] == _PAGE_END:
            yield Line("", number, end.start() - counted_from + 1, kind="rule", note=PAGE)
        start = end.end()
        if end[0] in _COUNTED:
            number, counted_from = number + 1, start
    if start < len(text):
        yield Line(text[start:], number, start - counted_from + 1)


def _doubts(text: str, path: str) -> Iterator[str]:
    found = _NOT_XML.search(text)
    if found:
        line, column = Positions(path, text).place(found.start())
        amount = sum(1 for _ in _NOT_XML.finditer(text))
        more = f", and {amount - 1} more of such" if amount > 1 else ""
        yield f"the text has U+{ord(found[0]):04X} at {line}:{column}{more}, which XML does not allow"
    if _MARKUP.match(text):
        yield "the file looks like HTML, and was read as plain text: its name does not end in .html"
