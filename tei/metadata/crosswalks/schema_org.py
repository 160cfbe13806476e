"""schema.org as JSON-LD, for search engines and for the page that shows the edition.

Source: schema.org, types DigitalDocument, Person, Organization, Role, ArchiveComponent.
"""

from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, relations, unsaid
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, from_table, in_part, nowhere, together
from tei.metadata.values import Agent, Licence, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.record import Record
    from tei.metadata.values import (
        Funder,
        Identifier,
        RelatedItem,
        Role,
        Series,
        Source,
        Subject,
    )

_PROPERTIES: Final = {"edt": "editor", "trl": "translator", "spn": "sponsor", "ill": "illustrator", "pro": "producer"}
_RELATIONS: Final = {
    "IsPartOf": "isPartOf",
    "HasPart": "hasPart",
    "IsDerivedFrom": "isBasedOn",
    "IsTranslationOf": "translationOfWork",
    "HasTranslation": "workTranslation",
}
_NOWHERE: Final = nowhere(
    "schema.org",
    "correspondences",
    "creation_places",
    "edition.dates",
    "editorial",
    "project",
    "publication_places",
    "schemas",
    "xml_id",
)


def _has_address(value: object) -> bool:
    return isinstance(value, Licence) and bool(value.uri or value.spdx)


_TABLE: Final = (
    _NOWHERE,
    unsaid.EDITION._replace(reason="schema.org has the number of a version, not its words"),
    in_part("schema.org has a licence by its address", "licences", when=_has_address),
    Unsaid(("licences",), "schema.org has a licence by its address, and this one has none"),
    in_part("schema.org has title, authors, publisher, dates and the archive of a source", "sources"),
)


def write(record: "Record") -> bytes:
    """Return *record* as a JSON-LD document."""
    licences = [address for one in record.licences if (address := _licence(one)["@id"])]
    told_content = choices.pruned(content(record) | {"license": licences})
    return choices.json_of(
        {"@context": "https://schema.org", **{key: _single(one) for key, one in told_content.items()}}
    )


def _single(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return the only value of a list by itself: the same to JSON-LD, and what simpler readers expect."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as an object of schema.org, without a context."""
    cited = choices.cited_identifier(record)
    return {
        "@type": "DigitalDocument",
        "@id": cited.uri if cited else None,
        "url": choices.web_address(record),
        "identifier": [_property(one) for one in record.identifiers],
        "name": choices.title_of(record),
        "alternateName": [one.text for one in record.titles if one is not record.title],
        "author": [agent_of(one) for one in record.creators],
        **_contributors(record),
        "publisher": [agent_of(one) for one in record.publishers],
        "provider": [agent_of(one) for one in (*record.authorities, *record.distributors)],
        "datePublished": choices.beginning(record.publication_date),
        "dateCreated": next((day for one in record.creation_dates if (day := choices.day(one))), None),
        "dateModified": _last_change(record),
        "description": choices.description(record),
        "inLanguage": [one.tag for one in record.languages],
        "keywords": [_term(one) for one in record.subjects],
        "genre": [told for one in record.genres for told in (one.term, one.uri)],
        "contentLocation": [_place(one) for one in record.places],
        "license": [_licence(one) for one in record.licences],
        "copyrightNotice": "\n\n".join(one.text for one in record.rights),
        "usageInfo": [one.uri for one in record.rights],
        "conditionsOfAccess": record.access.text if record.access else None,
        "creativeWorkStatus": record.status.text if record.status else None,
        "version": (record.edition.number or record.edition.text) if record.edition else None,
        "size": [str(one) for one in record.extents],
        "comment": [{"@type": "Comment", "text": one.text} for one in record.notes],
        "encodingFormat": choices.FORMAT,
        **_related(record),
        "funder": [agent_of(one.agent) for one in record.funders],
        "funding": [grant for funder in record.funders for grant in _grants(funder)],
    }


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what schema.org cannot say of *record*."""
    return together(
        record,
        from_table(record, _TABLE),
        _identifiers_lost(record),
        unsaid.titles_of_series(record, "schema.org"),
        _related_lost(record),
        _dates_lost(record),
        _changes_lost(record),
    )


def _identifiers_lost(record: "Record") -> "Iterator[Loss]":
    named: tuple[tuple[str, Agent | Place], ...] = (*unsaid.every(record, Agent), *unsaid.every(record, Place))
    for name, one in named:
        said = [identifier for identifier in one.identifiers if identifier.uri]
        reason = "schema.org has what has an address there"
        yield from unsaid.beyond(f"{name}.identifiers", said, one.identifiers, reason)


def _related_lost(record: "Record") -> "Iterator[Loss]":
    for number, item in enumerate(record.related, start=1):
        said = [one for one in item.identifiers if one.uri][:1]
        reason = "schema.org has one address of what is related"
        yield from unsaid.beyond(f"related[{number}].identifiers", said, item.identifiers, reason)


def _dates_lost(record: "Record") -> "Iterator[Loss]":
    created = next(filter(choices.day, record.creation_dates), None)
    for name, said in (("publication_dates", record.publication_date), ("creation_dates", created)):
        for number, one in enumerate(getattr(record, name), start=1):
            if said is None or one is not said or choices.beginning(one) is None:
                yield Loss(f"{name}[{number}]", "schema.org has one such date, a day, month or year")
            elif choices.day(one) is None:
                yield Loss(f"{name}[{number}]", "schema.org has the beginning of a range", partial=True)
            else:
                yield from unsaid.date(f"{name}[{number}]", one, "schema.org", "days, months and years")


def _changes_lost(record: "Record") -> "Iterator[Loss]":
    last = _last_change(record)
    for number, one in enumerate(record.changes, start=1):
        is_said = last is not None and choices.day(one.date) == last
        yield Loss(f"changes[{number}]", "schema.org has the date of the last change only", is_said)


def _property(identifier: "Identifier") -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "propertyID": identifier.scheme,
        "value": identifier.value,
        "url": identifier.uri,
    }


def agent_of(agent: "Agent") -> dict[str, Any]:
    """Return a person, an organisation, or somebody of whom the header does not say which of them it is."""
    addresses = [one.uri for one in agent.identifiers if one.uri]
    kinds = {"person": "Person", "organisation": "Organization"}
    return {
        "@type": kinds.get(agent.kind, ["Person", "Organization"]),
        "@id": addresses[0] if addresses else None,
        "name": agent.natural_name,
        "alternateName": agent.full_name if agent.full_name != agent.natural_name else None,
        "familyName": agent.surname,
        "givenName": agent.forename,
        "additionalName": agent.name_link,
        "honorificPrefix": agent.honorific,
        "honorificSuffix": agent.generation,
        "sameAs": addresses[1:],
        "affiliation": [
            {"@type": "Organization", "@id": next((id_.uri for id_ in one.identifiers), None), "name": one.text}
            for one in agent.affiliations
        ],
        "email": agent.email.text if agent.email else None,
    }


def _contributors(record: "Record") -> dict[str, list[dict[str, Any]]]:
    """Return the contributors by property, each within a ``Role`` where the header has words on it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for agent in record.contributors:
        for kind, roles in _kinds(agent).items():
            names = [one.text or ", ".join(one.relators) for one in roles]
            role = {"@type": "Role", "roleName": names, kind: agent_of(agent)}
            found.setdefault(kind, []).append(role if any(one.text for one in roles) else agent_of(agent))
    return found


def _kinds(agent: "Agent") -> "dict[str, list[Role]]":
    """Return the roles of *agent* by the property that they lead to; those without a property of their own go along."""
    found: dict[str, list[Role]] = {}
    others = []
    for role in agent.roles:
        kinds = dict.fromkeys(_PROPERTIES[code] for code in role.relators if code in _PROPERTIES)
        for kind in kinds:
            found.setdefault(kind, []).append(role)
        others += [] if kinds else [role]
    found.setdefault(next(iter(found), "contributor"), []).extend(others)
    return found


def _last_change(record: "Record") -> str | None:
    return max((day for one in record.changes if (day := choices.day(one.date))), default=None)


def _term(subject: "Subject") -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": subject.term,
        "url": subject.uri if subject.uri and "://" in subject.uri else None,
        "inDefinedTermSet": choices.scheme_name(subject),
    }


