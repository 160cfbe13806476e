"""Octets written as text: hexBinary, base64Binary.

Source: XML Schema 1.0 Part 2, 3.2.15, 3.2.16 (with the errata's production for base64).
"""

import re
from binascii import a2b_base64
from collections.abc import Hashable, Mapping
from typing import Final

from tei.relaxng.datatypes.base import LexicalError, Primitive

_HEX: Final = "(?:[0-9a-fA-F]{2})*"
# The last digit before the padding has bits that no octet takes up: they have to be zero.
_BASE64: Final = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?"


def _read_hex(text: str, _: Mapping[str, str]) -> bytes:
    if not re.fullmatch(_HEX, text):
        message = (
            "has an odd number of digits"
            if re.fullmatch("[0-9a-fA-F]*", text)
            else "has other characters than 0-9 and a-f"
        )
        raise LexicalError(message)
    return bytes.fromhex(text)


def _read_base64(text: str, _: Mapping[str, str]) -> bytes:
    digits = text.replace(" ", "")
    if not re.fullmatch(_BASE64, digits):
        message = "is not made of groups of four base64 digits"
        raise LexicalError(message)
    return a2b_base64(digits)


def _octets(value: Hashable) -> int:
    return len(value) if isinstance(value, bytes) else 0


HEX_BINARY: Final = Primitive("a row of hexadecimal digits", _read_hex, length=_octets, unit="octet")
BASE64_BINARY: Final = Primitive("text in base64", _read_base64, length=_octets, unit="octet")
