"""Chinese names in Pinyin, as Wade and Giles wrote them.

Source: the rules of both systems, syllable by syllable; the apostrophes of Wade-Giles are left out by comparison.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_INITIALS: Final = {
    "zh": "ch", "ch": "ch'", "sh": "sh", "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch",
    "q": "ch'", "x": "hs", "z": "ts", "c": "ts'", "r": "j", "m": "m", "f": "f", "n": "n", "l": "l", "h": "h", "s": "s",
}  # fmt: skip
_WHOLE: Final = {
    "zi": "tzu", "ci": "tz'u", "si": "ssu", "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "yi": "i",
    "er": "erh", "ge": "ko", "ke": "k'o", "he": "ho", "e": "o", "yan": "yen", "you": "yu", "yong": "yung", "yu": "yü",
    "yue": "yüeh", "yuan": "yüan", "yun": "yün", "ye": "yeh", "gui": "kuei", "kui": "k'uei", "shuo": "shuo",
    "guo": "kuo", "kuo": "k'uo", "huo": "huo",
}  # fmt: skip
_FINALS: Final = {"ong": "ung", "ian": "ien", "ie": "ieh", "ue": "üeh", "üe": "üeh", "uo": "o"}
_FRONT: Final = frozenset({"j", "q", "x"})
_FINAL: Final = (
    "iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|üan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|üe|a|e|i|o|u|ü"
)
_SYLLABLE: Final = re.compile(rf"(?P<initial>zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?P<final>{_FINAL})")
_INITIAL_VOWEL: Final = frozenset("aeo")


@lru_cache(maxsize=1 << 14)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a *word* in Pinyin, in lower case; none if it is not Pinyin."""
    rest = word.lower().replace("'", "").replace("’", "").replace("-", "")
    return _divided(rest, start=True) or ()


def _divided(rest: str, *, start: bool) -> tuple[str, ...] | None:
    """*rest* as syllables, the longest first; one within a word that has no consonant in front is a last resort."""
    if not rest:
        return ()
    longest = re.match(_SYLLABLE, rest)
    if longest is None or (not start and not longest["initial"] and longest["final"][0] not in _INITIAL_VOWEL):
        return None
    for end in range(longest.end(), 0, -1):
        if _SYLLABLE.fullmatch(rest[:end]):
            after = _divided(rest[end:], start=False)
            if after is not None:
                return (rest[:end], *after)
    return None


def wade_giles(word: str) -> str:
    """*word*, in Pinyin, in Wade-Giles: ``Zedong`` as ``Tse-tung``; "" if it is not Pinyin."""
    found = syllables(word)
    written = "-".join(_syllable(one) for one in found)
    return written[:1].upper() + written[1:]


def _syllable(pinyin: str) -> str:
    if pinyin in _WHOLE:
        return _WHOLE[pinyin]
    found = _SYLLABLE.fullmatch(pinyin)
    if found is None or not found["initial"]:
        return pinyin
    initial, final = found["initial"], found["final"]
    if initial in "yw":
        return pinyin
    if initial in _FRONT and final.startswith("u"):
        final = "ü" + final[1:]
    return _INITIALS[initial] + _FINALS.get(final, final)
