"""What the edition was made from: the manuscripts, books and recordings of ``sourceDesc``, none of it the edition's."""

from typing import TYPE_CHECKING, Final

from tei.metadata import agents, dates, identifiers, languages, licences, nodes, places, titles
from tei.metadata.values import Measure, RelatedItem, Source, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context
    from tei.metadata.values import Identifier

_ITEMS: Final = ("bibl", "biblStruct", "biblFull", "msDesc", "recording", "scriptStmt")
_APART: Final = (*_ITEMS, "relatedItem", "availability", "textLang")
_LEVELS: Final = ("analytic", "monogr", "series", "imprint", "fileDesc", "titleStmt", "publicationStmt", "editionStmt")
_CONTRIBUTORS: Final = ("editor", "respStmt")
_PLACES_OF_KEEPING: Final = ("settlement", "institution", "repository", "collection")
_STRUCTURED: Final = frozenset({"biblStruct", "biblFull", "recording"})
_CITED: Final = ("author", "editor", "title", "pubPlace", "publisher", "date", "biblScope", "idno", "p")


def read(context: "Context", description: "Element | None") -> tuple[Source, ...]:
    """Return the sources that ``sourceDesc`` describes; prose that describes none is a source of words alone."""
    found = list(_items(description))
    if not found and description is not None:
        return tuple(
            Source(nodes.name(one), context.origin(one), citation=words)
            for one in nodes.children(description, "p", "ab")
            if (words := nodes.plain(one))
        )
    return tuple(source for one in found if _says_something(source := _source(context, one)))


def measures(context: "Context", elements: "Iterable[Element]") -> tuple[Measure, ...]:
    """Return the extents in *elements*: each ``measure``, else the words."""
    found = []
    for element in elements:
        counted = list(nodes.descendants(element, "measure", "dimensions"))
        for one in counted or [element]:
            quantity, unit = nodes.attribute(one, "quantity"), nodes.attribute(one, "unit")
            if nodes.plain(one) or (quantity and unit):
                found.append(Measure(nodes.plain(one), context.origin(one), quantity, unit))
    return tuple(found)


def related(context: "Context", elements: "Iterable[Element]") -> tuple[RelatedItem, ...]:
    """Return what *elements* (``relatedItem``, ``ref``, ``ptr``) relate to, by words and address."""
    found = []
    for one in elements:
        target = nodes.attribute(one, "target") or next(
            (
                address
                for inner in nodes.descendants(one, "ptr", "ref")
                if (address := nodes.attribute(inner, "target"))
            ),
            None,
        )
        ids = identifiers.distinct(
            identifier
            for part in (one, *nodes.descendants(one, "bibl", "biblStruct", "ptr", "ref", "monogr", "analytic"))
            for identifier in (
                *identifiers.read(context, part),
                *identifiers.from_pointers(context, part, "target", "ref"),
            )
        )
        words = nodes.plain(one)
        if words or target:
            found.append(RelatedItem(nodes.attribute(one, "type"), words, context.origin(one), ids, target))
    return tuple(found)


def _items(element: "Element | None") -> "Iterator[Element]":
    """Yield the descriptions, those inside others after them; what is only related is none."""
    for one in nodes.outermost(element, *_ITEMS, "relatedItem"):
        if nodes.name(one) == "relatedItem":
            continue
        yield one
        if nodes.name(one) == "bibl":
            yield from (inner for inner in nodes.descendants(one, "bibl", "biblStruct") if not _is_related(inner))


def _is_related(element: "Element") -> bool:
    return any(nodes.name(ancestor) == "relatedItem" for ancestor in element.iterancestors())


def _says_something(source: Source) -> bool:
    return bool(source.citation or source.identifiers or source.shelfmarks or source.dates or source.related)


class _Parts:
    """The elements that describe one source, wherever its kind of description has them."""

    def __init__(self, element: "Element") -> None:
        self.element = element
        self.homes = [element]
        # The list grows while it is walked: an imprint stands in a monogr.
        for home in self.homes:
            self.homes.extend(nodes.children(home, *_LEVELS))

    def find(self, *wanted: str) -> "list[Element]":
        return [one for home in self.homes for one in nodes.children(home, *wanted)]

    def within(self, *path: str) -> "list[Element]":
        """Return the elements with the last name in those with the names before it."""
        found = [self.element]
        for step in path:
            found = [one for home in found for one in nodes.descendants(home, step)]
        return list(dict.fromkeys(found))


