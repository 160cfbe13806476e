"""Names that look or sound like others: by the consonants that systems of transliteration agree on."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from tei.encode.authority.systems import cyrillic
from tei.encode.authority.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.encode.authority.entries import Entry

_SIBILANTS: Final = re.compile("schtsch|tsch|shch|sch|tch|zh|sh|ch|ts|cz|sz|z|c(?=[eiy])|q|x|j")
_SILENT: Final = re.compile("[aeiouyh]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LETTERS: Final = str.maketrans({"w": "v", "c": "g", "k": "g", "t": "d", "p": "b", "f": "v"})
_LEAST_CONSONANTS: Final = 3
_LEAST_CHARS: Final = 4
_LIKENESS: Final = 0.6
_MOST: Final = 5
_TRIED: Final = 200
"""How many words of one skeleton are compared; only in names of a very large file are there more."""


def skeleton(word: str) -> str:
    """The consonants of *word*, a key; spellings of one sound are one letter: ``Kovalyov`` and ``Kowaljow`` agree.

    "" if the word is too short to say anything.
    """
    latin = key(cyrillic.romanised(word)[0][0] if cyrillic.is_cyrillic(word) else word)
    if len(latin) < _LEAST_CHARS:
        return ""
    sounds = re.sub("(?<=[^aeiou])j|(?<=[aeiou])j", "y", latin).replace("kh", "h")
    consonants = _SILENT.sub("", _SIBILANTS.sub("s", sounds).translate(_LETTERS))
    found = _DOUBLE.sub(r"\1", consonants)
    return found if len(found) >= _LEAST_CONSONANTS else ""


class Alike:
    """The words of entries by their skeletons."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._words: dict[str, list[tuple[str, int]]] = {}
        self._entries = tuple(entries)
        for number, entry in enumerate(self._entries):
            told = {word for name in entry.names for word in _words(name.surname or name.text)}
            for word in sorted(told):
                self._words.setdefault(skeleton(word), []).append((word, number))

    def to(self, name: str) -> tuple[Entry, ...]:
        """The entries with most words like those of *name*, at most five, in the order of the file."""
        counts: Counter[int] = Counter()
        for word in dict.fromkeys(_words(name)):
            found = self._words.get(skeleton(word), ())[:_TRIED]
            counts.update({number for other, number in found if _ratio(word, other) >= _LIKENESS})
        most = max(counts.values(), default=0)
        return tuple(self._entries[number] for number in sorted(counts) if counts[number] == most)[:_MOST]


def _words(name: str) -> Iterator[str]:
    return (word for part in name.split() if skeleton(word := part.strip(",.()")))


def _ratio(word: str, other: str) -> float:
    if cyrillic.is_cyrillic(word) != cyrillic.is_cyrillic(other):
        return 1.0
    return SequenceMatcher(None, key(word), key(other), autojunk=False).ratio()
