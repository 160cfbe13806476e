"""InvenioRDM, and Zenodo: the JSON of a draft for ``/api/records``.

The server answers 201 also to what it does not take, and says so in ``errors``: what is written here is what version 14
takes without one. Roles, kinds of dates, of titles and of identifiers are closed lists there.

Source: InvenioRDM documentation, Reference, Metadata; the vocabularies and schemes of invenio-rdm-records.
"""

from html import escape
from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, relations, unsaid
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, as_creators, from_table, in_part, nowhere, together
from tei.metadata.values import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Funder, Identifier, Licence, Place, RelatedItem, Rights, Source, Title

_ROLES: Final = {
    "edt": "editor",
    "trl": "translator",
    "pdr": "projectleader",
    "rth": "projectleader",
    "dtm": "datamanager",
    "res": "researcher",
    "spn": "sponsor",
    "pro": "producer",
    "dst": "distributor",
    "cph": "rightsholder",
    "mrk": "datacurator",
    "trc": "datacurator",
    "cur": "datacurator",
}
LEAST_TITLE: Final = 3
"""How many characters the server wants of a title."""
_AGENT_SCHEMES: Final = ("orcid", "isni", "gnd", "ror")
_BODIES: Final = ("publishers", "authorities", "distributors")
_PLACE_SCHEMES: Final = ("geonames", "wikidata")
_TITLES: Final = {"sub": "subtitle", "alt": "alternative-title", "translated": "translated-title"}
_NOWHERE: Final = nowhere(
    "InvenioRDM",
    "access",
    "correspondences",
    "creation_places",
    "edition.dates",
    "creators.affiliations.identifiers",
    "*.email",
    "contributors.affiliations.identifiers",
    "funders.agent.affiliations",
    "funders.agent.identifiers",
    "publication_places",
    "schemas",
    "status",
    "xml_id",
)


def _has_no_code(value: object) -> bool:
    return isinstance(value, Language) and value.iso639_3 is None


_TABLE: Final = (
    _NOWHERE,
    Unsaid(("languages",), "InvenioRDM has codes of ISO 639-3, and this one has none", _has_no_code),
    unsaid.LANGUAGE._replace(reason="InvenioRDM has a language without script and region"),
    unsaid.EDITION._replace(reason="InvenioRDM has the number of a version, not its words"),
    in_part("InvenioRDM has a change as a date with words, not who made it", "changes", when=unsaid.is_dated),
    Unsaid(("changes",), "InvenioRDM has no change without a date"),
    in_part("InvenioRDM has a closed list of roles; the words are left out", "contributors.roles"),
    in_part(
        "InvenioRDM has what has an identifier by it alone, without the words", "related", when=relations.has_words_too
    ),
    in_part("InvenioRDM has it as prose on methods, without what kind of principle it is", "editorial"),
    in_part("InvenioRDM has them among the subjects", "genres"),
    in_part("InvenioRDM has a series as prose", "series"),
    in_part("InvenioRDM has a source as one reference in words", "sources"),
    in_part(
        "InvenioRDM has subjects as words, unless the server has the vocabulary",
        "subjects",
        when=unsaid.has_vocabulary,
    ),
)


