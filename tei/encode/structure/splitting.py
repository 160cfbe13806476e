"""Lines with a word and a colon before what is said of it: the head of a list, and its first item; a greeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.structure.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.telling import Telling

_HEADED: Final = re.compile(r"[^:\n]{2,60}:(?=\s+\S)")
_GREETED: Final = re.compile(
    r"(?:(?:my )?dear\b|sirs?\b|gentlemen\b|madam\b|(?:your )?excellency\b)(?:[^:.!?]|(?<=mr|dr|rs|of)\.){0,60}$",
    re.IGNORECASE,
)
_LATEST: Final = 16
"""After so many lines no greeting opens a text."""
_LONGEST_ITEM_CHARS: Final = 120
_FEWEST_WORDS: Final = 4
"""A greeting in the line of a text has as many words after it, or more."""
_ALONE: Final = frozenset({"form", "head", "subject", "classification", "items", "greeting", "address"})
"""Roles of lines that are no items of a list begun in the line above."""


def split(pieces: Sequence[Piece], telling: Telling) -> list[Piece]:
    """Return *pieces*, those cut in two that begin with the head of a list or with a greeting."""
    made: list[Piece] = []
    greeted = False
    for at, piece in enumerate(pieces):
        found = _HEADED.match(piece.text) if piece.block is None and not piece.kind else None
        if found is None:
            made.append(piece)
            continue
        parts = _cut(piece, found.end())
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if parts and not greeted and at < _LATEST and _is_greeting(parts, telling):
            greeted = True
        elif not parts or following is None or not _heads(parts[0], following, telling):
            parts = [piece]
        made.extend(parts)
    return made


def _cut(piece: Piece, end: int) -> list[Piece]:
    """The words of *piece* before *end* and those after it; none if a bracket is cut or before it."""
    place = piece.shown.place(end - 1) + 1
    if any(one.start < place for one in piece.decisions):
        return []
    rest = place + len(piece.source[place : piece.end]) - len(piece.source[place : piece.end].lstrip())
    dates = piece.dates
    first = Piece(piece.source, piece.start, place, piece.read, None, piece.after_blank, runs_in=True)
    second = Piece(piece.source, rest, piece.end, piece.read, runs_in=piece.runs_in)
    first.dates = tuple(one for one in dates if one.end <= place)
    second.dates = tuple(one for one in dates if one.start >= rest)
    return [first, second]


def _is_greeting(parts: Sequence[Piece], telling: Telling) -> bool:
    words = parts[0].text[:-1]
    if not _GREETED.match(words) or len(parts[1].text.split()) < _FEWEST_WORDS:
        return False
    return any(rule.role == "greeting" for rule in telling.rules(parts[0]))


def _heads(head: Piece, following: Piece, telling: Telling) -> bool:
    """Whether *head* begins a list that goes on in the line *following*."""
    if following.block is not None or following.after_blank or following.kind or not following.text:
        return False
    types = {rule.type for rule in telling.rules(head) if rule.role == "items"}
    if not types or ("enclosures" in types and not head.text.endswith("s:")):
        # A single enclosure is told in its line.
        return False
    if len(following.text) > _LONGEST_ITEM_CHARS or _HEADED.match(following.text):
        return False
    return not any(rule.role in _ALONE for rule in telling.rules(following))
