"""Lines of any length folded to a width in columns, as a terminal counts them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST_COLUMNS: Final = 12
"""Deep indentation never leaves less than this for the words."""

_SPACES: Final = re.compile(r"[ \t\r\n]+")
# Chinese and Japanese are written without spaces: a line may end between two wide characters, but not before a closing
# mark and not after an opening one.
_CLOSING: Final = frozenset("、。，．：；！？）］｝」』】〉》〕…‥・ー々")
_OPENING: Final = frozenset("（［｛「『【〈《〔")


@dataclass(frozen=True, slots=True)
class Line:
    """One line before folding: its words, what stands before its first row and before the others, and its underline.

    A line without words is a blank one.
    """

    words: str
    first: str = ""
    rest: str = ""
    underline: str = ""


def folded(lines: "Iterable[Line]", width: int) -> str:
    """Return *lines* with no row wider than *width* columns where words allow it; 0 does not fold.

    Several blank lines in a row become one; there is none at the beginning and at the end.
    """
    rows = [row for line in lines for row in _rows(line, width)]
    kept = [[""] if blank else list(group) for blank, group in groupby(rows, key=lambda row: not row)]
    flat = [row for group in kept for row in group]
    text = "\n".join(flat).strip("\n")
    return f"{text}\n" if text else ""


def columns(words: str) -> int:
    """Return how many columns a terminal gives *words*: two for a wide character, none for a combining one."""
    return sum(map(_columns_of, words))


@lru_cache(maxsize=4096)
def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _rows(line: Line, width: int) -> list[str]:
    if not line.words:
        return [""]
    rows: list[str] = []
    row = line.first
    room = _room(width, row)
    used = 0
    for space, unit in _units(line.words):
        size = columns(unit)
        if used and room and used + len(space) + size > room:
            rows.append(row)
            row, used, room = line.rest, 0, _room(width, line.rest)
        before = space if used else ""
        row += before + unit
        used += len(before) + size
    rows.append(row)
    if line.underline:
        rows.append(line.underline * max(map(columns, rows)))
    return rows


def _room(width: int, indent: str) -> int:
    """Return the columns that are left after *indent*; 0 for any number."""
    return max(width - columns(indent), _LEAST_COLUMNS) if width else 0


def _units(words: str) -> "Iterator[tuple[str, str]]":
    """Yield what may not be parted, each with the space before it if there is one."""
    for word in _SPACES.split(words):
        space = " "
        for unit in _parts(word):
            yield space, unit
            space = ""


def _parts(word: str) -> "Iterator[str]":
    part = ""
    for character in word:
        parted = (
            part
            and (_is_wide(part[-1]) or _is_wide(character))
            and character not in _CLOSING
            and part[-1] not in _OPENING
            and _columns_of(character)
        )
        if parted:
            yield part
            part = ""
        part += character
    if part:
        yield part


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
