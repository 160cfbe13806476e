"""Names by authority file: which of its persons, organisations and places a text names, and where.

A name is found as the file has it, in capitals, without its diacritics, in the possessive, by surname with forenames or
initials, and in the spellings that other systems of transliteration give it. What nobody wrote into the file is told by
`Candidate.how`, and never keeps a written name of another entry out of the candidates.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tei.encode.authority import reading
from tei.encode.authority.entries import Entry, Name
from tei.encode.authority.finding import Finder
from tei.encode.authority.index import Index
from tei.encode.authority.likeness import Alike
from tei.encode.authority.matches import Candidate, Match, Part
from tei.encode.authority.proposing import Context, Proposal, scan
from tei.encode.authority.sources import Source
from tei.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tei.limits import Limits

__all__ = [
    "Authority",
    "Candidate",
    "Context",
    "Entry",
    "Match",
    "Name",
    "Part",
    "Proposal",
    "Source",
    "read",
    "scan",
]


class Authority:
    """Entries, and their names made ready to be found: three seconds or four for 50,000 of them with 200,000 names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.index = Index(self.entries)
        self._finder = Finder(self.index)
        self._alike: Alike | None = None

    def find(self, text: str) -> tuple[Match, ...]:
        """The names in *text*, in its order; none overlaps another, those inside others are in `Match.within`.

        The longest is taken first. Words agree in case, or are in capitals; no name begins or ends within a word, and
        what a hyphen joins is one word. Time and look-ups are in proportion to the length of *text*.
        """
        return self._finder.find(text)

    def alike(self, name: str) -> tuple[Entry, ...]:
        """The entries with a word in their names that looks or sounds like a word of *name*, at most five."""
        if self._alike is None:
            self._alike = Alike(self.entries)
        return self._alike.to(name)


def read(paths: Path | str | Iterable[Path | str], limits: Limits = DEFAULT) -> Authority:
    """The authority in one TEI file or several: ``person``, ``org`` and ``place`` that have an ``xml:id`` and a name.

    Raises `UsageError` for what is not a file, `EnvironmentFault` for what cannot be read, and `DocumentError` with
    located findings for a file that is not well-formed, too large, or has one ``xml:id`` twice.
    """
    files = [paths] if isinstance(paths, str | os.PathLike) else paths
    return Authority(reading.entries(files, limits))
