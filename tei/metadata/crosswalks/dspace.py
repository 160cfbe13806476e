"""The metadata of DSpace's Simple Archive Format, by ``xslt/metadata/dspace.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Unsaid, from_table, in_part, together
from tei.metadata.values import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record


def _is_more_than_its_code(value: object) -> bool:
    """Return whether the tag of a language has more than language and country."""
    if not isinstance(value, Language):
        return False
    said = "-".join(filter(None, (value.tag.partition("-")[0], value.region)))
    return value.tag.lower() != said.lower()


def _has_no_code(value: object) -> bool:
    """Return whether a language is one of somebody's own."""
    return isinstance(value, Language) and len(value.tag.partition("-")[0]) == 1


_TABLE: Final = (
    *unsaid.WORDS_ALONE,
    unsaid.VOCABULARY,
    in_part(
        "DSpace has one day, month or year: of a stretch of time its beginning",
        "publication_dates",
        when=unsaid.is_stretch,
    ),
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    in_part("subtitles and other forms of the title are all alternative", "titles", when=unsaid.is_form_of_title),
    Unsaid(("languages",), "DSpace lists languages by their codes, and this one has none", _has_no_code),
    in_part(
        "DSpace lists languages by language and country, without script or what else the tag has",
        "languages",
        when=_is_more_than_its_code,
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
    reason = "DSpace sorts by one date of issue"
    others = unsaid.beyond("publication_dates", (record.publication_date,), record.publication_dates, reason)
    return together(
        record, from_table(record, _TABLE), others, _series_lost(record), unsaid.sources(record, unsaid.CITED)
    )


def _series_lost(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers of a series but its ISSN; one that has no title is named by the first."""
    for number, series in enumerate(record.series, start=1):
        sound = [one for one in series.identifiers if one.valid is not False]
        is_named = series.titles or series.text or series.scope
        said = [one for one in sound if one.scheme == "issn"] + ([] if is_named else sound[:1])
        reason = "DSpace has the ISSN of a series"
        yield from unsaid.beyond(f"series[{number}].identifiers", said, series.identifiers, reason)
