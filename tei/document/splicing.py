"""A text that is made of stretches of others, and the way back from each of its characters."""

from bisect import bisect_right
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of the new text, and what it was made from: ``first`` to ``last`` of the text ``source``.

    One that is ``literal`` has the same characters; another stands for them as a whole. Where ``source`` is -1, nobody
    wrote it.
    """

    start: int
    source: int
    first: int
    last: int
    literal: bool

    def back(self, offset: int) -> tuple[int, int]:
        """Return the offsets of what the character at *offset* of the new text was made from, and of what follows."""
        if not self.literal:
            return self.first, self.last
        return self.first + offset - self.start, self.first + offset - self.start + 1


class Splice:
    """A text that grows at its end."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._starts: list[int] = []
        self.length = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._texts)

    def copy(self, source: int, text: str, first: int, last: int) -> None:
        """Add ``text[first:last]``, where *text* is that of *source*."""
        if first < last:
            self._add(Piece(self.length, source, first, last, literal=True), text[first:last])

    def stand_in(self, source: int, text: str, first: int, last: int) -> None:
        """Add *text* in place of what stands in *source* from *first* to *last*."""
        if text:
            self._add(Piece(self.length, source, first, last, literal=False), text)

    def invent(self, text: str) -> None:
        """Add a *text* that nobody wrote."""
        self.stand_in(-1, text, 0, 0)

    def at(self, offset: int) -> Piece:
        """Return the piece that has the character at *offset*; past the end, the last."""
        return self._pieces[max(bisect_right(self._starts, offset) - 1, 0)]

    def _add(self, piece: Piece, text: str) -> None:
        self._pieces.append(piece)
        self._starts.append(piece.start)
        self._texts.append(text)
        self.length += len(text)
