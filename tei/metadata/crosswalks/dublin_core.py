"""Simple Dublin Core for harvesters (``oai_dc``), by ``xslt/metadata/dublin-core.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Unsaid, from_table, in_part, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record

_TABLE: Final = (
    *unsaid.WORDS_ALONE,
    unsaid.VOCABULARY,
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    in_part("all titles stand side by side, whatever their type", "titles", when=unsaid.is_form_of_title),
    Unsaid(("funders",), "Dublin Core has no element for who paid"),
    Unsaid(("edition",), "Dublin Core has no element for an edition or version"),
    Unsaid(("publication_places", "creation_places"), "Dublin Core has no element for where something was made"),
    Unsaid(("creation_dates",), "there is one element for dates, and it is kept for the publication of the edition"),
    Unsaid(("places.identifiers",), "a place is its name alone"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
    in_part("how it is related is not said", "related", when=unsaid.has_relation),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``oai_dc:dc``."""
    return transformed(record, "dublin-core.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the fifteen elements cannot say."""
    return together(record, from_table(record, _TABLE), unsaid.sources(record, unsaid.CITED))