def write(record: "Record") -> bytes:
    """Return *record* as the JSON of a draft."""
    return choices.json_of(content(record))


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as a draft: its metadata, its DOI if it has one, and that it has files."""
    doi = record.identifier("doi")
    pids = {"doi": {"identifier": doi.value, "provider": "external"}} if doi else None
    return {"files": {"enabled": True}, "pids": pids, "metadata": metadata(record)}


def metadata(record: "Record") -> dict[str, Any]:
    """Return *record* as the object ``metadata`` of a draft."""
    first, *others = [*((one.text, "abstract") for one in record.abstracts), *_descriptions(record)] or [("", "")]
    return {
        "resource_type": {"id": "publication"},
        "creators": [_creator(one) for one in choices.creators(record)],
        "title": choices.title_of(record),
        "additional_titles": [_title(one) for one in _further_titles(record) if len(one.text) >= LEAST_TITLE],
        "publication_date": choices.plain_date(record.publication_date),
        "publisher": record.publisher.display if record.publisher else None,
        "version": (record.edition.number or record.edition.text) if record.edition else None,
        "description": _html(first[0]),
        "additional_descriptions": [_description(*one) for one in others],
        "contributors": [one for agent in _contributing(record) for one in _contributor(agent)],
        "subjects": choices.distinct({"subject": one.term} for one in (*record.subjects, *record.genres)),
        "languages": choices.distinct({"id": one.iso639_3} for one in record.languages if one.iso639_3),
        "dates": choices.distinct(_dates(record)),
        "identifiers": _identifiers(record),
        "related_identifiers": choices.distinct(_related(one) for one in record.related if relations.identifier(one)),
        "rights": [*(_licence(one) for one in record.licences), *(_right(one) for one in record.rights)],
        "funding": [one for funder in record.funders for one in _funding(funder)],
        "sizes": choices.distinct(str(one) for one in record.extents),
        "formats": [choices.FORMAT],
        "locations": {"features": [_place(one) for one in record.places]},
        "references": [_reference(one) for one in record.sources]
        + [{"reference": str(one)} for one in record.related if not relations.identifier(one) and str(one)],
    }


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what InvenioRDM cannot say of *record*."""
    return together(
        record,
        from_table(record, _TABLE, as_creators),
        _agents_lost(record),
        relations.lost(record, "InvenioRDM"),
        unsaid.dates(record, "InvenioRDM", "EDTF of level 0: days, months, years, and ranges with two ends"),
        _titles_lost(record),
    )


def _agents_lost(record: "Record") -> "Iterator[Loss]":
    fields = {**dict.fromkeys(("creators", "contributors", *_BODIES), _AGENT_SCHEMES), "places": _PLACE_SCHEMES}
    for name, schemes in fields.items():
        for number, one in enumerate(getattr(record, name), start=1):
            known = schemes if one is not record.publisher else ()
            yield from _identifiers_lost(f"{name}[{number}]", one.identifiers, known)


def _titles_lost(record: "Record") -> "Iterator[Loss]":
    for number, title in enumerate(record.titles, start=1):
        if title is not record.title and len(title.text) < LEAST_TITLE:
            yield Loss(f"titles[{number}]", f"InvenioRDM refuses a title of fewer than {LEAST_TITLE} characters")


def _identifiers_lost(name: str, identifiers: "tuple[Identifier, ...]", known: tuple[str, ...]) -> "Iterator[Loss]":
    for number, one in enumerate(identifiers, start=1):
        if not known:
            yield Loss(f"{name}.identifiers[{number}]", "InvenioRDM has a publisher by name")
        elif one.scheme not in known:
            yield Loss(f"{name}.identifiers[{number}]", f"InvenioRDM knows {', '.join(known)} there, not {one.scheme}")
        elif one.valid is False:
            yield Loss(f"{name}.identifiers[{number}]", "InvenioRDM refuses an identifier whose check digit is wrong")


def _creator(agent: "Agent") -> dict[str, Any]:
    return {
        "person_or_org": person_or_org(agent),
        "affiliations": [{"name": name} for name in choices.affiliation_names(agent)],
    }


def person_or_org(agent: "Agent") -> dict[str, Any]:
    """Return *agent*; a person without a surname, whom the server refuses, has the whole name in its place."""
    identifiers = choices.distinct(
        {"scheme": one.scheme, "identifier": one.value}
        for one in agent.identifiers
        if one.scheme in _AGENT_SCHEMES and one.valid is not False
    )
    if agent.kind == "organisation":
        return {"type": "organizational", "name": agent.display, "identifiers": identifiers}
    return {
        "type": "personal",
        "name": agent.sort_name,
        "family_name": agent.surname or agent.display,
        "given_name": choices.given_names(agent) if agent.surname else None,
        "identifiers": identifiers,
    }


