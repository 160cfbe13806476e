"""Persons by surname: with forenames or initials before it or behind it, or alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority import hits, titles, variants
from tei.encode.authority.hits import Hit
from tei.encode.authority.matches import Part
from tei.encode.authority.wording import agrees, key, passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.authority.entries import Entry
    from tei.encode.authority.hits import Reading, Stretch
    from tei.encode.authority.index import Form, Index
    from tei.encode.authority.wording import Passage, Word

_MOST_FORENAMES: Final = 4
_MOST_CANDIDATES: Final = 50
_INITIAL_CHARS: Final = 2
"""``Yu.`` and ``Zh.`` are initials too."""


class Forenames(NamedTuple):
    """The words that an entry's first, second, … forename may be, each with how; and whole forenames as one word."""

    places: tuple[dict[str, tuple[str, str]], ...]
    joined: dict[str, tuple[str, str]]
    letters: frozenset[str]


class _Around(NamedTuple):
    """From where to where words that may be forenames stand around a surname, and the letters that they begin with."""

    first: int
    last: int
    letters: frozenset[str]


class _Beside(NamedTuple):
    """Forenames in a passage, and what they have in common with the entry's."""

    first: int
    last: int
    how: str

    @property
    def size(self) -> int:
        return self.last - self.first


class People:
    """What the index does not hold: forenames, made out when a surname is first met."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[tuple[str, str], Forenames] = {}
        self._told: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}

    def hits(self, text: Passage, reading: Reading, surname: Stretch) -> Iterator[Hit]:
        """The persons whose surname stands at *surname*, with as many forenames as fit; not those whom others' deny.

        Alone it may be any of at most fifty.
        """
        around = _around(text, reading)
        alone: list[Form] = []
        for form in reading.forms:
            found = self._beside(text, reading, form, around)
            whole = _whole(text, reading, found) if found.size else None
            if whole is not None:
                yield _hit(text, form, (surname, found, whole))
            elif len(alone) < _MOST_CANDIDATES and (found.size or not self._is_other(text, reading, form)):
                alone.append(form)
        titled = bool(alone) and bool(titles.before(text, reading.first))
        yield from (_alone(form, surname) for form in alone if titled or not form.weak)

    def _beside(self, text: Passage, reading: Reading, form: Form, around: _Around) -> _Beside:
        """The forenames beside the surname; the entry's are made out only if there is a word that may be one."""
        none = _Beside(reading.first, reading.first, "")
        if not around.letters:
            return none
        own = self._forenames(form.entry)
        if own.letters.isdisjoint(around.letters):
            return none
        found = _before(text, (around.first, reading.first), own)
        behind = _behind(text, (reading.last, around.last), own)
        return behind if behind.size > found.size else found

    def is_other(self, text: Passage, reading: Reading) -> bool:
        """Whether an initial or a known forename beside the name says that somebody else is meant."""
        return self._is_other(text, reading, reading.form)

    def _is_other(self, text: Passage, reading: Reading, form: Form) -> bool:
        first, last = reading.first, reading.last
        if first and _is_initial(text, first - 1) and text.gaps[first] in {".", ". "}:
            return True
        if first and text.gaps[first] == " " and self._is_forename(text.words[first - 1]):
            return True
        follows = last < len(text.words) and text.gaps[last] == " " and not reading.owned
        return follows and self._is_forename(text.words[last]) and _surname_first(form.entry)

    def _is_forename(self, word: Word) -> bool:
        return word.bare[:1].isupper() and word.key in self._index.forenames

    def parts(self, text: Passage, reading: Reading, whole: Stretch) -> tuple[Part, ...]:
        """The parts of a name that is written in the file as it stands here; none of a cover name."""
        entry, name = reading.form.entry, reading.form.name
        if entry.kind != "person" or name.kind == "cover":
            return ()
        keys = [word.key for word in text.words[reading.first : reading.last]]
        for surname in self._surnames(entry):
            for at in range(len(keys) - len(surname) + 1):
                if tuple(keys[at : at + len(surname)]) == surname:
                    return tuple(_divided(text, reading, whole, (at, at + len(surname))))
        return ()

    def _surnames(self, entry: Entry) -> tuple[tuple[str, ...], ...]:
        place = entry.path, entry.id
        if place not in self._told:
            self._told[place] = _surnames(entry)
        return self._told[place]

    def _forenames(self, entry: Entry) -> Forenames:
        place = entry.path, entry.id
        if place not in self._known:
            self._known[place] = _forenames(entry)
        return self._known[place]


def _around(text: Passage, reading: Reading) -> _Around:
    first = _low(text, reading.first)
    last = reading.last if reading.owned else _high(text, reading.last)
    words = (*text.words[first : reading.first], *text.words[reading.last : last])
    return _Around(first, last, frozenset(word.key[0] for word in words))


def _alone(form: Form, surname: Stretch) -> Hit:
    part = Part(surname.start, surname.end, "surname")
    return Hit(surname, hits.candidate(form, form.how), 4 if form.how == "surname" else 6, (part,))


def _hit(text: Passage, form: Form, places: tuple[Stretch, _Beside, Stretch]) -> Hit:
    """A surname and the forenames beside it, in the stretch that both are."""
    surname, found, whole = places
    how = form.how if form.how != "surname" and found.how == "forenames" else found.how
    forename = Part(text.words[found.first].start, _end(text, found.last, whole), "forename")
    parts = sorted((Part(surname.start, surname.end, "surname"), forename))
    return Hit(whole, hits.candidate(form, how), 3 if form.how == "surname" else 5, tuple(parts))


