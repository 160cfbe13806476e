"""What is noted on the parts of a schema, and the names that they speak of, as their author wrote them."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from tei.relaxng.places import NOWHERE, Place

ANNOTATIONS: Final = "http://relaxng.org/ns/compatibility/annotations/1.0"
"""The namespace of ``a:documentation`` and ``a:defaultValue``."""


class QName(NamedTuple):
    """A resolved name: namespace ("" for none) and local part."""

    namespace: str
    local: str


@dataclass(frozen=True, slots=True)
class AnnotationAttribute:
    """A foreign attribute on a pattern, or an attribute of a foreign element."""

    name: QName
    value: str
    prefix: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A foreign element: its attributes, and its content as text and elements in order."""

    name: QName
    attributes: tuple[AnnotationAttribute, ...] = ()
    content: tuple["Annotation | str", ...] = ()
    prefix: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """All text of the element and of what is in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)


@dataclass(frozen=True, slots=True)
class Node:
    """What every part of a grammar has: its place and its annotations."""

    place: Place = field(default=NOWHERE, kw_only=True, compare=False)
    """In XML syntax the start tag; in compact syntax the words that make the pattern what it is."""
    annotations: tuple[Annotation | AnnotationAttribute, ...] = field(default=(), kw_only=True, compare=False)
    """Foreign attributes, and foreign elements that stand before the first pattern inside (``[…]`` and ``##``)."""
    following: tuple[Annotation, ...] = field(default=(), kw_only=True, compare=False)
    """Foreign elements that stand after this part and before the next (``>> …``, or a component of their own)."""


def documentation(node: Node) -> str:
    """Return the text of the ``a:documentation`` elements of *node*, one a line, "" if it has none."""
    wanted = (ANNOTATIONS, "documentation")
    return "\n".join(
        annotation.text
        for annotation in node.annotations
        if annotation.name == wanted and isinstance(annotation, Annotation)
    )


def default_value(node: Node) -> str | None:
    """Return the ``a:defaultValue`` of *node*, None if it has none."""
    wanted = (ANNOTATIONS, "defaultValue")
    values = (note.value for note in node.annotations if isinstance(note, AnnotationAttribute) and note.name == wanted)
    return next(values, None)


# Name classes


@dataclass(frozen=True, slots=True)
class Name(Node):
    """One name."""

    namespace: str
    local: str


@dataclass(frozen=True, slots=True)
class AnyName(Node):
    """Every name but those of the exception."""

    exception: "NameClass | None" = None


@dataclass(frozen=True, slots=True)
class NsName(Node):
    """Every name of one namespace but those of the exception."""

    namespace: str
    exception: "NameClass | None" = None


@dataclass(frozen=True, slots=True)
class NameChoice(Node):
    """The names of two classes or more."""

    classes: tuple["NameClass", ...]


NameClass: TypeAlias = Name | AnyName | NsName | NameChoice