def _place(place: "Place") -> dict[str, Any]:
    addresses = [one.uri for one in place.identifiers if one.uri]
    latitude, longitude = place.coordinates or (None, None)
    point = None if latitude is None else {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return {
        "@type": "Place",
        "@id": addresses[0] if addresses else None,
        "name": place.name,
        "sameAs": addresses[1:],
        "geo": point,
    }


def _licence(licence: "Licence") -> dict[str, Any]:
    spdx = licence.spdx
    return {
        "@type": "CreativeWork",
        "@id": licence.uri or (f"https://spdx.org/licenses/{spdx}" if spdx else None),
        "name": spdx,
        "description": licence.text,
    }


def _related(record: "Record") -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"isPartOf": [_series(one) for one in record.series]}
    found["isBasedOn"] = [_source(one) for one in record.sources]
    for item in record.related:
        found.setdefault(_RELATIONS.get(relations.relation(item), "mentions"), []).append(_item(item))
    return found


def _series(series: "Series") -> dict[str, Any]:
    return {
        "@type": "CreativeWorkSeries",
        "@id": next((one.uri for one in series.identifiers if one.uri), None),
        "name": str(series),
        "identifier": [_property(one) for one in series.identifiers],
        "editor": [agent_of(one) for one in series.editors],
        "position": series.scope.text if series.scope else None,
    }


def _item(item: "RelatedItem") -> dict[str, Any]:
    return {"@type": "CreativeWork", "@id": choices.address_of(item), "name": str(item)}


def _source(source: "Source") -> dict[str, Any]:
    places = (source.settlement, source.country)
    return {
        "@type": "ArchiveComponent" if source.kind == "msDesc" else "CreativeWork",
        "@id": next((one.uri for one in source.identifiers if one.uri), None),
        "name": str(source),
        "alternateName": [one.text for one in source.titles],
        "author": [agent_of(one) for one in source.authors],
        "publisher": [agent_of(one) for one in source.publishers],
        "dateCreated": next((day for one in source.dates if (day := choices.day(one))), None),
        "inLanguage": [one.tag for one in source.languages],
        "holdingArchive": source.repository
        and {
            "@type": "ArchiveOrganization",
            "name": source.repository.text,
            "address": ", ".join(one.text for one in places if one),
        },
        "itemLocation": "; ".join(one.text for one in source.shelfmarks),
    }


def _grants(funder: "Funder") -> "Iterator[dict[str, Any]]":
    for grant in funder.grants:
        yield {
            "@type": "Grant",
            "@id": grant.uri,
            "identifier": grant.number,
            "funder": agent_of(funder.agent),
        }
