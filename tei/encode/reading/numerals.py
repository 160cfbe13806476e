"""The numbers that programs put before the items of lists and the notes of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN: Final = 3999
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HAN: Final = "〇一二三四五六七八九"
_CHICAGO: Final = "*†‡§"
_TEN: Final = 10
_HUNDRED: Final = 100


def roman(number: int) -> str:
    """Return *number* in small Roman numerals; below 1 and above 3,999 in decimal digits."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, numeral in _ROMAN:
        written += numeral * (number // value)
        number %= value
    return written


def letters(number: int, alphabet: str = _LATIN) -> str:
    """Return *number* as lists in HTML count: a, b, … z, aa, ab."""
    if number < 1:
        return str(number)
    written = ""
    while number:
        number, digit = divmod(number - 1, len(alphabet))
        written = alphabet[digit] + written
    return written


def repeated(number: int, alphabet: str = _LATIN) -> str:
    """Return *number* as lists in Word count: a, b, … z, aa, bb."""
    if not 0 < number <= len(alphabet) * _HUNDRED:
        return str(number)
    times, digit = divmod(number - 1, len(alphabet))
    return alphabet[digit] * (times + 1)


def _han(number: int) -> str:
    if not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    before = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return before + (_HAN[ones] if ones else "")


def _ordinal(number: int) -> str:
    teens = number % _HUNDRED // _TEN == 1
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % _TEN, 'th')}"


HTML: Final[dict[str, Callable[[int], str]]] = {
    "1": str,
    "a": letters,
    "A": lambda number: letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
"""By ``@type`` of ``ol``. Source: HTML Living Standard, section 4.4.5."""

WORD: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: repeated(number).upper(),
    "lowerLetter": repeated,
    "ordinal": _ordinal,
    "russianLower": lambda number: repeated(number, _RUSSIAN),
    "russianUpper": lambda number: repeated(number, _RUSSIAN).upper(),
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "ideographDigital": lambda number: "".join(_HAN[int(digit)] for digit in str(abs(number))),
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(abs(number))),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= 2 * _TEN else str(number),
    "chicago": lambda number: repeated(number, _CHICAGO),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _number: "",
}
"""By ``w:numFmt``. Source: ISO/IEC 29500-1, section 17.18.59."""
