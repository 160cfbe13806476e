"""Dataverse: the native JSON of a data set, blocks citation and geospatial.

Dataverse asks for a subject of its own closed list; a TEI edition is of “Arts and Humanities”. It asks for somebody to
write to as well: that is the first e-mail address of the header, and there is none if the header has none.

Source: Dataverse Guides, Native API, dataset JSON; metadata block citation.tsv.
"""

from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, unsaid
from tei.metadata.crosswalks.language_names import NAMES
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, as_creators, from_table, in_part, nowhere, together
from tei.metadata.values import Agent, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.metadata.record import Record
    from tei.metadata.values import Identifier, Series, Subject

SUBJECT: Final = "Arts and Humanities"
_SCHEMES: Final = {"orcid": "ORCID", "isni": "ISNI", "viaf": "VIAF", "gnd": "GND", "lcnaf": "LCNA", "ror": "ROR"}
_KINDS: Final = {
    "edt": "Editor",
    "dtm": "Data Manager",
    "mrk": "Data Curator",
    "trc": "Data Curator",
    "cur": "Data Curator",
    "pdr": "Project Leader",
    "res": "Researcher",
    "cph": "Rights Holder",
    "spn": "Sponsor",
}
_LICENCES: Final = {
    "CC0-1.0": "CC0 1.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-NC-4.0": "CC BY-NC 4.0",
    "CC-BY-NC-SA-4.0": "CC BY-NC-SA 4.0",
    "CC-BY-ND-4.0": "CC BY-ND 4.0",
    "CC-BY-NC-ND-4.0": "CC BY-NC-ND 4.0",
}
_CLOSED: Final = ("authorIdentifierScheme", "contributorType")
_BODIES: Final = ("publishers", "authorities", "distributors")
_NOWHERE: Final = nowhere(
    "Dataverse",
    "access",
    "changes",
    "contributors.affiliations",
    "contributors.identifiers",
    "correspondences",
    "creation_places",
    "creators.affiliations.identifiers",
    "edition",
    "editorial",
    "extents",
    "publication_places",
    "schemas",
    "status",
    "xml_id",
)


def _is_not_listed(value: object) -> bool:
    return isinstance(value, Language) and value.iso639_3 not in NAMES


_TABLE: Final = (
    _NOWHERE,
    Unsaid(("languages",), "it is not known to be in Dataverse's list of languages", _is_not_listed),
    unsaid.LANGUAGE._replace(reason="Dataverse has a language without script and region"),
    in_part("Dataverse has a closed list of types; the words are left out", "contributors.roles"),
    Unsaid(("funders.agent.identifiers", "funders.agent.affiliations"), "Dataverse has funders by name"),
    Unsaid(
        tuple(f"{body}.{part}" for body in _BODIES for part in ("identifiers", "affiliations")),
        "Dataverse has a publisher by name",
    ),
    Unsaid(("places.identifiers",), "Dataverse has a place by its name"),
    in_part("Dataverse has it in words, without a vocabulary", "genres", when=unsaid.has_vocabulary),
    in_part("Dataverse has it as prose", "related"),
    in_part("Dataverse has the title and number of a series", "series"),
    in_part("Dataverse has a source as one citation in words", "sources"),
)


def write(record: "Record") -> bytes:
    """Return *record* as the JSON of a new data set."""
    return choices.json_of(content(record))


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as the JSON of a new data set."""
    blocks = {"citation": _block("Citation Metadata", _citation(record))}
    if record.places:
        blocks["geospatial"] = _block("Geospatial Metadata", _geospatial(record))
    return {"datasetVersion": {**_terms(record), "metadataBlocks": blocks}}


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what Dataverse cannot say of *record*."""
    return together(
        record,
        from_table(record, _TABLE, as_creators),
        _agents_lost(record),
        _emails_lost(record),
        _dates_lost(record),
        _terms_lost(record),
    )


def _agents_lost(record: "Record") -> "Iterator[Loss]":
    name = "creators" if record.creators else "contributors"
    for number, agent in enumerate(getattr(record, name), start=1):
        if agent in choices.creators(record):
            yield from _agent_lost(f"{name}[{number}]", agent)


