"""What an encoded text tells of itself, as values for the header."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei.encode.heading import Correspondence, Done, Facts, Hand
    from tei.encode.information import When


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a header has to declare of its text; the fields are those of `Facts`, and ``number`` is the document's own.

    ``doubts`` are sentences for people.
    """

    heading: str = ""
    number: str = ""
    date: When | None = None
    created: When | None = None
    authors: tuple[str, ...] = ()
    pointers: tuple[tuple[str, str], ...] = ()
    hands: tuple[Hand, ...] = ()
    additions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    correspondence: tuple[Correspondence, ...] = ()
    judgements: tuple[str, ...] = ()
    done: frozenset[Done] = frozenset()
    doubts: tuple[str, ...] = ()

    def over(self, facts: Facts) -> Facts:
        """Return *facts* with what was gathered."""
        return replace(
            facts,
            heading=self.heading,
            date=self.date,
            created=self.created,
            authors=self.authors,
            pointers=self.pointers,
            hands=self.hands,
            additions=self.additions,
            languages=self.languages,
            sources=self.sources,
            correspondence=self.correspondence,
            judgements=self.judgements,
            done=self.done,
        )
