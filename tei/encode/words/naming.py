"""Whether words are a name, and of what: by their capitals, and by lists that a profile has.

A list is a mapping whose keys are phrases in lower case, as the vocabulary of a profile is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.authority.systems import chinese, cyrillic, korean
from tei.encode.authority.wording import key
from tei.encode.words import english

if TYPE_CHECKING:
    from collections.abc import Collection

_PARTS: Final = re.compile(r"[^\s,;]+")
_NAMED: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’ʼ‘-]*\.?(?:[^\W\d_]\.)*|[a-z]{1,2}['’][A-Z][\w-]*")
_LINKS: Final = frozenset("al bin da de del della den der di du el ibn la le ten ter van von y zu".split())
_MOST_WORDS: Final = 5
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\. ?-?)+")
_RUSSIAN: Final = re.compile(
    r"[a-z'’-]{2,}(?:[oe]v|[yi]n|[oe]va|[yi]na|s[ck](?:y|i|ii|iy|yi|aia|aya)|enko|[iy]ch|[uy]k|idze|shvili|[iy]an)"
)
_FAMILIES: Final = frozenset(
    """
    ai bai bao bi bo cai cao chang chao che chen cheng chi chiang chiao chien chin chou chu dai deng ding dong du duan
    fan fang fei feng fu gan gao geng gong gu guan guo han hao he hong hou hsia hsiao hsieh hsu hu hua huang hui ji jia
    jiang jiao jin kang kao ke kong kuan kung kuo lai lei li liang liao lin ling liu long lu luo ma mao mei meng mi mo
    nie ning ouyang pan pang peng qi qian qiao qin qiu qu ren ruan shang shao shen sheng shi song su sun sung tan tang
    tao teng tian tien ting tong tsai tsao tseng tu tung wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong
    xu xue yan yang yao ye yen yi yin you yu yuan yue zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zou
    ahn an bae baek bak chae cho choe choi chon chong chu chun chung gang gim gwon han ho hong hwang hyon i im jang
    jeon jeong ji jo jung kang kim ko kwak kwon lee min moon mun na nam no o oh paek pai paik pak park pyon rhee ri rim
    ro roh ryang ryu seo seong shim shin sim sin so sok son song suh yang yi yim yom yoo yoon yu yun
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Chinese and Korean surnames, in the spellings that are common."""


def is_name(text: str) -> bool:
    """Whether *text* is one to five words with capitals or initials, small ones as *von* between them."""
    parts = _PARTS.findall(text)
    if not 0 < len(parts) <= _MOST_WORDS or "," in text or ";" in text:
        return False
    named = [one for one in parts if one.casefold() not in _LINKS or one[:1].isupper()]
    if not named or english.is_grammar(text) or not all(map(_NAMED.fullmatch, named)):
        return False
    # A full stop ends a sentence, unless what it ends is an initial or a title.
    return not parts[-1].endswith(".") or len(parts[-1]) <= len("Jr.") or "." in parts[-1][:-1]


def is_forename(text: str, forenames: Collection[str]) -> bool:
    """Whether *text* may stand beside a surname: listed, initials, a patronymic, or syllables of Korean or Chinese."""
    plain = text.strip()
    if _INITIALS.fullmatch(plain):
        return plain[:1].isupper()
    parts = plain.split()
    if not parts or not all(map(_NAMED.fullmatch, parts)):
        return False
    if all(_is_listed(one, forenames) for one in parts):
        return True
    return _is_given(plain) and not english.is_english(plain)


def _is_listed(word: str, forenames: Collection[str]) -> bool:
    if _INITIALS.fullmatch(word) or cyrillic.is_patronymic(word):
        return True
    return all(key(one) in forenames for one in word.strip(".").split("-"))


def _is_given(text: str) -> bool:
    """Whether *text* is two syllables, as given names of China and Korea are."""
    parts = re.split(r"[\s-]+", text)
    if len(parts) == 2:  # noqa: PLR2004 - of two syllables
        return all(_is_syllable(one) for one in parts)
    return len(parts) == 1 and len(text) <= len("zhuangguang") and len(chinese.syllables(text)) == 2  # noqa: PLR2004


def _is_syllable(word: str) -> bool:
    from tei.encode.words import foreign

    return len(word) <= len("chuang'") and (foreign.may_be(word, "ko") or foreign.may_be(word, "zh"))


def is_family(word: str) -> bool:
    """Whether *word* is a common surname of China or Korea, which stands first."""
    return key(word) in _FAMILIES or bool(korean.families(word.capitalize()))


def is_surname(word: str) -> bool:
    """Whether *word* looks like a surname: one of China or Korea, or one with an ending of Russian ones."""
    return is_family(word) or _RUSSIAN.fullmatch(word.casefold()) is not None


def has_listed(text: str, listed: Collection[str]) -> bool:
    """Whether one of the words of *text*, or all of it, is *listed*, in the singular or the plural."""
    if key(text) in listed:
        return True
    found = [key(one) for part in english.words(text) for one in (part, part.removesuffix("’s").removesuffix("'s"))]
    return any(one in listed or one.removesuffix("s") in listed for one in found)


_ACRONYM: Final = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ]{2,6}|(?:[^\W\d_a-zß-öø-ÿ][a-z]?){2,6}|(?:[^\W\d_]{1,2}\. ?){2,6})(?:\([a-z]{1,2}\))?"
    r"(?:-\d+)?"
)
_SYLLABLES: Final = re.compile(
    r"(?:[^AEIOUY]{0,2}[AEIOUY]{1,2})+(?:N[TDKG]|[RL][TDKNMSGBP]|S[TK]|[^AEIOUYHQ])?|[^AEIOUY]?[AEIOUY][^AEIOUY]"
)
_LEAST_WORD: Final = 4


def is_acronym(word: str) -> bool:
    """Whether *word* is written as initials are: a few capitals, small letters between, or full stops."""
    letters = [one for one in word if one.isalpha()]
    return len(letters) > 1 and sum(one.isupper() for one in letters) > 1 and _ACRONYM.fullmatch(word) is not None


def is_pronounceable(word: str) -> bool:
    """Whether *word*, in capitals, has four letters or more and the syllables of a word: it may be one."""
    return len(word) >= _LEAST_WORD and _SYLLABLES.fullmatch(key(word).upper()) is not None


_SMALL: Final = frozenset(
    "a an and at by de der des die du et for from i im in la le of on or pri the to und v von y".split()
)


def are_initials(letters: str, text: str) -> bool:
    """Whether *letters* are the initials of *text*, in their order; a small word may have one or none."""
    wanted = [one for one in letters.casefold() if one.isalpha()]
    at = 0
    for word in re.split(r"[\s-]+", text.casefold()):
        first = next((one for one in word if one.isalpha()), "")
        if at < len(wanted) and first == wanted[at]:
            at += 1
        elif first and word not in _SMALL:
            return False
    return at == len(wanted) > 1
