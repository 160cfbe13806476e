"""A text as words: what each is for comparison, where it stands, and what stands between two of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_APOSTROPHES: Final = "'’ʼ‘ʻʹʺ`´"
_MARKS: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060"
_ALONE: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts that put no space between words, or none before particles: each character is a word of its own."""
_WORD: Final = re.compile(
    rf"[{_ALONE}]|(?:(?![{_ALONE}])[\w{_MARKS}])+(?:[{_APOSTROPHES}](?:(?![{_ALONE}])[\w{_MARKS}])+)*"
)
_PARTED: Final = re.compile(rf"[\w{_MARKS}]+(?:[{_APOSTROPHES}][\w{_MARKS}]+)*")
"""The same in a text without scripts that put no space between words."""
_ANY_ALONE: Final = re.compile(f"[{_ALONE}]")
_POSSESSIVE: Final = re.compile(rf"[{_APOSTROPHES}][sS]$")
_DROPPED: Final = re.compile(rf"[{_MARKS}{_APOSTROPHES}]+")
_PLAIN: Final = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i"})
_SPACE: Final = re.compile(r"\s+")
_HYPHENS: Final = re.compile("[-\u2010\u2011]")
_SIGNS: Final = re.compile(rf"[\[\]{_APOSTROPHES}]")
_BREAK: Final = "\n\n"


class Word(NamedTuple):
    """A word: ``bare`` without diacritics and apostrophes, ``key`` that in lower case.

    ``owner`` is the same without a possessive ending, None if there is none.
    """

    start: int
    end: int
    bare: str
    key: str
    owner: tuple[str, str] | None

    @property
    def owner_end(self) -> int:
        """Where the word ends without its possessive ending, two characters."""
        return self.end - 2 if self.owner else self.end


class Passage(NamedTuple):
    """A text with its words; ``gaps[n]`` is what stands before word *n*, the last what follows all words.

    In a gap a run of white space is one space, hyphens are alike, square brackets and apostrophes are left out; a blank
    line is kept.
    """

    text: str
    words: tuple[Word, ...]
    gaps: tuple[str, ...]


@lru_cache(maxsize=1 << 18)
def bare(word: str) -> str:
    """*word* without diacritics, apostrophes and invisible characters, in its own case."""
    if word.isascii():
        return word.replace("'", "").replace("`", "")
    decomposed = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", _DROPPED.sub("", decomposed)).translate(_PLAIN)


def key(text: str) -> str:
    """The words of *text* for comparison, with one space between."""
    return " ".join(bare(found).casefold() for found in _WORD.findall(text))


def passage(text: str, found_words: Sequence[str] | None = None) -> Passage:
    """*text* as words and gaps; takes time in proportion to its length. *found_words* are its `words_of`, if known."""
    words: list[Word] = []
    gaps: list[str] = []
    at = end = 0
    for found in words_of(text) if found_words is None else found_words:
        start = text.index(found, end)
        end = start + len(found)
        plain, folded, owner = _compared(found)
        if folded:
            gap = text[at:start]
            gaps.append(gap if gap == " " else _gap(gap) if len(gap) <= _SHORT_CHARS else _told(gap))
            # A text has hundreds of them: what the class itself would make takes half as long again.
            words.append(tuple.__new__(Word, (start, end, plain, folded, owner)))
            at = end
    gaps.append(_told(text[at:]))
    return Passage(text, tuple(words), tuple(gaps))


def words_of(text: str) -> list[str]:
    """Return the words of *text* as they stand there: for most lines that is enough to see that they have no name."""
    return (_WORD if _ANY_ALONE.search(text) else _PARTED).findall(text)


def is_among(word: str, keys: Container[str]) -> bool:
    """Return whether the key of *word*, with its possessive ending or without, is among *keys*."""
    _, folded, owner = _compared(word)
    return folded in keys or (owner is not None and owner[1] in keys)


_SIMPLE: Final = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def spelt(name: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The words of a *name*, bare, what stands between them, and what stands behind the last but for dots.

    Most names are a few words of ASCII, for which this is several times as fast as `passage`.
    """
    if _SIMPLE.fullmatch(name):
        words = tuple(name.split(" "))
        return words, (" ",) * (len(words) - 1), ""
    found = passage(name)
    return tuple(word.bare for word in found.words), found.gaps[1:-1], found.gaps[-1].rstrip(" .")


@lru_cache(maxsize=1 << 16)
def _compared(whole: str) -> tuple[str, str, tuple[str, str] | None]:
    """What a word is compared by: bare, in lower case, and both without a possessive ending if it has one."""
    plain = bare(whole)
    owner = None
    if len(whole) > 2 and _POSSESSIVE.search(whole):  # noqa: PLR2004 - something has to be left
        stem = bare(whole[:-2])
        owner = stem, stem.casefold()
    return plain, plain.casefold(), owner


_SHORT_CHARS: Final = 8
"""What is kept of gaps: long ones are seldom alike."""


def _told(text: str) -> str:
    if text.count("\n") > 1:
        return _BREAK
    return _SPACE.sub(" ", _SIGNS.sub("", _HYPHENS.sub("-", text)))


_gap = lru_cache(maxsize=1 << 12)(_told)


def is_capitals(word: str) -> bool:
    """Whether *word* is written in capitals, as ``KOREA`` or ``McCLOY``."""
    return word.isupper() or (word.startswith(("Mc", "Mac")) and word.removeprefix("Mac").removeprefix("Mc").isupper())


def agrees(text: str, name: str, *, first: bool = False) -> bool:
    """Whether the word *text* may stand for *name*, both bare: the same case, or all capitals.

    A lower-case word may have a capital where it is the *first* of a name.
    """
    return text == name or is_capitals(text) or (first and name[:1].islower() and text == name[:1].upper() + name[1:])
