"""Reads one header into a record."""

from typing import TYPE_CHECKING, Final

from tei.metadata import (
    agents,
    correspondence,
    dates,
    identifiers,
    languages,
    licences,
    nodes,
    one_person,
    parts,
    places,
    sources,
    subjects,
    titles,
)
from tei.metadata.record import Record
from tei.metadata.values import Change, Edition, RelatedItem, Series, Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.metadata.context import Context
    from tei.metadata.values import Identifier

_HEADER: Final = "teiHeader"
_PLACES: Final = ("placeName", "settlement", "country", "region", "geogName")
_EDITORIAL: Final = (
    "correction",
    "normalization",
    "punctuation",
    "quotation",
    "hyphenation",
    "segmentation",
    "stdVals",
    "interpretation",
    "p",
    "ab",
)


def read(context: "Context", tei: "Element") -> Record:
    """Return what the header of *tei* (a ``TEI`` or ``teiCorpus``) says by itself; one that is missing says nothing."""
    header = tei if nodes.name(tei) == _HEADER else nodes.child(tei, _HEADER)
    description = nodes.child(header, "fileDesc")
    statement = nodes.child(description, "titleStmt")
    publication = nodes.child(description, "publicationStmt")
    profile = nodes.child(header, "profileDesc")
    encoding = nodes.child(header, "encodingDesc")
    revision = nodes.child(header, "revisionDesc")
    available = licences.read(context, _published(publication, "availability"))
    return Record(
        path=context.document.path,
        origin=context.origin(tei if header is None else header),
        xml_id=_xml_id(context, tei),
        identifiers=_identifiers(context, publication),
        titles=titles.read(context, nodes.children(statement, "title")),
        creators=agents.read(context, nodes.children(statement, "author")),
        contributors=one_person.united(agents.read(context, _contributors(description, statement))),
        funders=agents.funders(context, nodes.children(statement, "funder")),
        edition=_edition(context, nodes.child(description, "editionStmt")),
        extents=sources.measures(context, nodes.children(description, "extent")),
        publishers=agents.read(context, _published(publication, "publisher")),
        distributors=agents.read(context, _published(publication, "distributor")),
        authorities=agents.read(context, _published(publication, "authority")),
        publication_places=places.read(context, _published(publication, "pubPlace")),
        publication_dates=dates.read_all(context, _published(publication, "date")),
        access=available.status,
        licences=available.licences,
        rights=available.rights,
        series=_series(context, description),
        notes=context.texts(nodes.child(description, "notesStmt"), "note"),
        languages=languages.of_document(context, tei, profile),
        abstracts=_prose(context, profile, "abstract"),
        subjects=subjects.read(context, nodes.child(profile, "textClass")),
        genres=subjects.categories(context, nodes.child(profile, "textClass")),
        creation_dates=dates.read_all(context, nodes.descendants(nodes.child(profile, "creation"), "date", "origDate")),
        creation_places=places.read(context, nodes.outermost(nodes.child(profile, "creation"), *_PLACES)),
        places=places.read(context, nodes.outermost(nodes.child(profile, "settingDesc"), *_PLACES)),
        correspondences=correspondence.read(context, profile),
        sources=sources.read(context, nodes.child(description, "sourceDesc")),
        related=(
            *sources.related(context, nodes.children(nodes.child(description, "notesStmt"), "relatedItem")),
            *parts.read(context, tei),
        ),
        project=_prose(context, encoding, "projectDesc"),
        editorial=_editorial(context, encoding),
        schemas=_schemas(context, encoding),
        status=_status(context, revision),
        changes=_changes(context, revision),
    )


def _published(publication: "Element | None", *wanted: str) -> "list[Element]":
    """Return the parts of a ``publicationStmt``, also where they stand in its prose."""
    found = [*nodes.children(publication, *wanted)]
    for prose in nodes.children(publication, "p", "ab"):
        found += nodes.outermost(prose, *wanted)
    return found


