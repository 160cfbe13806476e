"""Where the lines of an HTML page stand in its source, which the parser tells only roughly."""

from __future__ import annotations

import re
from typing import Final

from tei.document.positions import Positions

_TAG: Final = re.compile(r"<[^<>]*>")
_WORD: Final = re.compile(r"\S+")
_NEAR_CHARS: Final = 20_000
_FIRST_CHARS: Final = 40


class Places:
    """The text between the tags of a source, in which one line after the other is looked for."""

    def __init__(self, source: str) -> None:
        self._positions = Positions("", source)
        self._text = _TAG.sub(lambda tag: " " * len(tag[0]), source)
        self._at = 0

    def place(self, text: str, near: int) -> tuple[int, int]:
        """Return the line and column of *text*, which begins in or after the source's line *near*.

        It is looked for by its first word; where that is written with entities, the place is the beginning of *near*.
        """
        word = _WORD.search(text)
        start = max(self._at, self._positions.offset(near, 1))
        found = -1 if word is None else self._text.find(word[0][:_FIRST_CHARS], start, start + _NEAR_CHARS)
        if found < 0:
            return self._positions.place(start) if start == self._at else (near, 1)
        self._at = found + 1
        return self._positions.place(found)
