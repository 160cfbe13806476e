"""Whether words are English: the commonest of them, with their inflections and the words made of them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from tei.encode.authority.wording import key

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*|\d[\d.,:/]*(?:st|nd|rd|th|s)?%?")
_UNITS: Final = re.compile(r"[^\W_][\w.'’ʼ‘/&-]*(?<![.'’-])")
_POSSESSIVE: Final = re.compile(r"(?:['’ʼ‘]s|(?<=s)['’ʼ‘])$")
_CONTRACTED: Final = re.compile(r"(?:n['’]t|['’](?:ll|re|ve|d|m))$")
_SUFFIXES: Final = (
    ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("iness", "y"), ("s", ""), ("es", ""),
    ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""),
    ("ly", "le"), ("ally", ""), ("ness", ""), ("less", ""), ("ful", ""), ("able", ""), ("able", "e"), ("ship", ""),
    ("man", ""), ("men", ""),
)  # fmt: skip
_PREFIXES: Final = ("un", "re", "non", "mis", "pre", "counter", "over", "under", "anti", "dis", "inter", "sub", "co")
_DOUBLED: Final = re.compile(r"([bdfgklmnprt])\1$")
_LEAST_CHARS: Final = 3

FUNCTION_WORDS: Final = frozenset(
    """
    a about above according across after again against all almost along already also although always am among an and
    another any anyone anything are around as at away back be because been before being below between both but by can
    cannot could did do does done down during each either else even ever every everyone everything except few for from
    further had has have having he hence her here hers herself him himself his how however i if in indeed instead into
    is it its itself just least less made many may me might mine more most much must my myself near neither never
    nevertheless next no nobody none nor not nothing now of off on once one ones only onto or other others otherwise our
    ours ourselves out over own per perhaps quite rather same shall she should since so some someone something soon
    still such than that the their theirs them themselves then there thereby therefore these they this those though
    through
    throughout thus till to together too toward towards under unless until up upon us very via was we were what whatever
    when where whereas whether which while who whom whose why will with within without would yes yet you your yours
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Words of grammar: what joins, points and counts, and names nothing."""
DETERMINERS: Final = frozenset(
    """
    a all an another any both certain each every her his its many my no our several some such that the their these this
    those two three four five your
    """.split()  # noqa: SIM905 - as above
)
"""Words that begin what is named."""
_ASKING: Final = frozenset(
    """
    are can did do does had has have how is was were what when where which who whom whose why
    """.split()  # noqa: SIM905 - as above
)
_ROMAN: Final = re.compile("[IVXLC]+")


def words(text: str) -> list[str]:
    """Return the words and numbers of *text*; what hyphens join are several."""
    return _WORD.findall(text)


def is_english(text: str) -> bool:
    """Whether *text* has words, and each is a number or one that English is made of."""
    found = words(text)
    return bool(found) and all(is_word(one) for one in found)


def is_grammar(text: str) -> bool:
    """Whether *text* has words, and all are of grammar."""
    found = words(text)
    return bool(found) and all(one.casefold() in FUNCTION_WORDS for one in found)


def is_phrase(text: str) -> bool:
    """Whether *text* is two words or more that begin with one of grammar; what has no capital is English."""
    found = _UNITS.findall(text)
    if len(found) < 2 or found[0].casefold() not in FUNCTION_WORDS:  # noqa: PLR2004 - several
        return False
    return all(one[:1].isupper() or is_word(one) for one in found)


def is_question(text: str) -> bool:
    """Whether *text* asks: it begins as questions do, and has more words."""
    found = [one.casefold() for one in words(text)]
    return len(found) > 1 and found[0] in _ASKING


def names_something(text: str) -> bool:
    """Whether *text* is what a sentence may be about: a determiner, and words that name something."""
    found = [one.casefold() for one in words(text)]
    return len(found) > 1 and found[0] in DETERMINERS and any(one not in FUNCTION_WORDS for one in found[1:])


@lru_cache(maxsize=1 << 14)
def is_word(word: str) -> bool:
    """Whether *word* is a number, or a common English word in any of its forms."""
    if word[:1].isdigit() or _ROMAN.fullmatch(word):
        return True
    written = _CONTRACTED.sub("", _POSSESSIVE.sub("", word))
    plain = key(written)
    # A word with accents is one of another language.
    return all(one.isascii() for one in written if one.isalpha()) and (
        plain in FUNCTION_WORDS or any(one in _common() for one in _forms(plain))
    )


@cache
def _common() -> frozenset[str]:
    listed = resources.files(__package__).joinpath("en.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


def _forms(word: str) -> Iterator[str]:
    """What *word* may be made of, itself first."""
    yield from _inflected(word)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + _LEAST_CHARS:
            yield from _inflected(word[len(prefix) :])


def _inflected(word: str, depth: int = 2) -> Iterator[str]:
    yield word
    for suffix, instead in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if depth and stem != word and len(stem) >= _LEAST_CHARS:
            yield from _inflected(stem + instead, depth - 1)
            if not instead and _DOUBLED.search(stem):
                yield stem[:-1]
