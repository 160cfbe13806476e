"""DataCite 4.6 as JSON: what DataCite's REST interface takes as the attributes of a DOI.

Source: DataCite Metadata Schema 4.6; DataCite REST API Guide.
"""

from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, relations, unsaid
from tei.metadata.crosswalks.shortfalls import Unsaid, as_creators, from_table, in_part, nowhere, together

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Funder, Identifier, Place, RelatedItem, Source, Subject

SCHEMA_VERSION: Final = "http://datacite.org/schema/kernel-4"
_SCHEMES: Final = {
    "orcid": ("ORCID", "https://orcid.org"),
    "isni": ("ISNI", "https://isni.org"),
    "ror": ("ROR", "https://ror.org"),
    "gnd": ("GND", "https://d-nb.info/gnd"),
    "viaf": ("VIAF", "https://viaf.org"),
    "wikidata": ("Wikidata", "https://www.wikidata.org"),
    "lcnaf": ("LCNAF", "http://id.loc.gov/authorities/names"),
    "crossref-funder": ("Crossref Funder ID", "https://www.crossref.org/services/funder-registry"),
}
_CONTRIBUTORS: Final = {
    "edt": "Editor",
    "trl": "Translator",
    "pdr": "ProjectLeader",
    "dtm": "DataManager",
    "res": "Researcher",
    "rth": "ProjectLeader",
    "spn": "Sponsor",
    "pro": "Producer",
    "dst": "Distributor",
    "cph": "RightsHolder",
    "mrk": "DataCurator",
    "trc": "DataCurator",
    "cur": "DataCurator",
}
_FUNDERS: Final = {"ror": "ROR", "isni": "ISNI", "crossref-funder": "Crossref Funder ID"}
_TITLES: Final = {"sub": "Subtitle", "alt": "AlternativeTitle", "translated": "TranslatedTitle"}
_NOWHERE: Final = nowhere(
    "DataCite",
    "access",
    "correspondences",
    "creation_places",
    "edition.dates",
    "*.email",
    "publication_places",
    "funders.agent.affiliations",
    "schemas",
    "status",
    "xml_id",
)
_TABLE: Final = (
    _NOWHERE,
    unsaid.EDITION._replace(reason="DataCite has the number of a version, not its words"),
    in_part("DataCite has one publisher; an authority or distributor is a contributor", "authorities"),
    in_part("DataCite has the date of a change as “Updated”, not who made it", "changes", when=unsaid.is_dated),
    Unsaid(("changes",), "DataCite has a change by its date alone"),
    in_part("DataCite has a closed list of types; the words are left out", "contributors.roles"),
    in_part(
        "DataCite has what has an identifier by it alone, without the words", "related", when=relations.has_words_too
    ),
    in_part("DataCite has it as prose on methods, without what kind of principle it is", "editorial"),
    Unsaid(("places.identifiers",), "DataCite has a place by its name and coordinates"),
    in_part("DataCite has the title, number and identifier of a series", "series"),
    in_part("DataCite has title, authors, publisher, year and one identifier of a source", "sources"),
)


def write(record: "Record") -> bytes:
    """Return *record* as DataCite JSON."""
    return choices.json_of(content(record))


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as the attributes of a DOI."""
    doi = record.identifier("doi")
    return {
        "doi": doi.value if doi else None,
        "url": next((one.uri for one in record.identifiers if one.scheme == "uri"), None),
        "types": {"resourceType": "TEI document", "resourceTypeGeneral": "Text"},
        "creators": [_agent(one) for one in choices.creators(record)],
        "titles": choices.distinct(_titles(record)),
        "publisher": _publisher(record),
        "publicationYear": choices.year(record.publication_date),
        "subjects": choices.distinct(_subject(one) for one in (*record.subjects, *record.genres)),
        "contributors": list(_contributors(record)),
        "dates": choices.distinct(_dates(record)),
        "language": record.language.tag if record.language else None,
        "alternateIdentifiers": choices.distinct(_alternate(one) for one in record.identifiers if one is not doi),
        "relatedIdentifiers": choices.distinct(relations.identifiers(record)),
        "relatedItems": choices.distinct(_items(record)),
        "sizes": choices.distinct(str(one) for one in record.extents),
        "formats": [choices.FORMAT],
        "version": str(record.edition.number or record.edition.text) if record.edition else None,
        "rightsList": choices.distinct(_rights(record)),
        "descriptions": choices.distinct(_descriptions(record)),
        "geoLocations": choices.distinct(_place(one) for one in record.places),
        "fundingReferences": choices.distinct(one for funder in record.funders for one in _funding(funder)),
        "schemaVersion": SCHEMA_VERSION,
    }


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what DataCite cannot say of *record*."""
    return together(
        record,
        from_table(record, _TABLE, as_creators),
        unsaid.languages(record, "DataCite"),
        relations.lost(record, "DataCite"),
        unsaid.dates(record, "DataCite", "days, months and years, and ranges with two ends", has_year=True),
        _identifiers_lost(record),
    )