def _forenames(entry: Entry) -> Forenames:
    places: list[dict[str, tuple[str, str]]] = []
    joined: dict[str, tuple[str, str]] = {}
    for variant in variants.forenames(entry):
        how = "forenames" if variant.how == "forename" else variant.how
        words = passage(variant.text).words
        for at, word in enumerate(words):
            if at == len(places):
                places.append({})
            places[at].setdefault(word.key, (word.bare, how))
        whole = "".join(word.bare if not at else word.bare.casefold() for at, word in enumerate(words))
        joined.setdefault(whole.casefold(), (whole, how))
    begin = frozenset(name[0] for name in (*joined, *(name for place in places for name in place)) if name)
    return Forenames(tuple(places), joined, begin)


def _surname_first(entry: Entry) -> bool:
    return any(name.surname and name.text.startswith(f"{name.surname} ") and name.forename for name in entry.names)


def _surnames(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """The keys of the words of an entry's surnames, the longest first."""
    told = {tuple(key(one.text).split()) for one in variants.surnames(entry) if not one.weak}
    return tuple(sorted(told - {()}, key=lambda words: (-len(words), words)))


def _low(text: Passage, surname: int) -> int:
    """The first of the words that may be forenames before the *surname*; it must have a capital."""
    low = surname
    while low > max(0, surname - _MOST_FORENAMES) and _joins(text, low - 1, low):
        low -= 1
    while low < surname and not text.words[low].bare[:1].isupper():
        low += 1
    return low


def _high(text: Passage, after: int) -> int:
    """The end of the words that may be forenames behind a surname that ends before *after*."""
    if after >= len(text.words) or text.gaps[after] not in {" ", ", "} or not text.words[after].bare[:1].isupper():
        return after
    high = after + 1
    while high < min(len(text.words), after + _MOST_FORENAMES) and _joins(text, high - 1, high):
        high += 1
    return high


def _before(text: Passage, words: tuple[int, int], own: Forenames) -> _Beside:
    low, surname = words
    for first in range(low, surname):
        if how := _fit(text, first, surname, own):
            return _Beside(first, surname, how)
    return _Beside(surname, surname, "")


def _behind(text: Passage, words: tuple[int, int], own: Forenames) -> _Beside:
    after, high = words
    for last in range(high, after, -1):
        how = _fit(text, after, last, own)
        if how and not (text.gaps[after] == ", " and goes_on(text, last)):
            return _Beside(after, last, how)
    return _Beside(after, after, "")


def goes_on(text: Passage, last: int) -> bool:
    """Whether forenames behind a comma have a surname of their own behind them, as in ``Kovalev, Ivan Petrov``."""
    dot = text.gaps[last] == ". " and _is_initial(text, last - 1)
    return last < len(text.words) and (dot or text.gaps[last] == " ") and text.words[last].bare[:1].isupper()


def _joins(text: Passage, left: int, right: int) -> bool:
    """Whether the word *left* may be a forename that belongs to the word behind it."""
    gap = text.gaps[right]
    return gap in {" ", "-"} or (gap in {".", ". "} and _is_initial(text, left))


def _is_initial(text: Passage, at: int) -> bool:
    """Whether the word *at* is an initial: a capital letter, or two that write one sound, with a dot."""
    word = text.words[at].bare
    return len(word) <= _INITIAL_CHARS and word[:1].isupper() and text.gaps[at + 1].startswith(".")


def _fit(text: Passage, first: int, last: int, own: Forenames) -> str:
    """How the words are the forenames of somebody, "" if they are not: each for each, or written together."""
    words = text.words[first:last]
    joined = "".join(word.key for word in words)
    if joined in own.joined and all(text.gaps[at] in {" ", "-"} for at in range(first + 1, last)):
        whole, how = own.joined[joined]
        if _together(words, whole):
            return how
    if len(words) > len(own.places):
        return ""
    hows = [_one(text, first + at, place) for at, place in enumerate(own.places[: len(words)])]
    if not all(hows):
        return ""
    return "initials" if "initials" in hows else hows[-1]


def _together(words: tuple[Word, ...], whole: str) -> bool:
    """Whether *words* begin with a capital, as *whole* does; a second one may, as in ``Il-Sung``."""
    return words[0].bare[:1] == whole[:1] and all(
        agrees(word.bare[1:], word.key[1:]) for word in words if word.bare[1:]
    )


def _one(text: Passage, at: int, place: dict[str, tuple[str, str]]) -> str:
    word = text.words[at]
    if word.key in place:
        name, how = place[word.key]
        return how if agrees(word.bare, name) else ""
    if _is_initial(text, at) and any(name.startswith(word.key) for name in place):
        return "initials"
    return ""


def _whole(text: Passage, reading: Reading, found: _Beside) -> Stretch | None:
    first, last = min(reading.first, found.first), max(reading.last, found.last)
    whole = hits.stretch(text, first, last, owned=reading.owned)
    if whole is None or found.first < reading.first:
        return whole
    dot = _is_initial(text, last - 1)
    return whole._replace(end=whole.end + dot)


def _end(text: Passage, last: int, whole: Stretch) -> int:
    """Where forenames end whose last word is the one before *last*: with the dot of an initial."""
    end = text.words[last - 1].end
    if last >= whole.last:
        return whole.end
    return end + _is_initial(text, last - 1)


def _divided(text: Passage, reading: Reading, whole: Stretch, surname: tuple[int, int]) -> Iterator[Part]:
    """Forename, surname and forename of words of which those at *surname* are the surname."""
    words = text.words
    first, last = reading.first + surname[0], reading.first + surname[1]
    if first > reading.first:
        yield Part(whole.start, words[first - 1].end, "forename")
    yield Part(words[first].start, whole.end if last == reading.last else words[last - 1].end, "surname")
    if last < reading.last:
        yield Part(words[last].start, whole.end, "forename")
