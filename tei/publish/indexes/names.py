"""The indexes of persons, organisations and places: their first page, one a kind from A to Z, and one an entry."""

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Link, Page
from tei.publish.indexes.gathering import FOLDERS, LETTERS, URL, Entry, anchor, gathered, of_kind
from tei.publish.model import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame
    from tei.publish.model import Item, Occurrence, Site
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
    return any(item.names for item in site.items)


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the indexes of *site*."""
    entries = gathered(site)
    kinds = tuple(_kind(kind, found) for kind in KINDS if (found := of_kind(entries, kind)))
    tabs = (Link(URL, site.words("indexes.all")), *(_tab(kind, site.words) for kind in kinds))
    yield frame.page("indexes/indexes.html", URL, kinds=kinds, tabs=tabs, is_divided=is_divided)
    for kind in kinds:
        yield from _of_kind(kind, frame, tabs)
        for entry in kind.entries:
            yield from _of_entry(entry, frame, tabs)


def is_divided(kind: Kinds) -> bool:
    """Return whether each letter of *kind* has a page of its own."""
    return len(kind.entries) > MOST_ON_A_PAGE


def _kind(kind: Kind, entries: tuple[Entry, ...]) -> Kinds:
    taken: set[str] = set()
    letters = tuple(
        Letter(name, anchor(name, taken), tuple(found)) for name, found in groupby(entries, lambda entry: entry.letter)
    )
    most = sorted(entries, key=lambda entry: (-entry.occurrences, -len(entry.places)))[:_MOST_NAMED]
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


def _of_entry(entry: Entry, frame: "Frame", tabs: tuple[Link, ...]) -> "Iterator[Page]":
    parts = divided(entry)
    urls = [entry.url, *(f"{entry.url}{number}/" for number in range(2, len(parts) + 1))]
    for number, (url, places) in enumerate(zip(urls, parts, strict=True), start=1):
        yield frame.page(
            "indexes/entry.html", url, entry=entry, tabs=tabs, places=places, urls=urls, number=number,
            folder=FOLDERS[entry.kind],
        )  # fmt: skip


def divided(entry: Entry) -> list[list[Places]]:
    """Return where *entry* is named, in pages of :data:`MOST_OCCURRENCES`; there is one page in any case."""
    pages: list[list[Places]] = [[]]
    room = MOST_OCCURRENCES
    for item, name in entry.places:
        rest, is_continued = name.occurrences, False
        while rest or not is_continued:
            if room <= 0:
                pages.append([])
                room = MOST_OCCURRENCES
            shown, rest = rest[:room], rest[room:]
            pages[-1].append(Places(item, shown, is_continued))
            room -= max(1, len(shown))
            is_continued = True
    return pages
