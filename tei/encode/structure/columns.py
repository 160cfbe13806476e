"""Tables: lines with columns, told by tabs or by more than one space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.structure.blocks import laid
from tei.encode.structure.labels import bullet_of
from tei.encode.white import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.pieces import Piece
    from tei.encode.tree import Range

_TAB: Final = re.compile(r"[ ]*\t[ ]*")
_SPACES: Final = re.compile(r"(?<![.!?:;,\s])[ \N{NO-BREAK SPACE}]{2,}")
_SIGNS: Final = {_TAB: ("\t",), _SPACES: ("  ", "\N{NO-BREAK SPACE}")}
"""Of which a gap has one: to find that there is none takes less than to search for the gap."""
_FEWEST_ROWS: Final = {_TAB: 2, _SPACES: 3}
_LONGEST_CHARS: Final = 2_000
"""A longer line is no row."""
Cells = list[tuple[int, int]]


def rows(pieces: Sequence[Piece], at: int) -> list[Cells]:
    """Return the cells of each of *pieces* from *at* on that is a row of one table; none if there is no table."""
    if pieces[at].kind == "row":
        return _given(pieces, at)
    if pieces[at].kind == "item" or bullet_of(pieces[at]) is not None:
        # A tab after the sign of an item parts no columns.
        return []
    line = pieces[at].read[0].line
    text = pieces[at].source[line.start : line.end]
    for gap, signs in _SIGNS.items():
        if not any(sign in text for sign in signs):
            continue
        for columns in {len(cells) for cells in _readings(pieces[at], gap)} - {0, 1}:
            found = _alike(pieces, at, gap, columns)
            if len(found) >= _FEWEST_ROWS[gap]:
                return found
    return []


def table(lines: Sequence[Piece], cells: Sequence[Cells]) -> list[Range]:
    """Return the ranges of the table that *lines* are, its rows and its *cells*."""
    start, end = cells[0][0][0], cells[-1][-1][1]
    made = [laid(start, end, "table", rows=str(len(cells)), cols=str(max(map(len, cells))))]
    heads = len(lines) > 1 and not _has_figures(lines[0]) and any(map(_has_figures, lines[1:]))
    for index, row in enumerate(cells):
        label = {"role": "label"} if heads and index == 0 else {}
        made.append(laid(row[0][0], row[-1][1], "row", **label))
        made.extend(laid(low, high, "cell") for low, high in row)
    return made


def _given(pieces: Sequence[Piece], at: int) -> list[Cells]:
    """The cells of the rows that a file has as such."""
    made: list[Cells] = []
    for piece in pieces[at:]:
        if piece.kind != "row":
            break
        made.append(list(piece.read[0].cells) or _readings(piece, _TAB)[0])
    return made


def _alike(pieces: Sequence[Piece], at: int, gap: re.Pattern[str], columns: int) -> list[Cells]:
    """The cells of the lines from *at* on that have so many, set apart by *gap*.

    An empty one may be the first or the last, not in both of the first two lines.
    """
    if not any(len(_readings(one, gap)[0]) == columns for one in pieces[at : at + 2]):
        return []
    made: list[Cells] = []
    for index in range(at, len(pieces)):
        found = next((cells for cells in _readings(pieces[index], gap) if len(cells) == columns), None)
        if found is None:
            break
        made.append(found)
    return made


def _readings(piece: Piece, gap: re.Pattern[str]) -> list[Cells]:
    """The cells of a line: of its words, and with what is before and after them."""
    if piece.block is not None or piece.role or piece.end - piece.start > _LONGEST_CHARS:
        return [[]]
    if "\n" in piece.source[piece.start : piece.end]:
        return [[]]
    whole = piece.read[0].line
    words = _split(piece, gap, piece.start, piece.end)
    around = piece.source[whole.start : piece.start] + piece.source[piece.end : whole.end]
    if gap is _SPACES or not around or not is_blank(around):
        return [words]
    return [words, _split(piece, gap, whole.start, whole.end)]


def _split(piece: Piece, gap: re.Pattern[str], start: int, end: int) -> Cells:
    """The cells of a stretch, which no bracket crosses."""
    brackets = [(one.first, one.last) for one in piece.decisions]
    made: Cells = []
    at = start
    for found in gap.finditer(piece.source, start, end):
        if any(low < found.end() and found.start() < high for low, high in brackets):
            continue
        made.append((at, found.start()))
        at = found.end()
    made.append((at, end))
    return made


def _has_figures(row: Piece) -> bool:
    return any(sign.isdigit() for sign in row.text)
