"""Titles before a person's name: what becomes a ``roleName``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.encode.authority.wording import Passage, Word

_COURTESY: Final = frozenset(
    """
    cde cdes comrade comrades citizen herr madame monsieur mr mrs miss ms sir tov tovarishch товарищ тов т
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Forms of address: also in lower case."""
_RANKS: Final = frozenset(
    """
    academician adm admiral amb ambassador archbishop bishop brigadier capt captain cardinal chairman chancellor
    col colonel commander commissar commodore consul count deputy dr emperor field-marshal gen general generalissimo
    gov governor king lieutenant lord lt maj major marshal minister premier president prince princess prof professor
    queen rep representative secretary sen senator sergeant speaker
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_PHRASES: Final = frozenset(
    {
        "attorney general", "chargé d affaires", "charge daffaires", "chief marshal", "deputy foreign minister",
        "deputy minister", "deputy prime minister", "field marshal", "foreign minister", "foreign secretary",
        "general secretary", "lieutenant colonel", "lieutenant general", "lt col", "lt gen", "maj gen", "major general",
        "prime minister", "rear admiral", "secretary general", "secretary of state", "under secretary", "vice admiral",
        "vice chairman", "vice minister", "vice premier", "vice president", "colonel general", "army general",
        "minister of defense", "minister of foreign affairs", "defense minister",
    }
)  # fmt: skip
_MOST_WORDS: Final = 4
_MOST_TITLES: Final = 4
_BETWEEN: Final = frozenset({" ", ". ", "."})


def before(passage: Passage, first: int) -> tuple[tuple[int, int], ...]:
    """The titles before word *first* in their order, at most four, as offsets with the dot of an abbreviation."""
    found: list[tuple[int, int]] = []
    while len(found) < _MOST_TITLES and (size := _size(passage, first)):
        last = passage.words[first - 1]
        dot = passage.gaps[first].startswith(".")
        found.append((passage.words[first - size].start, last.end + dot))
        first -= size
    return tuple(reversed(found))


def _size(passage: Passage, first: int) -> int:
    """How many words before *first* are one title; 0 if none."""
    if not first or passage.gaps[first] not in _BETWEEN:
        return 0
    for size in range(min(_MOST_WORDS, first), 1, -1):
        words = passage.words[first - size : first]
        joined = all(gap in {" ", "-", ". "} for gap in passage.gaps[first - size + 1 : first])
        if joined and words[0].bare[:1].isupper() and " ".join(word.key for word in words) in _PHRASES:
            return size
    word = passage.words[first - 1]
    return int(word.key in _COURTESY or (word.key in _RANKS and word.bare[:1].isupper()))


def is_title(passage: Passage, at: int, last: int) -> bool:
    """Whether word *at* is a title before further words up to *last*."""
    return at + 1 < last and is_word(passage.words[at])


def is_word(word: Word) -> bool:
    """Whether *word* is a title, whatever it stands before."""
    return word.key in _COURTESY or word.key in _RANKS
