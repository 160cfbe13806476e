"""What somebody may have meant by a value that is not allowed: the same date, number or name as standards write it.

These are guesses: nothing of it is advised before a datatype has accepted it.
"""

import re
from collections.abc import Iterator
from typing import Final

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LEAST_OF_MONTH: Final = 3
_SEPARATED: Final = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})")
_YEAR_MONTH: Final = re.compile(r"(\d{4})[-./](\d{1,2})")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[-./](\d{4})")
_IN_WORDS: Final = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]+)\.?(?: (\d{1,2}),?)? (\d{4})")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?")
_DECIMAL: Final = re.compile(r"([+-]?\d+),(\d+)")
_WITH_UNIT: Final = re.compile(r"([+-]?\d+(?:\.\d+)?) ?(?:%|[A-Za-z]+)")
_LETTER: Final = re.compile(r"[^\W\d]")
_YEAR_DIGITS: Final = 4


def meanings(value: str) -> Iterator[str]:
    """Yield what *value*, white space normalised, may mean, the likeliest first."""
    yield from _dates(value)
    if clock := _CLOCK.fullmatch(value):
        yield f"{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}"
    if decimal := _DECIMAL.fullmatch(value):
        yield f"{decimal[1]}.{decimal[2]}"
    if unit := _WITH_UNIT.fullmatch(value):
        yield unit[1]
    if "_" in value:
        yield value.replace("_", "-")
    if value.startswith("#"):
        yield value[1:]


def remedies(value: str) -> Iterator[str]:
    """Yield what *value* would be as an identifier, if that is what it should be."""
    if ":" in value:
        yield value.replace(":", "-")
    if value and not _LETTER.match(value):
        yield f"id-{value.lstrip('-.')}"


def _dates(value: str) -> Iterator[str]:
    """Yield the dates that *value* may stand for: with day before month first, as most of the world writes them."""
    if parts := _SEPARATED.fullmatch(value):
        first, second, third = parts.groups()
        if len(first) == _YEAR_DIGITS:
            yield _date(first, second, third)
        elif len(third) == _YEAR_DIGITS:
            yield _date(third, second, first)
            yield _date(third, first, second)
    elif parts := _YEAR_MONTH.fullmatch(value):
        yield f"{parts[1]}-{int(parts[2]):02}"
    elif parts := _MONTH_YEAR.fullmatch(value):
        yield f"{parts[2]}-{int(parts[1]):02}"
    elif (parts := _IN_WORDS.fullmatch(value)) and (month := _month(parts[2])):
        day = parts[1] or parts[3]
        yield _date(parts[4], str(month), day) if day else f"{parts[4]}-{month:02}"


def _date(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _month(name: str) -> int:
    """Return the number of the month with that English name, or such a beginning; 0 if there is none."""
    if len(name) < _LEAST_OF_MONTH:
        return 0
    numbers = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return next(numbers, 0)
