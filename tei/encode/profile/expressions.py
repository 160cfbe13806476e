"""The regular expressions of a profile, which are Python's with three things more.

A space stands for white space (`` ?`` for some or none), ``’`` for an apostrophe of any kind, and ``{name}`` for any
phrase of that list of the vocabulary, or for the expression of that name. What `Expressions` compiles runs over few
characters: the rules see so much of a line and no more.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"\\.|\{([a-z_-]+)\}|.", re.DOTALL)
_REPEATED: Final = re.compile(r"[*+]|\{\d")
_APOSTROPHES: Final = "’'ʼ‘"
_DEEPEST: Final = 8
_SHOWN_CHARS: Final = 60
PREVIOUS: Final = "bracket"
"""``{bracket}``: of ``before``, that another bracket stands there."""


class ExpressionFault(ValueError):
    """What is no expression, in words; ``at`` is the character of it that is wrong, from 0."""

    def __init__(self, message: str, at: int) -> None:
        self.at = at
        super().__init__(message)


class Expressions:
    """Compiles expressions with the lists and the named expressions of a profile."""

    def __init__(self, vocabulary: Mapping[str, Mapping[str, str]], named: Mapping[str, str]) -> None:
        self._lists = {name: _alternatives(phrases) for name, phrases in vocabulary.items()}
        self._named = named
        self._written: dict[str, str] = {}

    def compile(self, text: str, frame: tuple[str, str] = ("", "")) -> re.Pattern[str]:
        """Return *text* compiled, between the two of *frame*. Raises `ExpressionFault` for what is no expression."""
        pieces, places = self._expanded(text)
        written = "".join(pieces)
        try:
            with warnings.catch_warnings(action="error", category=FutureWarning):
                return re.compile(f"{frame[0]}{written}{frame[1]}", re.DOTALL)
        except re.error as error:
            at = _place(pieces, places, (error.pos or 0) - len(frame[0]))
            message = f"“{text}” is no regular expression: {error.msg}"
            raise ExpressionFault(message, min(at, max(len(text) - 1, 0))) from None
        except FutureWarning as warning:
            # A set in a set, which Python means to read in another way one day.
            message = f"“{text}” has a set of characters that needs a \\ before its [: {str(warning).lower()}"
            raise ExpressionFault(message, 0) from None
        except (RecursionError, OverflowError):
            message = f"“{text[:_SHOWN_CHARS]}” is too large for a regular expression"
            raise ExpressionFault(message, 0) from None

    def expand(self, text: str) -> str:
        """Return *text* as Python writes it. Raises `ExpressionFault` for a name that there is not."""
        return "".join(self._expanded(text)[0])

    def _expanded(self, text: str, depth: int = 0) -> tuple[list[str], list[int]]:
        """Return the pieces that *text* is written out as, and where in it each comes from."""
        if depth > _DEEPEST:
            message = f"the named expressions of “{text}” go round in a circle"
            raise ExpressionFault(message, 0)
        pieces: list[str] = []
        places: list[int] = []
        # Where the set of characters began that goes on; a ] that is the first in it is one of them.
        began = -1
        for token in _TOKEN.finditer(text):
            one, name = token[0], token[1]
            places.append(token.start())
            if name and began < 0:
                pieces.append(self._of(name, depth, token.start()))
                continue
            if one == "[" and began < 0:
                began = len(pieces)
            elif one == "]" and began >= 0 and pieces[began + 1 :] not in ([], ["^"]):
                began = -1
            pieces.append(_plain(one, text[token.end() : token.end() + 2], in_class=began >= 0))
        return pieces, places

    def _of(self, name: str, depth: int, at: int) -> str:
        if name == PREVIOUS:
            return f"{{{PREVIOUS}}}"
        if name in self._written:
            return self._written[name]
        if name in self._named:
            try:
                self._written[name] = f"(?:{''.join(self._expanded(self._named[name], depth + 1)[0])})"
            except ExpressionFault as fault:
                raise ExpressionFault(str(fault), at) from None
            return self._written[name]
        if name in self._lists:
            return self._lists[name]
        message = f"there is no list and no expression “{name}”"
        raise ExpressionFault(message, at)


def _place(pieces: list[str], places: list[int], wanted: int) -> int:
    """Return where in the expression that is which stands at *wanted* in what it is written out as."""
    at = 0
    for piece, place in zip(pieces, places, strict=True):
        if at + len(piece) > wanted:
            return place + (wanted - at if len(piece) > 1 and piece[0] == "\\" and wanted > at else 0)
        at += len(piece)
    return places[-1] if places else 0


def _plain(one: str, following: str, *, in_class: bool) -> str:
    if one == " ":
        if in_class or _REPEATED.match(following):
            return r"\s"
        # It takes all white space there is and gives none back: what follows never begins with any.
        return r"(?:\s++)" if following.startswith("?") else r"\s++"
    if one == "’":
        return _APOSTROPHES if in_class else f"[{_APOSTROPHES}]"
    return one


def _alternatives(phrases: Mapping[str, str]) -> str:
    """Any of *phrases*, the longest first, in small letters and capitals alike."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    written = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest_first)
    return f"(?i:{'|'.join(written)})" if phrases else "(?!)"
