"""CITATION.cff 1.2, which GitHub and Zenodo read beside the files of a repository.

Source: Citation File Format 1.2.0, schema guide.
"""

import re
from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, citations, unsaid, yaml
from tei.metadata.crosswalks.shortfalls import Loss, as_creators, from_table, in_part, nowhere, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Identifier, Licence, Source

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NOWHERE: Final = nowhere(
    "CFF",
    "access",
    "authorities",
    "changes",
    "correspondences",
    "creation_dates",
    "creation_places",
    "creators.affiliations.identifiers",
    "distributors",
    "edition.dates",
    "editorial",
    "extents",
    "funders",
    "genres",
    "languages",
    "notes",
    "places",
    "project",
    "publication_places",
    "publishers",
    "related",
    "rights",
    "schemas",
    "series",
    "status",
    "xml_id",
)
_TABLE: Final = (
    _NOWHERE,
    unsaid.EDITION._replace(reason="CFF has the number of a version, not its words"),
    in_part("CFF has the id or address of a licence", "licences"),
    in_part("CFF has keywords without addresses", "subjects", when=unsaid.has_vocabulary),
)
_MESSAGE: Final = "If you use this edition, please cite it as below."


def write(record: "Record") -> bytes:
    """Return *record* as a CITATION.cff."""
    return choices.encoded(yaml.document(choices.pruned(content(record))))


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as the keys of CFF. An edition is a data set: the format has this and software."""
    doi, released = record.identifier("doi"), choices.day(record.publication_date)
    licences = [one.spdx for one in record.licences if one.spdx]
    addressed = _by_address(record)
    return {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": choices.full_title(record),
        "version": (record.edition.number or record.edition.text) if record.edition else None,
        "date-released": released if released and _DAY.fullmatch(released) else None,
        "authors": [agent(one) for one in choices.creators(record)],
        "doi": doi.value if doi else None,
        "identifiers": choices.distinct(_identifier(one) for one in record.identifiers if one is not doi),
        "url": choices.web_address(record),
        "license": licences if len(licences) > 1 else licences[0] if licences else None,
        "license-url": addressed.uri if addressed else None,
        "keywords": choices.distinct(one.term for one in record.subjects),
        "abstract": choices.description(record),
        "references": [_reference(one) for one in record.sources if _citable(one)],
    }


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what CFF cannot say of *record*."""
    authors = choices.creators(record)
    return together(
        record,
        from_table(record, _TABLE, as_creators),
        citations.titles(record, "CFF"),
        unsaid.beyond("contributors", authors, record.contributors, "CFF has authors, and no other contributors"),
        _sources_lost(record),
        _licences_lost(record),
        _agents_lost(record),
        _dates_lost(record),
    )


def _sources_lost(record: "Record") -> "Iterator[Loss]":
    for number, source in enumerate(record.sources, start=1):
        reason = "CFF has title, authors, publisher, year and archive of a source" if _citable(source) else ""
        yield Loss(f"sources[{number}]", reason or "CFF has no source without an author", bool(reason))


def _licences_lost(record: "Record") -> "Iterator[Loss]":
    said = [one for one in record.licences if one.spdx] + [_by_address(record)]
    yield from unsaid.beyond(
        "licences", said, record.licences, "CFF has a licence by its SPDX id, and one by its address"
    )


def _by_address(record: "Record") -> "Licence | None":
    """Return the first licence that has an address and no SPDX id."""
    return next((one for one in record.licences if not one.spdx and one.uri), None)


def _agents_lost(record: "Record") -> "Iterator[Loss]":
    name = "creators" if record.creators else "contributors"
    for number, one in enumerate(getattr(record, name), start=1):
        reason = "CFF has the ORCID of a person and one address of anybody"
        said = (one.identifier("orcid"), _website(one))
        yield from unsaid.beyond(f"{name}[{number}].identifiers", said, one.identifiers, reason)
        said_of = one.affiliations if choices.is_person(one) else ()
        reason = "CFF says where a person works"
        yield from unsaid.beyond(f"{name}[{number}].affiliations", said_of, one.affiliations, reason)


def _dates_lost(record: "Record") -> "Iterator[Loss]":
    for number, date in enumerate(record.publication_dates, start=1):
        if date is not record.publication_date or not _DAY.fullmatch(choices.day(date) or ""):
            yield Loss(f"publication_dates[{number}]", "CFF has one date of publication, a day")
        else:
            yield from unsaid.date(f"publication_dates[{number}]", date, "CFF", "days")


def agent(one: "Agent") -> dict[str, Any]:
    """Return a person by the parts of the name, anybody else as an entity."""
    orcid = one.identifier("orcid")
    website = _website(one)
    shared = {"email": one.email.text if one.email else None, "website": website.uri if website else None}
    if not choices.is_person(one):
        return {"name": one.display, "orcid": orcid.uri if orcid else None, **shared}
    return {
        "family-names": one.surname or (one.display if not one.forename else None),
        "given-names": one.forename,
        "name-particle": one.name_link,
        "name-suffix": one.generation,
        "orcid": orcid.uri if orcid else None,
        "affiliation": "; ".join(choices.affiliation_names(one)),
        **shared,
    }


def _website(one: "Agent") -> "Identifier | None":
    orcid = one.identifier("orcid")
    return next((id_ for id_ in one.identifiers if id_ is not orcid and _is_web(id_)), None)


def _is_web(identifier: "Identifier") -> bool:
    return bool(identifier.uri and identifier.uri.startswith("http"))


def _identifier(identifier: "Identifier") -> dict[str, Any]:
    if identifier.scheme == "doi" and identifier.valid:
        return {"type": "doi", "value": identifier.value}
    kind = "url" if _is_web(identifier) else "other"
    return {"type": kind, "value": identifier.uri or identifier.value, "description": identifier.scheme}


def _citable(source: "Source") -> bool:
    """Return whether CFF can have *source* among the references: it wants authors of each."""
    return bool(source.authors or source.contributors)


def _reference(source: "Source") -> dict[str, Any]:
    publisher = next(iter(source.publishers), None)
    year = next((told for one in source.dates if (told := choices.year(one))), None)
    return {
        "type": "historical-work" if source.kind == "msDesc" else "generic",
        "title": next(map(str, source.titles), str(source)),
        "authors": [agent(one) for one in source.authors or source.contributors],
        "publisher": {"name": publisher.display} if publisher else None,
        "location": {"name": source.repository.text} if source.repository else None,
        "notes": "; ".join(one.text for one in source.shelfmarks),
        "year": int(year) if year else None,
    }