def _source(context: "Context", element: "Element") -> Source:
    parts = _Parts(element)
    manuscript = nodes.name(element) == "msDesc"
    identified = nodes.child(element, "msIdentifier")
    available = licences.read(context, parts.find("availability"))
    return Source(
        kind=nodes.name(element),
        origin=context.origin(element),
        type=nodes.attribute(element, "type"),
        citation=_citation(element, identified),
        titles=titles.read(context, _titles(parts, manuscript=manuscript)),
        authors=agents.read(context, parts.within("msItem", "author") if manuscript else parts.find("author")),
        contributors=agents.read(context, parts.find(*_CONTRIBUTORS)),
        publishers=agents.read(context, parts.find("publisher")),
        publication_places=places.read(context, parts.find("pubPlace")),
        dates=dates.read_all(context, parts.within("origDate") if manuscript else parts.find("date")),
        origin_places=places.read(context, parts.within("origPlace")),
        repository=_first(context, identified, parts, "repository"),
        institution=_first(context, identified, parts, "institution"),
        country=_first(context, identified, parts, "country"),
        settlement=_first(context, identified, parts, "settlement"),
        collections=context.texts(identified, "collection"),
        shelfmarks=context.texts(identified, "idno"),
        identifiers=_identifiers(context, parts, identified),
        languages=languages.of_source(context, element),
        form=_form(context, parts),
        material=_attribute(context, parts.within("supportDesc"), "material"),
        extents=measures(context, parts.within("supportDesc", "extent") if manuscript else parts.find("extent")),
        scopes=_scopes(context, parts),
        licences=available.licences,
        rights=available.rights,
        notes=tuple(text for one in _notes(parts) if (text := context.text(one)) is not None),
        related=related(context, parts.find("relatedItem")),
    )


def _titles(parts: _Parts, *, manuscript: bool) -> "list[Element]":
    if not manuscript:
        return parts.find("title")
    named = [one for home in parts.find("msIdentifier") for one in nodes.children(home, "msName")]
    return [*parts.find("head"), *named, *parts.within("msItem", "title")]


def _notes(parts: _Parts) -> "list[Element]":
    """Return the notes on a source, and where the description of a manuscript itself comes from."""
    return [*parts.find("note"), *parts.within("recordHist", "source")]


def _citation(element: "Element", identified: "Element | None") -> str:
    """Return how to cite the source: a ``note`` of type ``citation``, else place and shelfmark, else the words."""
    note = next((one for one in nodes.children(element, "note") if one.get("type") == "citation"), None)
    if note is not None and nodes.plain(note):
        return nodes.plain(note)
    if identified is not None:
        steps = [nodes.plain(one) for one in nodes.children(identified, *_PLACES_OF_KEEPING, "idno")]
        return ", ".join(step for step in steps if step)
    if nodes.name(element) in _STRUCTURED:
        cited = (one for one in nodes.outermost(element, *_CITED, "relatedItem") if nodes.name(one) in _CITED)
        words = (nodes.plain(one) for one in cited)
        return ". ".join(word.strip(" .") for word in words if word)
    return nodes.plain(element, *_APART)


def _first(context: "Context", identified: "Element | None", parts: _Parts, wanted: str) -> Text | None:
    found = context.texts(identified, wanted) or tuple(
        text for one in parts.find(wanted) if (text := context.text(one)) is not None
    )
    return next(iter(found), None)


def _identifiers(context: "Context", parts: _Parts, identified: "Element | None") -> "tuple[Identifier, ...]":
    """Return the identifiers that have an address or a scheme; the shelfmark of a manuscript is none."""
    found = [one for home in parts.homes for one in identifiers.read(context, home)]
    inside = [] if identified is None else identifiers.read(context, identified)
    alternatives = [
        one for home in nodes.children(identified, "altIdentifier") for one in identifiers.read(context, home)
    ]
    addressed = [one for one in (*inside, *alternatives) if one.uri]
    pointed = [
        one
        for part in (parts.element, *parts.find("ref", "ptr"))
        for one in identifiers.from_pointers(context, part, "target", "corresp", "facs")
    ]
    return identifiers.distinct((*found, *addressed, *pointed))


def _form(context: "Context", parts: _Parts) -> Text | None:
    return _attribute(context, parts.within("objectDesc"), "form") or next(
        (text for one in parts.within("objectType") if (text := context.text(one)) is not None),
        None,
    )


def _attribute(context: "Context", elements: "list[Element]", attribute: str) -> Text | None:
    found = ((one, nodes.attribute(one, attribute)) for one in elements)
    return next((Text(value, context.origin(one, attribute)) for one, value in found if value), None)


def _scopes(context: "Context", parts: _Parts) -> tuple[Text, ...]:
    """Return the ``biblScope`` and ``locus`` of a source; the unit is their type."""
    found = []
    for one in (*parts.find("biblScope"), *parts.within("msItem", "locus")):
        text = context.text(one)
        if text is not None:
            found.append(Text(text.text, text.origin, text.language, nodes.attribute(one, "unit") or text.type))
    return tuple(found)
