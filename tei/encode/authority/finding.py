"""Which of the names that a text may have it has: the longest first, others' inside them, none across them."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from tei.encode.authority import coordination, hits, places, sentences, titles
from tei.encode.authority.hits import Hit
from tei.encode.authority.matches import Candidate, Match, Part
from tei.encode.authority.people import People, goes_on
from tei.encode.authority.wording import is_among, is_capitals, passage, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.encode.authority.hits import Reading, Stretch
    from tei.encode.authority.index import Index
    from tei.encode.authority.wording import Passage

_RANKS: Final = {"written": 0, "capitals": 1, "spelling": 2}
_GENERATED: Final = 5
_DEEPEST: Final = 5
"""How many names may be around a name; a committee of a party of a country has two."""


class Finder:
    """Finds the names of an index in texts."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._people = People(index)
        self._begins_name = lru_cache(maxsize=1 << 14)(partial(is_among, keys=index.lengths))

    def __reduce__(self) -> tuple[type[Finder], tuple[Index]]:
        """Return what pickle needs: what is kept of words is not sent."""
        return Finder, (self._index,)

    def find(self, text: str) -> tuple[Match, ...]:
        """The names in *text* in its order; takes time in proportion to its length."""
        found_words = words_of(text)
        if not any(map(self._begins_name, found_words)):
            return ()
        words = passage(text, found_words)
        found = list(self._hits(words))
        found.extend(coordination.hits(self._index, words, found))
        return tuple(sorted(_placed(words, found), key=lambda match: match.start))

    def _hits(self, words: Passage) -> Iterator[Hit]:
        for reading in hits.readings(self._index, words):
            stretch = hits.matched(words, reading)
            if stretch is None:
                continue
            if reading.surname:
                yield from self._people.hits(words, reading, stretch)
            elif not (reading.form.entry.kind == "person" and self._is_other(words, reading)):
                yield self._written(words, reading, stretch)

    def _is_other(self, words: Passage, reading: Reading) -> bool:
        """Whether a person's name as the file has it is another's here, or runs over two names in a list."""
        if reading.last - reading.first == 1:
            return self._people.is_other(words, reading)
        return ", " in reading.form.gaps and goes_on(words, reading.last)

    def _written(self, words: Passage, reading: Reading, stretch: Stretch) -> Hit:
        form = reading.form
        how = form.how if form.how != "written" else _likeness(words.text[stretch.start : stretch.end], form.name.text)
        own = places.parts if form.entry.kind == "place" else self._people.parts
        return Hit(stretch, hits.candidate(form, how), _RANKS.get(how, _GENERATED), own(words, reading, stretch))


def _likeness(text: str, name: str) -> str:
    """How *text* is the name that a file has: as it is written, but for capitals, or for signs too."""
    words = text.split()
    if words == name.split():
        return "written"
    same = all(one == other or is_capitals(one) for one, other in zip(words, name.split(), strict=False))
    return "capitals" if same and text.casefold().split() == name.casefold().split() else "spelling"


def _placed(words: Passage, found: Iterable[Hit], depth: int = 0) -> list[Match]:
    """The matches that *found* make: the longest takes its words, shorter ones inside it are within it."""
    if depth > _DEEPEST:
        return []
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in found:
        groups.setdefault((hit.stretch.start, hit.stretch.end), []).append(hit)
    owners: dict[int, int] = {}
    chosen: list[list[Hit]] = []
    inner: list[list[Hit]] = []
    for group in sorted(groups.values(), key=_longest_first):
        stretch = group[0].stretch
        owner, other = owners.get(stretch.first, -1), owners.get(stretch.last - 1, -1)
        if owner != other:
            continue
        if owner >= 0:
            inner[owner].extend(group)
            continue
        owners.update(dict.fromkeys(range(stretch.first, stretch.last), len(chosen)))
        chosen.append(group)
        inner.append([])
    return [_match(words, group, within, depth) for group, within in zip(chosen, inner, strict=True)]


def _longest_first(group: list[Hit]) -> tuple[int, int, int]:
    stretch = group[0].stretch
    return stretch.first - stretch.last, stretch.start - stretch.end, stretch.start


def _match(words: Passage, group: list[Hit], inner: list[Hit], depth: int) -> Match:
    ranked = sorted(group, key=lambda hit: hit.rank)
    candidates: dict[tuple[str, str], Candidate] = {}
    for hit in ranked:
        candidates.setdefault((hit.candidate.path, hit.candidate.id), hit.candidate)
    stretch, first = ranked[0].stretch, ranked[0].candidate
    person = first.kind == "person"
    roles = titles.before(words, stretch.first) if person else ()
    others = [] if person else [hit for hit in inner if _is_within(hit.candidate, candidates, first.kind)]
    return Match(
        stretch.start,
        stretch.end,
        words.text[stretch.start : stretch.end],
        tuple(candidates.values()),
        roles[0][0] if roles else stretch.start,
        (*(Part(start, end, "roleName") for start, end in roles), *_parts(ranked)),
        tuple(sorted(_placed(words, others, depth + 1), key=lambda match: match.start)),
        _doubt(words, ranked[0], tuple(candidates.values()), titled=bool(roles)),
    )


def _doubt(words: Passage, likeliest: Hit, candidates: tuple[Candidate, ...], *, titled: bool) -> str:
    """Why it is not certain whom the text names, "" if it is."""
    if len(candidates) > 1:
        return f"it may be any of {', '.join(one.id for one in candidates)}"
    alone = likeliest.candidate.kind == "person" and [part.element for part in likeliest.parts] == ["surname"]
    before = likeliest.stretch.first - 1
    if alone and not titled and before >= 0 and _is_forename(words, before):
        return f"“{words.text[words.words[before].start : likeliest.stretch.end]}” may be another of this surname"
    return ""


def _is_forename(words: Passage, at: int) -> bool:
    """Whether the word before a surname may be a forename that nobody knows: its capital is not the sentence’s."""
    word = words.words[at].bare
    capital = word[:1].isupper() and word[1:].islower()
    return (
        capital and words.gaps[at + 1] == " " and not (sentences.begins(words, at) or sentences.is_grammar(words, at))
    )


def _is_within(inner: Candidate, outer: dict[tuple[str, str], Candidate], kind: str) -> bool:
    """Whether a name inside another is one of its own: no part of a place's name, nor what is named all the same."""
    return (inner.path, inner.id) not in outer and not inner.kind == kind == "place"


def _parts(ranked: list[Hit]) -> tuple[Part, ...]:
    """The parts that the likeliest candidate has, or another reading of it."""
    likeliest = ranked[0].candidate.id
    if ranked[0].candidate.name_kind == "cover":
        return ()
    return next((hit.parts for hit in ranked if hit.parts and hit.candidate.id == likeliest), ())
