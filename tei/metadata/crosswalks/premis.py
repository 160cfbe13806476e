"""PREMIS 3: the document, the files of its package, what happened to them and the rights in them."""

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, from_table, together
from tei.metadata.record import Record
from tei.metadata.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.metadata.crosswalks.packaged import Event, PackagedFile

_SAID: Final = frozenset({"identifiers", "titles", "licences", "rights", "changes", "xml_id"})


def _has_no_day(value: object) -> bool:
    """Return whether *value* is an entry of the history that is not dated to a year, a month or a day."""
    date = value.date if isinstance(value, Change) else None
    return date is None or date.extent != "instant" or date.start is None or date.start.startswith("Y")


CHANGES: Final = (
    Unsaid(("changes",), "PREMIS has no event without a date", _has_no_day),
    Unsaid(
        ("changes.agents.affiliations", "changes.agents.email"),
        "PREMIS has the name and identifiers of who did something",
    ),
)
_TABLE: Final = (
    unsaid.INVALID,
    *CHANGES,
    Unsaid(
        tuple(slot.name for slot in fields(Record) if slot.name not in _SAID),
        "PREMIS is about the keeping of a document; what the document is, the descriptive forms say",
    ),
)


def write(record: "Record") -> bytes:
    """Return *record* as PREMIS, without files."""
    return write_package(record, (), ())


def write_package(record: "Record", files: "Iterable[PackagedFile]", events: "Iterable[Event]") -> bytes:
    """Return *record* as PREMIS with the *files* of its package and what happened to them, in the order given."""
    return transformed(record, "premis-record.xsl", files=files, events=events)


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* PREMIS cannot say."""
    is_identified = record.xml_id is not None and any(one.valid is not False for one in record.identifiers)
    return together(
        record,
        from_table(record, _TABLE),
        unsaid.beyond("titles", (record.title,), record.titles, "PREMIS has one name for a document"),
        [Loss("xml_id", unsaid.XML_ID.reason)] if is_identified else [],
    )
