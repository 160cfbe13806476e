"""What an ODD says, as frozen values: specifications, their attributes and their content, as they are written.

One :class:`Spec` stands for an ``elementSpec``, ``classSpec``, ``macroSpec`` or ``dataSpec``, of TEI P5 as well as of a
customisation. Content models in Pure ODD and in RELAX NG have the same form here; references in it are still names.

Source: TEI Guidelines, chapter TD (Documentation Elements).
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.relaxng import model

UNBOUNDED: Final = None
"""How often something may occur at most, when there is no limit."""

Kind: TypeAlias = Literal["element", "class", "macro", "data"]
Mode: TypeAlias = Literal["add", "change", "replace", "delete"]

# Content


class Occurs(NamedTuple):
    """How often something occurs: at least, and at most (None: without limit)."""

    least: int = 1
    most: int | None = 1


ONCE: Final = Occurs()


@dataclass(frozen=True, slots=True)
class TextNode:
    """Any text."""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class ElementRef:
    """An element."""

    key: str
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class ClassRef:
    """The members of a model class, as *expand* says; *include* and *excluded* filter them."""

    key: str
    occurs: Occurs = ONCE
    expand: str = ""
    include: tuple[str, ...] | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MacroRef:
    """The content of a macro."""

    key: str


class Facet(NamedTuple):
    """A restriction of a datatype of XML Schema."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DataRef:
    """A datatype of the TEI (*key*) or of XML Schema (*name*)."""

    key: str = ""
    name: str = ""
    restriction: str = ""
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Its members one after the other; in any order unless *ordered*."""

    members: tuple["Content", ...]
    occurs: Occurs = ONCE
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Alternate:
    """One of its members."""

    members: tuple["Content", ...]
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class AnyElement:
    """Any element: of a namespace in *require*, if that is not empty; not one of *excluded*.

    *excluded* is None where the schema's default holds; names are Clark names, a namespace alone is ``{namespace}*``.
    """

    occurs: Occurs = ONCE
    require: tuple[str, ...] = ()
    excluded: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EveryElement:
    """Any one element of the schema: what the instruction ``<?NameList?>`` stands for in old ODDs."""


@dataclass(frozen=True, slots=True)
class NameRef:
    """A reference of RELAX NG (``rng:ref``): what it refers to is found among the patterns there are."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """Tokens, as ``rng:list`` has them."""

    member: "Content"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A pattern of RELAX NG that ODD has no word for; references in it are as in :class:`NameRef`."""

    pattern: "model.Pattern"


@dataclass(frozen=True, slots=True)
class ValItem:
    """A value; *mode* says what becomes of it in a change."""

    ident: str
    mode: Mode = "add"
    alt_ident: str = ""
    valid_until: str = ""
    prose: tuple["Prose", ...] = field(default=(), compare=False, repr=False)
    node: "_Element | None" = field(default=None, compare=False, repr=False)

    @property
    def value(self) -> str:
        """The value as documents have it."""
        return self.alt_ident or self.ident


@dataclass(frozen=True, slots=True)
class ValList:
    """Values; *type* is ``closed``, ``semi`` or ``open``, "" where nothing is said; *mode* likewise."""

    items: tuple[ValItem, ...] = ()
    type: str = ""
    mode: Mode | Literal[""] = ""
    node: "_Element | None" = field(default=None, compare=False, repr=False)


Content: TypeAlias = (
    TextNode
    | Empty
    | ElementRef
    | ClassRef
    | MacroRef
    | DataRef
    | Sequence
    | Alternate
    | AnyElement
    | EveryElement
    | NameRef
    | ListOf
    | Foreign
    | ValList
)

# What is said for people, and rules


