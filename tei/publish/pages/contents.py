"""The contents of a site, by date, sender, archive and type."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Link
from tei.publish.pages.entries import Entry, entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tei.publish.framing import Frame, Page
    from tei.publish.model import Item, Site

URL: Final = "contents/"

MOST_ON_A_PAGE: Final = 300
"""Of more documents each group has a page of its own: a page stays below some hundred kilobytes."""

_UNFIT: Final = re.compile(r"[\W_]+")


class Group(NamedTuple):
    """Documents that have something in common: a year, a sender. ``anchor`` is its id, and its folder."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]


class Order(NamedTuple):
    """A way to list the documents: the key of its words, the words for what has no place in it, and the groups.

    ``names`` returns the groups that a document is in.
    """

    key: str
    otherwise: str
    names: "Callable[[Item], Iterable[str]]"

    @property
    def url(self) -> str:
        """Where its first page lies: the contents themselves are by date."""
        return URL if self.key == "date" else f"{URL}{self.key}/"


ORDERS: Final = (
    Order("date", "date.undated", lambda item: [item.year]),
    Order("sender", "contents.no-sender", lambda item: [sender.name for sender in item.senders]),
    Order("archive", "contents.no-archive", lambda item: [item.archive]),
    Order("type", "contents.no-type", lambda item: [item.genre]),
)


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the contents of *site* in every order in which documents differ; by date in any case."""
    said = site.words
    found = [(order, groups(site, order)) for order in ORDERS]
    shown = [(order, made) for order, made in found if order.key == "date" or any(group.name for group in made)]
    orders = tuple(Link(order.url, said(f"contents.{order.key}")) for order, _ in shown)
    for order, made in shown:
        yield from _pages(order, made, frame, orders, is_large=len(site.items) > MOST_ON_A_PAGE)


def _pages(
    order: Order, made: tuple[Group, ...], frame: "Frame", orders: tuple[Link, ...], *, is_large: bool
) -> "Iterator[Page]":
    values = {"order": order, "orders": orders, "groups": made}
    yield frame.page("contents.html", order.url, **values, divided=is_large)
    if is_large:
        for group in made:
            yield frame.page("group.html", f"{order.url}{group.anchor}/", **values, group=group)


def groups(site: "Site", order: Order) -> tuple[Group, ...]:
    """Return the documents of *site* in the groups of *order*, by name; what has none comes last."""
    said = site.words
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for item in site.items:
        for name in dict.fromkeys(order.names(item)) or [""]:
            found[name].append(entry(item, said))
    names = list(found) if order.key == "date" else sorted(found, key=lambda name: (not name, name.casefold(), name))
    taken: set[str] = set()
    return tuple(Group(name, _anchor(name or said(order.otherwise), taken), tuple(found[name])) for name in names)


def _anchor(name: str, taken: set[str]) -> str:
    """Return an id for *name* that no other group of the order has."""
    plain = _UNFIT.sub("-", name).strip("-").casefold() or "group"
    number, chosen = 1, plain
    while chosen in taken:
        number += 1
        chosen = f"{plain}-{number}"
    taken.add(chosen)
    return chosen
