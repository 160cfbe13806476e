"""CSL-JSON, which Zotero, pandoc and every processor of citation styles read.

Source: Citation Style Language 1.0.2, appendices III (types) and IV (variables); csl-data.json.
"""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, citations, unsaid
from tei.metadata.crosswalks.shortfalls import in_part, nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Date, Source

_TABLE: Final = citations.table(
    "CSL",
    nowhere("CSL", "licences"),
    in_part("CSL has editors, translators and contributors; the words are left out", "contributors.roles"),
    in_part("CSL has the title and number of a series, and its editors", "series"),
    in_part("CSL has the archive, shelfmark, title and publisher of one source", "sources"),
)
_VARIABLES: Final = {"edt": "editor", "trl": "translator", "com": "compiler", "ill": "illustrator"}


def write(record: "Record") -> bytes:
    """Return *record* as a list of one item."""
    return choices.json_of([content(record)])


def key(record: "Record") -> str:
    """Return the word to cite *record* by: its ``@xml:id``, else the name of its file."""
    return record.xml_id.text if record.xml_id else PurePath(record.path).stem


def content(record: "Record") -> dict[str, Any]:
    """Return *record* as an item of CSL."""
    doi, subtitles = record.identifier("doi"), choices.subtitles(record)
    return {
        "id": key(record),
        "type": "document",
        "title": choices.full_title(record),
        "title-short": choices.title_of(record) if subtitles else None,
        "author": [_name(one) for one in choices.creators(record)],
        **_contributors(record),
        "issued": _date(record.publication_date),
        "original-date": _date(next((one for one in record.creation_dates if choices.plain_date(one)), None)),
        "publisher": record.publisher.display if record.publisher else None,
        "publisher-place": ", ".join(one.name for one in record.publication_places),
        "version": (record.edition.number or record.edition.text) if record.edition else None,
        "DOI": doi.value if doi else None,
        "ISBN": _value(record, "isbn"),
        "URL": choices.web_address(record),
        "number": None if choices.web_address(record) else _cited(record),
        "language": record.language.tag if record.language else None,
        "abstract": choices.description(record),
        "keyword": "; ".join(one.term for one in record.subjects),
        "genre": "; ".join(one.term for one in record.genres),
        "note": "\n".join(one.text for one in record.notes),
        **_series(record),
        **_sources(record),
    }


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what CSL cannot say of *record*."""
    said = (citations.kept(record), citations.printed(record))
    others = unsaid.beyond(
        "sources", said, record.sources, "CSL has one source that is kept and one that was published"
    )
    return citations.lost(record, "CSL", _TABLE, others, otherwise=_literal)


def _name(agent: "Agent") -> dict[str, Any]:
    """Return the parts of a name where they are known; else it is one word to CSL, which turns nothing round."""
    parts = citations.name(agent)
    if parts is None:
        return {"literal": agent.display}
    return {
        "family": parts.surname,
        "given": parts.forename,
        "non-dropping-particle": parts.link,
        "suffix": parts.generation,
    }


def _contributors(record: "Record") -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for agent in choices.contributors(record):
        kinds = [_VARIABLES[code] for code in agent.relators if code in _VARIABLES]
        for kind in dict.fromkeys(kinds or ["contributor"]):
            found.setdefault(kind, []).append(_name(agent))
    return found


def _date(date: "Date | None") -> dict[str, Any] | None:
    plain = choices.plain_date(date)
    if plain is None:
        return _literal(date) if date else None
    parts = [[int(number) for number in bound.split("-")] for bound in plain.split("/")]
    return {"date-parts": parts, "circa": True if date and date.edtf and date.edtf[-1] in "~%" else None}


def _literal(date: "Date") -> dict[str, Any] | None:
    return {"literal": date.text} if date.text else None


def _value(record: "Record", scheme: str) -> str | None:
    identifier = record.identifier(scheme)
    return identifier.value if identifier else None


def _cited(record: "Record") -> str | None:
    cited = choices.cited_identifier(record)
    return cited.uri if cited else None


def _series(record: "Record") -> dict[str, Any]:
    series = citations.series(record)
    if series is None:
        return {}
    return {
        "collection-title": str(series),
        "collection-number": series.scope.text if series.scope else None,
        "collection-editor": [_name(one) for one in series.editors],
    }


def _sources(record: "Record") -> dict[str, Any]:
    """Return the archive of the first source that lies in one, and the publication of the first that was published."""
    kept, printed = citations.kept(record), citations.printed(record)
    return {
        "original-title": next((one.text for one in (printed.titles if printed else ())), None),
        "original-publisher": printed.publishers[0].display if printed else None,
        **(_archive(kept) if kept else {}),
    }


def _archive(source: "Source") -> dict[str, Any]:
    keeper, place = source.repository or source.institution, source.settlement or source.country
    return {
        "archive": keeper.text if keeper else None,
        "archive-place": place.text if place else None,
        "archive_collection": "; ".join(one.text for one in source.collections),
        "archive_location": "; ".join(one.text for one in source.shelfmarks),
    }
