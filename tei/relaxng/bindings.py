"""Prefixes for the namespaces and datatype libraries of a grammar that is being written."""

from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Final, get_args

from tei import names
from tei.relaxng import model
from tei.relaxng.datatypes import COMPATIBILITY, XSD
from tei.relaxng.model import ANNOTATIONS, Annotation, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_USUAL_LIBRARIES: Final = {XSD: "xsd", COMPATIBILITY: "dtd"}
_USUAL: Final = {**names.PREFIXES, ANNOTATIONS: "a", names.TEI: "tei", "": "local"}
_WITH_PREFIXES: Final = frozenset({"QName", "NOTATION"})
"""The datatypes whose values are names with prefixes."""

_PARTS: Final = frozenset({"name_class", "pattern", "patterns", "exception", "components", "classes"})
_INNER: Final = {
    kind: tuple(part.name for part in fields(kind) if part.name in _PARTS)
    for kind in (*get_args(model.Pattern), *get_args(model.Component), *get_args(model.NameClass))
}


def walk(node: Node) -> "Iterator[Node]":
    """Yield *node* and every part in it, in the order of the grammar."""
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        yield here
        inner: list[Node] = []
        for name in _INNER[type(here)]:
            part = getattr(here, name)
            if isinstance(part, tuple):
                inner += part
            elif part is not None:
                inner.append(part)
        waiting += reversed(inner)


def has_prefix(value: model.Value) -> bool:
    """Return whether the text of *value* is a name whose prefix, or lack of one, means a namespace."""
    return bool(value.library) and value.type_name in _WITH_PREFIXES


class Bindings:
    """What the declarations of a written grammar say, as near as can be to what its author wrote.

    :attr:`namespace` is the one that most elements are in, :attr:`library` the one that most datatypes are of. The
    prefixes that have been asked for are in :attr:`prefixes` and :attr:`libraries`, each with what it stands for.
    """

    def __init__(self, pattern: model.Pattern) -> None:
        self._elements: Counter[str] = Counter()
        self._types: Counter[str] = Counter()
        self._hints: dict[str, str] = {}
        self._surveyed: set[int] = set()
        self._bare = False
        """Whether a value is a name in no namespace, for which there is no prefix: then no other can be the default."""
        for node in walk(pattern):
            self._survey(node)
        self.namespace = max(self._elements, key=self._elements.__getitem__, default="")
        if self._bare:
            self.namespace = ""
        self.library = max(self._types, key=self._types.__getitem__, default="")
        self.prefixes: dict[str, str] = {}
        self.libraries: dict[str, str] = {}
        self._prefix_of: dict[str, str] = {names.XML: "xml"}
        self._library_prefix_of: dict[str, str] = {}

    def _survey(self, node: Node) -> None:
        self._survey_annotations(node.annotations)
        self._survey_annotations(node.following)
        if isinstance(node, model.Element):
            # XML's own namespace has its prefix, and cannot be a default.
            named = (part for part in walk(node.name_class) if isinstance(part, model.Name))
            self._elements.update(name.namespace for name in named if name.namespace != names.XML)
        elif isinstance(node, model.Value | model.Data):
            if node.library:
                self._types[node.library] += 1
            if isinstance(node, model.Value) and node.type_name in _WITH_PREFIXES and node.library == XSD:
                self._bare = self._bare or not (":" in node.text or node.namespaces.get(""))
            # Most of them share one mapping, that of the whole file.
            if id(node.namespaces) not in self._surveyed:
                self._surveyed.add(id(node.namespaces))
                for prefix, namespace in node.namespaces.items():
                    self._hint(namespace, prefix)

    def _survey_annotations(self, annotations: "Iterable[Annotation | model.AnnotationAttribute]") -> None:
        for annotation in annotations:
            self._hint(annotation.name.namespace, annotation.prefix)
            if isinstance(annotation, Annotation):
                self._survey_annotations(annotation.attributes)
                self._survey_annotations(part for part in annotation.content if isinstance(part, Annotation))

    def _hint(self, namespace: str, prefix: str) -> None:
        if prefix not in {"", "xml", "xmlns"}:
            self._hints.setdefault(namespace, prefix)

    def prefix(self, namespace: str) -> str:
        """Return the prefix for *namespace*; "" needs one too, where it is not the namespace of the elements."""
        known = self._prefix_of.get(namespace)
        if known is None:
            wished = self._hints.get(namespace) or _USUAL.get(namespace, "ns1")
            known = self._prefix_of[namespace] = _free(wished, self.prefixes)
            self.prefixes[known] = namespace
        return known

    def claim(self, prefix: str, namespace: str) -> bool:
        """Return whether *prefix* can stand for *namespace* throughout, and see to it if so."""
        if prefix in {"xml", "xmlns"}:
            return self._prefix_of.get(namespace) == prefix
        if self.prefixes.setdefault(prefix, namespace) != namespace:
            return False
        self._prefix_of.setdefault(namespace, prefix)
        return True

    def library_prefix(self, library: str) -> str:
        """Return the prefix for a datatype library."""
        known = self._library_prefix_of.get(library)
        if known is None:
            known = self._library_prefix_of[library] = _free(_USUAL_LIBRARIES.get(library, "d1"), self.libraries)
            self.libraries[known] = library
        return known


def _free(wished: str, taken: "Iterable[str]") -> str:
    """Return *wished*, or where that is taken the same stem with the first number that is free."""
    stem = wished.rstrip("0123456789")
    number = 0
    while wished in taken:
        number += 1
        wished = f"{stem}{number}"
    return wished
