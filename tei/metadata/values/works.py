"""The edition, the places that it names, what it was made from and what it is related to."""

from dataclasses import dataclass

from tei.metadata.values.agents import Agent
from tei.metadata.values.dates import Date
from tei.metadata.values.words import Identifier, Language, Licence, Measure, Origin, Rights, Text, Title


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name, with identifiers and, where the header has them, latitude and longitude."""

    name: str
    origin: Origin
    identifiers: tuple[Identifier, ...] = ()
    coordinates: tuple[float, float] | None = None
    entry: Origin | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition or version: ``number`` is ``@n``."""

    text: str
    origin: Origin
    number: str | None = None
    dates: tuple[Date, ...] = ()

    def __str__(self) -> str:
        return f"{self.number}: {self.text}" if self.number and self.text else self.number or self.text


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """Something else, and how it is related: ``relation`` is the header's ``@type``.

    It is ``isPartOf`` for the corpus that a document is in, and ``hasPart`` for what is in a corpus.
    """

    relation: str | None
    text: str
    origin: Origin
    identifiers: tuple[Identifier, ...] = ()
    target: str | None = None

    def __str__(self) -> str:
        return self.text or self.target or next(map(str, self.identifiers), "")


@dataclass(frozen=True, slots=True)
class Series:
    """The series that the edition is part of."""

    origin: Origin
    titles: tuple[Title, ...] = ()
    text: str = ""
    identifiers: tuple[Identifier, ...] = ()
    editors: tuple[Agent, ...] = ()
    scope: Text | None = None

    def __str__(self) -> str:
        return next(map(str, (*self.titles, *filter(None, [self.text]), *self.identifiers)), "")


@dataclass(frozen=True, slots=True)
class Source:
    """What the edition was made from; none of it is the edition's own. ``kind`` is the element's name."""

    kind: str
    origin: Origin
    type: str | None = None
    citation: str = ""
    titles: tuple[Title, ...] = ()
    authors: tuple[Agent, ...] = ()
    contributors: tuple[Agent, ...] = ()
    publishers: tuple[Agent, ...] = ()
    publication_places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
    origin_places: tuple[Place, ...] = ()
    repository: Text | None = None
    institution: Text | None = None
    country: Text | None = None
    settlement: Text | None = None
    collections: tuple[Text, ...] = ()
    shelfmarks: tuple[Text, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    languages: tuple[Language, ...] = ()
    form: Text | None = None
    material: Text | None = None
    extents: tuple[Measure, ...] = ()
    scopes: tuple[Text, ...] = ()
    licences: tuple[Licence, ...] = ()
    rights: tuple[Rights, ...] = ()
    notes: tuple[Text, ...] = ()
    related: tuple[RelatedItem, ...] = ()

    def __str__(self) -> str:
        told = (*self.titles, *self.identifiers, *self.shelfmarks, *self.dates, *self.related)
        return self.citation or next(map(str, told), self.kind)
