"""Lines that are one paragraph: those that a typist broke at the margin, and halves of a sentence.

Whether a document has broken lines is told by all of them: paragraphs are set apart by blank lines, and most lines end
near the same margin. A page number between halves of a sentence is inside their paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.structure.labels import bullet_of, label_of
from tei.encode.structure.pieces import Piece
from tei.encode.structure.signing import BY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.telling import Telling

_NARROW: Final = 45
_WIDE: Final = 100
"""Between these numbers of characters a margin is."""
_RAGGED: Final = 12
"""So far before the margin a line may end although the next word is not too long."""
_MOST: Final = 0.6
"""Of the lines that another follows at once, and that are no short ones, this part ends near a margin."""
_FEWEST: Final = 3
_FULL: Final = 60
"""So many lines tell a margin; fewer if they have so many characters and none of them ends a sentence."""
_ENDS: Final = ".!?:;”»…)]"
_COLUMNS: Final = re.compile(r"[^\s.!?:;] {3,}\S")
"""What parts two columns in a line."""
_SENTENCE_CHARS: Final = 20
"""A line of fewer characters is no half of a sentence."""


def join(pieces: Sequence[Piece], telling: Telling) -> list[Piece]:
    """Return *pieces*, those that are one paragraph joined; one that is told by its words is no half of a sentence."""
    joining = _Joining(_margin(pieces), telling)
    for piece in pieces:
        joining.add(piece)
    joining.close()
    return joining.made


class _Joining:
    """``run`` are the pieces of a paragraph, pages between them; ``pages`` follow it and may be within or not."""

    def __init__(self, margin: _Margin, telling: Telling) -> None:
        self._margin = margin
        self._telling = telling
        self._run: list[Piece] = []
        self._pages: list[Piece] = []
        self.made: list[Piece] = []

    def add(self, piece: Piece) -> None:
        """Take the next piece."""
        if self._run and piece.root == "pb":
            self._pages.append(piece)
        elif self._run and self._continues(self._run[-1], piece):
            self._run += [*self._pages, piece]
            self._pages.clear()
        else:
            self.close()
            (self._run if piece.block is None and not piece.kind else self.made).append(piece)

    def close(self) -> None:
        """End the paragraph."""
        if self._run:
            self.made.append(_joined(self._run))
        self.made.extend(self._pages)
        self._run.clear()
        self._pages.clear()

    def _continues(self, last: Piece, piece: Piece) -> bool:
        if piece.block is not None or piece.kind or "\t" in piece.text or label_of(piece) or bullet_of(piece):
            return False
        if BY.match(piece.text):
            return False
        if _COLUMNS.search(last.text.rpartition("\n")[2]) and _COLUMNS.search(piece.text):
            return False
        if not self._pages and self._telling.goes_on(last, piece):
            return True
        apart = piece.after_blank or bool(self._pages)
        if self._margin.at and not apart and (self._margin.is_sure or not self._telling.is_told(last)):
            return _reaches(last, piece, self._margin.at)
        if (piece.after_blank and not self._pages) or not piece.text[:1].islower():
            return False
        text = last.text
        if len(text) < _SENTENCE_CHARS or text[-1] in _ENDS:
            return False
        return not self._telling.is_told(last) and not self._telling.is_told(piece)


def _reaches(last: Piece, piece: Piece, margin: int) -> bool:
    """Whether the last line is so long that the first word of the next had no place in it, or nearly so."""
    word = len(piece.text.split(None, 1)[0]) if piece.text else 0
    return _length(last) + 1 + word > margin - _RAGGED


def _length(piece: Piece) -> int:
    """The characters of the last line of a piece."""
    return piece.end - max(piece.start, piece.source.rfind("\n", piece.start, piece.end) + 1)


class _Margin(NamedTuple):
    """Where the lines of a document are broken, 0 if they are not; whether several lines tell it."""

    at: int
    is_sure: bool


def _margin(pieces: Sequence[Piece]) -> _Margin:
    """Where the lines of a document are broken."""
    words = [one for one in pieces if one.block is None]
    longest = max(map(_length, words), default=0)
    if not _NARROW <= longest <= _WIDE or not any(one.after_blank for one in words):
        return _Margin(0, is_sure=False)
    followed = [one for one, after in pairwise(words) if not after.after_blank and 2 * _length(one) > longest]
    long = [one for one in followed if _length(one) >= longest - 2 * _RAGGED]
    is_sure = len(long) >= _FEWEST
    is_one = bool(long) and len(long) >= _MOST * len(followed)
    is_one = is_one and (is_sure or (longest >= _FULL and all(one.text[-1:] not in _ENDS for one in long)))
    return _Margin(longest if is_one else 0, is_sure)


def _joined(run: Sequence[Piece]) -> Piece:
    if len(run) == 1:
        return run[0]
    first = run[0]
    read = tuple(dict.fromkeys(line for one in run for line in one.read))
    dates = tuple(date for one in run for date in one.dates)
    return Piece(first.source, first.start, run[-1].end, read, None, first.after_blank, "", dates)
