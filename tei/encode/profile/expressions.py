"""The regular expressions of a profile, which are Python's with three things more.

A space stands for any white space, ``’`` for an apostrophe of any kind, and ``{name}`` for any phrase of that list of
the vocabulary, or for the expression of that name. What `Expressions` compiles runs over few characters: the rules
see so much of a line and no more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"\\.|\{([a-z_-]+)\}|.", re.DOTALL)
_APOSTROPHES: Final = "’'ʼ‘"
_DEEPEST: Final = 8
_PREVIOUS: Final = "bracket"
"""No expression: the bracket before."""


class Expressions:
    """Compiles expressions with the lists and the named expressions of a profile."""

    def __init__(self, vocabulary: Mapping[str, Mapping[str, str]], named: Mapping[str, str]) -> None:
        self._lists = {name: _alternatives(phrases) for name, phrases in vocabulary.items()}
        self._named = named

    def compile(self, text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        """Return *text* compiled. Raises ValueError, in words, for what is no expression."""
        try:
            return re.compile(self.expand(text), re.DOTALL | flags)
        except re.error as error:
            message = f"“{text}” is no regular expression: {error.msg} at character {(error.pos or 0) + 1}"
            raise ValueError(message) from None

    def expand(self, text: str, depth: int = 0) -> str:
        """Return *text* as Python writes it."""
        if depth > _DEEPEST:
            message = f"the named expressions of “{text}” go round in a circle"
            raise ValueError(message)
        pieces: list[str] = []
        in_class = False
        for token in _TOKEN.finditer(text):
            one, name = token[0], token[1]
            if name and name != _PREVIOUS and not in_class:
                pieces.append(self._of(name, depth))
                continue
            if one == "[" and not in_class:
                in_class = True
            elif one == "]" and in_class and pieces[-1] not in {"[", "[^"}:
                in_class = False
            pieces.append(_plain(one, in_class=in_class))
        return "".join(pieces)

    def _of(self, name: str, depth: int) -> str:
        if name in self._named:
            return f"(?:{self.expand(self._named[name], depth + 1)})"
        if name in self._lists:
            return self._lists[name]
        message = f"there is no list and no expression “{name}”"
        raise ValueError(message)


def _plain(one: str, *, in_class: bool) -> str:
    if one == " ":
        return r"\s" if in_class else r"\s+"
    if one == "’":
        return _APOSTROPHES if in_class else f"[{_APOSTROPHES}]"
    return one


def _alternatives(phrases: Mapping[str, str]) -> str:
    """Any of *phrases*, the longest first, in small letters and capitals alike."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    written = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return f"(?i:{'|'.join(written)})" if phrases else "(?!)"
