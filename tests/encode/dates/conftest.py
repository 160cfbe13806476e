"""A small grammar of the Extended Date/Time Format, written for these tests from the Library of Congress's text."""

import re
from collections.abc import Callable
from datetime import date

import pytest

_YEAR = r"[0-9X]{4}"
_POINT = re.compile(rf"({_YEAR})(?:-([0-9X]{{2}})(?:-([0-9X]{{2}}))?)?([?~%]?)")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?",
)


def _is_point(text: str) -> bool:
    found = _POINT.fullmatch(text)
    if not found:
        return False
    year, month, day = found[1], found[2], found[3]
    if month and month.isdigit() and 21 <= int(month) <= 24:
        return day is None
    if month and month.isdigit() and not 1 <= int(month) <= 12:
        return False
    if not day or "X" in f"{year}{month}{day}":
        return True
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _is_in_set(text: str) -> bool:
    if ".." not in text:
        return _is_point(text)
    first, _, last = text.partition("..")
    return (bool(first) or bool(last)) and all(_is_point(end) for end in (first, last) if end)


def _is_edtf(text: str) -> bool:
    """EDTF = Point | Moment | End "/" End | "[" Set "]" | "{" Set "}"."""
    if text[:1] + text[-1:] in {"[]", "{}"}:
        return all(_is_in_set(member) for member in text[1:-1].split(","))
    if "/" in text:
        ends = text.split("/")
        return len(ends) == 2 and ends != ["..", ".."] and all(end == ".." or _is_point(end) for end in ends)
    moment = _MOMENT.fullmatch(text)
    return _is_point(moment[1]) if moment else _is_point(text)


@pytest.fixture(scope="session")
def is_edtf() -> Callable[[str], bool]:
    """A function that says whether a text is EDTF, as far as level 2."""
    return _is_edtf
