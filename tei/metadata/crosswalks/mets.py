"""METS 1.12 for one document: its record as MODS, its preservation metadata as PREMIS, and the files of its package."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import mods, premis, unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Unsaid, from_table, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.crosswalks.packaged import Event, PackagedFile
    from tei.metadata.record import Record

# The descriptive part is MODS; the history of the document is among the events of PREMIS.
_TABLE: Final = (
    *(row for row in mods.TABLE if row is not unsaid.HISTORY),
    *premis.CHANGES,
    Unsaid(("status", "changes.status", "changes.number"), "the state of an edition is not said"),
)


def write(record: "Record") -> bytes:
    """Return *record* as METS, without files."""
    return write_package(record, (), ())


def write_package(record: "Record", files: "Iterable[PackagedFile]", events: "Iterable[Event]") -> bytes:
    """Return *record* as METS with the *files* of its package and what happened to them, in the order given."""
    return transformed(record, "mets.xsl", files=files, events=events)


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* METS cannot say."""
    return together(record, from_table(record, _TABLE), mods.places(record))
