"""The DataCite kernel 4.6 as XML, by ``xslt/metadata/datacite.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import choices, unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Unsaid, from_table, in_part, together
from tei.metadata.values import RelatedItem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record

_IDENTIFIERS: Final = frozenset({"ark", "arxiv", "doi", "handle", "isbn", "issn", "uri", "urn", "uuid"})


def _is_only_pointed_at(value: object) -> bool:
    """Return whether a related item has neither words nor an address that holds outside the file."""
    item = value if isinstance(value, RelatedItem) else None
    if item is None or item.text or _is_addressed(item):
        return False
    return bool(item.identifiers) or not (item.target or "").startswith(("http:", "https:"))


def _is_addressed(thing: "RelatedItem | Source") -> bool:
    """Return whether something has an identifier of a kind that DataCite knows."""
    return any(one.scheme in _IDENTIFIERS and one.valid is not False for one in thing.identifiers)


def _is_prose(value: object) -> bool:
    return isinstance(value, Source) and value.kind in {"p", "ab"}


def _is_prose_with_address(value: object) -> bool:
    return isinstance(value, Source) and _is_prose(value) and _is_addressed(value)


def _is_more_than_a_year(value: object) -> bool:
    return getattr(value, "precision", None) != "year" or getattr(value, "extent", None) != "instant"


def _is_in_words_alone(value: object) -> bool:
    return getattr(value, "edtf", None) is None or (getattr(value, "year", None) or "").startswith("Y")


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.EMAIL,
    unsaid.LETTERS,
    unsaid.SCHEMAS,
    in_part(
        "DataCite has a closed list of tasks: the nearest is taken, and the words are not said", "contributors.roles"
    ),
    Unsaid(("status",), "the state of the edition has no element"),
    in_part(
        "of the history of the document the days and the words are said, not who made the change",
        "changes",
        when=unsaid.is_dated,
    ),
    Unsaid(("changes",), "an entry of the history is said by its day"),
    unsaid.EDITION._replace(reason="a version is its number alone"),
    Unsaid(
        ("publication_dates", "creation_dates", "edition.dates"),
        "a date is told in numbers or not at all",
        _is_in_words_alone,
    ),
    Unsaid(("publication_places",), "there is no element for the place of publication"),
    Unsaid(("places.identifiers", "creation_places.identifiers"), "a place is its name and its coordinates"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
    Unsaid(("related",), "it has no address that holds outside the file, and no title", _is_only_pointed_at),
    in_part("of a source that is told in prose the addresses are said", "sources", when=_is_prose_with_address),
    Unsaid(("sources",), "a source that is told in prose is no related item", _is_prose),
    Unsaid(
        ("sources.authors.*", "sources.publishers.*"),
        "of who wrote or published a source only the name is said",
        unsaid.is_told_by_more_than_its_element,
    ),
    in_part("of the date of a source only the year is said", "sources.dates", when=_is_more_than_a_year),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``resource`` of the DataCite kernel."""
    return transformed(record, "datacite.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the kernel cannot say."""
    return together(
        record,
        from_table(record, _TABLE),
        unsaid.languages(record, "DataCite"),
        _identifiers_lost(record),
        _sources_lost(record),
        unsaid.sources(
            record,
            "of a source its titles, authors, year, publisher and addresses are said",
            *("titles", "authors", "dates", "publishers"),
        ),
    )


def _identifiers_lost(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers beside the first of the publisher and of who paid."""
    payers = [(f"funders[{number}].agent", one.agent) for number, one in enumerate(record.funders, start=1)]
    for name, agent in (*payers, *unsaid.of_publisher(record)):
        said = [one for one in agent.identifiers if one.valid is not False][:1]
        yield from unsaid.beyond(f"{name}.identifiers", said, agent.identifiers, "DataCite has one identifier of it")


def _sources_lost(record: "Record") -> "Iterator[Loss]":
    """Yield what is said of a source once: its publisher and its year, and identifiers of kinds that are not known."""
    for number, source in enumerate(record.sources, start=1):
        name = f"sources[{number}]"
        publishers = source.publishers[:1]
        yield from unsaid.beyond(f"{name}.publishers", publishers, source.publishers, "a source has one publisher")
        dated = [one for one in source.dates if choices.year(one)][:1]
        yield from unsaid.beyond(f"{name}.dates", dated, source.dates, "a source has one year")
        known = [one for one in source.identifiers if one.scheme in _IDENTIFIERS]
        reason = "DataCite has no such kind of identifier"
        yield from unsaid.beyond(f"{name}.identifiers", known, source.identifiers, reason)