@dataclass(frozen=True, slots=True)
class Prose:
    """A ``gloss``, ``desc``, ``remarks``, ``exemplum``, ``equiv``, ``listRef`` or ``valDesc``, as it is written."""

    kind: str
    language: str
    node: "_Element"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A ``constraintSpec``; *language* is the nearest ``xml:lang``."""

    ident: str
    scheme: str
    mode: Mode
    language: str
    node: "_Element" = field(compare=False, repr=False)


# Attributes


class AttName(NamedTuple):
    """The name of an attribute: its namespace ("" for none) and its local part."""

    namespace: str
    local: str


@dataclass(frozen=True, slots=True)
class Datatype:
    """What a value is made of, and how many of them there are, separated by white space."""

    content: "Content | None"
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True)
class AttDef:
    """An attribute. In a change, what is None or "" is not said: *usage*, *datatype*, *values* and so on stay."""

    ident: str
    namespace: str = ""
    mode: Mode = "add"
    usage: str = ""
    alt_ident: str = ""
    datatype: Datatype | None = None
    default: str | None = None
    values: ValList | None = None
    valid_until: str = ""
    constraints: tuple[Constraint, ...] = ()
    prose: tuple[Prose, ...] = field(default=(), compare=False, repr=False)
    node: "_Element | None" = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> AttName:
        """What identifies the attribute within its owner."""
        return AttName(self.namespace, self.ident.rpartition(":")[2])

    @property
    def output_name(self) -> AttName:
        """The name that documents have."""
        return AttName(self.namespace, (self.alt_ident or self.ident).rpartition(":")[2])

    @property
    def required(self) -> bool:
        """Whether the attribute must be there."""
        return self.usage == "req"


@dataclass(frozen=True, slots=True)
class AttRef:
    """The attribute *name* of a class, or all of them (""), pulled in where this stands."""

    class_key: str
    name: str = ""
    node: "_Element | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AttList:
    """Attributes, all together (``group``) or one of them (``choice``)."""

    members: tuple["AttDef | AttRef | AttList", ...] = ()
    org: Literal["group", "choice"] = "group"


# Specifications


@dataclass(frozen=True, slots=True)
class MemberOf:
    """A membership in a class, and how often the member occurs where the class is referred to."""

    key: str
    mode: Mode = "add"
    occurs: Occurs = ONCE
    node: "_Element | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Classes:
    """The memberships; with the mode ``change`` they amend those of the original."""

    members: tuple[MemberOf, ...] = ()
    mode: Literal["replace", "change"] = "replace"


class Key(NamedTuple):
    """What identifies a specification: its kind, its namespace (of elements; else ""), its ident."""

    kind: Kind
    namespace: str
    ident: str


@dataclass(frozen=True, slots=True)
class Spec:
    """A specification. In a change, what is None is not said and stays as it was.

    *type* is ``model`` or ``atts`` of a class, ``pe`` or ``dt`` of an old macro; *expansions* are the patterns that a
    class must have (``generate``); *base* is the URI against which its references are resolved.
    """

    kind: Kind
    ident: str
    module: str = ""
    mode: Mode = "add"
    namespace: str | None = None
    prefix: str | None = None
    type: str = ""
    alt_ident: str = ""
    valid_until: str = ""
    classes: Classes | None = None
    content: "Content | None" = None
    auto_prefix: bool = True
    values: ValList | None = None
    attributes: AttList | None = None
    constraints: tuple[Constraint, ...] = ()
    prose: tuple[Prose, ...] = field(default=(), compare=False, repr=False)
    node: "_Element | None" = field(default=None, compare=False, repr=False)

    @property
    def output_name(self) -> str:
        """The name that documents have."""
        return self.alt_ident or self.ident


def attributes(attlist: AttList | None) -> "list[AttDef]":
    """Return the attribute definitions in *attlist* and in those inside it, in their order."""
    found: list[AttDef] = []
    for member in attlist.members if attlist else ():
        if isinstance(member, AttDef):
            found.append(member)
        elif isinstance(member, AttList):
            found.extend(attributes(member))
    return found
