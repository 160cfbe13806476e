"""Every place where a text has the words of a name, before it is decided which of them hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority.matches import Candidate
from tei.encode.authority.systems.korean import is_hangul
from tei.encode.authority.wording import agrees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.authority.index import Form, Index
    from tei.encode.authority.matches import Part
    from tei.encode.authority.wording import Passage, Word


class Stretch(NamedTuple):
    """Words ``first`` to ``last`` of a passage, exclusive, and the offsets of the text that they are."""

    first: int
    last: int
    start: int
    end: int


class Hit(NamedTuple):
    """A stretch that has the words of a form; ``rank`` orders candidates, the likeliest have the lowest."""

    stretch: Stretch
    candidate: Candidate
    rank: int
    parts: tuple[Part, ...] = ()


class Reading(NamedTuple):
    """Forms whose words the passage has from ``first`` to ``last``; ``owned`` if they end in a possessive.

    It is one form, or the surnames of several persons that are spelt alike.
    """

    forms: Sequence[Form]
    first: int
    last: int
    owned: bool
    surname: bool

    @property
    def form(self) -> Form:
        """One of them, which stands for all in how it is spelt."""
        return self.forms[0]


_ELEMENTS: Final = {"person": "persName", "org": "orgName", "place": "placeName"}


def candidate(form: Form, how: str) -> Candidate:
    """The entry of *form* as a candidate."""
    entry, name = form.entry, form.name
    element = name.element if name.element == "geogName" else _ELEMENTS[entry.kind]
    return Candidate(entry.id, entry.kind, name.kind, how, entry.path, element)


def readings(index: Index, passage: Passage) -> Iterator[Reading]:
    """The forms at each word of *passage*, each looked up by as many words as names that begin like it have."""
    words, lengths = passage.words, index.lengths
    for first, word in enumerate(words):
        for size in lengths.get(word.key, ()):
            if first + size <= len(words):
                yield from _at(index, words, first, first + size)
        if word.owner is not None:
            yield from _looked_up(index, word.owner[1], (first, first + 1), owned=True)


def _at(index: Index, words: tuple[Word, ...], first: int, last: int) -> Iterator[Reading]:
    keys = [word.key for word in words[first:last]]
    yield from _looked_up(index, " ".join(keys), (first, last), owned=False)
    owner = words[last - 1].owner
    if owner is not None and last - first > 1:
        yield from _looked_up(index, " ".join([*keys[:-1], owner[1]]), (first, last), owned=True)


def _looked_up(index: Index, words: str, place: tuple[int, int], *, owned: bool) -> Iterator[Reading]:
    for form in index.forms.get(words, ()):
        yield Reading((form,), *place, owned=owned, surname=False)
    for forms in index.surnames.get(words, {}).values():
        yield Reading(forms, *place, owned=owned, surname=True)


def matched(passage: Passage, reading: Reading) -> Stretch | None:
    """Where the form of *reading* stands, None if case, spaces, hyphens or brackets are against it."""
    form, first, last = reading.form, reading.first, reading.last
    spelt = [word.bare for word in passage.words[first:last]]
    if reading.owned:
        spelt[-1] = passage.words[last - 1].owner[0]  # type: ignore[index] # an owned reading ends in a possessive
    if not all(agrees(text, name, first=at == 0) for at, (text, name) in enumerate(zip(spelt, form.bare, strict=True))):
        return None
    between = passage.gaps[first + 1 : last]
    if not all(map(_same_gap, between, form.gaps, form.bare)):
        return None
    whole = stretch(passage, first, last, tail=form.tail, owned=reading.owned)
    dot = whole is not None and form.name.text.endswith(_DOT) and form.how == "written" and not reading.owned
    if whole is not None and dot and passage.text.startswith(_DOT, whole.end):
        return whole._replace(end=whole.end + 1)
    return whole


_DOT: Final = "."
_HYPHEN: Final = "-"
_JOINED: Final = frozenset({" ", "-"})


def _same_gap(text: str, name: str, before: str) -> bool:
    if text == name or (text in _JOINED and name in _JOINED):
        return True
    if _DOT in name or (_DOT in text and len(before) == 1):
        return text.replace(_DOT, "").strip() == name.replace(_DOT, "").strip() and (bool(text) or not name.strip(" ."))
    return False


def stretch(passage: Passage, first: int, last: int, *, tail: str = "", owned: bool = False) -> Stretch | None:
    """Words *first* to *last* with the *tail* behind them, None if they begin or end within a word with hyphens.

    A square bracket of an editor that opens among the words closes with them.
    """
    start, final = passage.words[first].start, passage.words[last - 1]
    end = final.owner_end if owned else final.end
    before, after = passage.gaps[first], passage.gaps[last]
    if first and (before == _HYPHEN or (not before and _is_hangul(passage.words[first - 1], passage.words[first]))):
        return None
    if not owned and not tail and after == _HYPHEN and last < len(passage.words):
        return None
    if tail:
        if not passage.text.startswith(tail, end):
            return None
        end += len(tail)
    inside = passage.text[start:end]
    opened = inside.count("[") - inside.count("]")
    if opened > 0:
        if not passage.text.startswith("]" * opened, end):
            return None
        end += opened
    return Stretch(first, last, start, end) if opened >= 0 else None


def _is_hangul(*words: Word) -> bool:
    """Whether *words* are syllables of one Korean word: a name may have particles behind it, nothing before it."""
    return all(is_hangul(word.bare) for word in words)
