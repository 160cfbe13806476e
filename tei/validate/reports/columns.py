"""Text for a terminal: how many columns it takes, and what must not reach it as it is."""

import unicodedata
from typing import Final

_TAB: Final = "    "
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
# These turn the order of what follows: with them a line can show other than it reads.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def printable(text: str) -> str:
    """Return *text* for one line of a terminal: control characters, which might command it, are replaced."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    if character in _TURNING or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return _REPLACEMENT
    return character


def width(text: str) -> int:
    """Return how many columns *text*, as :func:`printable` gives it, takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
