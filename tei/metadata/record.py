"""The record: all that a header says about a document, each value with the place where it was read."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from tei.metadata import titles
from tei.metadata.values import (
    Agent,
    Change,
    Correspondence,
    Date,
    Edition,
    Funder,
    Identifier,
    Language,
    Licence,
    Measure,
    Origin,
    Place,
    RelatedItem,
    Rights,
    Series,
    Source,
    Subject,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of ``tei deposit explain``: the field, its value in words, and where it was read."""

    name: str
    value: str
    origin: Origin

    @property
    def xpath(self) -> str:
        """A readable XPath of the element or attribute."""
        return self.origin.xpath


@dataclass(frozen=True, slots=True)
class Record:
    """What the header of one document says. What it does not say is None or empty: nothing is invented.

    ``origin`` is the header, or the outermost element where there is none.
    """

    path: str
    origin: Origin
    xml_id: Text | None = None
    identifiers: tuple[Identifier, ...] = ()
    titles: tuple[Title, ...] = ()
    creators: tuple[Agent, ...] = ()
    contributors: tuple[Agent, ...] = ()
    funders: tuple[Funder, ...] = ()
    edition: Edition | None = None
    extents: tuple[Measure, ...] = ()
    publishers: tuple[Agent, ...] = ()
    distributors: tuple[Agent, ...] = ()
    authorities: tuple[Agent, ...] = ()
    publication_places: tuple[Place, ...] = ()
    publication_dates: tuple[Date, ...] = ()
    access: Text | None = None
    licences: tuple[Licence, ...] = ()
    rights: tuple[Rights, ...] = ()
    series: tuple[Series, ...] = ()
    notes: tuple[Text, ...] = ()
    languages: tuple[Language, ...] = ()
    abstracts: tuple[Text, ...] = ()
    subjects: tuple[Subject, ...] = ()
    genres: tuple[Subject, ...] = ()
    creation_dates: tuple[Date, ...] = ()
    creation_places: tuple[Place, ...] = ()
    places: tuple[Place, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()
    sources: tuple[Source, ...] = ()
    related: tuple[RelatedItem, ...] = ()
    project: tuple[Text, ...] = ()
    editorial: tuple[Text, ...] = ()
    schemas: tuple[RelatedItem, ...] = ()
    status: Text | None = None
    changes: tuple[Change, ...] = ()

    @property
    def title(self) -> Title | None:
        """The title to call the document by."""
        return titles.main(self.titles)

    @property
    def publication_date(self) -> Date | None:
        """The date of publication: the first that is normalised, else the first."""
        normalised = (date for date in self.publication_dates if date.edtf)
        return next(normalised, next(iter(self.publication_dates), None))

    @property
    def publisher(self) -> Agent | None:
        """Who makes the edition available: the publisher, else the authority, else the distributor."""
        return next(iter((*self.publishers, *self.authorities, *self.distributors)), None)

    @property
    def language(self) -> Language | None:
        """The main language of the edition."""
        return next(iter(self.languages), None)

    def identifier(self, scheme: str) -> Identifier | None:
        """Return the first identifier of *scheme* that is not known to be wrong."""
        return next((one for one in self.identifiers if one.scheme == scheme and one.valid is not False), None)

    def fields(self) -> Iterator[Field]:
        """Yield every value with its name, in the record's order: ``creators[1]``, ``creators[1].identifiers[1]``."""
        for slot in fields(self):
            if slot.name not in {"path", "origin"}:
                yield from _fields(slot.name, getattr(self, slot.name))


def _fields(name: str, value: object) -> Iterator[Field]:
    """Yield a value and what is in it that was read at a place of its own."""
    if isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from _fields(f"{name}[{number}]", one)
        return
    origin = getattr(value, "origin", None)
    if not isinstance(origin, Origin):
        return
    yield Field(name, str(value), origin)
    for slot in fields(value):  # type: ignore[arg-type] # what has an origin is one of the values, all dataclasses
        if slot.name == "entry" and isinstance(entry := getattr(value, "entry"), Origin):  # noqa: B009 - told by the slot
            yield Field(f"{name}.entry", str(getattr(value, "full_name", None) or value), entry)
        elif slot.name != "origin":
            yield from _fields(f"{name}.{slot.name}", getattr(value, slot.name))
