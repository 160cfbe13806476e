"""On which line of a file of settings a key stands: tomllib keeps no places."""

import re
from typing import Final

Key = tuple[str | int, ...]
"""The names of tables and of a key, and the number of a table among several: ``("validate", "ignore", 0, "rule")``."""

_NAME: Final = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_NAMES: Final = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER: Final = re.compile(rf"\s*(\[\[?)\s*({_NAMES})\s*\]")
_SETTING: Final = re.compile(rf"\s*({_NAMES})\s*=")
_WORD: Final = re.compile(_NAME)


def places(text: str) -> dict[Key, int]:
    """Return the line of each table and key in *text*, which is TOML; the first, where a name comes several times.

    What stands in an inline table has no place of its own.
    """
    found: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    current: Key = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            current = _numbered(_words(header[2]), counts, again=header[1] == "[[")
            _note(found, current, number)
        elif setting := _SETTING.match(line):
            _note(found, (*current, *_words(setting[1])), number, of=len(current))
    return found


def line(found: dict[Key, int], key: Key) -> int:
    """Return the line of *key* among those that are *found*, or of the nearest table that it is in; else 1."""
    return next((found[key[:length]] for length in range(len(key), 0, -1) if key[:length] in found), 1)


def _words(names: str) -> tuple[str, ...]:
    return tuple(word.strip("\"'") for word in _WORD.findall(names))


def _numbered(words: tuple[str, ...], counts: dict[Key, int], *, again: bool) -> Key:
    """Return the key of a table; one of several has its number, and so has what is in it."""
    key: Key = ()
    for position, word in enumerate(words):
        key = (*key, word)
        if again and position == len(words) - 1:
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            key = (*key, counts[key])
    return key


def _note(found: dict[Key, int], key: Key, number: int, *, of: int = 0) -> None:
    """Note where *key* stands, and the tables that it is in as far as they are named on the same line."""
    for length in range(of + 1, len(key) + 1):
        found.setdefault(key[:length], number)
