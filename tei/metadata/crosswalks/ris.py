"""RIS, which reference managers import: a line a value, a tag of two characters, ended by ER.

Source: Research Information Systems, RIS Format Specifications (2011).
"""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import choices, citations, csl, unsaid
from tei.metadata.crosswalks.shortfalls import in_part, nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Date

_TAGS: Final = {"edt": "ED", "trl": "TA"}
_TABLE: Final = citations.table(
    "RIS",
    nowhere("RIS", "creation_dates"),
    in_part("RIS has editors, translators and other authors; the words are left out", "contributors.roles"),
    in_part("RIS has the id or address of a licence, as a note", "licences"),
    in_part("RIS has the title and number of a series", "series"),
    in_part("RIS has the archive and shelfmark of one source", "sources"),
)


def write(record: "Record") -> bytes:
    """Return *record* as a file with one reference; its lines end as the format has it, in CR and LF."""
    return reference(record)


def reference(record: "Record", within: str = "") -> bytes:
    """Return the reference of *record*, of something published *within* a whole of this title."""
    values = (*_values(record), ("T2", within))
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in values if value and value.strip()]
    return choices.encoded("\r\n".join(["TY  - GEN", *lines, "ER  - ", ""]))


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what RIS cannot say of *record*."""
    sources = unsaid.beyond("sources", (citations.kept(record),), record.sources, "RIS has one source that is kept")
    return citations.lost(record, "RIS", _TABLE, sources)


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
    parts = citations.name(agent)
    if parts is None:
        return agent.display.replace("*", "")
    surname = " ".join(filter(None, (parts.link, parts.surname)))
    return ", ".join(filter(None, (surname, parts.forename, parts.generation))).replace("*", "")


def _date(date: "Date | None") -> str | None:
    """Return a date as ``YYYY/MM/DD/``, with nothing between the slashes where it is not so precise."""
    plain = choices.plain_date(date)
    if plain is None:
        return None
    year, month, day = ([*plain.partition("/")[0].split("-"), "", ""])[:3]
    return f"{year}/{month}/{day}/"
