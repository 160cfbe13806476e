"""What kind of thing a name that nobody knows probably names, by its own words and those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.authority import titles

if TYPE_CHECKING:
    from tei.encode.authority.wording import Passage

_ORGANISATIONS: Final = frozenset(
    """
    academy administration agency alliance army assembly association board brigade bureau cabinet college command
    commission committee company conference congress council delegation department directorate division embassy
    federation foundation front government group institute intelligence league legation ministry mission movement
    navy office organization organisation parliament party politburo presidium press regiment secretariat sector
    service society soviet staff union university
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_PLACES: Final = frozenset(
    """
    airport bay cape city coast county district gulf harbor harbour island islands lake mount mountain mountains ocean
    peninsula plain port province region republic river sea station strait street valley village
    """.split()  # noqa: SIM905 - as above
)
_BEFORE_PLACES: Final = frozenset({"in", "near", "at", "toward", "towards", "across", "outside", "inside"})


def guess(words: Passage, first: int, last: int) -> str:
    """The kind of the name that is words *first* to *last*: person, org, place, or "" where nothing tells."""
    if titles.before(words, first):
        return "person"
    keys = [word.owner[1] if word.owner else word.key for word in words.words[first:last]]
    if is_organisation(words, first, last):
        return "org"
    if any(key in _PLACES for key in keys):
        return "place"
    if len(keys) > 1 and len(keys[0]) == 1 and words.gaps[first + 1].startswith("."):
        return "person"
    if first and words.gaps[first] == " " and words.words[first - 1].key in _BEFORE_PLACES:
        return "place"
    return ""


def is_organisation(words: Passage, first: int, last: int) -> bool:
    """Whether one of the words *first* to *last* is what organisations call themselves."""
    return any(word.key in _ORGANISATIONS for word in words.words[first:last])
