"""Whether words look like those of another language, in Latin letters, and not like English ones.

Each language is told by what its spelling has and English has not: the letters and endings of a transliteration, the
syllables of one that is made of syllables. A word that English has too is told by its surroundings only.
"""

from __future__ import annotations

import re
from typing import Final

from tei.encode.authority.systems import chinese
from tei.encode.authority.wording import key
from tei.encode.words import english

_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’ʼ‘ʹʺ-]+[^\W\d_]*)*")
_COUNTING: Final = re.compile(r"\w|[ivxlc]{1,7}")
"""A letter or a number that counts: what calls a footnote."""
_ENGLISH_ONLY: Final = re.compile(
    r"th|wh|gh|ck|oo|ee|ea|ay|ow|qu|(?:tion|sion|ness|ment|able|ible|ity|ous|ful|less|ive|ship|ery|ing|ed)s?$"
)
_RUSSIAN: Final = re.compile(r"(?!.*(?:[wqx]|c(?!h|z)|[aeiou]{4}))[abcdefghijklmnoprstuvyzëčšžèâûŝ'’ʹʺ-]+")
_GERMAN: Final = re.compile(
    r".*[äöüß].*|.*(?:sch|tz|pf|zw|chs|cht|ei[a-z]|eu[a-z]|au[a-z]|ie[a-z]|ss).*|.*(?:ung|heit|keit|tum|amt|rat|e|en|er|"
    r"el|lich|isch|ig|stelle|werk|chen|ei|ion|ismus|ist|tät|land|haus|hof|stadt)"
)
_POLISH: Final = re.compile(r".*[ąćęłńóśźż].*|.*(?:cz|sz|rz|dz|owy|owa|ość|ski|cja|nie|nia|wie|ych|ego|ów)")
_CZECH: Final = re.compile(r".*[áčďéěíňóřšťúůýž].*|.*(?:ova|ost|ství|ctvo|ský|ní|ové|ana|ina|tel|ovat)")
_HUNGARIAN: Final = re.compile(r".*[áéíóöőúüű].*|.*(?:sz|gy|cs|zs|ny|ság|ség|nak|nek|ban|ben)")
_FRENCH: Final = re.compile(r".*[àâçéèêëîïôûùœ].*|.*(?:eau|eux|aux|oire|ette|ique|isme|age|eur|euse|aise|elle|ois)")
_SPANISH: Final = re.compile(
    r".*[áéíóúñü].*|.*(?:ción|sión|nión|dad|ado|ada|ero|era|ista|ismo|os|as|ar|ir|ez|illo|illa)"
)
_ROMANIAN: Final = re.compile(r".*[ăâîșțşţ].*|.*(?:ului|ilor|ea|ii|ie|esc|escu|ul|ele|are)")
_SERBIAN: Final = re.compile(r".*[čćđšž].*|.*(?:ski|nje|ija|ost|stvo|nik|ova|ica|ni|na|no)")
_SYLLABLES: Final = {
    "ja": re.compile(r"(?:sh|ch|ts|[kgnhbpmr]y|kk|ss|tt|pp|[kgsztdnhbpmryjfw])?[aiueo]|n"),
    "ko": re.compile(r"(?:kk|tt|pp|ss|tch|jj|ch|sh|[kgtdpbsjhmnrl])?[yw]?(?:ae|eo|eu|oe|ui|[aeiou])(?:ng|[nmklpt])?"),
    "vi": re.compile(r"(?:ngh?|th|tr|ch|kh|ph|nh|gi|qu|[bcdghklmnprstvx])?(?:[aeiouy]{1,3})(?:ng|nh|ch|[cmnpt])?"),
    "zh": re.compile(r"(?:ch|hs|sh|ts|tz|ss|[fhjklmnpstwyr])?(?:[aeiou]{1,4}|ih)(?:ng|n|h|rh)?"),
}
"""Syllables by language; of Chinese those of Wade and Giles."""
_LONGEST_SYLLABLE: Final = 7
_LONGEST_WORD: Final = 24
_PATTERNS: Final = {
    "bg": _RUSSIAN,
    "cs": _CZECH,
    "de": _GERMAN,
    "es": _SPANISH,
    "fr": _FRENCH,
    "hu": _HUNGARIAN,
    "pl": _POLISH,
    "ro": _ROMANIAN,
    "ru": _RUSSIAN,
    "sr": _SERBIAN,
    "hr": _SERBIAN,
    "uk": _RUSSIAN,
}
_COMPOUNDING: Final = frozenset({"da", "de", "fi", "hu", "nl", "no", "sv"})


