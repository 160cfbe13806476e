"""The order of names: by the alphabet of the site's language, and the letter of an index under which one stands.

The weights are those of the alphabets alone, not of the Unicode Collation Algorithm, for which Python has no tables:
letters of scripts that are not named here, Chinese among them, stand in the order of their code points.
"""

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_CYRILLIC: Final = "абвгґдђеєжзѕиіїйјклљмнњопрстћуўфхцчџшщъыьѣэюя"
_ALPHABETS: Final = {
    "cs": "abcčdefghijklmnopqrřsštuvwxyzž",
    "da": f"{_LATIN}æøå",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fi": f"{_LATIN}åäö",
    "hr": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "lt": "abcčdefghijklmnopqrsštuvwxyzž",
    "nb": f"{_LATIN}æøå",
    "no": f"{_LATIN}æøå",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "sk": "aäbcčdefghijklmnoôpqrsštuvwxyzž",
    "sl": "abcčdefghijklmnopqrsštuvwxyzž",
    "sv": f"{_LATIN}åäö",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
}
_CYRILLIC_LANGUAGES: Final = frozenset({"be", "bg", "mk", "ru", "sr", "uk"})
WITHOUT_BASE: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ",
}  # fmt: skip
"""Letters that Unicode does not take apart, as they are put in order where the alphabet has them not."""
_FIRST: Final = 0x100
_OTHERS: Final = 0x800
_DIGITS: Final = "0–9"
_HAN: Final = "漢"
_NONE: Final = "#"


class Key(NamedTuple):
    """What names are sorted by: the letters, then their marks, then capitals."""

    letters: str
    marks: str
    words: str


def key(words: str, language: str) -> Key:
    """Return the key of *words* in the order of *language*: without punctuation, a space before all letters."""
    pieces = []
    for character in _plain(words):
        if character.isspace():
            pieces.append(" ")
        elif character.isalnum():
            pieces.append(_weight(character, language))
    return Key(" ".join("".join(pieces).split()), _plain(words), words)


def letter(words: str, language: str) -> str:
    """Return the letter of the index under which *words* stand: “A”, “Я”, “0–9”, “漢” for all of Chinese."""
    first = next((character for character in _plain(words) if character.isalnum()), "")
    if not first:
        return _NONE
    if first.isnumeric() and not _is_han(first):
        return _DIGITS
    if _is_han(first):
        return _HAN
    return _base(first, language)[0].upper()


def _plain(words: str) -> str:
    return unicodedata.normalize("NFC", words).lower()


@lru_cache(maxsize=4096)
def _weight(character: str, language: str) -> str:
    order = _order(language)
    return "".join(chr(order.get(each, min(_OTHERS + ord(each), 0x10FFFF))) for each in _base(character, language))


@lru_cache(maxsize=4096)
def _base(character: str, language: str) -> str:
    """Return the letters of the alphabet as which *character* is put in order."""
    if character in _order(language):
        return character
    if character in WITHOUT_BASE:
        return WITHOUT_BASE[character]
    return unicodedata.normalize("NFKD", character).lower()[:1] or character


@lru_cache(maxsize=16)
def _order(language: str) -> dict[str, int]:
    """Return the place of each letter: digits first, then the alphabets, that of *language* before the others."""
    tag = language.partition("-")[0].lower()
    scripts = [_ALPHABETS.get(tag, _LATIN), _GREEK, _CYRILLIC]
    if tag in _CYRILLIC_LANGUAGES:
        scripts = [_CYRILLIC, *scripts[:2]]
    elif tag in {"el", "grc"}:
        scripts = [_GREEK, scripts[0], _CYRILLIC]
    return {each: _FIRST + place for place, each in enumerate("0123456789" + "".join(scripts))}


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK")
