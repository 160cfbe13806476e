"""Characters of Word's symbol fonts, which have places of their own, as those of Unicode."""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = range(0xF000, 0xF100)
_SURROGATES: Final = range(0xD800, 0xE000)
_LAST: Final = 0xFFFD

_SYMBOL: Final = (
    dict(zip(b"abcdefghiklmnopqrstuwxyz", "αβχδεφγηικλμνοπθρστυωξψζ", strict=True))
    | dict(zip(b"ABCDEFGHIKLMNOPQRSTUWXYZ", "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ", strict=True))
    | {code: chr(code) for code in b"0123456789 !#%&()+,./:;<=>?[]_{|}"}
    | {0x2D: "−", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xBA: "≡", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB4: "×"}
    | {0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB7: "•", 0xB8: "÷", 0xBC: "…", 0xD6: "√", 0xE5: "∑", 0xA2: "′"}
)
_WINGDINGS: Final = {
    0x4A: "☺",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9F: "•",
} | {0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(code: int, font: str) -> str:
    """Return the character that *font* has at *code*; one that is not known stays in Unicode's private area."""
    table = _FONTS.get(font.lower(), {})
    return table.get(code & 0xFF, chr(code) if ord(" ") <= code <= _LAST and code not in _SURROGATES else "\ufffd")


def shown_as(text: str, font: str) -> str:
    """Return *text* of *font* with its private characters as those of Unicode, where they are known."""
    if not any(ord(character) in _PRIVATE for character in text):
        return text
    # Bullets of lists come in the private area of either font, and the font is not always said.
    table = _FONTS.get(font.lower(), _SYMBOL)
    return "".join(
        table.get(ord(character) & 0xFF, character) if ord(character) in _PRIVATE else character for character in text
    )