_ENGLISH_GRAMMAR: Final = frozenset(
    """
    and are by for from has have his of that the their this was were which with
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Words of grammar that no other language spells so."""


def is_compounding(language: str) -> bool:
    """Whether one word of *language* may be several of English."""
    return language in _COMPOUNDING


def has_syllables(language: str) -> bool:
    """Whether the words of *language*, in Latin letters, are rows of a few hundred syllables."""
    return language in _SYLLABLES


def is_pinyin(text: str) -> bool:
    """Whether *text* has words, and all are syllables of Chinese, in Pinyin or in the letters of Wade and Giles."""
    found = _WORDS.findall(text)
    return bool(found) and all(_is_syllables(one) for one in found)


def _is_syllables(word: str) -> bool:
    plain = key(word.replace("-", ""))
    return len(plain) <= _LONGEST_WORD and (bool(chinese.syllables(plain)) or _divides(plain, _SYLLABLES["zh"]))


def _divides(word: str, syllable: re.Pattern[str]) -> bool:
    """Whether *word* is a row of syllables."""
    ends = {0}
    for end in range(1, len(word) + 1):
        first = max(0, end - _LONGEST_SYLLABLE)
        if any(start in ends and syllable.fullmatch(word, start, end) for start in range(first, end)):
            ends.add(end)
    return len(word) in ends


def looks_foreign(text: str, language: str) -> bool:
    """Whether *text* may be of *language*: in another script, or in letters, endings or syllables that it has.

    A text of which all words are English does not, unless each is a noun with a capital, as German has them.
    """
    found = _WORDS.findall(text)
    if not all(map(_is_latin, found)):
        return True
    if not found or not language or _COUNTING.fullmatch(text):
        return False
    if any(one in _ENGLISH_GRAMMAR for one in found):
        return False
    known = sum(english.is_word(one) for one in found)
    return known * 2 < len(found) and all(may_be(one, language) for one in found if not english.is_word(one))


def may_be(word: str, language: str) -> bool:
    """Whether the spelling of *word* allows that it is of *language*."""
    if len(word) > _LONGEST_WORD:
        return False
    if language == "zh":
        return is_pinyin(word)
    if language in _SYLLABLES:
        return _divides(key(word.replace("-", "")), _SYLLABLES[language])
    lower = word.casefold()
    if language in {"ru", "uk", "bg"} and _ENGLISH_ONLY.search(_without_russian(lower)):
        return False
    pattern = _PATTERNS.get(language)
    return not word.isascii() if pattern is None else pattern.fullmatch(lower) is not None


def _without_russian(word: str) -> str:
    """*word* without the endings that Russian borrowed: ``miting``."""
    return re.sub(r"(?<=t)ing[aiu]?$", "", word)


_SCRIPTS: Final = (
    ("ko", "", re.compile("[\uac00-\ud7a3]")),
    ("ja", "", re.compile("[\u3040-\u30ff]")),
    ("und-Hani", "zh ja ko", re.compile("[\u3400-\u9fff]")),
    ("und-Cyrl", "ru uk be bg mk sr mn", re.compile("[\u0400-\u04ff]")),
)
"""What a script says of a language: the tag where another is expected, the languages that are written in it."""


def tag(text: str, language: str, in_latin: str) -> str:
    """The tag of the language of *text*, expected to be *language*; *in_latin* is the tag of that in Latin letters."""
    for told, languages, script in _SCRIPTS:
        if script.search(text):
            return language if language in languages.split() else told
    return in_latin if all(map(_is_latin, _WORDS.findall(text))) else language


def _is_latin(word: str) -> bool:
    return all(not letter.isalpha() or letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in word)
