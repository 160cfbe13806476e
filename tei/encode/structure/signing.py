"""Lines in which someone signs: numbers, farewells, signatures, names, offices, organisations, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.structure.shown import SIGNATURE, SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.encode.profile import Profile
    from tei.encode.structure.pieces import Piece

LONGEST_CHARS: Final = 200
_LONGEST_NAME_WORDS: Final = 5
_LONGEST_OFFICE_WORDS: Final = 14
_OTHER_WORDS: Final = 3
"""So many words of an office may be in small letters and unknown."""
_PLACE_WORDS: Final = 4
SIGNERS: Final = frozenset({"signature", "signed", "said", "slashed", "name", "office", "body"})
"""Kinds of parts that say who signs."""
CLOSING_QUOTES: Final = '”»“"'
_QUOTED: Final = re.compile(rf"[{CLOSING_QUOTES}]+[.,;]?$")
_SLASHED: Final = re.compile(r"/\s*([^/\n]{2,60}?)\s*/")
_SAID: Final = re.compile(
    r"/s/|\(?(?:signed|sgd\.?|gez\.|signature|unterschrift|подпись)(?:\)|:|(?<=\.))", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(?:N[º°o]\.?|№|No\.?|Nr\.?|#)\s?(?=\S*\d)[\w/.–-]*[\w/]", re.IGNORECASE)
_SIDES: Final = " \t\n,;:–—-()/\N{NO-BREAK SPACE}"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,3}")
_VERBS: Final = frozenset(
    ["was", "were", "is", "are", "has", "had", "have", "will", "did", "be", "been", "said", "not"]
)


class Part(NamedTuple):
    """A part of such a line: where it is in the words that are shown."""

    kind: str
    start: int
    end: int


class Signing:
    """Reads lines with the words that a profile has for offices, organisations, farewells."""

    def __init__(self, profile: Profile) -> None:
        lists = profile.vocabulary
        self._offices = _words(lists, "offices")
        self._bodies = _words(lists, "bodies")
        self._titles = _words(lists, "titles")
        self._particles = _words(lists, "particles")
        self._no_names = _words(lists, "never_names")
        self._farewells = frozenset(lists.get("farewells", {}))
        self._known: dict[Piece, list[Part]] = {}
        self._longest_farewell = max((len(one.split()) for one in self._farewells), default=0)

    def parts(self, piece: Piece) -> list[Part]:
        """Return what *piece* has of such parts, none unless it has nothing else."""
        if piece not in self._known:
            self._known[piece] = self._parts(piece)
        return self._known[piece]

    def _parts(self, piece: Piece) -> list[Part]:
        if piece.end - piece.start > 2 * LONGEST_CHARS:
            return []
        text = piece.text
        if not text or len(text) > LONGEST_CHARS or piece.block is not None:
            return []
        if self._is_farewell(text):
            return [Part("salute", 0, len(text))]
        made: list[Part] = []
        at = 0
        for mark in [
            *sorted(_marks(piece, text), key=lambda one: (one.start, -one.end)),
            Part("", len(text), len(text)),
        ]:
            if mark.start < at:
                continue
            words = list(self._chunk(text, at, mark.start, first=not made))
            if any(one.kind == "" for one in words):
                return []
            made.extend(words)
            if mark.kind:
                made.append(mark)
            at = mark.end
        return _with_places(made, text)

    def _is_farewell(self, text: str) -> bool:
        words = re.findall(r"[\w’']+", text.casefold())
        if text[-1] == ":" or len(words) > _LONGEST_OFFICE_WORDS:
            return False
        return any(" ".join(words[:count]) in self._farewells for count in range(1, self._longest_farewell + 1))

    def _chunk(self, text: str, start: int, end: int, *, first: bool) -> Iterator[Part]:
        """The parts of words between marks; one of kind "" if they are something else."""
        start, end = _trimmed(text, start, end)
        number = _NUMBER.match(text, start, end) if first else None
        if number is not None:
            yield Part("number", start, number.end())
            start, end = _trimmed(text, number.end(), end)
        at = start
        while at < end:
            comma = text.find(",", at, end)
            stop = end if comma < 0 else comma
            yield from self._words(text, *_trimmed(text, at, stop))
            at = stop + 1

    def _words(self, text: str, start: int, end: int) -> Iterator[Part]:
        words = text[start:end]
        if not any(one.isalnum() for one in words):
            return
        if self._is_name(words):
            yield Part("name", start, end)
            return
        split = self._split(words)
        if split:
            yield Part("office", start, start + split[0])
            yield Part("name", start + split[1], end)
        elif self._is_office(words):
            yield Part("office", start, end)
        elif self._has(words, self._bodies) and _is_capital(words):
            yield Part("body", start, end)
        else:
            yield Part("", start, end)

    def _is_name(self, words: str) -> bool:
        """Whether *words* may be a person's name: capitals, no office, no organisation, no word of the language."""
        found = words.split()
        while found and found[0].casefold() in self._titles:
            found.pop(0)
        if not 0 < len(found) <= _LONGEST_NAME_WORDS or any(sign.isdigit() for sign in words):
            return False
        plain = [one.strip(".").casefold() for one in found]
        if any(one in self._offices or one in self._bodies for one in plain) or plain[0] in self._no_names:
            return False
        if plain[-1] in self._no_names:
            return False
        return all(_is_name_word(one) or one in self._particles for one in found) and _is_name_word(found[-1])

    def _split(self, words: str) -> tuple[int, int] | None:
        """Where an office ends and a name begins, as in ``Colonel Petrov`` and ``Head of the Office V. Ohm``."""
        initials = _INITIALS.search(words)
        if initials is not None and initials.start() and self._is_name(words[initials.start() :]):
            office = words[: initials.start()].rstrip()
            if self._is_office(office):
                return len(office), initials.start()
        end = 0
        for word in re.finditer(r"\S+", words):
            if word[0].casefold() not in self._offices:
                return (end, word.start()) if end and self._is_name(words[word.start() :]) else None
            end = word.end()
        return None

    def _is_office(self, words: str) -> bool:
        found = re.findall(r"[\w’'.-]+", words)
        if not _is_capital(words) or len(found) > _LONGEST_OFFICE_WORDS or words[-1] in ".?!":
            return False
        plain = [one.strip(".").casefold() for one in found]
        known = self._offices | self._bodies | self._particles
        others = [one for one, low in zip(found, plain, strict=True) if one[0].islower() and low not in known]
        if plain[0] in self._no_names or any(one in _VERBS for one in plain) or len(others) > _OTHER_WORDS:
            return False
        return any(one in self._offices for one in plain)

    @staticmethod
    def _has(words: str, listed: frozenset[str]) -> bool:
        found = re.findall(r"[\w’'-]+", words.casefold())
        return len(found) <= _LONGEST_OFFICE_WORDS and words[-1] not in ".?!:" and any(one in listed for one in found)


