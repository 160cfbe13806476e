"""The correspondence that a document belongs to: ``correspDesc``, act by act."""

from typing import TYPE_CHECKING, Final

from tei.metadata import agents, dates, nodes, places, sources
from tei.metadata.values import Action, Correspondence

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

_NAMES: Final = ("persName", "orgName", "name", "rs")
_PLACES: Final = ("placeName", "settlement", "country", "region", "district", "geogName")


def read(context: "Context", profile: "Element | None") -> tuple[Correspondence, ...]:
    """Return the correspondences that ``profileDesc`` describes."""
    found = (_of(context, one) for one in nodes.children(profile, "correspDesc"))
    return tuple(one for one in found if str(one))


def _of(context: "Context", element: "Element") -> Correspondence:
    surroundings = nodes.descendants(nodes.child(element, "correspContext"), "ref", "ptr")
    return Correspondence(
        context.origin(element),
        nodes.attribute(element, "key"),
        nodes.attribute(element, "ref"),
        nodes.attribute(element, "source"),
        tuple(_action(context, one) for one in nodes.children(element, "correspAction")),
        sources.related(context, surroundings),
        context.texts(element, "note", "p", "ab"),
    )


def _action(context: "Context", element: "Element") -> Action:
    # A list of recipients is allowed around them, and <p> around all of it.
    return Action(
        nodes.attribute(element, "type"),
        context.origin(element),
        nodes.attribute(element, "subtype"),
        agents.read(context, _named(element)),
        places.read(context, nodes.outermost(element, *_PLACES)),
        dates.read_all(context, nodes.outermost(element, "date")),
        context.texts(element, "note"),
    )


def _named(element: "Element") -> "list[Element]":
    """Return the names of persons and organisations, not those inside places, dates and notes."""
    found = nodes.outermost(element, *_NAMES, *_PLACES, "date", "note")
    return [one for one in found if nodes.name(one) in _NAMES]
