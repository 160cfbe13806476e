"""The documents of a site as the index of the search has them: what is shown of each, and what it can be chosen by."""

from dataclasses import dataclass
from itertools import groupby
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
    names = {one.key: one.name for one in site.register.named}
    without = {one.path for one in left}
    for item, named in _named(site):
        if item.path in without:
            continue
        one = entry(item, site.words)
        yield Card(
            identifier=item.identifier,
            url=item.url,
            page=f"{item.folder}/index.html",
            title=one.title,
            language=one.language,
            date=one.date,
            source=one.source,
            choices=tuple(dict.fromkeys(_choices(item, named, names))),
            words=item.words,
        )


def _named(site: "Site") -> "Iterator[tuple[Item, list[tuple[str, str]]]]":
    """Yield each document with the keys and kinds of its names."""
    by_document = groupby(site.register.keys(), lambda one: one[0])
    number, found = next(by_document, (len(site.items), ()))
    for place, item in enumerate(site.items):
        if place < number:
            yield item, []
            continue
        yield item, [(key, kind) for _, key, kind in found]
        number, found = next(by_document, (len(site.items), ()))


def _choices(
    item: "Item", named: "Iterable[tuple[str, str]]", names: "Mapping[str, str]"
) -> "Iterator[tuple[str, str]]":
    for key, kind in named:
        if kind in FILTERS:
            # What is not in the authority file may be written otherwise in each document: it is one value all the same.
            yield kind, f"{key} {names[key]}"
    for kind, value in (("year", item.year), ("archive", item.archive), *(("hand", hand.words) for hand in item.hands)):
        if value:
            yield kind, _short(value)


def _short(words: str) -> str:
    """Return *words*, of which a long description is cut at a word."""
    return words if len(words) <= _MOST_CHARS else f"{words[:_MOST_CHARS].rpartition(' ')[0]} …"
