"""Identifiers out of words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_WORDS: Final = 4
_LONGEST_CHARS: Final = 40


class Identifiers:
    """Gives identifiers, each once: they come from words, never from a position."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def new(self, words: str, prefix: str) -> str:
        """Return an identifier of *prefix* and *words* that was not given before."""
        stem = slug(words)
        # An identifier of a number alone would look as if it counted places.
        stem = f"no-{stem}" if stem.replace("-", "").isdigit() else stem
        wanted = "-".join(filter(None, (prefix, stem))) or "x"
        count = self._counts.get(wanted, 1)
        one = _counted(wanted, count)
        while one in self._taken:
            count += 1
            one = _counted(wanted, count)
        self._counts[wanted] = count
        self._taken.add(one)
        return one


def _counted(wanted: str, count: int) -> str:
    return wanted if count == 1 else f"{wanted}-{_SUFFIXES.get(count, f'n{count}')}"


_SUFFIXES: Final = {2: "again", 3: "third", 4: "fourth", 5: "fifth"}


def slug(words: str, longest: int = _LONGEST_WORDS) -> str:
    """Return the first words of *words* as a name: small letters of ASCII and digits, with hyphens between."""
    pieces: list[str] = []
    for found in _WORD.finditer(words):
        plain = unicodedata.normalize("NFKD", found[0]).encode("ascii", "ignore").decode().lower()
        pieces.extend(_WORD.findall(plain))
        if len(pieces) >= longest or sum(map(len, pieces)) > _LONGEST_CHARS:
            break
    return "-".join(pieces)[:_LONGEST_CHARS].strip("-")
