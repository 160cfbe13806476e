"""Where the parts of a document are: what stands above its text, the text, what was written below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode.structure.telling import is_address, is_dateline, is_short, is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.pieces import Piece
    from tei.encode.structure.telling import Telling

OPENING: Final = frozenset({"address", "greeting", "dateline"})
"""Roles that open a text."""
_ROUTED: Final = frozenset({"line", "form", "routed"})
"""Roles of what a bureau wrote above a text."""
_ABOVE: Final = frozenset({"block", "head", "classification"})
"""Roles of what stands above the parts of a document: marks and its heading."""
_LISTS_OF_ROUTING: Final = frozenset({"distribution", "enclosures"})
_FIELD: Final = re.compile(r"[^\W\d_][\w’' ./()-]{0,30}:(?:\s+\S.{0,200})?")
"""A word, a colon and what is written after it."""
_SHORT_LINES: Final = 6
_OFFICE_WORDS: Final = 3
"""An office in capitals below a heading, of so many words, is whom the text is for."""
_HANDLED: Final = frozenset({"line", "classification", "enclosure"})
"""Roles of what a bureau wrote below a text."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Indexes of pieces: ``roles`` of those before ``text``; from ``routed`` to ``opened`` a bureau's lines are.

    ``handled`` is where what was written below the text begins, ``notes`` where the notes do.
    """

    roles: tuple[str, ...]
    routed: int
    opened: int
    text: int
    handled: int
    notes: int


def zones(pieces: Sequence[Piece], telling: Telling) -> Zones:
    """Return where the parts of *pieces* are."""
    notes = _notes(pieces, telling)
    roles = _above(pieces[:notes], telling)
    text = len(roles)
    if text == notes or all(one.block is not None for one in pieces[text:notes]):
        # An address opens a text: above nothing it is the text itself.
        text = next((at for at, role in enumerate(roles) if role in OPENING), text)
        roles = roles[:text]
    handled = _handled(pieces, text, notes, telling)
    routed, opened = _routed(pieces, roles)
    return Zones(tuple(roles), routed, opened, text, handled, notes)


def _above(pieces: Sequence[Piece], telling: Telling) -> list[str]:
    """The roles of the pieces up to the first that is text."""
    roles: list[str] = []
    with_form = headed = False
    for at, piece in enumerate(pieces):
        role = _role(piece, telling, with_form=with_form, headed=headed)
        role = role or _beside(pieces, at, roles[-1:], with_form=with_form) or _unknown(pieces, at, telling)
        if not role:
            break
        roles.append(role)
        headed = headed or role == "head"
        # Below a heading a date is that of the text.
        with_form = role == "form" or (with_form and role != "head")
    return roles


def _beside(pieces: Sequence[Piece], at: int, above: Sequence[str], *, with_form: bool) -> str:
    """What the line *at* is as part of the lines right above it: of a heading, an address, the fields of a form."""
    piece, last = pieces[at], above[0] if above else ""
    if not last or piece.block is not None or piece.role or piece.kind or pieces[at - 1].block is not None:
        return ""
    if with_form and _FIELD.fullmatch(piece.text) and (not piece.after_blank or piece.text.split(":")[0].isupper()):
        return "form"
    if piece.after_blank:
        return ""
    if last == "head" and is_title(piece):
        return "head"
    return last if last in {"address", "form"} and is_address(piece) else ""


def _unknown(pieces: Sequence[Piece], at: int, telling: Telling) -> str:
    """The role of a short line that nothing tells, by the lines below it up to one that is told.

    Above a field of a form it is one. Who writes, and from where, opens the text that the line opens or the bureau has
    marked; anything else is part of the document's heading.
    """
    are_titles, is_headed = True, False
    for place, piece in enumerate(pieces[at : at + _SHORT_LINES]):
        if piece.block is not None or piece.role or piece.kind:
            break
        role = _role(piece, telling)
        is_next = at == 0 and place == 1 and not piece.after_blank
        if role == "form" or (role in OPENING and (are_titles or is_next)):
            return "form" if role == "form" else "address"
        is_headed = is_headed or (bool(role) and are_titles)
        are_titles = are_titles and is_address(piece)
        if not (are_titles or role or is_short(piece)):
            break
    if not is_headed:
        return ""
    return "address" if telling.is_office(pieces[at]) else "head"


def _role(piece: Piece, telling: Telling, *, with_form: bool = False, headed: bool = False) -> str:
    if piece.block is not None:
        return "routed" if piece.root == "ab" else "block"
    if piece.role:
        return {"distribution": "routed", "present": "present"}.get(piece.type, "") if piece.role == "list" else ""
    if piece.kind.startswith("heading"):
        # A document has one; what further ones are above is text.
        return "" if headed else "head"
    if is_dateline(piece):
        return "form" if with_form else "dateline"
    piece.rule = telling.tell(piece, "head")
    if piece.rule is not None:
        return piece.rule.role
    if not telling.is_heading(piece):
        return ""
    is_reader = headed and len(piece.text.split()) <= _OFFICE_WORDS and telling.is_office(piece)
    return "address" if is_reader else "head"


def _routed(pieces: Sequence[Piece], roles: Sequence[str]) -> tuple[int, int]:
    """From where to where a bureau's lines are, stamps that an opener follows and remarks beside them included."""
    last_opener = max((at for at, role in enumerate(roles) if role in OPENING), default=-1)
    has_lines = any(role in _ROUTED and pieces[at].block is None for at, role in enumerate(roles))
    lines = [
        at
        for at, role in enumerate(roles)
        if role in _ROUTED and (has_lines or at < last_opener or pieces[at].block is None)
    ]
    if not lines:
        first = next((at for at, role in enumerate(roles) if role not in _ABOVE), len(roles))
        return first, first
    end = _above_heading(pieces, roles, lines)
    first = next((at for at, role in enumerate(roles[:end]) if role not in _ABOVE), end)
    while end < len(roles) and pieces[end].block is not None and _is_remark(pieces[end]):
        end += 1
    return first, end


def _above_heading(pieces: Sequence[Piece], roles: Sequence[str], lines: Sequence[int]) -> int:
    """Where a bureau's *lines* end: above the heading if only an opener and marks stand below that."""
    heading = next((at for at in range(lines[0] + 1, lines[-1]) if roles[at] == "head"), -1)
    opener = next((at for at in range(heading, len(roles)) if roles[at] in OPENING), -1)
    below = [at for at in lines if at > heading]
    if 0 < heading < opener and all(at > opener and pieces[at].block is not None for at in below):
        return heading
    return lines[-1] + 1


def _is_remark(piece: Piece) -> bool:
    root = piece.block.root if piece.block is not None else None
    return root is not None and root.name == "note" and root.attributes.get("type") == "annotation"


def _notes(pieces: Sequence[Piece], telling: Telling) -> int:
    """Where the notes begin: a word for them before a block that is one, or as the last but plain lines."""
    for at, piece in enumerate(pieces[:-1]):
        if piece.block is None and pieces[at + 1].root == "note" and telling.tell(piece, "end", ["notes"]):
            return at
    return len(pieces)


def _handled(pieces: Sequence[Piece], text: int, notes: int, telling: Telling) -> int:
    """Where the lines of a bureau begin that are the last."""
    handled = notes
    for at in range(notes - 1, text - 1, -1):
        piece = pieces[at]
        if piece.block is not None:
            continue
        if piece.role:
            if piece.role != "list" or piece.type not in _LISTS_OF_ROUTING:
                break
        else:
            rule = telling.tell(piece, "end", _HANDLED)
            if rule is None:
                break
            if rule.role == "classification":
                continue
        handled = at
    return handled
