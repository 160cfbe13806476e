"""Sets of characters, as predicates: what the escapes and brackets of a regular expression stand for.

A predicate costs nothing until a character is met, where a table of, say, all letters would cost milliseconds at each
start. The matcher asks once for each character and place.

Source: XML Schema 1.0 Part 2, appendix F.1.
"""

from collections.abc import Callable
from typing import Final
from unicodedata import category

from tei.relaxng.datatypes.text_types import continues_name, starts_name
from tei.relaxng.datatypes.unicode_blocks import block

Predicate = Callable[[str], bool]

_CATEGORIES: Final = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    # No surrogates: they are no characters of XML.
    "C": "cfon",
}


def one(character: str) -> Predicate:
    """Return the set of *character* alone."""
    return character.__eq__


def between(low: str, high: str) -> Predicate:
    """Return the set of the characters from *low* to *high*, both included."""
    return lambda character: low <= character <= high


def either(members: tuple[Predicate, ...]) -> Predicate:
    """Return the union of *members*."""
    if len(members) == 1:
        return members[0]
    return lambda character: any(member(character) for member in members)


def outside(member: Predicate) -> Predicate:
    """Return the complement of *member*."""
    return lambda character: not member(character)


def without(whole: Predicate, removed: Predicate) -> Predicate:
    """Return the characters of *whole* that are not in *removed*."""
    return lambda character: whole(character) and not removed(character)


def _of_category(name: str) -> Predicate | None:
    group = _CATEGORIES.get(name[:1])
    if group is None or len(name) > len("Lu"):
        return None
    if len(name) == 1:
        return lambda character: category(character)[0] == name
    return (lambda character: category(character) == name) if name[1] in group else None


def has_property(name: str) -> Predicate | None:
    """Return the characters of a category (``Lu``) or block (``IsThai``), or None if Unicode knows no such thing."""
    if not name.startswith("Is"):
        return _of_category(name)
    ranges = block(name.removeprefix("Is"))
    return either(tuple(between(chr(low), chr(high)) for low, high in ranges)) if ranges else None


def _is_word(character: str) -> bool:
    return category(character)[0] not in "PZC"


def _is_digit(character: str) -> bool:
    return category(character) == "Nd"


def _begins_name(character: str) -> bool:
    return character == ":" or starts_name(character)


def _in_name(character: str) -> bool:
    return character == ":" or continues_name(character)


_POSITIVE: Final[dict[str, Predicate]] = {
    "s": " \t\n\r".__contains__,
    "d": _is_digit,
    "w": _is_word,
    "i": _begins_name,
    "c": _in_name,
}
MULTIPLE: Final = _POSITIVE | {letter.upper(): outside(members) for letter, members in _POSITIVE.items()}
ANY_BUT_LINE_END: Final = outside("\n\r".__contains__)
