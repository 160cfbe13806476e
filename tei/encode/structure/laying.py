"""From sections to ranges, in which each block stands where TEI lets it stand.

A division has first what opens it, then paragraphs and their like, then divisions, then what closes it. A block that
would stand elsewhere is a paragraph, a heading among paragraphs begins a division of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.structure.blocks import ANYWHERE, BOTTOM, COMMON, TOP, Block, Section, laid
from tei.encode.structure.shown import SIGNATURES, SIGNED
from tei.encode.tree import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tei.encode.structure.pieces import Piece

_NOT_IN_PARAGRAPHS: Final = frozenset(
    {"opener", "closer", "signed", "salute", "dateline", "argument", "head", "postscript", "p", "ab"}
)
_SIGNATURES: Final = SIGNATURES | {SIGNED}


def lay(sections: Sequence[Section], hand: Callable[[], str]) -> list[Range]:
    """Return the ranges of *sections*, of which the first has what stands above the others.

    There are no divisions if one of the others has all. *hand* gives a pointer to who signs a line.
    """
    above = sections[0].blocks
    parts = [Section(section.type, group) for section in sections[1:] for group in _groups(section.blocks)]
    whole = list(_groups([*above, *(parts[0].blocks if parts else [])])) if len(parts) <= 1 else []
    if len(whole) == 1:
        return [one for block in whole[0] for one in _settled(block, hand)]
    made = [one for block in above for one in _settled(block if block.place != BOTTOM else _plain(block), hand)]
    for part in parts:
        made.append(laid(part.blocks[0].start, part.blocks[-1].end, "div", type=part.type))
        made.extend(one for block in part.blocks for one in _settled(block, hand))
    return made


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in as few divisions as their order allows."""
    ordering = _Ordering()
    for block in blocks:
        yield from ordering.add(block)
    yield from ordering.finish()


class _Ordering:
    """Puts blocks into ``group``, those below a heading into ``below``; ``state`` is the place of the last."""

    def __init__(self) -> None:
        self._group: list[Block] = []
        self._below: list[Block] = []
        self._leading: list[Block] = []
        self._state = TOP

    def add(self, block: Block) -> Iterator[list[Block]]:
        """Put *block*, and give the group before it if that cannot have it."""
        if block.leads:
            self._leading.append(block)
            return
        if block.place == ANYWHERE:
            self._put(block)
            return
        if block.name == "head" and (self._state == COMMON or (block.divides and self._state == TOP)):
            self._end_below()
            self._state = COMMON
            self._below = [*self._leading, block]
            self._leading.clear()
            return
        if (block.place == TOP and self._state == COMMON) or (block.place == BOTTOM and self._state == TOP):
            block = _plain(block)
        if self._state == BOTTOM and block.place != BOTTOM:
            yield from self.finish()
        self._state = block.place
        if block.place == BOTTOM:
            self._end_below()
        self._put(block)

    def finish(self) -> Iterator[list[Block]]:
        """Give the last group."""
        self._end_below()
        if self._group:
            yield self._group
        self._group, self._state = [], TOP

    def _put(self, block: Block) -> None:
        (self._below or self._group).extend((*self._leading, block))
        self._leading.clear()

    def _end_below(self) -> None:
        if self._below:
            start, end = self._below[0].start, self._below[-1].end
            ranges = [laid(start, end, "div", "section", type="section")]
            ranges += [one for block in self._below for one in block.ranges]
            self._group.append(Block("div", start, end, ranges, [one for block in self._below for one in block.pieces]))
            self._below = []


def _plain(block: Block) -> Block:
    """Return *block* as a paragraph, with the names and numbers that it has."""
    for piece in block.pieces:
        piece.role = ""
        if piece.block is not None and piece.block.root is not None:
            piece.block.root.name = "p"
    inner = [one for one in block.ranges if one.name not in _NOT_IN_PARAGRAPHS]
    ranges = [laid(block.start, block.end, "p", "paragraph"), *inner] if block.ranges else []
    return Block("p", block.start, block.end, ranges, block.pieces)


def _settled(block: Block, hand: Callable[[], str]) -> list[Range]:
    """The ranges of *block*, its signatures being what they are where they stand."""
    for piece in block.pieces:
        _sign(piece, hand)
    return block.ranges


def _sign(piece: Piece, hand: Callable[[], str]) -> None:
    """A signature is in ``signed`` where someone signs, in ``seg`` elsewhere."""
    for one in piece.decisions:
        if piece.role == "closer":
            if one.rule in SIGNATURES:
                one.ranges = [made for made in one.ranges if made.name not in {"seg", "signed"}]
            continue
        if one.rule in SIGNATURES and one.root is not None and one.root.name == "gap":
            one.ranges.insert(0, Range(one.first, one.last, "seg", rule=one.rule, stem=one.rule))
        for made in one.ranges:
            if one.rule in _SIGNATURES and made.name in {"seg", "signed"} and "hand" not in made.attributes:
                made.name = "seg"
                made.attributes = {"type": "signature", "hand": hand(), **made.attributes}