def _emails_lost(record: "Record") -> "Iterator[Loss]":
    contact = choices.email(record)
    for name, agent in unsaid.every(record, Agent):
        if agent.email and not (contact and agent is contact[0]):
            yield Loss(f"{name}.email", "Dataverse has one address to write to")


def _agent_lost(name: str, agent: "Agent") -> "Iterator[Loss]":
    reason = "Dataverse has one identifier of an author"
    yield from unsaid.beyond(f"{name}.identifiers", (_author_identifier(agent),), agent.identifiers, reason)
    reason = "Dataverse has one affiliation of an author"
    yield from unsaid.beyond(f"{name}.affiliations", agent.affiliations[:1], agent.affiliations, reason)


def _terms_lost(record: "Record") -> "Iterator[Loss]":
    if _licence(record) is None:
        return
    said = next(one for one in record.licences if one.spdx in _LICENCES)
    yield from unsaid.beyond("licences", (said,), record.licences, "Dataverse has one licence, or terms of use")
    yield from unsaid.beyond("rights", (), record.rights, "Dataverse has a licence or terms of use, not both")


def _dates_lost(record: "Record") -> "Iterator[Loss]":
    for number, one in enumerate(record.publication_dates, start=1):
        if one is record.publication_date and choices.day(one):
            yield from unsaid.date(f"publication_dates[{number}]", one, "Dataverse", "days, months and years")
        else:
            yield Loss(f"publication_dates[{number}]", "Dataverse has one such date, a day, month or year")
    for number, one in enumerate(record.creation_dates, start=1):
        takes = "days, months and years, and ranges with two ends"
        yield from unsaid.date(f"creation_dates[{number}]", one, "Dataverse", takes)


def _terms(record: "Record") -> dict[str, Any]:
    """Return the licence if Dataverse knows it, else all that is said of rights as terms of use."""
    licence = _licence(record)
    if licence:
        return {"license": licence}
    said = [" ".join(filter(None, (one.spdx, one.uri, one.text))) for one in record.licences]
    said += [" ".join(filter(None, (one.text, one.uri))) for one in record.rights]
    return {"termsOfUse": "\n\n".join(said)}


def _licence(record: "Record") -> dict[str, str] | None:
    known = next((one for one in record.licences if one.spdx in _LICENCES), None)
    if known is None or known.spdx is None:
        return None
    return {"name": _LICENCES[known.spdx], "uri": known.uri or f"https://spdx.org/licenses/{known.spdx}"}


def _block(title: str, fields: "Iterator[dict[str, Any]]") -> dict[str, Any]:
    return {"displayName": title, "fields": [one for one in fields if choices.pruned(one).get("value")]}


def _citation(record: "Record") -> "Iterator[dict[str, Any]]":
    contact = choices.email(record)
    yield _field("title", choices.title_of(record))
    yield _field("subtitle", ": ".join(choices.subtitles(record)))
    others = [one.text for one in record.titles if one is not record.title and one.type != "sub"]
    yield _fields("alternativeTitle", others)
    yield _compound("otherId", [_other_id(one) for one in record.identifiers])
    yield _compound("author", [_author(one) for one in choices.creators(record)])
    yield _compound("datasetContact", [_contact(*contact)] if contact else [])
    yield _compound("dsDescription", [{"dsDescriptionValue": one.text} for one in (*record.abstracts, *record.project)])
    yield _fields("subject", [SUBJECT], closed=True)
    yield _compound("keyword", [_keyword(one) for one in record.subjects])
    yield _field("notesText", "\n\n".join(one.text for one in record.notes))
    yield _fields("language", choices.distinct(_languages(record)), closed=True)
    yield _compound("contributor", [one for agent in choices.contributors(record) for one in _contributor(agent)])
    yield _compound("grantNumber", list(_grants(record)))
    yield _compound("distributor", [{"distributorName": one.display} for one in _bodies(record)])
    yield _field("distributionDate", choices.day(record.publication_date))
    yield _compound("timePeriodCovered", list(_periods(record)))
    yield _fields("kindOfData", [one.term for one in record.genres])
    yield _compound("series", [_series(one) for one in record.series])
    yield _fields(
        "relatedMaterial", [" ".join(filter(None, (str(one), choices.address_of(one)))) for one in record.related]
    )
    yield _fields("dataSources", [str(one) for one in record.sources])


