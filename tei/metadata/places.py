"""Places: names, identifiers, coordinates, and what an authority file adds."""

import re
from typing import TYPE_CHECKING, Final

from tei.metadata import identifiers, nodes
from tei.metadata.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context, Entry

_NAMES: Final = ("placeName", "settlement", "name", "geogName", "country", "region", "district", "bloc")
_GEO: Final = re.compile(r"(-?\d{1,2}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)")
_LATITUDE: Final = 90
_LONGITUDE: Final = 180


def read(context: "Context", elements: "Iterable[Element]") -> tuple[Place, ...]:
    """Return the places that *elements* (``placeName``, ``pubPlace``, ``settlement``, …) name."""
    return tuple(place for element in elements if (place := _of(context, element)) is not None)


def _of(context: "Context", element: "Element") -> Place | None:
    inner = list(nodes.children(element, "placeName", "settlement", "name"))
    pointing = [element, *inner]
    entry = next((found for one in pointing if (found := _entry(context, one))), None)
    name = nodes.plain(element, "idno", "location", "note", "date") or (_name(entry.element) if entry else "")
    if not name:
        return None
    known = identifiers.read(entry.context, entry.element) if entry else ()
    own = (one for part in pointing for one in identifiers.from_pointers(context, part, "ref", "sameAs", "key"))
    return Place(
        name,
        context.origin(element),
        identifiers.distinct((*own, *identifiers.read(context, element), *known)),
        _coordinates(element) or (_coordinates(entry.element) if entry else None),
        entry.context.origin(entry.element) if entry else None,
    )


def _entry(context: "Context", element: "Element") -> "Entry | None":
    found = (context.entry(pointer) for pointer in context.pointers(element, "ref"))
    return next((one for one in found if one and nodes.name(one.element) == "place"), None)


def _name(place: "Element") -> str:
    named = list(nodes.children(place, *_NAMES))
    return nodes.plain(next((one for one in named if one.get("type") == "main"), next(iter(named), None)))


def _coordinates(element: "Element") -> tuple[float, float] | None:
    """Return latitude and longitude as the first ``geo`` has them, None for what is not on the earth."""
    found = _GEO.fullmatch(nodes.plain(next(nodes.descendants(element, "geo"), None)))
    if not found:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE else None
