"""Words in a drawing: how wide they are, and how much of them fits.

No font is asked, so that each machine draws alike.
"""

import unicodedata
from typing import Final

SIZE_PX: Final = 14
"""The size of the letters in all drawings."""

_NARROW: Final = frozenset("fijlrtI.,;:!|'’‘()[] -/")
_WIDE: Final = frozenset("mwMW@%—…")
_EM: Final = {"narrow": 0.36, "small": 0.58, "capital": 0.72, "wide": 0.98, "full": 1.04}
_CONTROLS: Final = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""What turns the direction of a text around. In a drawing it would reach beyond the name that it stands in."""


def width_px(words: str) -> float:
    """Return how wide *words* are at most in a sans-serif face of :data:`SIZE_PX`, a little more rather than less."""
    return sum(_EM[_class(character)] for character in words) * SIZE_PX


def shortened(words: str, most_px: float) -> str:
    """Return as much of *words* as *most_px* has room for, with “…” where something is left out."""
    plain = words.translate(_CONTROLS)
    if width_px(plain) <= most_px:
        return plain
    room = most_px - width_px("…")
    kept = ""
    for character in plain:
        room -= width_px(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"


def number(value: float) -> str:
    """Return a length for an attribute, with a tenth of a pixel: the same on each machine."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said


def _class(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if unicodedata.east_asian_width(character) in "WF":
        return "full"
    if character in _WIDE:
        return "wide"
    return "capital" if character.isupper() or character.isdigit() else "small"
