"""Whether two words are spellings of one name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from tei.encode.authority.likeness import skeleton
from tei.encode.authority.systems import chinese, korean
from tei.encode.authority.wording import key

_LIKE: Final = 0.8
_ALIKE: Final = 0.85
_SOUNDS_LIKE: Final = 0.6
_LONGEST_CHARS: Final = 60


def is_variant(name: str, other: str) -> bool:
    """Whether *name* and *other* write one name: nearly the same letters, or one by another system of transcription.

    Names that differ in capitals, hyphens and apostrophes only are; so are those of as many words, each a spelling of
    the other's.
    """
    if not name or not other or max(len(name), len(other)) > _LONGEST_CHARS:
        return False
    left, right = _words(name), _words(other)
    if "".join(left) == "".join(right):
        return name != other
    if _romanised(left) & _romanised(right):
        return True
    if len(left) != len(right) and min(len(left), len(right)) > 1:
        return SequenceMatcher(None, "".join(left), "".join(right), autojunk=False).ratio() >= _ALIKE
    return len(left) == len(right) and all(map(_is_spelling, left, right))


def _words(name: str) -> list[str]:
    return key(name.replace("-", " ")).split()


def _romanised(words: list[str]) -> set[str]:
    """*words* without spaces, and in Wade-Giles if they are Pinyin."""
    joined = "".join(words)
    giles = [chinese.wade_giles(word) for word in words]
    return {joined, _plain("".join(giles))} if all(giles) else {joined}


def _plain(name: str) -> str:
    return key(name.replace("-", "")).replace(" ", "")


def _is_spelling(word: str, other: str) -> bool:
    if word == other or other.capitalize() in korean.families(word.capitalize()):
        return True
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    if ratio >= _LIKE:
        return True
    sounds = skeleton(word)
    return bool(sounds) and sounds == skeleton(other) and ratio >= _SOUNDS_LIKE
