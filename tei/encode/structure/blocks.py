"""What stands in a division: blocks, and where in it they may stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Range
from tei.encode.tree.ranges import BLOCK

if TYPE_CHECKING:
    from tei.encode.structure.pieces import Piece

TOP: Final = "top"
COMMON: Final = "common"
BOTTOM: Final = "bottom"
ANYWHERE: Final = "anywhere"
"""Where TEI has a block: before all paragraphs, among them, after all of them, or anywhere."""
PLACES: Final = {
    "head": TOP,
    "opener": TOP,
    "argument": TOP,
    "closer": BOTTOM,
    "postscript": BOTTOM,
    "note": ANYWHERE,
    "fw": ANYWHERE,
    "pb": ANYWHERE,
    "gap": ANYWHERE,
    "milestone": ANYWHERE,
}
"""The places of elements; all others are among the paragraphs."""


@dataclass(eq=False)
class Block:
    """A block over ``source[start:end]`` with the ranges that it becomes, the outermost first.

    ``name`` is that of the outermost; ``pieces`` are the lines that it is made of. A heading that ``divides`` begins a
    division of its own.
    """

    name: str
    start: int
    end: int
    ranges: list[Range]
    pieces: list[Piece] = field(default_factory=list)
    divides: bool = False

    @property
    def place(self) -> str:
        """Where it may stand."""
        return PLACES.get(self.name, COMMON)

    @property
    def leads(self) -> bool:
        """Whether it is a mark in whose line another block follows: it stays with that."""
        return self.place == ANYWHERE and bool(self.pieces) and self.pieces[-1].runs_in


@dataclass(eq=False)
class Section:
    """A division of type ``type`` with its blocks in order.

    ``has_text`` tells whether one is a paragraph or the like, ``is_signed`` whether one closes it.
    """

    type: str
    blocks: list[Block] = field(default_factory=list)
    has_text: bool = False
    is_signed: bool = False

    def put(self, block: Block) -> None:
        """Put *block* at the end."""
        self.blocks.append(block)
        self.has_text = self.has_text or block.place == COMMON
        self.is_signed = self.is_signed or block.place == BOTTOM


def laid(start: int, end: int, name: str, rule: str = "", **attributes: str) -> Range:
    """Return the range of an element of structure."""
    return Range(start, end, name, dict(attributes), rank=BLOCK, rule=rule or name)
