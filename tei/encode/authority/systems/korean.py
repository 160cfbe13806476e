"""Korean names in Latin letters: by rule from Hangul, and the spellings that families chose.

Sources: the Revised Romanization of 2000, and McCune-Reischauer of 1939, both without assimilation between syllables,
as is usual in names; comparison leaves out breves and apostrophes.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_FIRST: Final = 0xAC00
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_VOWEL_COUNT: Final = 21
_FINAL_COUNT: Final = 28


def _listed(letters: str) -> tuple[str, ...]:
    return tuple(letters.split())


_REVISED: Final = (
    _listed("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    _listed("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
    _listed("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
)
_MCCUNE: Final = (
    _listed("k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h"),
    _listed("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
    _REVISED[2],
)
_SYSTEMS: Final = {"Revised Romanization": _REVISED, "McCune-Reischauer": _MCCUNE}
_VOICED: Final = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_SONORANT: Final = frozenset("aeiounmlg")

_FAMILIES: Final = tuple(
    frozenset(line.split())
    for line in (
        "김 Kim Gim",
        "이 Yi I Lee Rhee Ri Li Rhie",
        "박 Pak Park Bak",
        "최 Choe Choi Choy",
        "정 Chong Jeong Chung Jung",
        "강 Kang Gang",
        "조 Cho Jo",
        "윤 Yun Yoon",
        "장 Chang Jang",
        "임 Im Lim Yim Rim",
        "한 Han",
        "오 O Oh",
        "서 So Seo Suh",
        "신 Sin Shin",
        "권 Kwon Gwon",
        "황 Hwang",
        "안 An Ahn",
        "송 Song",
        "류 Ryu Yu Yoo",
        "홍 Hong",
        "전 Chon Jeon Chun Jun",
        "고 Ko Go Koh",
        "문 Mun Moon",
        "백 Paek Baek Paik",
        "허 Ho Heo Huh Hur",
        "노 No Roh Noh Ro",
        "여 Yo Yeo Lyuh Yuh",
    )
)


def is_hangul(text: str) -> bool:
    """Whether *text* has syllables of the Korean script."""
    return not text.isascii() and _HANGUL.search(text) is not None


def families(surname: str) -> tuple[str, ...]:
    """How else families write the *surname*, in Latin letters or in Hangul; sorted, without *surname*."""
    found = {one for family in _FAMILIES if surname in family for one in family}
    return tuple(sorted(one for one in found if one != surname and one.isascii()))


def romanised(text: str) -> tuple[tuple[str, str], ...]:
    """The Hangul *text* in Latin letters as one word each, with the system of each form."""
    forms: dict[str, str] = {}
    for system in _SYSTEMS:
        plain = [_syllable(one, system) for one in text if is_hangul(one)]
        soft = _voiced(plain) if system == "McCune-Reischauer" else "".join(plain)
        for joined in ("".join(plain), soft):
            forms.setdefault(joined[:1].upper() + joined[1:], system)
    return tuple(forms.items())


def _syllable(hangul: str, system: str) -> str:
    initials, vowels, finals = _SYSTEMS[system]
    rest, final = divmod(ord(hangul) - _FIRST, _FINAL_COUNT)
    initial, vowel = divmod(rest, _VOWEL_COUNT)
    return f"{initials[initial]}{vowels[vowel]}{finals[final]}".replace("-", "")


def _voiced(parts: list[str]) -> str:
    """*parts* joined, with the consonants soft between voiced ones, as McCune and Reischauer want it."""
    written = parts[:1]
    for before, part in pairwise(parts):
        hard = next(
            (
                one
                for one in ("ch", "k", "t", "p")
                if part.startswith(one) and not part.startswith((one * 2, f"{one}'"))
            ),
            "",
        )
        soft = hard and before[-1:] in _SONORANT
        written.append(_VOICED[hard] + part[len(hard) :] if soft else part)
    return "".join(written)
