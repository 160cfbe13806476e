"""The map: the places with coordinates that the documents name, and a table of them."""

from typing import TYPE_CHECKING, Final

from tei.publish.framing import Page
from tei.publish.indexes.gathering import gathered, of_kind
from tei.publish.indexes.projection import WIDTH_PX, chart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame
    from tei.publish.model import Site

URL: Final = "map/"


def applies(site: "Site") -> bool:
    """Return whether *site* names a place whose coordinates are known."""
    known = {entity.identifier for entity in site.entities if entity.kind == "place" and entity.point}
    return bool(known) and any(one.kind == "place" and one.entry in known for one in site.register.named)


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the map of *site*."""
    places = of_kind(gathered(site), "place")
    found = tuple(entry for entry in places if entry.entity is not None and entry.entity.point is not None)
    if found:
        yield frame.page(
            "indexes/map.html", URL, chart=chart(found), places=found, others=len(places) - len(found), width=WIDTH_PX
        )
