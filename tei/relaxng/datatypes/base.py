"""What a datatype is: a lexical form, a value space, facets that narrow it, and words for each.

A *primitive* reads white-space-normalised text into a value, or says why it cannot. A *datatype* is a primitive with
the facets of its own definition (``byte``) and those a schema added as parameters. Values are plain hashable objects:
two texts stand for the same value exactly where their values are equal.

Source: XML Schema 1.0 Part 2 (second edition); RELAX NG 4.16, 6.2.8.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Final, NamedTuple, Protocol

from tei.errors import TeiError

Parameters = tuple[tuple[str, str], ...]

_SHOWN_CHARS: Final = 40
_REPLACED: Final = str.maketrans("\t\n\r", "   ")
_SPACES: Final = re.compile("[ \t\n\r]+")
_NO_NAMESPACES: Final[Mapping[str, str]] = {}


class DatatypeError(TeiError):
    """A schema asks for a datatype or a parameter that does not exist or makes no sense."""


class LexicalError(ValueError):
    """The text is not in the lexical space; the message says why, as a predicate: ``has no month 13``."""


class Context(dict[str, str]):
    """Namespace bindings, prefix to name, with the unparsed entities that the document's DTD declares.

    Wherever a context is asked for, a plain mapping serves as well: then no entity is declared.
    """

    def __init__(self, namespaces: Mapping[str, str], unparsed_entities: frozenset[str] = frozenset()) -> None:
        super().__init__(namespaces)
        self.unparsed_entities = unparsed_entities


def preserve(text: str) -> str:
    """Return *text* as it is."""
    return text


def replace(text: str) -> str:
    """Return *text* with a space for each tab and line end."""
    return text.translate(_REPLACED)


def collapse(text: str) -> str:
    """Return *text* with one space for each run of white space, none at the ends.

    ``str.split`` alone would do away with no-break spaces and other separators, which are characters here.
    """
    return _SPACES.sub(" ", text).strip(" ")


def shown(text: str) -> str:
    """Return *text* as the subject of a sentence: its white space collapsed, shortened if long, quoted if need be."""
    words = collapse(text)
    if not words:
        return "the value"
    if len(words) > _SHOWN_CHARS:
        words = words[: _SHOWN_CHARS - 1] + "…"
    return f"“{words}”" if " " in words else words


class Order(Protocol):
    """Whether *smaller* is less than *larger*; False too where the two cannot be compared."""

    def __call__(self, smaller: Hashable, larger: Hashable, /) -> bool:
        """Return the relation."""


# No dataclasses here: to load what they need takes longer than to validate a letter.
class Primitive(NamedTuple):
    """How one kind of text is read.

    *read* takes normalised text and returns its value or raises :class:`LexicalError`; *noun* completes "this is not
    …"; *length* counts the units of a value, *unit* names one; *digits* gives the digits of a value before and after
    its point, without zeros that say nothing.
    """

    noun: str
    read: Callable[[str, Mapping[str, str]], Hashable]
    normalise: Callable[[str], str] = collapse
    less: Order | None = None
    length: Callable[[Hashable], int] | None = None
    unit: str = "character"
    digits: Callable[[Hashable], tuple[int, int]] | None = None
    kind: str = ""
    needs_namespaces: bool = False
    needs_declarations: bool = False
    accepts_all: bool = False


class Facet(NamedTuple):
    """One restriction: *holds* of normalised text and value; *condition* is said of the type, *failure* of a value."""

    holds: Callable[[str, Hashable], bool]
    condition: str
    failure: str


class Datatype:
    """A type that a schema names, with the parameters it gave; equal where library, name and parameters are."""

    __slots__ = ("facets", "library", "name", "parameters", "primitive")

    def __init__(
        self,
        library: str,
        name: str,
        parameters: Parameters,
        primitive: Primitive,
        facets: tuple[Facet, ...] = (),
    ) -> None:
        self.library: Final = library
        self.name: Final = name
        self.parameters: Final = parameters
        self.primitive: Final = primitive
        self.facets: Final = facets

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Datatype):
            return NotImplemented
        mine = (self.name, self.library, self.parameters)
        return mine == (other.name, other.library, other.parameters)

    def __hash__(self) -> int:
        return hash((self.library, self.name, self.parameters))

    def __repr__(self) -> str:
        return f"Datatype{(self.library, self.name, self.parameters)}"

    def restricted(self, facets: tuple[Facet, ...], parameters: Parameters) -> "Datatype":
        """Return the type with *facets* besides its own, which *parameters* ask for."""
        return Datatype(self.library, self.name, parameters, self.primitive, (*self.facets, *facets))

    @property
    def is_text(self) -> bool:
        """Whether every text is allowed, so that there is nothing to check."""
        return self.primitive.accepts_all and not self.facets

    @property
    def kind(self) -> str:
        """``ID``, ``IDREF`` or ``IDREFS`` for what DTDs know by these names, otherwise nothing."""
        return self.primitive.kind

    @property
    def needs_namespaces(self) -> bool:
        """Whether the same text may be another value, or none, where other prefixes are bound."""
        return self.primitive.needs_namespaces

    @property
    def needs_declarations(self) -> bool:
        """Whether a text is allowed depends on the document's DTD (see :class:`Context`)."""
        return self.primitive.needs_declarations

    def allows(self, text: str, namespaces: Mapping[str, str] = _NO_NAMESPACES) -> bool:
        """Whether *text* stands for a value of this type, where *namespaces* are in scope."""
        return self.is_text or self.value(text, namespaces) is not None

    def value(self, text: str, namespaces: Mapping[str, str] = _NO_NAMESPACES) -> Hashable | None:
        """Return the value *text* stands for, or None where it stands for none; equal values compare equal."""
        normalised = self.primitive.normalise(text)
        try:
            value = self.primitive.read(normalised, namespaces)
        except LexicalError:
            return None
        return value if all(facet.holds(normalised, value) for facet in self.facets) else None

    def reason(self, text: str, namespaces: Mapping[str, str] = _NO_NAMESPACES) -> str:
        """Return why *text* is not allowed: ``not a date: 1949-13-01 has no month 13``; nothing where it is."""
        normalised = self.primitive.normalise(text)
        try:
            value = self.primitive.read(normalised, namespaces)
        except LexicalError as error:
            return f"not {self.primitive.noun}: {shown(text)} {error}"
        broken = next((facet for facet in self.facets if not facet.holds(normalised, value)), None)
        return f"{shown(text)} {broken.failure}" if broken else ""

    def describe(self) -> str:
        """Return what is allowed: ``a whole number, at least 1, at most 12``."""
        return ", ".join((self.primitive.noun, *(facet.condition for facet in self.facets)))


class Library(Protocol):
    """The datatypes one URI stands for."""

    @property
    def uri(self) -> str:
        """The URI a schema gives as ``datatypeLibrary``."""

    def datatype(self, name: str, parameters: Parameters = ()) -> Datatype:
        """Return the type *name* restricted by *parameters*, in their order, or raise :class:`DatatypeError`."""
