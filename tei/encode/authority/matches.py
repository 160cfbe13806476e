"""What is found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Candidate(NamedTuple):
    """An entry that a stretch of text may name.

    ``name_kind`` is the kind of the name that was found (main, variant, cover, …), ``element`` what a document marks it
    with: ``persName``, ``orgName``, ``placeName`` or, if the file has it so, ``geogName``; ``path`` is the file's.

    ``how`` tells what the text and the name have in common: *written*, as the file has it; *capitals*; *spelling*, but
    for diacritics, apostrophes or hyphens; *surname*, *forenames* (with the surname, in any order), *initials*;
    *coordination*; or the system that gives the form, as *BGN/PCGN*.
    """

    id: str
    kind: str
    name_kind: str
    how: str
    path: str
    element: str


class Part(NamedTuple):
    """A part of a name: offsets, and its TEI element.

    Of a person ``surname``, ``forename`` or ``roleName``; of a river or a mountain ``name`` and ``geogFeat``.
    """

    start: int
    end: int
    element: str


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text; ``start`` and ``end`` are offsets in code points, the end exclusive.

    ``candidates`` are the entries that it may name, the likeliest first; ``doubt`` is a short sentence that says why it
    is not certain which of them, or whether any, "" if it is.
    ``title_start`` is where the titles before the name begin, ``start`` if there are none. ``within`` are the names of
    others in it.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    title_start: int
    parts: tuple[Part, ...] = ()
    within: tuple[Match, ...] = ()
    doubt: str = ""

    @property
    def certain(self) -> bool:
        """Whether nothing speaks against the one entry that the text may mean."""
        return not self.doubt
