"""The block that a line becomes, by what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.structure import columns
from tei.encode.structure.blocks import Block, laid
from tei.encode.structure.labels import bullet_of, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.structure.labels import Labels
    from tei.encode.structure.pieces import Piece
    from tei.encode.tree import Range

_ROUTED_TYPES: Final = {"dateline": "sent", "address": "form", "greeting": "form", "subject": "subject"}
"""What a line that opens a text is above lines of a bureau, before which no opener may stand."""
_OPENED: Final = {"dateline": "dateline", "greeting": "salute"}


def paragraph(piece: Piece, labels: Labels, name: str = "p") -> Block:
    """Return the paragraph that *piece* is, with its number."""
    made = [laid(piece.start, piece.end, name, "paragraph")]
    label = labels.of(piece)
    if label is not None and not _is_bracketed(piece, label.start, label.end):
        made.append(laid(label.start, label.end, "label"))
    return Block(name, piece.start, piece.end, made, [piece])


def given(piece: Piece) -> Block:
    """Return the block that a bracket became."""
    return Block(piece.root, piece.start, piece.end, [], [piece])


def head(piece: Piece, *, divides: bool = False) -> Block:
    """Return the heading that *piece* is, with its number; of a part of the text if it *divides* that."""
    made = [laid(piece.start, piece.end, "head")]
    found = piece.rule.match.fullmatch(piece.text) if piece.rule is not None else None
    if found is not None and found.groupdict().get("label"):
        made.append(laid(*piece.shown.stretch(*found.span("label")), "label"))
    number = label_of(piece, lone=divides) if len(made) == 1 else None
    if number is not None and not _is_bracketed(piece, number.start, number.end):
        made.append(laid(number.start, number.end, "label"))
    return Block("head", piece.start, piece.end, made, [piece], divides)


def line(piece: Piece, kind: str) -> Block:
    """Return the ``ab`` of type *kind* that *piece* is."""
    return Block("ab", piece.start, piece.end, [laid(piece.start, piece.end, "ab", type=kind)], [piece])


def classification(piece: Piece) -> Block:
    """Return the ``fw`` that a degree of secrecy is."""
    return Block("fw", piece.start, piece.end, [laid(piece.start, piece.end, "fw", type="classification")], [piece])


def opener(piece: Piece, role: str) -> Block:
    """Return the ``opener`` that *piece* is."""
    made = [laid(piece.start, piece.end, "opener")]
    if role in _OPENED:
        made.append(laid(piece.start, piece.end, _OPENED[role]))
    return Block("opener", piece.start, piece.end, made, [piece])


def routed(piece: Piece, role: str) -> Block:
    """Return what *piece*, which would open a text, is above the lines of a bureau."""
    return line(piece, _ROUTED_TYPES[role])


def argument(piece: Piece) -> Block:
    """Return the ``argument`` that the line of the subject is above an opener."""
    made = [laid(piece.start, piece.end, "argument"), laid(piece.start, piece.end, "ab", type="subject")]
    return Block("argument", piece.start, piece.end, made, [piece])


def gathered(piece: Piece, labels: Labels) -> Block:
    """Return the list, table or quotation that *piece* has gathered."""
    made: list[Range]
    if piece.role == "table":
        made = columns.table(piece.members, piece.cells)
    elif piece.role == "quote":
        made = [laid(piece.start, piece.end, "quote")]
        made.extend(one for member in piece.members for one in paragraph(member, labels).ranges)
    else:
        made = [laid(piece.start, piece.end, "list", type=piece.type)]
        for member in piece.members:
            made.extend(_list_head(member) if member.role == "items" else _item(member))
    return Block(made[0].name, made[0].start, made[0].end, made, list(piece.members))


def _list_head(piece: Piece) -> Iterator[Range]:
    """The head of a list, in whose line its first item may follow."""
    yield laid(piece.start, piece.end, "head", **({"rendition": "#page-run-in"} if piece.runs_in else {}))


def _item(piece: Piece) -> Iterator[Range]:
    yield laid(piece.start, piece.end, "item")
    label = bullet_of(piece) or label_of(piece)
    if label is not None and not _is_bracketed(piece, label.start, label.end):
        yield laid(label.start, label.end, "label")


def _is_bracketed(piece: Piece, start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in piece.decisions)
