"""The lines of a document cut to pieces: brackets that are blocks for themselves, and the words beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from tei.encode.structure.shown import SIGNATURES, SIGNED, Shown
from tei.encode.white import is_blank, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.brackets import Bracket, Line
    from tei.encode.profile import LineRule
    from tei.encode.resolving import Decision
    from tei.encode.tree import Range

_WORD: Final = re.compile(r"[^ \t\r\n]")
_INLINE: Final = frozenset({"note", "gap", "pb", "fw", "milestone"})
LONGEST_CHARS: Final = 400
"""No longer line is told by its words: it is text."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with what was decided of its brackets and signs, those within others left out.

    ``kind`` is what its file says that it is, as `tei.encode.reading.Line` has it; ``cells`` are where the cells of a
    row are in the source.
    """

    line: Line
    decisions: tuple[Decision, ...]
    kind: str = ""
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def leading(self) -> list[Decision]:
        """The blocks that the line begins with: brackets that are lines, or parts of one, for themselves."""
        found = []
        for one in self.decisions:
            if one.level != "block":
                break
            found.append(one)
        return found


@dataclass(eq=False)
class Piece:
    """A block of its own, which has one decision and no words; or words: ``source[start:end]``, of one line or joined.

    ``first_line`` has its beginning, ``after_blank`` tells of a blank line before it. ``role`` and ``type`` are what it
    is, once that is known, by ``rule``; ``members`` what is gathered below it: items, rows,
    of which ``cells`` are the cells.
    ``runs_in`` says that the line goes on after it.
    """

    source: str
    start: int
    end: int
    read: tuple[ReadLine, ...]
    block: Decision | None = None
    after_blank: bool = False
    kind: str = ""
    dates: tuple[Range, ...] = ()
    role: str = ""
    type: str = ""
    rule: LineRule | None = None
    runs_in: bool = False
    members: list[Piece] = field(default_factory=list)
    cells: list[list[tuple[int, int]]] = field(default_factory=list)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided of the brackets within."""
        if self.block is not None:
            return []
        return [one for line in self.read for one in _within(line.decisions, self.start, self.end)]

    @cached_property
    def shown(self) -> Shown:
        """The words as rules see them."""
        brackets = [one for line in self.read for one in _within(line.line.brackets, self.start, self.end)]
        return Shown(self.source, self.start, self.end, brackets, self.decisions)

    @property
    def text(self) -> str:
        """The words, "" of a block."""
        return "" if self.block is not None else self.shown.text

    @property
    def is_short(self) -> bool:
        """Whether the words may tell what the line is."""
        return self.block is None and self.end - self.start <= LONGEST_CHARS

    @property
    def signatures(self) -> list[Decision]:
        """The brackets that report a signature or that someone signed."""
        return [one for one in self.decisions if one.rule in SIGNATURES or one.rule == SIGNED]

    @property
    def root(self) -> str:
        """The name of the element that a block became, "" of words."""
        return self.block.root.name if self.block is not None and self.block.root is not None else ""


_Placed = TypeVar("_Placed", "Bracket", "Decision")


def _within(ordered: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Those that begin from *start* to *end*."""

    def place(one: _Placed) -> int:
        return one.start

    return ordered[bisect_left(ordered, start, key=place) : bisect_left(ordered, end, key=place)]


def cut(source: str, lines: Sequence[ReadLine], dates: Sequence[Range]) -> list[Piece]:
    """Return the pieces of *lines* in their order; *dates* are those found in all of them."""
    ordered = sorted(dates, key=lambda one: (one.start, -one.end))
    starts = [one.start for one in ordered]
    made: list[Piece] = []
    for line in lines:
        pieces = list(_pieces(source, line))
        for piece in pieces:
            if piece.block is None:
                within = ordered[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
                piece.dates = tuple(one for one in within if one.end <= piece.end)
        for piece in pieces[:-1]:
            piece.runs_in = True
        if pieces:
            pieces[0].after_blank = line.line.after_blank
        made.extend(pieces)
    return made


def _pieces(source: str, line: ReadLine) -> Iterator[Piece]:
    """The blocks that the line begins or ends with, and the words before, between and after.

    Signatures are none: they are part of what they sign. What may stand inside a paragraph is none there.
    """
    at, end = line.line.start, line.line.end
    for one in line.decisions:
        is_footnote = one.root is not None and one.root.attributes.get("type") == "footnote"
        if not (one.level == "block" or is_footnote) or one.first < at:
            continue
        if one.rule in SIGNATURES or one.rule == SIGNED:
            continue
        beside = _WORD.search(source, at, one.first) and _WORD.search(source, one.last, end)
        if beside and one.root is not None and one.root.name in _INLINE:
            continue
        yield from _words(source, line, at, one.first)
        yield Piece(source, one.first, one.last, (line,), one)
        at = max(at, one.last)
    yield from _words(source, line, at, end)


def _words(source: str, line: ReadLine, start: int, end: int) -> Iterator[Piece]:
    if not is_blank(source[start:end]):
        yield Piece(source, *trimmed(source, start, end), (line,), kind=line.kind)
