"""The correspondence: a drawing of who wrote to whom, a table of the same, and a page of letters for each sender."""

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Page
from tei.publish.indexes.exchanges import Correspondent, Exchange, exchanges
from tei.publish.indexes.gathering import gathered
from tei.publish.indexes.layering import LEFT_PX, RIGHT_PX, WIDTH_PX, graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame
    from tei.publish.model import Site

URL: Final = "correspondence/"

MOST_IN_DRAWING: Final = 40
"""Of more exchanges the drawing has those with most letters; the table has all."""


class Writer(NamedTuple):
    """A sender, and the exchanges with each recipient."""

    correspondent: Correspondent
    exchanges: tuple[Exchange, ...]

    @property
    def url(self) -> str:
        """The page of the letters."""
        return f"{URL}{self.correspondent.anchor}/"

    @property
    def letters(self) -> int:
        """How many there are, one to several counted for each."""
        return sum(len(one.letters) for one in self.exchanges)


def applies(site: "Site") -> bool:
    """Return whether anybody wrote to somebody in *site*."""
    return any(letter.senders and letter.recipients for item in site.items for letter in item.letters)


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the correspondence of *site*, and a page for each who wrote."""
    found = exchanges(site, gathered(site))
    if not found:
        return
    writers = [Writer(sender, tuple(of)) for sender, of in groupby(found, lambda one: one.sender)]
    drawn = sorted(found, key=lambda one: -len(one.letters))[:MOST_IN_DRAWING]
    yield frame.page(
        "indexes/correspondence.html",
        URL,
        writers=writers,
        graph=graph(drawn),
        drawn=len(drawn),
        count=len(found),
        letters=len({letter.url for one in found for letter in one.letters}),
        width=WIDTH_PX,
        left=LEFT_PX,
        right=RIGHT_PX,
    )
    for writer in writers:
        yield frame.page("indexes/writer.html", writer.url, writer=writer)