def _geospatial(record: "Record") -> "Iterator[dict[str, Any]]":
    yield _compound("geographicCoverage", [{"otherGeographicCoverage": one.name} for one in record.places])


def _field(name: str, value: str | None) -> dict[str, Any]:
    return {"typeName": name, "multiple": False, "typeClass": "primitive", "value": value}


def _fields(name: str, values: "list[Any]", *, closed: bool = False) -> dict[str, Any]:
    kind = "controlledVocabulary" if closed else "primitive"
    return {"typeName": name, "multiple": True, "typeClass": kind, "value": values}


def _compound(name: str, values: "list[Mapping[str, str | None]]") -> dict[str, Any]:
    """Return a field whose values have fields of their own, some of them of a closed list."""
    kinds = {True: "controlledVocabulary", False: "primitive"}
    written = [
        {
            key: {"typeName": key, "multiple": False, "typeClass": kinds[key in _CLOSED], "value": told_value}
            for key, told_value in value.items()
            if told_value
        }
        for value in values
    ]
    return {"typeName": name, "multiple": True, "typeClass": "compound", "value": written}


def _other_id(identifier: "Identifier") -> dict[str, str | None]:
    return {"otherIdAgency": identifier.scheme, "otherIdValue": identifier.uri or identifier.value}


def _author_identifier(agent: "Agent") -> "Identifier | None":
    return next((one for scheme in _SCHEMES if (one := agent.identifier(scheme))), None)


def _author(agent: "Agent") -> dict[str, str | None]:
    identifier = _author_identifier(agent)
    return {
        "authorName": choices.filed_name(agent),
        "authorAffiliation": next(iter(choices.affiliation_names(agent)), None),
        "authorIdentifierScheme": _SCHEMES[identifier.scheme] if identifier else None,
        "authorIdentifier": identifier.value if identifier else None,
    }


def _contact(agent: "Agent", address: str) -> dict[str, str | None]:
    return {"datasetContactName": agent.display, "datasetContactEmail": address}


def _keyword(subject: "Subject") -> dict[str, str | None]:
    return {
        "keywordValue": subject.term,
        "keywordTermURI": subject.uri if subject.uri and "://" in subject.uri else None,
        "keywordVocabulary": choices.scheme_name(subject),
        "keywordVocabularyURI": choices.scheme_address(subject),
    }


def _languages(record: "Record") -> "Iterator[str]":
    yield from (NAMES[code] for one in record.languages if (code := one.iso639_3) and code in NAMES)


def _contributor(agent: "Agent") -> "Iterator[dict[str, str | None]]":
    name = choices.filed_name(agent)
    kinds = [_KINDS[code] for code in agent.relators if code in _KINDS]
    for kind in dict.fromkeys(kinds or ["Other"]):
        yield {"contributorType": kind, "contributorName": name}


def _grants(record: "Record") -> "Iterator[dict[str, str | None]]":
    for funder in record.funders:
        numbers: list[str | None] = [one.number for one in funder.grants] or [None]
        for number in numbers:
            yield {"grantNumberAgency": funder.agent.display, "grantNumberValue": number}


def _bodies(record: "Record") -> "tuple[Agent, ...]":
    return (*record.publishers, *record.authorities, *record.distributors)


def _periods(record: "Record") -> "Iterator[dict[str, str | None]]":
    for date in record.creation_dates:
        plain = choices.plain_date(date)
        if plain:
            start, _, end = plain.partition("/")
            yield {"timePeriodCoveredStart": start, "timePeriodCoveredEnd": end or start}


def _series(series: "Series") -> dict[str, str | None]:
    return {"seriesName": str(series), "seriesInformation": series.scope.text if series.scope else None}
