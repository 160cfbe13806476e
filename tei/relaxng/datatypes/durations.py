"""Durations: months and seconds, which have no common measure.

Source: XML Schema 1.0 Part 2, 3.2.6.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Final, NamedTuple

from tei.relaxng.datatypes.base import LexicalError, Primitive
from tei.relaxng.datatypes.temporal import day_number

# Python refuses to read numbers of some thousand digits, and no duration needs them.
_DIGITS: Final = 1000
_DURATION: Final = (
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?:(?P<seconds>[0-9]+)(?:\.(?P<fraction>[0-9]*))?|\.(?P<only>[0-9]+))S)?)?"
)
# Between them, these four starts show every length that a number of months may have.
_STARTS: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


class Duration(NamedTuple):
    """Months and seconds, both negative or neither; tuples of the same months order as the durations do.

    *fraction* is what is to be added to *seconds*: the digits after the point, without final zeros. Where the duration
    is negative, the seconds are rounded down.
    """

    months: int
    seconds: int
    fraction: str


def _negated(seconds: int, fraction: str) -> tuple[int, str]:
    if not fraction:
        return -seconds, fraction
    width = len(fraction)
    return -seconds - 1, str(10**width - int(fraction)).zfill(width)


def _read_duration(text: str, _: Mapping[str, str]) -> Duration:
    match = re.fullmatch(_DURATION, text)
    if not match:
        message = "is not of the form PnYnMnDTnHnMnS"
        raise LexicalError(message)
    parts = match.groupdict()
    if any(part and len(part) > _DIGITS for part in parts.values()):
        message = f"has a number of more than {_DIGITS} digits"
        raise LexicalError(message)
    years, months, days, hours, minutes, seconds = (
        int(parts[name] or 0) for name in ("years", "months", "days", "hours", "minutes", "seconds")
    )
    total = days * 86_400 + hours * 3600 + minutes * 60 + seconds
    fraction = (parts["fraction"] or parts["only"] or "").rstrip("0")
    if parts["sign"]:
        return Duration(-(years * 12 + months), *_negated(total, fraction))
    return Duration(years * 12 + months, total, fraction)


def _ends(duration: Duration) -> list[tuple[int, str]]:
    """Return where *duration* leads from each of the four starts, in seconds and their fraction."""
    ends = []
    for year, month in _STARTS:
        count = year * 12 + month - 1 + duration.months
        days = day_number(count // 12, count % 12 + 1, 1)
        ends.append((days * 86_400 + duration.seconds, duration.fraction))
    return ends


def _less(smaller: Hashable, larger: Hashable) -> bool:
    if not (isinstance(smaller, Duration) and isinstance(larger, Duration)):
        return False
    return all(first < second for first, second in zip(_ends(smaller), _ends(larger), strict=True))


DURATION: Final = Primitive("a duration", _read_duration, less=_less)
