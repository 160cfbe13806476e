"""MODS 3.8, by ``xslt/metadata/mods.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Unsaid, from_table, together
from tei.metadata.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record

_NAMES: Final = tuple(f"{agents}.identifiers" for agents in ("creators", "contributors", "*.authors", "*.agent"))

TABLE: Final = (
    Unsaid(_NAMES, unsaid.INVALID.reason, unsaid.is_wrong),
    Unsaid(("*languages",), unsaid.INVALID.reason, unsaid.is_wrong),
    unsaid.EMAIL,
    unsaid.LETTERS,
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    Unsaid(("*.affiliations.identifiers",), "where somebody works is words alone"),
    Unsaid(
        ("*publishers.*", "distributors.*", "authorities.*"),
        "a publisher is a name alone",
        unsaid.is_told_by_more_than_its_element,
    ),
    Unsaid(("edition.dates",), "an edition is its words and its number; the date of publication stands beside it"),
    Unsaid(("sources.related",), "what a source is related to is not said"),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``mods``."""
    return transformed(record, "mods-record.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* MODS cannot say."""
    return together(record, from_table(record, TABLE), places(record))


def places(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers of a place but the first that is an address."""
    for name, place in unsaid.every(record, Place):
        said = [one for one in place.identifiers if one.valid is not False and one.uri][:1]
        yield from unsaid.beyond(f"{name}.identifiers", said, place.identifiers, "MODS has one address of a place")
