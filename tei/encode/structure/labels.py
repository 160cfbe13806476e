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
    r"(?!(?<=\bi\.) ?[VA]\. )"
)
_BULLET: Final = re.compile(r"(?P<label>[-–•*·▪◦‣●○■□])(?=\s+\S)")
_SINGLE_CAPITAL: Final = re.compile(r"[^\W\d_]\.")
_ROMAN: Final = {"I": ((), ("II.",)), "V": (("IV.",), ("VI.",)), "X": (("IX.",), ("XI.",))}
"""The neighbours of single capitals that are numbers: what is before them and what is after."""
_BARE_NUMBER: Final = re.compile(r"\d+")


class Label(NamedTuple):
    """``source[start:end]`` is the label; ``words`` are its characters."""

    start: int
    end: int
    words: str


class Labels:
    """The labels of the paragraphs of a document; a single capital and a point is one beside its neighbour."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        for piece in pieces:
            label = label_of(piece, lone=True)
            if label is not None:
                self._first.setdefault(label.words, label.start)
                self._last[label.words] = label.start

    def of(self, piece: Piece) -> Label | None:
        """Return the label of *piece*, None if it has none."""
        label = label_of(piece, lone=True)
        if label is None or not _is_lone(label.words):
            return label
        letter = label.words[0]
        before, after = _ROMAN.get(letter, ((), ()))
        goes_on = any(self._first.get(one, label.start) < label.start for one in (chr(ord(letter) - 1) + ".", *before))
        begins = any(self._last.get(one, -1) > label.start for one in (chr(ord(letter) + 1) + ".", *after))
        return label if goes_on or begins else None


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
