"""Numbers and truth values: decimal, integer, float, double, boolean.

Source: XML Schema 1.0 Part 2, 3.2.2 to 3.2.5, 3.3.13.
"""

import math
import re
import struct
from collections.abc import Hashable, Mapping
from typing import Final, NamedTuple

from tei.relaxng.datatypes.base import LexicalError, Primitive

_DECIMAL: Final = r"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))"
_INTEGER: Final = "([+-]?)([0-9]+)"
_FLOAT: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_SPECIAL: Final = {"INF": math.inf, "-INF": -math.inf}


class Digits(NamedTuple):
    """A number in canonical digits, so that equal numbers are equal tuples, at any length.

    Python's ``int`` refuses more than 4,300 digits and takes quadratic time; nothing here needs more than comparison.
    """

    negative: bool
    whole: str
    fraction: str

    def sort_key(self) -> tuple[int, str, str]:
        """Return what orders magnitudes: fewer digits first, then digit by digit."""
        return len(self.whole), self.whole, self.fraction


def _decimal(sign: str, whole: str, fraction: str) -> Digits:
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    return Digits(sign == "-" and bool(whole or fraction), whole, fraction)


def _read_decimal(text: str, _: Mapping[str, str]) -> Digits:
    match = re.fullmatch(_DECIMAL, text)
    if not match:
        message = "is not made of digits with at most one sign before and one point among them"
        raise LexicalError(message)
    sign, whole, fraction, only = match.groups()
    return _decimal(sign, whole or "", fraction or only or "")


def _read_integer(text: str, _: Mapping[str, str]) -> Digits:
    match = re.fullmatch(_INTEGER, text)
    if not match:
        message = "is not made of digits, with or without a sign"
        raise LexicalError(message)
    return _decimal(match[1], match[2], "")


def _decimal_less(smaller: Hashable, larger: Hashable) -> bool:
    if not (isinstance(smaller, Digits) and isinstance(larger, Digits)):
        return False
    if smaller.negative != larger.negative:
        return smaller.negative
    if smaller.negative:
        smaller, larger = larger, smaller
    return smaller.sort_key() < larger.sort_key()


def _digits(value: Hashable) -> tuple[int, int]:
    return (len(value.whole), len(value.fraction)) if isinstance(value, Digits) else (0, 0)


class _NotANumber:
    """The value of ``NaN``: equal to itself, unlike Python's, and in no order with anything."""

    __slots__ = ()


_NAN: Final = _NotANumber()


def _number(text: str) -> float | _NotANumber:
    if text == "NaN":
        return _NAN
    if text in _SPECIAL:
        return _SPECIAL[text]
    if not (text.isascii() and text.isdigit()) and not re.fullmatch(_FLOAT, text):
        message = "is neither digits, with or without an exponent, nor INF, -INF, NaN"
        raise LexicalError(message)
    # Adding zero makes the negative zero, which is equal to zero, the same value.
    return float(text) + 0.0


def _read_double(text: str, _: Mapping[str, str]) -> Hashable:
    return _number(text)


def _single(number: float) -> float:
    """Return the single-precision number nearest to *number*; infinity where it is out of range."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def _neighbour(single: float, number: float) -> float:
    """Return the single-precision number next to *single* on the side of *number*."""
    bits = int(struct.unpack("<i", struct.pack("<f", abs(single)))[0])
    bits += 1 if abs(number) > abs(single) else -1
    return math.copysign(float(struct.unpack("<f", struct.pack("<i", bits))[0]), number)


def _read_float(text: str, _: Mapping[str, str]) -> Hashable:
    number = _number(text)
    if isinstance(number, _NotANumber):
        return number
    single = _single(number)
    if single == number or math.isinf(single):
        return single
    other = _neighbour(single, number)
    if abs(number - single) == abs(other - number):
        # The text was rounded once already, to a point half-way between two: the text itself decides.
        from decimal import Decimal  # noqa: PLC0415 - so rare that nobody else should wait for it

        exact, halfway = Decimal(text), Decimal(number)
        if exact != halfway:
            return max(single, other) if exact > halfway else min(single, other)
    return single + 0.0


def _float_less(smaller: Hashable, larger: Hashable) -> bool:
    return isinstance(smaller, float) and isinstance(larger, float) and smaller < larger


def _read_boolean(text: str, _: Mapping[str, str]) -> bool:
    if text in {"true", "1"}:
        return True
    if text in {"false", "0"}:
        return False
    message = "is none of true, false, 1, 0"
    raise LexicalError(message)


DECIMAL: Final = Primitive("a decimal number", _read_decimal, less=_decimal_less, digits=_digits)
INTEGER: Final = Primitive("a whole number", _read_integer, less=_decimal_less, digits=_digits)
FLOAT: Final = Primitive("a floating-point number", _read_float, less=_float_less)
DOUBLE: Final = Primitive("a floating-point number", _read_double, less=_float_less)
BOOLEAN: Final = Primitive("a truth value", _read_boolean)
