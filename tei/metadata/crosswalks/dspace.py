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


def _is_more_than_its_code(value: object) -> bool:
    """Return whether the tag of a language has more than language and country, or a language of somebody's own."""
    if not isinstance(value, Language):
        return False
    language = value.tag.partition("-")[0]
    said = "-".join(filter(None, (language, value.region)))
    return len(language) == 1 or value.tag.lower() != said.lower()


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.ROLES,
    unsaid.NAMES,
    unsaid.VOCABULARY,
    Unsaid(
        ("publication_dates",),
        "DSpace has one day, month or year: of a stretch of time its beginning",
        unsaid.is_stretch,
    ),
    unsaid.SOURCES,
    unsaid.LETTERS,
    unsaid.DECLARATIONS,
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    Unsaid(("titles",), "subtitles and other forms of the title are all alternative", unsaid.is_form_of_title),
    Unsaid(
        ("languages",),
        "DSpace lists languages by language and country, without script or what else the tag has",
        _is_more_than_its_code,
    ),
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
