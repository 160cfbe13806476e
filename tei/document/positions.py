"""Offsets in a text as lines and columns, and findings made from them."""

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import Final

from tei.diagnostics import Diagnostic, Span

_LINE_END: Final = re.compile(r"\r\n?|\n")
_STRIDE_CHARS: Final = 4096
_NEAR_CHARS: Final = 4096


class Positions:
    """A text whose offsets, in code points or in bytes of UTF-8, can be told as lines and columns.

    The tables are made when the first place is asked for: a clean document pays nothing.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _line_starts(self) -> "array[int]":
        return array("q", [0, *(match.end() for match in _LINE_END.finditer(self.text))])

    @cached_property
    def _strides(self) -> "array[int]":
        """The byte offset of every 4,096th code point; empty when bytes and code points agree."""
        offsets = array("q")
        if self.text.isascii():
            return offsets
        total = 0
        for start in range(0, len(self.text), _STRIDE_CHARS):
            offsets.append(total)
            total += len(self.text[start : start + _STRIDE_CHARS].encode("utf-8"))
        return offsets

    def from_bytes(self, offset_bytes: int) -> int:
        """Return the offset in code points of an offset in the text's UTF-8."""
        if not self._strides:
            return min(offset_bytes, len(self.text))
        stride = bisect_right(self._strides, offset_bytes) - 1
        start = stride * _STRIDE_CHARS
        chunk = self.text[start : start + _STRIDE_CHARS].encode("utf-8")
        return start + len(chunk[: offset_bytes - self._strides[stride]].decode("utf-8", errors="ignore"))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, of an offset in code points."""
        if offset < _NEAR_CHARS and "_line_starts" not in self.__dict__ and "\r" not in self.text[:offset]:
            # For what is asked of the beginning alone, to count is less work than a table.
            return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, from 1; past the last line, the end."""
        if line > len(self._line_starts):
            return len(self.text)
        return min(self._line_starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def span(self, start: int, end: int) -> Span:
        """Return the span from offset *start* to *end*, exclusive."""
        return Span(*self.place(start), *self.place(end))

    def finding(self, rule: str, message: str, start: int, end: int, *help_texts: str) -> Diagnostic:
        """Return a finding on the text from *start* to *end*; a place past the end is the end."""
        last = len(self.text)
        first = min(start, last)
        return Diagnostic(rule, message, self.path, self.span(first, max(first, min(end, last))), help=help_texts)
