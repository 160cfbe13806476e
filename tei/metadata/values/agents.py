"""Persons and organisations: what they are called and what they did, and who paid."""

from dataclasses import dataclass
from typing import Literal

from tei.metadata.values.words import Identifier, Origin, Text

Kind = Literal["person", "organisation", "unknown"]


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
