"""The values that a record is made of, each with the place where it was read."""

from dataclasses import dataclass
from typing import Literal

from tei.diagnostics import Span

Kind = Literal["person", "organisation", "unknown"]
Extent = Literal["instant", "interval", "between"]
Precision = Literal["year", "month", "day", "time"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: the file, a readable XPath, and the place of the tag or attribute."""

    path: str
    xpath: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """Words as plain text; ``type`` is the element's own, ``language`` the nearest ``@xml:lang``."""

    text: str
    origin: Origin
    language: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its ``@type`` (``main``, ``sub``, ``alt``, …) and ``@level`` (``a``, ``m``, ``s``, …)."""

    text: str
    origin: Origin
    type: str | None = None
    level: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier: ``value`` without the address, ``uri`` where the scheme or the header gives one.

    ``valid`` is False where form or check digit are wrong, None where the scheme has nothing to check.
    """

    scheme: str
    value: str
    origin: Origin
    uri: str | None = None
    valid: bool | None = None

    def __str__(self) -> str:
        return self.uri or f"{self.scheme}: {self.value}"


@dataclass(frozen=True, slots=True)
class Date:
    """A date: ``edtf`` (level 1) is None where the header has words alone, or a value that no calendar has.

    ``start`` and ``end`` are the bounds as EDTF days, months or years, None where open or not known; those of an
    ``instant`` are equal. ``between`` (``notBefore``, ``notAfter``) is one moment in the range, ``interval`` (``from``,
    ``to``) all of it: EDTF writes both with a slash. ``moment`` has the time of day. ``refused`` are values of
    attributes that are no dates.
    """

    text: str
    origin: Origin
    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    extent: Extent = "instant"
    precision: Precision | None = None
    moment: str | None = None
    certainty: str | None = None
    period: str | None = None
    calendar: str | None = None
    type: str | None = None
    refused: tuple[Text, ...] = ()

    @property
    def year(self) -> str | None:
        """The year of the start, or of the end where the start is open."""
        bound = self.start or self.end
        if bound is None:
            return None
        sign = "-" if bound.startswith("-") else ""
        return sign + bound.removeprefix("-").partition("-")[0] if not bound.startswith("Y") else bound

    def __str__(self) -> str:
        return self.edtf or self.text


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody did: in the header's words, "" where only the element says it, and as MARC relator codes."""

    text: str
    relators: tuple[str, ...]
    origin: Origin

    def __str__(self) -> str:
        codes = ", ".join(self.relators)
        return f"{self.text} ({codes})" if self.text and codes else self.text or codes


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where somebody works."""

    text: str
    origin: Origin
    identifiers: tuple[Identifier, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or organisation: ``display`` as the header writes it, the parts of the name only where they are certain.

    ``entry`` is the entry of an authority file or list to which the header points; identifiers come from both, and the
    parts of the name from the entry where the header has none. ``order`` counts from 1 in the field.
    """

    display: str
    origin: Origin
    kind: Kind = "unknown"
    surname: str | None = None
    forename: str | None = None
    name_link: str | None = None
    generation: str | None = None
    honorific: str | None = None
    full_name: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    email: Text | None = None
    roles: tuple[Role, ...] = ()
    key: str | None = None
    language: str | None = None
    entry: Origin | None = None
    order: int = 1

    @property
    def sort_name(self) -> str:
        """``Surname, Forename link``, or the name undivided where the parts are not known."""
        if self.surname is None:
            return self.full_name or self.display
        given = " ".join(part for part in (self.forename, self.name_link) if part)
        return ", ".join(part for part in (self.surname, given, self.generation) if part)

    @property
    def natural_name(self) -> str:
        """The name as it is spoken: as written, but “Surname, Forename” the other way round."""
        if "," not in self.display or self.surname is None or self.forename is None:
            return self.display
        return " ".join(part for part in (self.forename, self.name_link, self.surname, self.generation) if part)

    @property
    def relators(self) -> tuple[str, ...]:
        """The MARC relator codes of all roles, each once."""
        return tuple(dict.fromkeys(code for role in self.roles for code in role.relators))

    def identifier(self, scheme: str) -> Identifier | None:
        """Return the first identifier of *scheme* that is not known to be wrong."""
        return next((one for one in self.identifiers if one.scheme == scheme and one.valid is not False), None)

    def __str__(self) -> str:
        return self.display


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
class Language:
    """A language: the BCP 47 ``tag``, its parts, its ISO 639-3 code (None if not known), its name in the header.

    ``valid`` says whether the tag is well-formed; ``usage`` is the percentage of ``@usage``.
    """

    tag: str
    origin: Origin
    iso639_3: str | None = None
    script: str | None = None
    region: str | None = None
    name: str | None = None
    usage: str | None = None
    valid: bool = True

    def __str__(self) -> str:
        return f"{self.tag} ({self.iso639_3})" if self.iso639_3 else self.tag


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX id where there is one, its address, and the header's words."""

    text: str
    origin: Origin
    spdx: str | None = None
    uri: str | None = None

    def __str__(self) -> str:
        return self.spdx or self.uri or self.text


@dataclass(frozen=True, slots=True)
class Rights:
    """What is said of rights and is no licence: prose, or the address of a statement (RightsStatements.org, PDM)."""

    text: str
    origin: Origin
    uri: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.uri or self.text


@dataclass(frozen=True, slots=True)
class Subject:
    """A keyword, class code or category; ``scheme`` as the header points at it, ``scheme_name`` in words."""

    term: str
    origin: Origin
    scheme: str | None = None
    scheme_name: str | None = None
    uri: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.term


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant: the number under which the funder knows it."""

    number: str
    origin: Origin
    uri: str | None = None

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class Funder:
    """Who paid, and under which grant numbers."""

    agent: Agent
    origin: Origin
    grants: tuple[Grant, ...] = ()

    def __str__(self) -> str:
        return self.agent.display


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
class Measure:
    """An extent: in words, and counted where the header counts."""

    text: str
    origin: Origin
    quantity: str | None = None
    unit: str | None = None

    def __str__(self) -> str:
        return self.text or f"{self.quantity} {self.unit}"


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


@dataclass(frozen=True, slots=True)
class Action:
    """One act of a correspondence: ``type`` as ``sent`` or ``received``, with persons, places and dates."""

    type: str | None
    origin: Origin
    subtype: str | None = None
    agents: tuple[Agent, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
    notes: tuple[Text, ...] = ()

    def __str__(self) -> str:
        said = (*map(str, self.agents), *map(str, self.places), *map(str, self.dates))
        return f"{self.type or 'act'}: {', '.join(said)}" if said else self.type or "act"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A ``correspDesc``: its acts in order, what stands before and after it, and the attributes that CMIF has."""

    origin: Origin
    key: str | None = None
    ref: str | None = None
    source: str | None = None
    actions: tuple[Action, ...] = ()
    context: tuple[RelatedItem, ...] = ()
    notes: tuple[Text, ...] = ()

    def actions_of(self, kind: str) -> tuple[Action, ...]:
        """Return the acts of a type."""
        return tuple(action for action in self.actions if action.type == kind)

    def __str__(self) -> str:
        acts = "; ".join(map(str, self.actions))
        return acts or self.key or self.ref or next(map(str, (*self.context, *self.notes)), "")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the revision history; ``date`` and ``agents`` may be missing."""

    text: str
    origin: Origin
    date: Date | None = None
    agents: tuple[Agent, ...] = ()
    status: str | None = None
    number: str | None = None

    def __str__(self) -> str:
        return ": ".join(filter(None, [str(self.date or ""), self.text])) or next(map(str, self.agents), "")
