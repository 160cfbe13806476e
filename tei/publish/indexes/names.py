"""The indexes of persons, organisations and places: their first page, one a kind from A to Z, and one an entry."""

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Link
from tei.publish.indexes.gathering import FOLDERS, LETTERS, URL, Entry, anchor, gathered, of_kind
from tei.publish.model import KINDS, Kind, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.publish.framing import Frame, Page, Pending
    from tei.publish.model import Item, Site
    from tei.publish.register import Place
    from tei.wording import Words

MOST_ON_A_PAGE: Final = 300
"""Of more entries each letter has a page of its own."""

MOST_OCCURRENCES: Final = 400
"""What is named more often has several pages: each stays below some hundred kilobytes."""

_MOST_NAMED: Final = 10


class Letter(NamedTuple):
    """The entries under a letter of the index; ``anchor`` is its id, and its folder."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]


class Share(NamedTuple):
    """What a page has of the places in one of the documents that name an entry, the first of which is number 0."""

    number: int
    start: int
    end: int


class Places(NamedTuple):
    """Where an entry is named in a document; in its header alone if there are no ``occurrences``.

    ``is_continued`` tells that the page before has other places in the same document.
    """

    item: "Item"
    occurrences: "tuple[Occurrence, ...]"
    is_continued: bool = False


class Kinds(NamedTuple):
    """A kind on the first page: how many entries there are, the letters, and those named most often."""

    kind: Kind
    url: str
    entries: tuple[Entry, ...]
    letters: tuple[Letter, ...]
    most_named: tuple[Entry, ...]


def applies(site: "Site") -> bool:
    """Return whether *site* names anything."""
    return bool(site.register.named)


def pages(site: "Site", frame: "Frame") -> "Iterator[Page | Pending]":
    """Yield the indexes of *site*."""
    entries = gathered(site)
    kinds = tuple(_kind(kind, found) for kind in KINDS if (found := of_kind(entries, kind)))
    tabs = (Link(URL, site.words("indexes.all")), *(_tab(kind, site.words) for kind in kinds))
    yield frame.page("indexes/indexes.html", URL, kinds=kinds, tabs=tabs, is_divided=is_divided)
    for kind in kinds:
        yield from _of_kind(kind, frame, tabs)
        for entry in kind.entries:
            yield from _of_entry(entry, site, frame, tabs)


def is_divided(kind: Kinds) -> bool:
    """Return whether each letter of *kind* has a page of its own."""
    return len(kind.entries) > MOST_ON_A_PAGE


def _kind(kind: Kind, entries: tuple[Entry, ...]) -> Kinds:
    taken: set[str] = set()
    letters = tuple(
        Letter(name, anchor(name, taken), tuple(found)) for name, found in groupby(entries, lambda entry: entry.letter)
    )
    most = sorted(entries, key=lambda entry: (-entry.occurrences, -entry.documents))[:_MOST_NAMED]
    return Kinds(kind, f"{URL}{FOLDERS[kind]}/", entries, letters, tuple(most))


def _tab(kind: Kinds, words: "Words") -> Link:
    return Link(kind.url, words(f"indexes.{FOLDERS[kind.kind]}"))


def _of_kind(kind: Kinds, frame: "Frame", tabs: tuple[Link, ...]) -> "Iterator[Page]":
    values = {"kind": kind, "tabs": tabs, "divided": is_divided(kind), "folder": FOLDERS[kind.kind]}
    if not is_divided(kind):
        yield frame.page("indexes/kind.html", kind.url, **values, shown=kind.letters, letter=None)
        return
    yield frame.page("indexes/kind.html", kind.url, **values, shown=(), letter=None)
    for letter in kind.letters:
        url = f"{kind.url}{LETTERS}/{letter.anchor}/"
        yield frame.page("indexes/kind.html", url, **values, shown=(letter,), letter=letter)


def _of_entry(entry: Entry, site: "Site", frame: "Frame", tabs: tuple[Link, ...]) -> "Iterator[Pending]":
    """Yield the pages of *entry*: most of all pages that are no documents, and few change with one document."""
    parts = divided(site.register.counts(entry.key))
    urls = [entry.url, *(f"{entry.url}{number}/" for number in range(2, len(parts) + 1))]
    found = _found(parts, site.register.places(entry.key))
    for number, (url, shares) in enumerate(zip(urls, found, strict=True), start=1):
        told = [(_told(site.items[place.document]), place.said, share) for place, share in shares]
        values = partial(_values, entry, site, shares, tabs=tabs, urls=urls, number=number)
        yield frame.pending("indexes/entry.html", url, repr((entry, tabs, urls, number, told)), values)


def divided(counts: "Sequence[int]") -> list[list[Share]]:
    """Return what stands on each page of :data:`MOST_OCCURRENCES`; *counts* are those of each document that names it.

    There is one page in any case. Who is named in a header only takes the room of one occurrence.
    """
    pages: list[list[Share]] = [[]]
    room = MOST_OCCURRENCES
    for number, count in enumerate(counts):
        start, is_begun = 0, False
        while start < count or not is_begun:
            if room <= 0:
                pages.append([])
                room = MOST_OCCURRENCES
            end = min(count, start + room)
            pages[-1].append(Share(number, start, end))
            room -= max(1, end - start)
            start, is_begun = end, True
    return pages


def _found(parts: list[list[Share]], places: "Iterator[Place]") -> "Iterator[list[tuple[Place, Share]]]":
    """Yield the shares of each page with what they are of; no more than a page is held at a time."""
    number, place = 0, next(places)
    for shares in parts:
        page = []
        for share in shares:
            while number < share.number:
                number, place = number + 1, next(places)
            page.append((place, share))
        yield page


def _told(item: "Item") -> "tuple[object, ...]":
    """Return what the page of an entry says of a document."""
    return item.url, item.when, item.title, item.title_language, item.languages


def _values(entry: Entry, site: "Site", shares: "list[tuple[Place, Share]]", **known: object) -> dict[str, object]:
    places = [
        Places(
            site.items[place.document],
            tuple(Occurrence(*one) for one in place.all()[share.start : share.end]),
            is_continued=share.start > 0,
        )
        for place, share in shares
    ]
    return {**known, "entry": entry, "places": places, "folder": FOLDERS[entry.kind]}
