"""The DataCite kernel 4.6 as XML, by ``xslt/metadata/datacite.xsl``."""

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.unsaid import Unsaid
from tei.metadata.values import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record

_SAID_OF_SOURCES: Final = frozenset({"titles", "authors", "dates", "publishers", "identifiers"})


def _is_only_pointed_at(value: object) -> bool:
    """Return whether a related item has neither words nor an address that holds outside the file."""
    target = getattr(value, "target", None) or ""
    return not getattr(value, "text", "") and not target.startswith(("http:", "https:"))


def _is_prose(value: object) -> bool:
    return getattr(value, "kind", None) in {"p", "ab"}


def _is_more_than_a_year(value: object) -> bool:
    return getattr(value, "precision", None) != "year" or getattr(value, "extent", None) != "instant"


def _has_number_and_words(value: object) -> bool:
    return bool(getattr(value, "number", None) and getattr(value, "text", None))


def _is_in_words_alone(value: object) -> bool:
    return getattr(value, "edtf", None) is None or (getattr(value, "year", None) or "").startswith("Y")


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.EMAIL,
    unsaid.LETTERS,
    unsaid.SCHEMAS,
    Unsaid(
        ("contributors.roles",), "DataCite has a closed list of tasks: the nearest is taken, and the words are not said"
    ),
    Unsaid(("status",), "the state of the edition has no element"),
    Unsaid(("changes",), "of the history of the document the days and the words are said, not who made the change"),
    Unsaid(("edition",), "a version is its number alone", _has_number_and_words),
    Unsaid(
        ("publication_dates", "creation_dates", "edition.dates"),
        "a date is told in numbers or not at all",
        _is_in_words_alone,
    ),
    Unsaid(("publication_places",), "there is no element for the place of publication"),
    Unsaid(("places.identifiers", "creation_places.identifiers"), "a place is its name and its coordinates"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
    Unsaid(("related",), "it has no address that holds outside the file, and no title", _is_only_pointed_at),
    Unsaid(("sources",), "a source that is told in prose is no related item", _is_prose),
    Unsaid(
        ("sources.authors.*",),
        "of the author of a source only the name is said",
        unsaid.is_told_by_more_than_its_element,
    ),
    Unsaid(("sources.dates",), "of the date of a source only the year is said", _is_more_than_a_year),
    Unsaid(
        tuple(f"sources.{slot.name}" for slot in fields(Source) if slot.name not in _SAID_OF_SOURCES),
        "of a source its titles, authors, year, publisher and addresses are said",
    ),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``resource`` of the DataCite kernel."""
    return transformed(record, "datacite.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the kernel cannot say."""
    yield from unsaid.from_table(record, _TABLE)
    yield from unsaid.beyond("languages", record.language, record.languages, "DataCite has one language")
