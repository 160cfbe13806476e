"""Languages by their names: “Russian; English” as BCP 47 tags."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Languages(NamedTuple):
    """BCP 47 tags in the order in which *text* names them, each once, and the words that name none."""

    tags: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


# Words beside a name: that it is written in other letters than its own, and those around it.
_SCRIPTS: Final = (
    (
        "Latn",
        re.compile(
            r"translit\w*|romani[sz]\w*|latini[sz]\w*|in latin (?:letters|script)|umschrift\w*|транслит\w*|latin script"
        ),
    ),
    ("Cyrl", re.compile(r"(?:in )?cyrillic(?: letters| script)?|kyrillisch|кириллиц\w+")),
    ("Arab", re.compile(r"in arabic (?:letters|script)|arabic script")),
)
_AROUND: Final = frozenset(
    [
        "and",
        "und",
        "et",
        "the",
        "original",
        "from",
        "into",
        "to",
        "in",
        "of",
        "language",
        "languages",
        "sprache",
        "sprachen",
        "text",
        "translation",
        "translated",
        "aus",
        "dem",
        "der",
        "ins",
        "с",
        "на",
        "и",
        "языка",
        "языке",
        "язык",
        "source",
        "or",
        "with",
        "english-language",
        "für",
        "for",
    ]
)
_BY_DEFAULT: Final = frozenset({"Latn"})
_PIECE: Final = re.compile(r"[,;/|\n+&、，；]|(?<!\w)(?:and|und|et|и)(?!\w)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\s()\[\].:]+")
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


@cache
def _rows() -> Mapping[str, Sequence[str]]:
    """The names of each tag; the first is English."""
    text = files(__package__).joinpath("language_names.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


_LETTERS: Final = MappingProxyType({"Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic"})


def english(tag: str) -> str:
    """Return the English name of a BCP 47 *tag*, as ``language`` has it; the tag itself if it is not of the table."""
    language, _, script = tag.partition("-")
    if tag in _rows():
        return _rows()[tag][0]
    if language in _rows() and script in _LETTERS:
        return f"{_rows()[language][0]} in {_LETTERS[script]} letters"
    return tag


@cache
def names() -> Mapping[str, str]:
    """The tag for each name of a language in small letters; the names are English, German, Russian and its own."""
    known = {_key(name): tag for tag, row in _rows().items() for name in row}
    # “языка”, “языком”: Russian names are declined, and end in -ого after a preposition.
    declined = {
        f"{name[:-2]}{ending}": tag
        for name, tag in known.items()
        if name.endswith(("ский", "цкий"))
        for ending in ("ого", "ом")
    }
    return MappingProxyType({**declined, **known})


def read(text: str) -> Languages:
    """Return the languages that *text* names.

    A tag is taken as it is (``ru``, ``zh-Hans``), if its language is one of the table. “transliterated” beside a name
    gives the script ``Latn``, “Cyrillic” ``Cyrl``.
    """
    tags: dict[str, None] = {}
    unread: list[str] = []
    for piece in _PIECE.split(text):
        found, rest = _piece(piece)
        tags.update(dict.fromkeys(found))
        unread.extend(rest)
    return Languages(tuple(tags), tuple(unread))


def _piece(piece: str) -> tuple[list[str], list[str]]:
    """Return the tags in what stands between two dividers, and the words that tell nothing."""
    key = _key(piece)
    if key in names():
        return [names()[key]], []
    script, rest = "", piece.casefold()
    for code, expression in _SCRIPTS:
        if expression.search(rest):
            script, rest = code, expression.sub(" ", rest)
            break
    found, unread = _words(rest, piece)
    return [_scripted(tag, script) for tag in found], unread


def _words(rest: str, piece: str) -> tuple[list[str], list[str]]:
    tokens = _TOKEN.findall(rest)
    given = {token.casefold(): token for token in _TOKEN.findall(piece)}
    found, unread, at = [], [], 0
    while at < len(tokens):
        # Names of two words first: Traditional Chinese.
        for length in (2, 1):
            key = " ".join(tokens[at : at + length])
            if key in names():
                found.append(names()[key])
                at += length
                break
        else:
            token = given.get(tokens[at], tokens[at])
            if _TAG.fullmatch(token) and token.partition("-")[0] in names().values() and token not in _AROUND:
                found.append(token)
            elif tokens[at] not in _AROUND and re.search(r"\w", token):
                unread.append(token)
            at += 1
    return found, unread


def _scripted(tag: str, script: str) -> str:
    return f"{tag}-{script}" if script and "-" not in tag else tag


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
