"""Where parts of a schema stand, what is noted on them, and the names that they speak of.

Apart from :mod:`model`, because matching documents needs these and nothing else of it.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from tei.diagnostics import Span

ANNOTATIONS: Final = "http://relaxng.org/ns/compatibility/annotations/1.0"
"""The namespace of ``a:documentation`` and ``a:defaultValue``."""


class Place(NamedTuple):
    """Where something stands in a schema: lines and columns from 1, in code points, the end exclusive."""

    path: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def span(self) -> Span:
        """The place as a finding has it."""
        return Span(self.line, self.column, self.end_line, self.end_column)


NOWHERE: Final = Place()


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

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the class has this name."""
        return self.local == local and self.namespace == namespace


@dataclass(frozen=True, slots=True)
class AnyName(Node):
    """Every name but those of the exception."""

    exception: "NameClass | None" = None

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the class has this name."""
        return self.exception is None or not self.exception.contains(namespace, local)


@dataclass(frozen=True, slots=True)
class NsName(Node):
    """Every name of one namespace but those of the exception."""

    namespace: str
    exception: "NameClass | None" = None

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the class has this name."""
        if self.namespace != namespace:
            return False
        return self.exception is None or not self.exception.contains(namespace, local)


@dataclass(frozen=True, slots=True)
class NameChoice(Node):
    """The names of two classes or more."""

    classes: tuple["NameClass", ...]
    _single: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    _others: tuple["NameClass", ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Part the single names, of which there may be thousands, from what must be asked one by one."""
        single = frozenset((one.namespace, one.local) for one in self.classes if isinstance(one, Name))
        object.__setattr__(self, "_single", single)
        object.__setattr__(self, "_others", tuple(one for one in self.classes if not isinstance(one, Name)))

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the class has this name."""
        return (namespace, local) in self._single or any(one.contains(namespace, local) for one in self._others)


NameClass: TypeAlias = Name | AnyName | NsName | NameChoice
