"""What an encoded text tells of itself, as values for the header."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei.encode.heading import Correspondence, Done, Facts, Hand
    from tei.encode.information import When


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a header has to declare of its text; the fields are those of `Facts`.

    ``number`` is the one under which the document went. It ``is_solved`` if others than its addressee deciphered it.
    ``doubts`` are sentences for people.
    """

    heading: str = ""
    number: str = ""
    is_solved: bool = False
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
            genre="decrypt" if self.is_solved and facts.genre in {"cable", "document", "telegram"} else facts.genre,
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
