"""A module of a user's stylesheet, marked: where it lies, and where each of its messages stands in it."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import XML, XSL
from tei.saxon.reach import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from tei.document import Document

MARK: Final = "tei-at"
_STYLESHEETS: Final = frozenset({f"{{{XSL}}}{name}" for name in ("stylesheet", "transform", "package")})
_MESSAGE: Final = f"{{{XSL}}}message"
_BASE: Final = f"{{{XML}}}base"
_ENCODING: Final = re.compile(r"""^<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']*)""")


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class _Shift(NamedTuple):
    """What an edit did to its line: from *column* of the marked text on, all stands *by* columns further right."""

    line: int
    column: int
    by: int


class Module(NamedTuple):
    """A module as the processor gets it; ``path`` is what findings call it."""

    path: str
    text: str
    shifts: tuple[_Shift, ...] = ()

    def column(self, line: int, column: int) -> int:
        """Return the column of the module as it is written that became this one."""
        return max(1, column - sum(one.by for one in self.shifts if one.line == line and column >= one.column))


def marked(written: "Document", path: "Path", number: int) -> Module:
    """Return the module at *path*, the one with that *number*, so that it and its messages know their places."""
    edits = sorted(_edits(written, path, number))
    text: list[str] = []
    shifts: list[_Shift] = []
    at = 0
    for edit in edits:
        text += [written.source[at : edit.start], edit.text]
        at = edit.end
        place = written.span_of(edit.start, edit.start)
        by = len(edit.text) - (edit.end - edit.start)
        before = sum(one.by for one in shifts if one.line == place.line)
        shifts.append(_Shift(place.line, place.column + before + len(edit.text), by))
    return Module(written.path, "".join([*text, written.source[at:]]), tuple(shifts))


def is_stylesheet(root: "_Element") -> bool:
    """Return whether *root* is that of a whole stylesheet, and not of one that is written as its result."""
    return root.tag in _STYLESHEETS


def _edits(written: "Document", path: "Path", number: int) -> "Iterator[_Edit]":
    declared = _ENCODING.match(written.source)
    if declared:
        yield _Edit(*declared.span(1), "UTF-8")
    if is_stylesheet(written.root) and written.root.get(_BASE) is None:
        end = _end(written, written.root)
        yield _Edit(end, end, f' xml:base="{address(path)}"')
    seen: set[int] = set()
    for message in written.root.iter(_MESSAGE):
        start = written.offset(message)
        # What an entity brought in stands nowhere of its own.
        if start not in seen and written.source[start:].startswith(f"<{_name(message)}"):
            seen.add(start)
            yield _told(written, message, number)


def _told(written: "Document", message: "_Element", number: int) -> _Edit:
    """Return what makes *message* say where it stands, besides what it says."""
    place, end = written.span(message), _end(written, message)
    mark = (
        f'<{MARK}:processing-instruction xmlns:{MARK}="{XSL}" name="{MARK}"'
        f" select=\"'{number}:{place.line}:{place.column}'\"/>"
    )
    if written.source[end] == "/":
        return _Edit(end, end + 2, f">{mark}</{_name(message)}>")
    return _Edit(end + 1, end + 1, mark)


def _end(written: "Document", element: "_Element") -> int:
    """Return the offset of what closes the start tag: ``>`` or ``/>``."""
    place = written.span(element)
    end = written.offset_of(place.end_line, place.end_column)
    return end - (2 if written.source[end - 2] == "/" else 1)


def _name(element: "_Element") -> str:
    local = str(element.tag).partition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local
