"""RIS, which reference managers import: a line a value, a tag of two characters, ended by ER.

Source: Research Information Systems, RIS Format Specifications (2011).
"""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import choices, csl
from tei.metadata.crosswalks.shortfalls import Loss, nowhere, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Date

_TAGS: Final = {"edt": "ED", "trl": "TA"}
_LOST: Final = nowhere(
    "RIS",
    "access",
    "authorities",
    "changes",
    "contributors.affiliations",
    "contributors.email",
    "contributors.identifiers",
    "correspondences",
    "creation_dates",
    "creation_places",
    "creators.affiliations",
    "creators.email",
    "creators.identifiers",
    "distributors",
    "editorial",
    "extents",
    "funders",
    "places",
    "project",
    "publication_places.identifiers",
    "publishers.affiliations",
    "publishers.email",
    "publishers.identifiers",
    "related",
    "rights",
    "schemas",
    "status",
)
_PARTLY: Final = {
    "contributors.roles": "RIS has editors, translators and other authors; the words are left out",
    "licences": "RIS has the id or address of a licence, as a note",
    "series": "RIS has the title and number of a series",
    "sources": "RIS has the archive and shelfmark of one source",
    "subjects.uri": "RIS has keywords without addresses",
}


def write(record: "Record") -> bytes:
    """Return *record* as a file with one reference; its lines end as the format has it, in CR and LF."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _values(record) if value and value.strip()]
    return choices.encoded("\r\n".join(["TY  - GEN", *lines, "ER  - ", ""]))


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what RIS cannot say of *record*."""
    yield from told(record, _LOST, _PARTLY)
    yield from (loss for loss in csl.single(record, "RIS") if not loss.field.startswith("creation_dates"))
    yield from csl.titles_lost(record, "RIS")


def _values(record: "Record") -> "Iterator[tuple[str, str | None]]":
    """Yield each tag with its value; a tag may be repeated."""
    item = csl.content(record)
    yield "ID", item["id"]
    yield "TI", item["title"]
    yield from (("AU", _name(one)) for one in choices.creators(record))
    for agent in choices.contributors(record):
        tags = [_TAGS[code] for code in agent.relators if code in _TAGS]
        yield from ((tag, _name(agent)) for tag in dict.fromkeys(tags or ["A2"]))
    yield "PY", choices.year(record.publication_date)
    yield "DA", _date(record.publication_date)
    yield "PB", item["publisher"]
    yield "CY", item["publisher-place"]
    yield "ET", item["version"]
    yield "T3", item.get("collection-title")
    yield "M1", item.get("collection-number")
    yield "M3", item["genre"]
    yield "DO", item["DOI"]
    yield "SN", item["ISBN"]
    yield "UR", item["URL"] or item["number"]
    yield "LA", item["language"]
    yield "DB", item.get("archive")
    yield "AV", item.get("archive_location")
    yield from (("KW", one.term) for one in record.subjects)
    yield from (("N1", one.text) for one in record.notes)
    yield from (("N1", f"Licence: {one.spdx or one.uri or one.text}") for one in record.licences)
    yield "AB", item["abstract"]


def _name(agent: "Agent") -> str:
    """Return “Surname, Forename, Suffix”; the asterisk, which the format keeps for itself, is left out."""
    if not choices.is_person(agent) or agent.surname is None:
        return agent.display.replace("*", "")
    surname = " ".join(filter(None, (agent.name_link, agent.surname)))
    return ", ".join(filter(None, (surname, agent.forename, agent.generation))).replace("*", "")


def _date(date: "Date | None") -> str | None:
    """Return a date as ``YYYY/MM/DD/``, with nothing between the slashes where it is not so precise."""
    plain = choices.plain_date(date)
    if plain is None:
        return None
    year, month, day = ([*plain.partition("/")[0].split("-"), "", ""])[:3]
    return f"{year}/{month}/{day}/"
