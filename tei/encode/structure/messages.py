"""A message within a text, with its own closer: from its opening quotation mark to who signs it.

Where the opening mark is missing, the message begins with the text's first paragraph, and the closing mark is marked as
found: ``sic``. None is supplied. Without any marks it is what follows a sentence that announces it, if two have signed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tei.encode.structure.blocks import ANYWHERE, COMMON, Block, laid
from tei.encode.structure.signing import CLOSING_QUOTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.encode.structure.blocks import Section
    from tei.encode.structure.pieces import Piece
    from tei.encode.tree import Range

_CLOSED_BY: Final = {"“": "”", "„": "“”", "«": "»", '"': '"'}
"""Opening quotation marks, each with what closes it."""
_WITHIN: Final = frozenset({COMMON, ANYWHERE})
"""Places of the blocks that a message has; a heading is before it."""
_PARAGRAPHS: Final = frozenset({"p", "list", "table", "quote"})


def embed(section: Section, closer: Block) -> bool:
    """Make the message that *closer* ends of the last blocks of *section*; False if there are no paragraphs for it."""
    paragraphs = _paragraphs(section)
    opened = [at for at in paragraphs if _opens(section.blocks[at])]
    if not paragraphs:
        return False
    if not opened:
        closer.ranges.extend(lost_quote(closer.pieces[-1]))
    _enclose(section, (opened or paragraphs)[0], closer)
    return True


def embed_announced(section: Section, closer: Block, announces: Callable[[Piece], bool]) -> bool:
    """Make the message that *closer* ends of what follows a sentence that *announces* it; False if there is none."""
    paragraphs = _paragraphs(section)
    announced = [
        after
        for at, after in pairwise(paragraphs)
        if section.blocks[at].name == "p" and announces(section.blocks[at].pieces[0])
    ]
    if not announced:
        return False
    _enclose(section, announced[0], closer)
    return True


def _paragraphs(section: Section) -> list[int]:
    """Where the paragraphs are of which a message may be made: after a message before, after a heading."""
    blocks = section.blocks
    earliest = len(blocks)
    while earliest and blocks[earliest - 1].name != "floatingText" and blocks[earliest - 1].place in _WITHIN:
        earliest -= 1
    return [at for at in range(earliest, len(blocks)) if blocks[at].name in _PARAGRAPHS]


def _enclose(section: Section, first: int, closer: Block) -> None:
    blocks = section.blocks
    while first and blocks[first - 1].leads:
        first -= 1
    inner = [*blocks[first:], closer]
    start = inner[0].start
    ranges = [laid(start, closer.end, "floatingText", type="message"), laid(start, closer.end, "body")]
    ranges += [one for block in inner for one in block.ranges]
    pieces = [one for block in inner for one in block.pieces]
    blocks[first:] = [Block("floatingText", start, closer.end, ranges, pieces)]


def _opens(block: Block) -> bool:
    """Whether a paragraph begins with a quotation mark that it does not close."""
    text = block.pieces[0].text if block.name == "p" else ""
    if text[:1] not in _CLOSED_BY:
        return False
    mark, rest = text[0], text[1:]
    closed = sum(rest.count(one) for one in _CLOSED_BY[mark])
    return closed % 2 == 0 if mark == '"' else closed <= rest.count(mark)


def lost_quote(piece: Piece) -> list[Range]:
    """Return the closing quotation mark at the end of *piece*, marked as found without its opening one."""
    text = piece.text.rstrip(".,;")
    start = len(text.rstrip(CLOSING_QUOTES))
    if start == len(text) or any(one.first <= piece.shown.place(start) < one.last for one in piece.decisions):
        return []
    return [laid(*piece.shown.stretch(start, len(text)), "sic")]
