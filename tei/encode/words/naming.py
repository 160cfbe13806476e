"""Whether words are a name, and of what: by their capitals, and by lists that a profile has.

A list is a mapping whose keys are phrases in lower case, as the vocabulary of a profile is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.authority.systems import chinese, cyrillic, korean
from tei.encode.authority.wording import key
from tei.encode.words import english, foreign

if TYPE_CHECKING:
    from collections.abc import Collection

_PARTS: Final = re.compile(r"[^\s,;]+")
_NAMED: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’ʼ‘-]*\.?(?:[^\W\d_]\.)*|[a-z]{1,2}['’][A-Z][\w-]*")
_LINKS: Final = frozenset(
    """
    al bin da de del della den der di du el ibn la le ten ter van von y zu
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_MOST_WORDS: Final = 5
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\. ?-?)+")
_RUSSIAN: Final = re.compile(
    r"[a-z'’-]{2,}(?:[oe]v|[yi]n|[oe]va|[yi]na|s[ck](?:y|i|ii|iy|yi|aia|aya)|enko|[iy]ch|[uy]k|idze|shvili|[iy]an)"
)
_FAMILIES: Final = frozenset(
    """
    ahn ai an bae baek bai bak bao bi bo cai cao chae chang chao che chen cheng chi chiang chiao chien chin cho choe
    choi chon chong chou chu chun chung dai dang deng ding dong du duan fan fang fei feng fu gan gang gao geng gim
    gong gu guan guo gwon han hao he ho hoang hong hou hsia hsiao hsieh hsu hu hua huang hui huynh hwang hyon i im
    jang jeon jeong ji jia jiang jiao jin jo jung kang kao ke kim ko kong kuan kung kuo kwak kwon lai lee lei li
    liang liao lin ling liu long lu luo ma mao mei meng mi min mo moon mun na nam ngo nguyen nie ning no o oh ouyang
    paek pai paik pak pan pang park peng pham phan pyon qi qian qiao qin qiu qu ren rhee ri rim ro roh ruan ryang
    ryu seo seong shang shao shen sheng shi shim shin sim sin so sok son song su suh sun sung tan tang tao teng tian
    tien ting tong tran truong tsai tsao tseng tu tung vo vu wan wang wei wen weng wu xi xia xiang xiao xie xin xing
    xiong xu xue yan yang yao ye yen yi yim yin yom yoo yoon you yu yuan yue yun zeng zhai zhan zhang zhao zheng
    zhong zhou zhu zhuang zou
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Chinese, Korean and Vietnamese surnames, in the spellings that are common."""


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
    """Whether *text* is forenames: listed ones, initials, patronymics."""
    plain = text.strip()
    if _INITIALS.fullmatch(plain):
        return plain[:1].isupper()
    parts = plain.split()
    if not parts or not all(map(_NAMED.fullmatch, parts)):
        return False
    return all(_is_listed(one, forenames) for one in parts)


def _is_listed(word: str, forenames: Collection[str]) -> bool:
    if _INITIALS.fullmatch(word) or cyrillic.is_patronymic(word):
        return True
    return all(key(one) in forenames for one in word.strip(".").split("-"))


def is_given(text: str) -> bool:
    """Whether *text* is one or two syllables with a capital, as given names of China and Korea are."""
    parts = re.split(r"[\s-]+", text)
    if not text[:1].isupper():
        return False
    if len(parts) == 2:  # noqa: PLR2004 - of two syllables
        return all(_is_syllable(one) for one in parts)
    if len(parts) != 1 or len(text) > len("zhuangguang"):
        return False
    return len(chinese.syllables(text)) == 2 or _is_syllable(text)  # noqa: PLR2004 - as above


def _is_syllable(word: str) -> bool:
    return len(word) <= len("chuang'") and any(foreign.may_be(word, language) for language in ("ko", "zh", "vi"))


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
    return any(one in listed or _singular(one) in listed for one in found)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


_ACRONYM: Final = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ]{2,6}|(?:[^\W\d_a-zß-öø-ÿ][a-z]?){2,6}|(?:[^\W\d_]{1,2}\. ?){2,6})(?:\([a-z]{1,2}\))?"
    r"(?:-\d+)?"
)
_ONSET: Final = (
    "STR|SPR|SKR|SHCH|[BPFGKVC][LR]|[TD][RV]|S[CKLMNPQTVHW]|[CKTGPSZ]H|TS|GN|KN|K[VS]|Z[VDN]|V[ZLRSN]|ML|[^AEIOUY]"
)
_CODA: Final = "(?<=[NRLS])[TDKGSCNMBPFVZ]|(?<=[KPCT])S|(?<=[CKTZS])H"
_SYLLABLES: Final = re.compile(rf"(?:(?:{_ONSET})?[AEIOUY]{{1,2}}[^AEIOUYH]?)+(?:{_CODA})?")
_LONGEST_CHARS: Final = 16
_LEAST_WORD: Final = 4


def is_acronym(word: str) -> bool:
    """Whether *word* is written as initials are: a few capitals, small letters between, or full stops."""
    letters = [one for one in word if one.isalpha()]
    return len(letters) > 1 and sum(one.isupper() for one in letters) > 1 and _ACRONYM.fullmatch(word) is not None


def is_pronounceable(word: str) -> bool:
    """Whether *word*, in capitals, has four letters or more and the syllables of a word: it may be one."""
    return _LEAST_WORD <= len(word) <= _LONGEST_CHARS and _SYLLABLES.fullmatch(key(word).upper()) is not None


_SMALL: Final = frozenset(
    """
    a an and at by de der des die du et for from i im in la le of on or pri the to und v von y
    """.split()  # noqa: SIM905 - as above
)


def shortens(word: str, whole: str) -> bool:
    """Whether *word* has some of the letters of *whole* in their order, the first among them."""
    letters = [one for one in word.casefold() if one.isalpha()]
    rest = iter(whole.casefold())
    return (
        whole[:1].casefold() == word[:1].casefold()
        and len(letters) < len(whole)
        and all(one in rest for one in letters)
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
