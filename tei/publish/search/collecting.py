"""The leaves of each part of the index on the disk: those that are known as they were, the others of their pages."""

from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus as corpora
from tei.publish.search import dividing, kept, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.publish.search.cards import Card
    from tei.publish.search.dividing import Division

EFFORT: Final = 0.002
"""What making a leaf takes beside the start of a process for it."""

_OF_A_BATCH: Final = 32


class _Batch(NamedTuple):
    """Some documents whose leaves are to be made: the file with their cards, how many, and where the leaves go."""

    cards: Path
    documents: int
    folder: Path


class _Begun(NamedTuple):
    """A part of which the leaves that were known are there: the others, and whether it has all that were known."""

    batches: "Sequence[_Batch]"
    is_same: bool


def collected(  # noqa: PLR0913 - each parameter is a wish of its own
    division: "Division", numbers: "Sequence[int]", site: Path, folder: Path, jobs: int, *, cache: bool
) -> "Iterator[tuple[int, Path]]":
    """Yield each of the parts *numbers* with the folder in which its leaves are, as soon as they are there.

    The pages lie in *site*. Of what is as it was, the leaves lie in the *cache*. Leaves and cards of one part at a time
    are held; until then its cards lie in *folder*.
    """
    places = {number: folder / f"leaves-{number}" for number in numbers}
    division.sort(numbers, folder)
    begun = {number: _begun(division, number, site, place, cache=cache) for number, place in places.items()}
    task = partial(_made, site=site)
    todo = [batch for one in begun.values() for batch in one.batches]
    done = corpora.execute(task, todo, jobs=jobs, effort=lambda batch: batch.documents * EFFORT)
    for number, one in begun.items():
        for _ in islice(done, len(one.batches)):
            pass
        if cache and not one.is_same:
            _keep(division, number, site, places[number])
        yield number, places[number]


def _begun(division: "Division", number: int, site: Path, place: Path, *, cache: bool) -> _Begun:
    """Write the leaves of a part that are known, and the cards of the others."""
    place.mkdir()
    known = kept.load(site, number) if cache else {}
    new: list[Card] = []
    for card in (cards := dividing.read(place.parent / str(number))):
        text = known.get(kept.key(card, division.pages[card.page]))
        if text is None:
            new.append(card)
        else:
            leaves.put(card, text, place)
    return _Begun(tuple(_batches(new, place)), not new and len(known) == len(cards))


def _batches(cards: "Sequence[Card]", place: Path) -> "Iterator[_Batch]":
    for start in range(0, len(cards), _OF_A_BATCH):
        batch = _Batch(place.with_name(f"{place.name}-{start}"), len(cards[start : start + _OF_A_BATCH]), place)
        dividing.put(cards[start : start + _OF_A_BATCH], batch.cards)
        yield batch


def _made(batch: _Batch, site: Path) -> None:
    """Write the leaves of a batch."""
    for card in dividing.read(batch.cards):
        leaves.write(card, site, batch.folder)


def _keep(division: "Division", number: int, site: Path, place: Path) -> None:
    """Put the leaves of a part into the cache."""
    cards = dividing.read(place.parent / str(number))
    kept.store(site, number, {kept.key(card, division.pages[card.page]): leaves.read(card, place) for card in cards})
