"""Lines in which someone signs: numbers, farewells, signatures, names, offices, organisations, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.structure.shown import SIGNATURE, SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tei.encode.profile import Profile
    from tei.encode.structure.pieces import Piece

LONGEST_CHARS: Final = 200
_LONGEST_NAME_WORDS: Final = 5
_LONGEST_OFFICE_WORDS: Final = 14
_OTHER_WORDS: Final = 3
"""So many words of an office may be in small letters and unknown."""
_PLACE_WORDS: Final = 4
SIGNERS: Final = frozenset({"signature", "signed", "said", "slashed", "name", "office", "body", "behalf"})
"""Kinds of parts that say who signs."""
CLOSING_QUOTES: Final = '”»“"'
_QUOTED: Final = re.compile(rf"[{CLOSING_QUOTES}]+[.,;]?$")
_SLASHED: Final = re.compile(r"/\s*([^/\n]{2,60}?)\s*/")
_SAID: Final = re.compile(
    r"/s/|\(?(?:signed|sgd\.?|gez\.|signature|unterschrift|подпись)(?:\)|:|(?<=\.))|/(?:signed|signature|unterschrift|подпись)/",
    re.IGNORECASE,
)
_BEHALF: Final = re.compile(
    r"(?:for|by (?:order|direction|authority|command) of|on behalf of|im auftrag)\b[^.]{0,100}[:,]"
    r"|im auftrage?",
    re.IGNORECASE,
)
"""On whose behalf it is signed."""
BY: Final = re.compile(r"(?:p\. ?p\.|per pro\.|i\. ?[AV]\.)(?= )")
"""What begins the line of who signs for another."""
_DATED: Final = re.compile(r"(?:\b(?:date|dated|datum|дата):?|\b(?:den|le)|[“«„\"])\s*$", re.IGNORECASE)
"""What before a date belongs to it."""
_SALUTING: Final = frozenset(
    """
    all always am and are as be beg believe best dear ever fondest from gentlemen good have honor honour i in kindest
    love madam me most much of our regards remain sir sirs the thee to very we wishes with you yours your yrs yr
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Words of a farewell beside what its writer is to the reader."""
_SHORTENED: Final = frozenset({"co", "corp", "dept", "inc", "ltd"})
"""Words that end the name of an organisation with a full stop."""
_SENTENCES: Final = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_]")
_SAID_CHARS: Final = 12
_YOURS: Final = frozenset({"your", "yours", "yr", "yrs"})
_LONGEST_SALUTE_WORDS: Final = 12
_SENTENCE_WORDS: Final = 12
"""A line of more words that ends with a full stop is a sentence."""
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
        self._devotions = _words(lists, "devotions") | _SALUTING
        self._genres = _words(lists, "genres")
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
        if text[-1] == "." and len(text.split()) > _SENTENCE_WORDS:
            return []
        if self._is_farewell(text):
            return [Part("salute", 0, len(text))]
        if _BEHALF.fullmatch(text):
            return [Part("behalf", 0, len(text))]
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
        if not words or text[-1] == ":" or len(words) > _LONGEST_OFFICE_WORDS or _SENTENCES.search(text):
            return False
        if text[-1] != "." and len(words) <= _LONGEST_SALUTE_WORDS and self._is_devoted(words):
            return True
        return any(" ".join(words[:count]) in self._farewells for count in range(1, self._longest_farewell + 1))

    def _is_devoted(self, words: Sequence[str]) -> bool:
        """Whether *words* say what their writer is to the reader: ``your loving brother``."""
        is_yours = bool(_YOURS.intersection(words)) and words[-1] != "your"
        return is_yours and all(one in self._devotions for one in words)

    def is_valediction(self, piece: Piece) -> bool:
        """Return whether *piece* may be a farewell of any words: some, and a comma that ends them."""
        text = piece.text
        words = text.split()
        if not text.endswith(",") or not 1 < len(words) <= _LONGEST_SALUTE_WORDS or not _is_capital(text):
            return False
        return not any(one.isdigit() for one in text) and not self.parts(piece)

    def _chunk(self, text: str, start: int, end: int, *, first: bool) -> Iterator[Part]:
        """The parts of words between marks; one of kind "" if they are something else."""
        start, end = _trimmed(text, start, end)
        number = _NUMBER.match(text, start, end) if first else None
        if number is not None:
            yield Part("number", start, number.end())
            start, end = _trimmed(text, number.end(), end)
        at = start
        office: Part | None = None
        while at < end:
            comma = text.find(",", at, end)
            stop = end if comma < 0 else comma
            for part in self._words(text, *_trimmed(text, at, stop)):
                if office is not None and part.kind == "body":
                    # An office is held in what follows it.
                    office = Part("office", office.start, part.end)
                    continue
                if office is not None:
                    yield office
                office = part if part.kind == "office" else None
                if office is None:
                    yield part
            at = stop + 1
        if office is not None:
            yield office

    def _words(self, text: str, start: int, end: int) -> Iterator[Part]:
        words = text[start:end]
        if not any(one.isalnum() for one in words):
            return
        if text[end : end + 1] == ":" and not self._is_office(words):
            # A word before what is written after it is no name.
            yield Part("", start, end)
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
        if any(one in self._offices or one in self._bodies for one in plain) or self._is_no_name(found[0]):
            return False
        if plain[-1] in self._no_names or " ".join(plain) in self._genres:
            return False
        if len(found) == 1 and words[-1] == "." and not words.isupper():
            # A sentence of one word.
            return False
        return all(_is_name_word(one) or one in self._particles for one in found) and _is_name_word(found[-1])

    def _is_no_name(self, word: str) -> bool:
        """Whether a name does not begin with *word*; a single letter with a full stop is an initial."""
        plain = word.strip(".").casefold()
        return plain in self._no_names and not (len(plain) == 1 and word.endswith("."))

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
        if not found or not _is_capital(words) or len(found) > _LONGEST_OFFICE_WORDS or words[-1] in "?!":
            return False
        plain = [one.strip(".").casefold() for one in found]
        if words[-1] == "." and any(one not in self._offices for one in plain if len(one) > 1):
            return False
        known = self._offices | self._bodies | self._particles
        others = [one for one, low in zip(found, plain, strict=True) if one[0].islower() and low not in known]
        if plain[0] in self._no_names or any(one in _VERBS for one in plain) or len(others) > _OTHER_WORDS:
            return False
        return any(one in self._offices for one in plain)

    @staticmethod
    def _has(words: str, listed: frozenset[str]) -> bool:
        found = re.findall(r"[\w’'-]+", words.casefold())
        if len(found) > _LONGEST_OFFICE_WORDS or words[-1] in "?!:" or any(one in _VERBS for one in found):
            return False
        if words[-1] == "." and found[-1] not in _SHORTENED:
            return False
        return any(one in listed for one in found)


def _marks(piece: Piece, text: str) -> Iterator[Part]:
    """The parts that are told by their form: dates, signatures, names between slashes, closing quotation marks."""
    shown = piece.shown
    for date in piece.dates:
        start, end = shown.index(date.start), shown.index(date.end)
        if start < end:
            said = _DATED.search(text, max(0, start - _SAID_CHARS), start)
            yield Part("date", said.start() if said else start, end)
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
    found_by = BY.match(text)
    if found_by is not None:
        yield Part("behalf", *found_by.span())
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
