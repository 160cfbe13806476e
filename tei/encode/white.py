"""White space as a transcription counts it: space, tab and line end. U+00A0 and its kind are characters."""

from __future__ import annotations

from typing import Final

WHITE: Final = " \t\r\n"


def is_blank(text: str) -> bool:
    """Return whether *text* is nothing but white space."""
    return not text.strip(WHITE)


def trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the white space at its ends; all of it if it is nothing else."""
    words = source[start:end]
    if is_blank(words):
        return start, end
    return end - len(words.lstrip(WHITE)), start + len(words.rstrip(WHITE))