def _identifiers_lost(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers beside that of the publisher and that of who paid."""
    payers = [(f"funders[{number}].agent", one.agent) for number, one in enumerate(record.funders, start=1)]
    for named, schemes in ((payers, _FUNDERS), (unsaid.of_publisher(record), _SCHEMES)):
        for name, agent in named:
            said, reason = _known(agent, schemes), "DataCite has one identifier of it"
            yield from unsaid.beyond(f"{name}.identifiers", said, agent.identifiers, reason)


def _known(agent: "Agent", schemes: "Container[str]") -> "list[Identifier]":
    """Return the first identifier of *agent* in one of these schemes, if it has one."""
    return [one for one in agent.identifiers if one.scheme in schemes and one.uri][:1]


def _agent(agent: "Agent") -> dict[str, Any]:
    kinds = {"person": "Personal", "organisation": "Organizational"}
    return {
        "name": choices.filed_name(agent),
        "nameType": kinds.get(agent.kind),
        "givenName": choices.given_names(agent) if choices.is_person(agent) else None,
        "familyName": agent.surname if choices.is_person(agent) else None,
        "nameIdentifiers": choices.distinct(_name_identifier(one) for one in agent.identifiers),
        "affiliation": choices.distinct(_affiliation(one.text, one.identifiers) for one in agent.affiliations),
        "lang": agent.language,
    }


def _name_identifier(identifier: "Identifier") -> dict[str, Any]:
    name, address = _SCHEMES.get(identifier.scheme, (identifier.scheme, None))
    return {
        "nameIdentifier": identifier.uri or identifier.value,
        "nameIdentifierScheme": name,
        "schemeUri": address,
    }


def _affiliation(name: str, identifiers: "Iterable[Identifier]") -> dict[str, Any]:
    known = next((one for one in identifiers if one.scheme in _SCHEMES and one.uri), None)
    scheme, address = _SCHEMES[known.scheme] if known else (None, None)
    return {
        "name": name,
        "affiliationIdentifier": known.uri if known else None,
        "affiliationIdentifierScheme": scheme,
        "schemeUri": address,
    }


def _titles(record: "Record") -> "Iterator[dict[str, Any]]":
    main = record.title
    for title in sorted(record.titles, key=lambda one: one is not main):
        kind = None if title is main else _TITLES.get(title.type or "", "Other")
        yield {"title": title.text, "titleType": kind, "lang": title.language}


def _publisher(record: "Record") -> dict[str, Any] | None:
    publisher = record.publisher
    if publisher is None:
        return None
    known = next(iter(_known(publisher, _SCHEMES)), None)
    scheme, address = _SCHEMES[known.scheme] if known else (None, None)
    return {
        "name": publisher.display,
        "publisherIdentifier": known.uri if known else None,
        "publisherIdentifierScheme": scheme,
        "schemeUri": address,
        "lang": publisher.language,
    }


def _subject(subject: "Subject") -> dict[str, Any]:
    return {
        "subject": subject.term,
        "subjectScheme": choices.scheme_name(subject),
        "schemeUri": choices.scheme_address(subject),
        "valueUri": subject.uri if subject.uri and "://" in subject.uri else None,
        "lang": subject.language,
    }


def _contributors(record: "Record") -> "Iterator[dict[str, Any]]":
    for agent in choices.contributors(record):
        kinds = [_CONTRIBUTORS[code] for code in agent.relators if code in _CONTRIBUTORS]
        yield from ({"contributorType": kind, **_agent(agent)} for kind in dict.fromkeys(kinds or ["Other"]))
    bodies = (*record.publishers, *record.authorities, *record.distributors)
    for body in bodies:
        if body is not record.publisher:
            yield {"contributorType": "Distributor" if body in record.distributors else "Other", **_agent(body)}


def _dates(record: "Record") -> "Iterator[dict[str, Any]]":
    told_dates = [("Issued", "", date) for date in record.publication_dates]
    told_dates += [("Created", "the text, not the edition", date) for date in record.creation_dates]
    told_dates += [("Updated", one.text, one.date) for one in record.changes if one.date]
    for kind, information, date in told_dates:
        plain = choices.plain_date(date)
        if plain:
            yield {"date": plain, "dateType": kind, "dateInformation": information}


def _alternate(identifier: "Identifier") -> dict[str, Any]:
    names = {"uri": "URL", "urn": "URN", "uuid": "UUID", "handle": "Handle", "ark": "ARK", "doi": "DOI"}
    kind = names.get(identifier.scheme, identifier.scheme)
    return {"alternateIdentifier": identifier.uri or identifier.value, "alternateIdentifierType": kind}


def _items(record: "Record") -> "Iterator[dict[str, Any]]":
    for series in record.series:
        title = str(series)
        number = series.scope.text if series.scope else None
        yield _item("IsPublishedIn", "Collection", title, series.identifiers) | {"number": number}
    yield from (_related(one) for one in record.related if not relations.identifier(one))
    yield from (_source(one) for one in record.sources)


def _item(relation: str, kind: str, title: str, identifiers: "Iterable[Identifier]" = ()) -> dict[str, Any]:
    known = next((told for one in identifiers if (told := relations.typed(one))), None)
    return {
        "relationType": relation,
        "relatedItemType": kind,
        "titles": [{"title": title}],
        "relatedItemIdentifier": known
        and {"relatedItemIdentifier": known.value, "relatedItemIdentifierType": known.type},
    }


def _related(item: "RelatedItem") -> dict[str, Any]:
    return _item(relations.relation(item), "Other", str(item))


def _source(source: "Source") -> dict[str, Any]:
    """Return what the edition was made from; it says itself whether it is a thing in an archive."""
    kind = "PhysicalObject" if source.kind == "msDesc" else "Sound" if source.kind == "recording" else "Text"
    publisher = next(iter(source.publishers), None)
    year = next((told for one in source.dates if (told := choices.year(one))), None)
    return _item("IsDerivedFrom", kind, str(source), source.identifiers) | {
        "creators": [_agent(one) for one in source.authors],
        "publicationYear": year,
        "publisher": publisher.display if publisher else None,
    }


def _rights(record: "Record") -> "Iterator[dict[str, Any]]":
    for licence in record.licences:
        spdx = licence.spdx
        yield {
            "rights": licence.text or spdx,
            "rightsUri": licence.uri,
            "rightsIdentifier": spdx.lower() if spdx else None,
            "rightsIdentifierScheme": "SPDX" if spdx else None,
            "schemeUri": "https://spdx.org/licenses/" if spdx else None,
        }
    for right in record.rights:
        yield {"rights": right.text, "rightsUri": right.uri, "lang": right.language}


def _descriptions(record: "Record") -> "Iterator[dict[str, Any]]":
    kinds = (("Abstract", record.abstracts), ("Methods", record.editorial), ("Other", (*record.project, *record.notes)))
    for kind, texts in kinds:
        for one in texts:
            yield {"description": one.text, "descriptionType": kind, "lang": one.language}


def _place(place: "Place") -> dict[str, Any]:
    latitude, longitude = place.coordinates or (None, None)
    point = None if latitude is None else {"pointLatitude": latitude, "pointLongitude": longitude}
    return {"geoLocationPlace": place.name, "geoLocationPoint": point}


def _funding(funder: "Funder") -> "Iterator[dict[str, Any]]":
    known = next(iter(_known(funder.agent, _FUNDERS)), None)
    named = {
        "funderName": funder.agent.display,
        "funderIdentifier": known.uri if known else None,
        "funderIdentifierType": _FUNDERS[known.scheme] if known else None,
    }
    if not funder.grants:
        yield named
    for grant in funder.grants:
        yield named | {"awardNumber": grant.number, "awardUri": grant.uri}