def _marks(piece: Piece, text: str) -> Iterator[Part]:
    """The parts that are told by their form: dates, signatures, names between slashes, closing quotation marks."""
    shown = piece.shown
    for date in piece.dates:
        start, end = shown.index(date.start), shown.index(date.end)
        if start < end:
            yield Part("date", start, end)
    for one in piece.decisions:
        if one.rule == SIGNED:
            at = shown.index(one.end)
            yield Part("signed", at, at)
    for found in re.finditer(SIGNATURE, text):
        yield Part("signature", *found.span())
    for found in _SLASHED.finditer(text):
        yield Part("slashed", *found.span(1))
    for found in _SAID.finditer(text):
        yield Part("said", *found.span())
    quoted = _QUOTED.search(text)
    if quoted is not None:
        yield Part("quote", *quoted.span())


def _with_places(made: list[Part], text: str) -> list[Part]:
    """Return *made* with a place before a date as part of the date."""
    for index in range(len(made) - 1):
        place, date = made[index], made[index + 1]
        if (place.kind, date.kind) != ("name", "date") or (index and made[index - 1].kind == "number"):
            continue
        words = text[place.start : place.end]
        between = text[place.end : date.start]
        if "," in between and not words.isupper() and "." not in words and len(words.split()) <= _PLACE_WORDS:
            return [*made[:index], Part("date", place.start, date.end), *made[index + 2 :]]
    return made


def _words(lists: Mapping[str, Mapping[str, str]], name: str) -> frozenset[str]:
    return frozenset(lists.get(name, {}))


def _is_capital(words: str) -> bool:
    return words[:1].isupper()


def _is_name_word(word: str) -> bool:
    plain = word.strip(".’'-")
    return plain[:1].isalpha() and not plain[:1].islower() and all(one.isalpha() or one in "’'-." for one in plain)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _SIDES:
        start += 1
    while start < end and text[end - 1] in _SIDES:
        end -= 1
    return start, end