def _xml_id(context: "Context", tei: "Element") -> Text | None:
    value = tei.get(nodes.XML_ID)
    return Text(value, context.origin(tei, "xml:id")) if value else None


def _identifiers(context: "Context", publication: "Element | None") -> "tuple[Identifier, ...]":
    homes = [publication, *nodes.children(publication, "p", "ab")]
    return identifiers.distinct(one for home in homes for one in identifiers.read(context, home))


def _contributors(description: "Element | None", statement: "Element | None") -> "list[Element]":
    return [
        *nodes.children(statement, "editor", "respStmt", "principal", "sponsor"),
        *nodes.children(
            nodes.child(description, "editionStmt"), "editor", "respStmt", "principal", "sponsor", "author"
        ),
    ]


def _edition(context: "Context", statement: "Element | None") -> Edition | None:
    """Return the edition: ``edition`` and its ``@n``, else the words of the ``editionStmt``."""
    element = nodes.child(statement, "edition")
    if element is None:
        element = nodes.child(statement, "p")
    if element is None:
        return None
    words, number = nodes.plain(element), nodes.attribute(element, "n")
    told = dates.read_all(context, [*nodes.descendants(element, "date"), *nodes.children(statement, "date")])
    return Edition(words, context.origin(element), number, told) if words or number else None


def _series(context: "Context", description: "Element | None") -> tuple[Series, ...]:
    found = []
    for one in nodes.children(description, "seriesStmt"):
        series = Series(
            context.origin(one),
            titles.read(context, nodes.children(one, "title")),
            " ".join(nodes.plain(prose) for prose in nodes.children(one, "p", "ab")),
            identifiers.read(context, one),
            agents.read(context, nodes.children(one, "editor", "respStmt")),
            next(iter(context.texts(one, "biblScope")), None),
        )
        if series.titles or series.text or series.identifiers:
            found.append(series)
    return tuple(found)


def _prose(context: "Context", parent: "Element | None", wanted: str) -> tuple[Text, ...]:
    """Return the prose of each child with this name, its paragraphs divided by line ends."""
    return tuple(
        Text("\n".join(said), context.origin(one), nodes.language(one), nodes.attribute(one, "type"))
        for one in nodes.children(parent, wanted)
        if (said := nodes.paragraphs(one))
    )


def _editorial(context: "Context", encoding: "Element | None") -> tuple[Text, ...]:
    """Return the editorial declarations; the element's name is the type."""
    return tuple(
        Text("\n".join(said), context.origin(one), nodes.language(one), nodes.name(one))
        for declaration in nodes.children(encoding, "editorialDecl")
        for one in nodes.children(declaration, *_EDITORIAL)
        if (said := nodes.paragraphs(one))
    )


def _schemas(context: "Context", encoding: "Element | None") -> tuple[RelatedItem, ...]:
    return tuple(
        RelatedItem("schema", "", context.origin(one, "url"), (), address)
        for one in nodes.children(encoding, "schemaRef")
        if (address := nodes.attribute(one, "url"))
    )


def _status(context: "Context", revision: "Element | None") -> Text | None:
    value = None if revision is None else nodes.attribute(revision, "status")
    return Text(value, context.origin(revision, "status")) if revision is not None and value else None


def _changes(context: "Context", revision: "Element | None") -> tuple[Change, ...]:
    """Return the entries of the history in the header's order, ``listChange`` within ``listChange`` included."""
    found = []
    for one in nodes.outermost(revision, "change"):
        words = nodes.plain(one)
        date = dates.read(context, one)
        dated = date if date is not None and (date.edtf or date.refused) else None
        inner = None if dated else next(iter(dates.read_all(context, nodes.descendants(one, "date"))), None)
        who = agents.pointed_at(context, one, "who")
        if words or dated or who:
            status, number = nodes.attribute(one, "status"), nodes.attribute(one, "n")
            found.append(Change(words, context.origin(one), dated or inner, who, status, number))
    return tuple(found)
