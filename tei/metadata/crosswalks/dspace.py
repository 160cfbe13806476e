"""The metadata of DSpace's Simple Archive Format, by ``xslt/metadata/dspace.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.unsaid import Unsaid
from tei.metadata.values import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record


def _has_script(value: object) -> bool:
    return isinstance(value, Language) and value.script is not None


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.ROLES,
    unsaid.NAMES,
    unsaid.VOCABULARY,
    unsaid.SOURCES,
    unsaid.LETTERS,
    unsaid.DECLARATIONS,
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    Unsaid(("titles",), "subtitles and other forms of the title are all alternative", unsaid.is_form_of_title),
    Unsaid(("languages",), "DSpace lists languages by language and country, not by script", _has_script),
    Unsaid(("funders.agent.*",), "who paid is words alone", unsaid.is_told_by_more_than_its_element),
    Unsaid(("edition.dates",), "an edition is its words and its number"),
    Unsaid(("publication_places", "creation_places"), "there is no element for where something was made"),
    Unsaid(("places.identifiers",), "a place is its name alone"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``dublin_core``."""
    return transformed(record, "dspace.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the registry of DSpace cannot say."""
    yield from unsaid.from_table(record, _TABLE)
    reason = "DSpace sorts by one date of issue"
    yield from unsaid.beyond("publication_dates", record.publication_date, record.publication_dates, reason)
