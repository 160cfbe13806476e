"""Russian names in Latin letters, by the systems that archives, libraries and newspapers follow.

Sources: BGN/PCGN 1947; ALA-LC 1997; ISO 9:1995; GOST 7.79-2000 B; the scholarly system of Slavists; Duden for German.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_COMMON: Final = dict(zip("абвгдезийклмнопрстуфхцчшщыьъэюяёіїєґў", (
    "a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
    "ch", "sh", "shch", "y", "", "", "e", "iu", "ia", "e", "i", "i", "ie", "g", "u",
), strict=True)) | {"ж": "zh"}  # fmt: skip
"""ALA-LC without its ties and signs, which comparison leaves out."""


def _system(letters: str = "", /, **endings: str) -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    """A system that differs from the common one in *letters*, as “й y”, and in the *endings* of names."""
    words = letters.split()
    table = _COMMON | dict(zip(words[::2], words[1::2], strict=True))
    return {ord(letter): latin for letter, latin in table.items()}, tuple(endings.items())


_SYSTEMS: Final = {
    "ALA-LC": _system(),
    "BGN/PCGN": _system("й y ю yu я ya ё ë є ye ї yi"),
    "ISO 9": _system("ж ž й j х h ц c ч č ш š щ ŝ э è ю û я â ё ë є ê ї ï ґ g"),
    "GOST 7.79": _system("й j х x ц cz щ shh ё yo ю yu я ya ї yi є ye"),
    "scholarly": _system("ж ž й j х x ц c ч č ш š щ šč э è ю ju я ja ё ë є je ї ï"),
    "German": _system("в w ж sch з s х ch ц z ч tsch ш sch щ schtsch ю ju я ja ё jo", ий="i", ый="y"),
    "English": _system("й y ю yu я ya ё yo", ий="y", ый="y"),
    "French": _system("ж j у ou ч tch ш ch щ chtch ю iou", ый="y"),
}
_VOWELS: Final = "аеёиоуыэюяьъй"
_E_AFTER: Final = re.compile(rf"(?<![^\W{_VOWELS}])е")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


def is_cyrillic(text: str) -> bool:
    """Whether *text* has letters of the Cyrillic script."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def romanised(text: str) -> tuple[tuple[str, str], ...]:
    """*text* in Latin letters, with the system of each form; a form that several systems give has the first's name."""
    forms: dict[str, str] = {}
    for system in _SYSTEMS:
        forms.setdefault(" ".join(_word(word, system) for word in text.split(" ")), system)
    return tuple(forms.items())


@lru_cache(maxsize=1 << 16)
def _word(word: str, system: str) -> str:
    """*word* by *system*; its parts between hyphens begin as they did."""
    return "-".join(_cased(part, _letters(part.lower(), system)) for part in word.split("-"))


def _letters(word: str, system: str) -> str:
    table, endings = _SYSTEMS[system]
    if system == "BGN/PCGN":
        word = _E_AFTER.sub("ye", word)
    for ending, latin in endings:
        if word.endswith(ending):
            return word[: -len(ending)].translate(table) + latin
    return word.translate(table)


def _cased(source: str, latin: str) -> str:
    if len(source) > 1 and source.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if source[:1].isupper() else latin


_RUSSIAN: Final = re.compile(r"(?:s[ck]i|sk(?:y|ii|ij|iy|i|yi)|[oey](?:v|ff|w|va|w[ai])|enko|ovich|evich|ovič|evič)$")
_BACK: Final = (
    ("shch", "щ"), ("šč", "щ"), ("schtsch", "щ"), ("tsch", "ч"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"),
    ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("iu", "ю"), ("ju", "ю"), ("ya", "я"), ("ia", "я"), ("ja", "я"),
    ("yo", "ё"), ("jo", "ё"),
    ("ye", "е"), ("je", "е"), ("ff", "в"), ("ž", "ж"), ("č", "ч"), ("š", "ш"), ("ë", "ё"), ("è", "э"),
    ("a", "а"), ("b", "б"), ("v", "в"), ("w", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"),
    ("t", "т"), ("u", "у"), ("f", "ф"), ("y", "ы"), ("c", "ц"), ("h", "х"), ("x", "х"), ("'", "ь"),
)  # fmt: skip
_STEP: Final = re.compile("|".join(latin for latin, _ in _BACK))
_LETTER: Final = dict(_BACK)
_ADJECTIVE: Final = re.compile(r"sk(?:y|ii|ij|iy|i|yi)$")


_PATRONYMIC: Final = re.compile(r"(?:[oe]vi[cč]h?|ichna|[oe]vna|il['’]?ich)$")
_GLIDE: Final = re.compile(r"(?<=[аеёиоуыэюя])[ыи](?![аеёиоуыэюя])")
_FINAL_Y: Final = re.compile(r"(?<![аеёиоуыэюя])ы$")
_SOFT: Final = re.compile("['’ʹ]")


def is_patronymic(forename: str) -> bool:
    """Whether the last word of *forename*, in Latin letters, is a Russian patronymic."""
    return _PATRONYMIC.search(forename.lower()) is not None


def cyrillic(word: str) -> str:
    """The Russian surname *word*, in Latin letters, as it was probably written; "" if it does not end as one."""
    return letters(word) if _RUSSIAN.search(word.lower()) else ""


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> str:
    """The Russian name *word*, in Latin letters, as it was probably written; "" if it has letters of no system.

    Signs that English leaves out cannot be known, and comparison leaves them out too.
    """
    lower = _SOFT.sub("'", word.lower())
    if not lower or not all(_STEP.match(letter) for letter in lower):
        return ""
    stem = _ADJECTIVE.sub("", lower)
    # At the end it is two sounds: Beria.
    spelt = f"{stem[:-2]}ija" if stem.endswith("ia") else stem
    back = _GLIDE.sub("й", _STEP.sub(lambda found: _LETTER[found[0]], spelt))
    back = f"{back}ский" if stem != lower else _FINAL_Y.sub("ий", back)
    return back[:1].upper() + back[1:]
