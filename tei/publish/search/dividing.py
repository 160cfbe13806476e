"""The index in parts: Pagefind holds one of them at a time, and after a change only one is made anew.

How many there are depends on the words of the corpus alone, and in which of them a document is on its identifier.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.publish import packing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from tei.publish.search.cards import Card

MOST_WORDS: Final = 400_000
"""So many a part has on average, or fewer: Pagefind takes 110 to 200 MB for them, the more the more of them differ."""

_OF_A_DOCUMENT: Final = 70
"""A document without any text takes as much as one with so many words more."""

_ENCODING: Final = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Division:
    """What the parts of an index are made of.

    ``cards`` gives the cards of all documents each time that it is called, ``pages`` has the digests of their pages.
    ``inputs`` are the digests of all that each part is made from, "" for one without documents.
    """

    cards: "Callable[[], Iterable[Card]]"
    pages: "Mapping[str, str]"
    inputs: tuple[str, ...]

    def suffix(self, number: int) -> str:
        """Return what follows the language in the tag of a part, as ``-x-3`` (private use); "" if there is but one."""
        return f"-x-{number}" if len(self.inputs) > 1 else ""

    def sort(self, numbers: "Collection[int]", folder: "Path") -> None:
        """Write the cards of the parts *numbers* into *folder*: they are not held all at once."""
        for card in self.cards():
            number = part_of(card.identifier, len(self.inputs))
            if number in numbers:
                with (folder / str(number)).open("ab") as file:
                    file.write(packing.bound((packing.packed(card),)))


def divided(cards: "Callable[[], Iterable[Card]]", pages: "Mapping[str, str]", made_by: str) -> Division:
    """Return how the documents of *cards* are divided; *made_by* is what makes the index of them."""
    words = 0
    found: list[tuple[str, bytes]] = []
    for card in cards():
        words += card.words + _OF_A_DOCUMENT
        said = f"{card}\n{pages[card.page]}"
        found.append((card.identifier, hashlib.sha256(said.encode(*_ENCODING)).digest()))
    count = parts(words)
    digests: dict[int, hashlib._Hash] = {}
    for identifier, digest in found:
        number = part_of(identifier, count)
        if number not in digests:
            digests[number] = hashlib.sha256(f"{made_by}\n{number}/{count}\n".encode(*_ENCODING))
        digests[number].update(digest)
    return Division(cards, pages, tuple(digests[one].hexdigest() if one in digests else "" for one in range(count)))


def parts(words: int) -> int:
    """Return how many parts a corpus of so many *words* has: a power of two, so that few corpora that grow get more."""
    count = 1
    while words > count * MOST_WORDS:
        count *= 2
    return count


def part_of(identifier: str, count: int) -> int:
    """Return in which of *count* parts a document is, from 0."""
    return int.from_bytes(hashlib.sha256(identifier.encode(*_ENCODING)).digest()[:8], "big") % count


def put(cards: "Iterable[Card]", place: "Path") -> None:
    """Write *cards* to a file."""
    place.write_bytes(packing.bound(map(packing.packed, cards)))


def read(place: "Path") -> "list[Card]":
    """Return the cards that :meth:`Division.sort` or :func:`put` has written to a file."""
    from tei.publish.search.cards import Card  # noqa: PLC0415 - they know of pages, and the page of the search of us

    unpacking = packing.Unpacking({Card.__name__: Card})
    return [unpacking.unpacked(block) for block in packing.unbound(place.read_bytes())]
