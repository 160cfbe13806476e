"""The documents of a site as the index of the search has them: what is shown of each, and what it can be chosen by."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.publish.pages.entries import entry
from tei.publish.search.indexing import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tei.publish.model import Item, Site
    from tei.publish.outlining import Left

_MOST_CHARS: Final = 90


@dataclass(frozen=True, slots=True)
class Card:
    """What the index says of a document besides its text.

    ``identifier``, ``url`` and ``words`` are those of the item, ``page`` is the file of its reading view, ``language``
    is that of the title. ``choices`` are the filters with their values: of persons and places the key that the indexes
    have, then a space and the name.
    """

    identifier: str
    url: str
    page: str
    title: str
    language: str
    date: str
    source: str
    choices: tuple[tuple[str, str], ...]
    words: int = 0


def cards(site: "Site", left: "Iterable[Left]") -> "Iterator[Card]":
    """Yield the cards of *site* in the order of its documents, but for those that are *left*: they have no page."""
    said = site.words
    names: dict[str, str] = {}
    for _, name in site.names():
        names.setdefault(name.key, name.name)
    without = {one.path for one in left}
    for item in site.items:
        if item.path not in without:
            one = entry(item, said)
            yield Card(
                identifier=item.identifier,
                url=item.url,
                page=f"{item.folder}/index.html",
                title=one.title,
                language=one.language,
                date=one.date,
                source=one.source,
                choices=tuple(dict.fromkeys(_choices(item, names))),
                words=item.words,
            )


def _choices(item: "Item", names: "Mapping[str, str]") -> "Iterator[tuple[str, str]]":
    for name in item.names:
        if name.kind in FILTERS:
            # What is not in the authority file may be written otherwise in each document: it is one value all the same.
            yield name.kind, f"{name.key} {names[name.key]}"
    for kind, value in (("year", item.year), ("archive", item.archive), *(("hand", hand.words) for hand in item.hands)):
        if value:
            yield kind, _short(value)


def _short(words: str) -> str:
    """Return *words*, of which a long description is cut at a word."""
    return words if len(words) <= _MOST_CHARS else f"{words[:_MOST_CHARS].rpartition(' ')[0]} …"
