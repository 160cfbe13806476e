"""The surface model: a grammar as its author wrote it, whichever syntax it was written in.

Both readers give this model with names, datatype libraries and base addresses already resolved (RELAX NG, sections
4.2 to 4.5 and 4.8 to 4.10), so that a grammar in XML syntax and the same grammar in compact syntax are equal. What
does not change the meaning, places and annotations, is kept and does not count for equality.

In the one model there is, beyond the specification's own simplification,

- no group, interleave, choice or name choice with a single member: the member stands in its place (4.12);
- one pattern inside every element, attribute, mixed, list, optional, zeroOrMore, oneOrMore, start and define: several
  are a :class:`Group` (4.12), and an attribute without a pattern has :class:`Text` (4.12).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from tei.relaxng.nodes import (
    ANNOTATIONS,
    Annotation,
    AnnotationAttribute,
    AnyName,
    Name,
    NameChoice,
    NameClass,
    Node,
    NsName,
    QName,
    default_value,
    documentation,
)
from tei.relaxng.places import NOWHERE, Place

__all__ = [
    "ANNOTATIONS",
    "NOWHERE",
    "Annotation",
    "AnnotationAttribute",
    "AnyName",
    "Attribute",
    "Choice",
    "Component",
    "Data",
    "Define",
    "Div",
    "Element",
    "Empty",
    "ExternalRef",
    "Grammar",
    "Group",
    "Include",
    "Interleave",
    "List",
    "Mixed",
    "Name",
    "NameChoice",
    "NameClass",
    "Node",
    "NotAllowed",
    "NsName",
    "OneOrMore",
    "Optional",
    "Parameter",
    "ParentRef",
    "Pattern",
    "Place",
    "QName",
    "Ref",
    "Start",
    "Text",
    "Value",
    "ZeroOrMore",
    "default_value",
    "documentation",
]

# Patterns


@dataclass(frozen=True, slots=True)
class Element(Node):
    """An element with one of the names and this content."""

    name_class: NameClass
    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """An attribute with one of the names and this value."""

    name_class: NameClass
    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Group(Node):
    """Two patterns or more, in this order."""

    patterns: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Interleave(Node):
    """Two patterns or more, in any order and mingled."""

    patterns: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """One of two patterns or more."""

    patterns: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Optional(Node):
    """The pattern, or nothing."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class ZeroOrMore(Node):
    """The pattern as often as one likes, or nothing."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class OneOrMore(Node):
    """The pattern at least once."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class List(Node):
    """Tokens separated by white space that match the pattern one after the other."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Mixed(Node):
    """The pattern, with text anywhere between."""

    pattern: "Pattern"


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """What the grammar defines under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class ParentRef(Node):
    """What the grammar around this one defines under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Empty(Node):
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Any text, also none."""


@dataclass(frozen=True, slots=True)
class NotAllowed(Node):
    """What no document matches."""


@dataclass(frozen=True, slots=True)
class Value(Node):
    """Text that means the same as *text* in the datatype.

    In the built-in library ("") the type is ``token`` if none is written. *namespaces* are the bindings in scope, for
    QName and NOTATION; "" among them is the inherited ``ns``, not the document's default namespace (section 9.3.8).
    """

    text: str
    type_name: str = "token"
    library: str = ""
    namespaces: Mapping[str, str] = field(default_factory=dict, compare=False)


class Parameter(NamedTuple):
    """A facet of a datatype."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Data(Node):
    """Text that the datatype with these parameters allows and the exception does not match."""

    type_name: str
    library: str = ""
    parameters: tuple[Parameter, ...] = ()
    exception: "Pattern | None" = None
    namespaces: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ExternalRef(Node):
    """The pattern in another file.

    *base* is the URI to which *href* is relative: that of the file, or ``xml:base``. *ns* is the namespace that a file
    without one of its own inherits.
    """

    href: str
    base: str = field(default="", compare=False)
    ns: str = ""


# Components of a grammar


@dataclass(frozen=True, slots=True)
class Start(Node):
    """What a document may begin with; *combine* is "", ``choice`` or ``interleave``."""

    pattern: "Pattern"
    combine: str = ""


@dataclass(frozen=True, slots=True)
class Define(Node):
    """A pattern under a name; *combine* is "", ``choice`` or ``interleave``."""

    name: str
    pattern: "Pattern"
    combine: str = ""


@dataclass(frozen=True, slots=True)
class Div(Node):
    """Components kept together, for the annotations that apply to them all."""

    components: tuple["Component", ...]


@dataclass(frozen=True, slots=True)
class Include(Node):
    """The components of the grammar in another file, some replaced by *components*; otherwise as ExternalRef."""

    href: str
    base: str = field(default="", compare=False)
    ns: str = ""
    components: tuple["Component", ...] = ()


Component: TypeAlias = Start | Define | Div | Include


@dataclass(frozen=True, slots=True)
class Grammar(Node):
    """Definitions, and the start among them."""

    components: tuple[Component, ...]


Pattern: TypeAlias = (
    Element
    | Attribute
    | Group
    | Interleave
    | Choice
    | Optional
    | ZeroOrMore
    | OneOrMore
    | List
    | Mixed
    | Ref
    | ParentRef
    | Empty
    | Text
    | NotAllowed
    | Value
    | Data
    | ExternalRef
    | Grammar
)
