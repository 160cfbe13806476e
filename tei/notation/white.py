"""White space as a transcription counts it: space, tab and line end. U+00A0 and its kind are characters."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^ \t\r\n]+")


def normal(text: str) -> str:
    """Return *text* with each run of white space as one space, and none at its ends."""
    spaced = text if text.isprintable() else text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    # What can be printed has no white space but spaces, and most text can: then there is a quicker way.
    return " ".join(spaced.split() if spaced.isprintable() else _WORD.findall(spaced))
