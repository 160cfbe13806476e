"""What the forms of bibliographies have in common: whom they name and how, and what they have no place for."""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata.crosswalks import choices, unsaid
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, as_creators, from_table, in_part, nowhere, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Date, Series, Source

_BODIES: Final = ("publishers", "authorities", "distributors")
_NOWHERE: Final = (
    "access",
    "changes",
    "contributors.affiliations",
    "contributors.email",
    "contributors.identifiers",
    "correspondences",
    "creation_places",
    "creators.affiliations",
    "creators.email",
    "creators.identifiers",
    "edition.dates",
    "editorial",
    "extents",
    "funders",
    "places",
    "project",
    "publication_places.identifiers",
    *(f"{body}.{part}" for body in _BODIES for part in ("affiliations", "email", "identifiers")),
    "related",
    "rights",
    "schemas",
    "status",
)


class Name(NamedTuple):
    """The parts of a person's name; of anybody else, and where they are not known, there is none."""

    surname: str
    forename: str
    link: str
    generation: str


def name(agent: "Agent") -> Name | None:
    """Return the parts of the name of *agent*, None for what is to be written as it stands in the header."""
    if not choices.is_person(agent) or agent.surname is None:
        return None
    return Name(agent.surname, agent.forename or "", agent.name_link or "", agent.generation or "")


def kept(record: "Record") -> "Source | None":
    """Return the first source that lies in an archive."""
    return next((one for one in record.sources if one.repository or one.institution), None)


def printed(record: "Record") -> "Source | None":
    """Return the first source that was published."""
    return next((one for one in record.sources if one.publishers), None)


def series(record: "Record") -> "Series | None":
    """Return the series that is named: the first."""
    return next(iter(record.series), None)


def table(form: str, *rows: Unsaid) -> tuple[Unsaid, ...]:
    """Return the table of *form*: its own *rows*, then what all bibliographies lack."""
    reason = f"{form} has keywords and genres without their vocabularies"
    keywords = in_part(reason, "subjects", "genres", when=unsaid.has_vocabulary)
    edition = unsaid.EDITION._replace(reason=f"{form} has the number of a version, not its words")
    return (*rows, edition, keywords, nowhere(form, *_NOWHERE))


def lost(
    record: "Record",
    form: str,
    rows: tuple[Unsaid, ...],
    *told: "Iterable[Loss]",
    otherwise: "Callable[[Date], object]" = choices.year,
) -> "Iterator[Loss]":
    """Yield what *form* cannot say of *record*: what its table names, what goes where it has one value, what is *told*.

    *otherwise* returns what the form says of a date of publication that is no plain one: its year, if it has one.
    """
    return together(
        record, *told, from_table(record, rows, as_creators), _single(record, form), _dates(record, form, otherwise)
    )


def titles(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield the titles that are neither the main one nor a subtitle."""
    said = (record.title, *(one for one in record.titles if one.type == "sub"))
    return unsaid.beyond("titles", said, record.titles, f"{form} has one title, with its subtitle")


def _single(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield what goes where *form* takes one value alone: titles, languages, identifiers, publishers, dates."""
    yield from titles(record, form)
    yield from unsaid.languages(record, form)
    cited = choices.cited_identifier(record)
    identifiers = (record.identifier("doi"), record.identifier("isbn"), cited)
    addressed = (one for one in record.identifiers if one.uri and one.uri == choices.web_address(record))
    reason = f"{form} has a DOI, an ISBN and one address"
    yield from unsaid.beyond("identifiers", (*identifiers, *addressed), record.identifiers, reason)
    for body in _BODIES:
        yield from unsaid.beyond(body, (record.publisher,), getattr(record, body), f"{form} has one publisher")
    yield from unsaid.beyond("series", (series(record),), record.series, f"{form} has one series")


def _dates(record: "Record", form: str, otherwise: "Callable[[Date], object]") -> "Iterator[Loss]":
    """Yield the dates that *form*, which has one of publication and one of creation, does not say as they are."""
    created = next((one for one in record.creation_dates if choices.plain_date(one)), None)
    for field, said in (("publication_dates", record.publication_date), ("creation_dates", created)):
        values = getattr(record, field)
        yield from unsaid.beyond(field, (said,), values, f"{form} has one such date")
        for number, one in enumerate(values, start=1):
            if said is not None and one is said:
                takes = "days, months and years, and ranges with two ends"
                yield from unsaid.date(f"{field}[{number}]", one, form, takes, partial=bool(otherwise(one)))
