"""Where in a file of settings, or another in TOML, a key stands: tomllib keeps no places."""

import re
from typing import Final

Key = tuple[str | int, ...]
"""The names of tables and of a key, and the number of a table among several: ``("validate", "ignore", 0, "rule")``."""

_NAME: Final = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_NAMES: Final = rf"{_NAME}(?:[^\S\n]*\.[^\S\n]*{_NAME})*"
_HEADER: Final = re.compile(rf"[^\S\n]*(\[\[?)[^\S\n]*({_NAMES})[^\S\n]*\]")
_SETTING: Final = re.compile(rf"[^\S\n]*({_NAMES})[^\S\n]*=")
_WORD: Final = re.compile(_NAME)
_TOKEN: Final = re.compile(r"""'''|\"""|'[^'\n]*'|"(?:\\.|[^"\\\n])*"|#[^\n]*|[\[{]|[\]}]|\n""")
_ENDS: Final = {
    "'''": re.compile(r".*?'''+", re.DOTALL),
    '"""': re.compile(r'(?:\\.|[^\\"]|"(?!""))*"""+', re.DOTALL),
}


def places(text: str) -> dict[Key, int]:
    """Return the line of each table and key in *text*, which is TOML; the first, where a name comes several times.

    What stands in an inline table has no place of its own.
    """
    found: dict[Key, int] = {}
    number, counted = 1, 0
    for key, offset in offsets(text).items():
        if offset < counted:
            number, counted = 1, 0
        number += text.count("\n", counted, offset)
        counted = offset
        found[key] = number
    return found


def offsets(text: str) -> dict[Key, int]:
    """Return where in *text* the name of each table and key begins, as `places` tells its line."""
    found: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    current: Key = ()
    at = 0
    while at < len(text):
        if header := _HEADER.match(text, at):
            current = _numbered(_words(header[2]), counts, again=header[1] == "[[")
            _note(found, current, header.start(2))
        elif setting := _SETTING.match(text, at):
            _note(found, (*current, *_words(setting[1])), setting.start(1), of=len(current))
            at = value_end(text, setting.end())
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return found


def value_end(text: str, start: int) -> int:
    """Return where the value ends that begins after *start*: at the end of its last line."""
    depth, at = 0, start
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token[0] in _ENDS:
            end = _ENDS[token[0]].match(text, at)
            at = end.end() if end else len(text)
        elif token[0] == "\n" and depth <= 0:
            return token.start()
        else:
            depth += (token[0] in "[{") - (token[0] in "]}")
    return len(text)


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


def _note(found: dict[Key, int], key: Key, place: int, *, of: int = 0) -> None:
    """Note where *key* stands, and the tables that it is in as far as they are named on the same line."""
    for length in range(of + 1, len(key) + 1):
        found.setdefault(key[:length], place)
