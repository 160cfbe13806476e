"""A deposit in HAL as TEI of its profile AOfr, by ``xslt/metadata/hal.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, from_table, in_part, together
from tei.metadata.values import Agent, Date, Identifier, Language, RelatedItem, Series, Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.metadata.record import Record

_KNOWN: Final = frozenset({"idhal", "idref", "isni", "orcid", "viaf"})
_OF_NO_PLACE: Final = (
    "extents",
    "publication_places.identifiers",
    "access",
    "rights",
    "series.identifiers",
    "series.editors",
    "genres",
    "creation_places",
    "places",
    "edition",
)


def _is_organisation(value: object) -> bool:
    return isinstance(value, Agent) and value.kind == "organisation"


def _is_undivided(value: object) -> bool:
    return isinstance(value, Agent) and (value.surname is None or value.forename is None)


def _is_unknown(value: object) -> bool:
    return isinstance(value, Identifier) and value.scheme not in _KNOWN


def _is_no_day(value: object) -> bool:
    return isinstance(value, Date) and (value.extent != "instant" or value.start is None)


def _is_other_title(value: object) -> bool:
    return isinstance(value, Title) and value.type in {"alt", "short", "desc"}


def _is_more_than_its_code(value: object) -> bool:
    return isinstance(value, Language) and "-" in value.tag


def _has_no_title(value: object) -> bool:
    return isinstance(value, Series) and not (value.titles or value.text or value.scope)


def _is_not_on_the_web(value: object) -> bool:
    item = value if isinstance(value, RelatedItem) else None
    addresses = [one.uri for one in item.identifiers if one.uri] + [item.target or ""] if item else []
    return not any(address.startswith(("http:", "https:")) for address in addresses)


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.LETTERS,
    unsaid.DECLARATIONS,
    unsaid.SCHEMAS,
    unsaid.HISTORY,
    unsaid.VOCABULARY._replace(fields=("subjects",)),
    in_part(
        "HAL has one day, month or year: of a stretch of time its beginning",
        "publication_dates",
        when=unsaid.is_stretch,
    ),
    Unsaid(
        ("titles",), "HAL has a title and a subtitle in each language, and no other forms of the title", _is_other_title
    ),
    in_part(
        "HAL's authors are persons: an organisation stands where HAL may pass it over",
        "creators",
        when=_is_organisation,
    ),
    Unsaid(("contributors",), "HAL's authors are persons; an organisation has no place among them", _is_organisation),
    in_part(
        "HAL asks for forename and surname, and refuses a name that is not divided",
        "creators",
        "contributors",
        when=_is_undivided,
    ),
    in_part("what somebody did is a code of HAL's list; the words are not said", "contributors.roles"),
    Unsaid(("creators.identifiers", "contributors.identifiers"), "HAL has no identifiers of this kind", _is_unknown),
    Unsaid(("funders.agent.*",), "who paid is words alone", unsaid.is_told_by_more_than_its_element),
    in_part(
        "of a language the code of two or three letters is said, without script and country",
        "languages",
        when=_is_more_than_its_code,
    ),
    Unsaid(("creation_dates",), "HAL has a single day, month or year of writing", _is_no_day),
    Unsaid(("series",), "HAL has a series by its title", _has_no_title),
    Unsaid(("sources",), "HAL has no place for the source of an edition"),
    Unsaid(("related",), "HAL has addresses of the web alone", _is_not_on_the_web),
    in_part("of what is related only the address is said", "related"),
    Unsaid(
        ("publishers.*", "distributors.*", "authorities.*"),
        "a publisher is a name alone",
        unsaid.is_told_by_more_than_its_element,
    ),
    Unsaid(_OF_NO_PLACE, "HAL's profile has no place for it"),
)


def write(record: "Record") -> bytes:
    """Return *record* as HAL's TEI, of the type OTHER and without a domain: these are the depositor's to choose."""
    return write_deposit(record)


def write_deposit(
    record: "Record", *, domains: "Sequence[str]" = (), typology: str = "OTHER", file: str | None = None
) -> bytes:
    """Return *record* as HAL's TEI for a deposit.

    *domains* and *typology* are codes of HAL's lists (``shs.hist``; ``OUV``, ``OTHER``), *file* is the name of the
    edition in the ZIP. HAL takes no deposit without a domain.
    """
    chosen = {"domains": " ".join(domains), "typology": typology, "file": file or ""}
    return transformed(record, "hal.xsl", parameters=chosen)


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* HAL's profile cannot say, or what HAL will not take as it is."""
    return together(
        record,
        from_table(record, _TABLE),
        unsaid.languages(record, "HAL"),
        unsaid.beyond("publication_dates", (record.publication_date,), record.publication_dates, "HAL has one date"),
        unsaid.titles_of_series(record, "HAL"),
        _unsaid_dates(record),
        _unsaid_identifiers(record),
    )


def _unsaid_dates(record: "Record") -> "Iterator[Loss]":
    written = [one for one in record.creation_dates if one.extent == "instant"][:1]
    return unsaid.beyond("creation_dates", written, record.creation_dates, "HAL has one day, month or year of writing")


def _unsaid_identifiers(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers beyond a DOI, the ISBN and one address."""
    sound = [one for one in record.identifiers if one.valid is not False]
    others = [one for one in sound if one.scheme not in {"doi", "isbn"}]
    address = next((one for one in others if (one.uri or "").startswith(("http:", "https:"))), None)
    said = (record.identifier("doi"), *(one for one in sound if one.scheme == "isbn"), address)
    for number, one in enumerate(record.identifiers, start=1):
        if one in sound and not any(one is kept for kept in said):
            yield Loss(f"identifiers[{number}]", "HAL has one DOI, the ISBN and one address")
