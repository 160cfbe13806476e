"""Tables: lines with columns, told by tabs or by more than one space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Range
from tei.encode.tree.ranges import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tei.encode.structure.pieces import Piece

_TAB: Final = re.compile(r"[^\S\n]*\t[ ]*")
_SPACES: Final = re.compile(r"(?<![.!?:;,\s])[ \N{NO-BREAK SPACE}]{2,}")
_FEWEST_ROWS: Final = {_TAB: 2, _SPACES: 3}
Cells = list[tuple[int, int]]


def length(pieces: Sequence[Piece], at: int) -> int:
    """Return how many of *pieces* from *at* on are the rows of one table, 0 if none are."""
    if pieces[at].kind == "row":
        return _run(pieces, at, lambda piece: piece.kind == "row")
    if pieces[at].kind:
        return 0
    counts = ((gap, _alike(pieces, at, gap)) for gap in (_TAB, _SPACES))
    return next((count for gap, count in counts if count >= _FEWEST_ROWS[gap]), 0)


def table(rows: Sequence[Piece]) -> list[Range]:
    """Return the ranges of the table that *rows* are, its rows and its cells."""
    cells = [_cells(row) for row in rows]
    first, last = rows[0], rows[-1]
    attributes = {"rows": str(len(rows)), "cols": str(max(map(len, cells)))}
    made = [Range(first.start, last.end, "table", attributes, rank=BLOCK, rule="table")]
    heads = len(rows) > 1 and _are_heads(rows[0], rows[1:])
    for index, (row, found) in enumerate(zip(rows, cells, strict=True)):
        label = {"role": "label"} if heads and index == 0 else {}
        made.append(Range(row.start, row.end, "row", label, rank=BLOCK, rule="table"))
        made.extend(Range(start, end, "cell", rank=BLOCK, rule="table") for start, end in found)
    return made


def _run(pieces: Sequence[Piece], at: int, fits: Callable[[Piece], bool]) -> int:
    count = 0
    while at + count < len(pieces) and pieces[at + count].block is None and fits(pieces[at + count]):
        count += 1
    return count


def _alike(pieces: Sequence[Piece], at: int, gap: re.Pattern[str]) -> int:
    """How many lines from *at* on have the same number of columns, set apart by *gap*, and more than one."""
    columns = len(_split(pieces[at], gap))
    return _run(pieces, at, lambda piece: len(_split(piece, gap)) == columns) if columns > 1 else 0


def _cells(row: Piece) -> Cells:
    if row.kind == "row" and row.read[0].cells:
        return [(max(start, row.start), min(end, row.end)) for start, end in row.read[0].cells]
    by_tab = _split(row, _TAB)
    return by_tab if len(by_tab) > 1 or row.kind == "row" else _split(row, _SPACES)


def _split(piece: Piece, gap: re.Pattern[str]) -> Cells:
    """The cells of a line, which no bracket crosses."""
    if piece.block is not None or "\n" in piece.source[piece.start : piece.end]:
        return []
    brackets = [(one.first, one.last) for one in piece.decisions]
    made: Cells = []
    at = piece.start
    for found in gap.finditer(piece.source, piece.start, piece.end):
        if any(start < found.end() and found.start() < end for start, end in brackets):
            continue
        made.append((at, found.start()))
        at = found.end()
    made.append((at, piece.end))
    return made


def _are_heads(first: Piece, others: Sequence[Piece]) -> bool:
    """Whether the first row has the headings: no figures, where other rows have some."""
    return not _has_figures(first) and any(map(_has_figures, others))


def _has_figures(row: Piece) -> bool:
    return any(sign.isdigit() for sign in row.text)
