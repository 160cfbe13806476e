"""The numbers and letters of paragraphs, and the signs before items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.pieces import Piece

_QUOTES: Final = '“„«"‘'
_LABEL: Final = re.compile(
    rf"[{_QUOTES}]?(?P<label>(?:§\s?)?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[.)]?\)?|\(\d{{1,3}}\)|\d{{1,3}}\.\)"
    r"|[^\W\d_][.)]|\([^\W\d_]\)|[IVXLC]{1,7}[.)]|\([ivxlcIVXLC]{1,7}\)|[ivx]{1,5}[.)]))(?=\s+\S)"
)
_BULLET: Final = re.compile(r"(?P<label>[-–•*·▪◦‣●○■□])(?=\s+\S)")
_SINGLE_CAPITAL: Final = re.compile(r"[^\W\d_]\.")
_ROMAN: Final = {"I": ("II.",), "V": ("IV.", "VI."), "X": ("IX.", "XI.")}
"""The neighbours of single capitals that are numbers."""
_BARE_NUMBER: Final = re.compile(r"\d+")


class Label(NamedTuple):
    """``source[start:end]`` is the label; ``words`` are its characters."""

    start: int
    end: int
    words: str


class Labels:
    """The labels of the paragraphs of a document; a single capital and a point is one only beside its neighbours."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        found = (label_of(piece, lone=True) for piece in pieces)
        self._all = {one.words for one in found if one is not None}

    def of(self, piece: Piece) -> Label | None:
        """Return the label of *piece*, None if it has none."""
        label = label_of(piece, lone=True)
        if label is None or not _is_lone(label.words):
            return label
        letter = label.words[0]
        beside = (chr(ord(letter) - 1) + ".", chr(ord(letter) + 1) + ".", *_ROMAN.get(letter, ()))
        return label if any(one in self._all for one in beside) else None


def label_of(piece: Piece, *, lone: bool = False) -> Label | None:
    """Return the label that *piece* begins with; a single capital with a point only if *lone*."""
    found = _LABEL.match(piece.source, piece.start, piece.end) if piece.block is None else None
    if found is None or _BARE_NUMBER.fullmatch(found["label"]) or (not lone and _is_lone(found["label"])):
        return None
    return Label(*found.span("label"), found["label"])


def bullet_of(piece: Piece) -> Label | None:
    """Return the sign that *piece* begins with as an item of a list."""
    found = _BULLET.match(piece.source, piece.start, piece.end) if piece.block is None else None
    return None if found is None else Label(*found.span("label"), found["label"])


def _is_lone(words: str) -> bool:
    return bool(_SINGLE_CAPITAL.fullmatch(words)) and words[0].isupper()
