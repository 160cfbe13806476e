"""What tells two strings apart that look the same."""

from __future__ import annotations

import unicodedata
from itertools import zip_longest
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})
"""Categories of characters that a reader does not see, or cannot tell from others."""


def difference(first: str, second: str) -> str:
    """Return in words how *first* and *second* differ where the eye does not see it, "" where it does."""
    if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second):
        return "the letters are the same, their accents are composed otherwise"
    if _seen(first) != _seen(second):
        return ""
    mine, theirs = next(
        (pair for pair in zip_longest(first, second, fillvalue="") if pair[0] != pair[1]),
        ("", ""),
    )
    return f"the transcription has {_named(mine)} where the TEI has {_named(theirs)}"


def _seen(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) not in _UNSEEN)


def _named(character: str) -> str:
    if not character:
        return "nothing"
    return f"U+{ord(character):04X} {unicodedata.name(character, '(unnamed)')}"
