"""Where a place of a document's body stands in the file that it came from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tei.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.reading.lines import Line


class Places:
    """The body of a transcription as one string, and the lines of the file that it is made of.

    ``source`` has the lines joined by line feeds; a line feed within a line, as between lines of a cell, is a space.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        texts = [line.text.replace("\n", " ") for line in self.lines]
        self.source = "\n".join(texts)
        self.starts: list[int] = []
        at = 0
        for text in texts:
            self.starts.append(at)
            at += len(text) + 1

    def line(self, offset: int) -> Line:
        """Return the line that *offset* is in."""
        return self.lines[self._index(offset)]

    def span(self, start: int, end: int) -> Span:
        """Return where in the file the stretch stands, from line and column 1."""
        if not self.lines:
            return Span()
        first, last = self._place(start), self._place(max(start, end - 1))
        return Span(*first, last[0], last[1] + 1)

    def _index(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def _place(self, offset: int) -> tuple[int, int]:
        index = self._index(offset)
        line = self.lines[index]
        return line.number, line.column + offset - self.starts[index]
