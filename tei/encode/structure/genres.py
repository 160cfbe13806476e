"""What sort of document it is: by its heading, by its title, by how it is opened and signed."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from tei.encode.profile.rules import GENRES
from tei.encode.structure.blocks import COMMON

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tei.encode.profile import Profile
    from tei.encode.structure.blocks import Section

_WORD: Final = re.compile(r"[\w’'-]+")
_LONGEST_WORDS: Final = 5
_FIRST: Final = 3
"""So many sections may stand before the text: what is above all, routing, and the text's own."""


def genre(sections: Sequence[Section], title: str, profile: Profile) -> str:
    """Return the genre of a document: its heading tells it by a word, or *title*, or that there is a greeting."""
    blocks = [block for section in sections[:_FIRST] for block in section.blocks]
    blocks = list(takewhile(lambda block: block.place != COMMON or block.name == "ab", blocks))
    heads = [block.pieces[0].text for block in blocks if block.name == "head"]
    named = profile.vocabulary.get("genres", {})
    for words in (heads[0] if heads else "", title):
        found = _named(words, named)
        if found:
            return found
    greets = any(one.name == "salute" for block in blocks if block.name == "opener" for one in block.ranges)
    return "letter" if greets and profile.genre == "document" else profile.genre


def _named(words: str, named: Mapping[str, str]) -> str:
    """The genre that the first of its names in *words* tells, the longest if several begin there."""
    found = _WORD.findall(words.casefold())
    for at in range(len(found)):
        for count in range(_LONGEST_WORDS, 0, -1):
            genre = named.get(" ".join(found[at : at + count]), "")
            if genre in GENRES:
                return genre
    return ""