def _contributing(record: "Record") -> "list[Agent]":
    bodies = (*record.publishers, *record.authorities, *record.distributors)
    return [*choices.contributors(record), *(one for one in bodies if one is not record.publisher)]


def _contributor(agent: "Agent") -> "Iterator[dict[str, Any]]":
    roles = [_ROLES[code] for code in agent.relators if code in _ROLES]
    yield from (_creator(agent) | {"role": {"id": role}} for role in dict.fromkeys(roles or ["other"]))


def _further_titles(record: "Record") -> "list[Title]":
    return [one for one in record.titles if one is not record.title]


def _title(title: "Title") -> dict[str, Any]:
    return {"title": title.text, "type": {"id": _TITLES.get(title.type or "", "other")}}


def _descriptions(record: "Record") -> list[tuple[str, str]]:
    """Return what the header says in prose besides the abstract: the text and its kind."""
    kinds = (("methods", record.editorial), ("other", (*record.project, *record.notes)))
    found = [(one.text, kind) for kind, texts in kinds for one in texts]
    told_series = ((str(one), one.scope.text if one.scope else "") for one in record.series)
    return found + [(", ".join(filter(None, one)), "series-information") for one in told_series]


def _description(text: str, kind: str) -> dict[str, Any]:
    return {"description": _html(text), "type": {"id": kind}}


def _html(text: str) -> str:
    """Return *text*, whose lines are paragraphs, as the HTML that the server takes for descriptions."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def _dates(record: "Record") -> "Iterator[dict[str, Any]]":
    told_dates = [("issued", "", one) for one in record.publication_dates if one is not record.publication_date]
    told_dates += [("created", "the text, not the edition", one) for one in record.creation_dates]
    told_dates += [("updated", one.text, one.date) for one in record.changes if one.date]
    for kind, words, date in told_dates:
        plain = choices.plain_date(date)
        if plain:
            yield {"date": plain, "type": {"id": kind}, "description": words}


def _identifiers(record: "Record") -> list[dict[str, Any]]:
    doi = record.identifier("doi")
    others = [one for one in record.identifiers if one is not doi]
    return choices.distinct(
        {"scheme": kind.type.lower(), "identifier": kind.value}
        if (kind := relations.typed(one))
        else {"scheme": "other", "identifier": one.uri or one.value}
        for one in others
    )


def _related(item: "RelatedItem") -> dict[str, Any]:
    known = relations.identifier(item)
    return {
        "identifier": known.value if known else None,
        "scheme": known.type.lower() if known else None,
        "relation_type": {"id": relations.relation(item).lower()},
    }


def _licence(licence: "Licence") -> dict[str, Any]:
    """Return a licence by its SPDX id, which is its id in the server's vocabulary; else in words of its own."""
    if licence.spdx:
        return {"id": licence.spdx.lower()}
    return _custom(licence.uri or "Licence", licence.text, licence.uri)


def _right(right: "Rights") -> dict[str, Any]:
    return _custom("Rights", right.text, right.uri)


def _custom(title: str, text: str, address: str | None) -> dict[str, Any]:
    return {"title": {"en": title}, "description": {"en": text}, "link": address}


def _funding(funder: "Funder") -> "Iterator[dict[str, Any]]":
    named = {"funder": {"name": funder.agent.display}}
    if not funder.grants:
        yield named
    for grant in funder.grants:
        address = {"scheme": "url", "identifier": grant.uri} if grant.uri and grant.uri.startswith("http") else None
        yield named | {
            "award": {"number": grant.number, "title": {"en": grant.number}, "identifiers": [address]},
        }


def _place(place: "Place") -> dict[str, Any]:
    latitude, longitude = place.coordinates or (None, None)
    return {
        "place": place.name,
        "identifiers": [_at_place(one) for one in place.identifiers if one.scheme in _PLACE_SCHEMES],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if place.coordinates else None,
    }


def _at_place(identifier: "Identifier") -> dict[str, Any]:
    return {"scheme": identifier.scheme, "identifier": identifier.value}


def _reference(source: "Source") -> dict[str, Any]:
    return {"reference": str(source)}
