"""How often a corpus has each element, each attribute and each value that may be one of a few.

A document is read once by expat. Elements with the same attributes are counted together: what they have in common is
looked up for each tag, and told apart at the end.
"""

import pyexpat
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import limits as limits_module
from tei.document import decoding, loading
from tei.document.positions import Positions
from tei.document.scanning import Scan
from tei.errors import DocumentError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.limits import Limits

MOST_VALUES: Final = 1000
"""Of how many values of an attribute an account is kept; one with more is not one of a few."""
_DECLARED: Final = re.compile(rb"""\sencoding\s*=\s*["']([^"'>]*)["']""")
_DECLARATION_BYTES: Final = 200
_NO_NAMESPACE: Final = "\n"
"""Stands for no namespace beside the names of others, and is none of them."""


class Task(NamedTuple):
    """A document to count, and the names of the attributes whose values are of interest."""

    path: "Path"
    noted: frozenset[str]
    limits: "Limits" = limits_module.DEFAULT


class Counted(NamedTuple):
    """What one document has, by names in James Clark's notation; *findings* or a *fault* say why it could not be read.

    *shapes* tells how often there is an element with just these attributes, *values* how often an attribute of an
    element has a value, *parents* in which elements each element of another namespace than its parent's stands.
    """

    path: str
    root: str = ""
    shapes: "dict[tuple[str, ...], int] | None" = None
    values: "dict[tuple[str, str], dict[str, int]] | None" = None
    parents: "frozenset[tuple[str, str]]" = frozenset()
    findings: "tuple[Diagnostic, ...]" = ()
    fault: str = ""


@dataclass(slots=True)
class ElementUse:
    """How often an element occurs, in how many documents, and how often with each attribute."""

    count: int = 0
    documents: int = 0
    attributes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Usage:
    """What the documents of a corpus have together; *first* is where each name, element or attribute, occurs first.

    The key of an attribute is the pair of its element's name and its own.
    """

    documents: int = 0
    roots: Counter[str] = field(default_factory=Counter)
    elements: dict[str, ElementUse] = field(default_factory=dict)
    values: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    parents: set[tuple[str, str]] = field(default_factory=set)
    first: dict[str | tuple[str, str], str] = field(default_factory=dict)

    def add(self, counted: Counted) -> None:
        """Take in what one document has."""
        self.documents += 1
        self.roots[counted.root] += 1
        self.parents |= counted.parents
        present = set()
        for (name, *attributes), count in (counted.shapes or {}).items():
            use = self.elements.setdefault(name, ElementUse())
            use.count += count
            present.add(name)
            self.first.setdefault(name, counted.path)
            for attribute in attributes:
                use.attributes[attribute] += count
                self.first.setdefault((name, attribute), counted.path)
        for name in present:
            self.elements[name].documents += 1
        for key, values in (counted.values or {}).items():
            known = self.values.setdefault(key, Counter())
            if len(known) <= MOST_VALUES:
                known.update(values)


def count(task: Task) -> Counted:
    """Return what the document of *task* has, or why it cannot be read."""
    path = str(task.path)
    try:
        data = loading.load(task.path, task.limits)
        try:
            return _Reading(path, task.noted).run(_safe(data, path, task.limits))
        except pyexpat.ExpatError:
            # A second look has the words for it.
            _scanned(data, path, task.limits)
            raise
    except DocumentError as fault:
        return Counted(path, findings=fault.diagnostics)
    except (UsageError, EnvironmentFault) as fault:
        return Counted(path, fault=str(fault))


def _safe(data: bytes, path: str, limits: "Limits") -> bytes:
    """Return *data* in UTF-8; a DOCTYPE in it has been looked through, so that nothing expands without bounds."""
    encoding = _DECLARED.search(data[:_DECLARATION_BYTES])
    plain = encoding is None or encoding[1].lower() in {b"utf-8", b"utf8"}
    if plain and b"<!DOCTYPE" not in data and b"\0" not in data[:4]:
        return data
    return _scanned(data, path, limits)


def _scanned(data: bytes, path: str, limits: "Limits") -> bytes:
    """Return *data* in UTF-8. Raises :class:`~tei.errors.DocumentError` if it is not well-formed or not safe."""
    positions = Positions(path, decoding.decode(data, path))
    Scan(positions, limits).run()
    return positions.text.encode("utf-8")


class _Reading:
    """One document on its way through expat."""

    def __init__(self, path: str, noted: "Iterable[str]") -> None:
        self._path = path
        self._noted = {_expat_name(name): name for name in noted}
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._values: dict[tuple[str, str], Counter[str]] = {}
        self._parents: set[tuple[str, str]] = set()
        self._root = ""

    def run(self, data: bytes) -> Counted:
        """Return what the document *data* has. Raises :class:`pyexpat.ExpatError` if it is not well-formed."""
        parser = pyexpat.ParserCreate("UTF-8", namespace_separator="\n")
        parser.ordered_attributes = True
        self._attach(parser)
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes no keyword
        shapes: dict[tuple[str, ...], int] = {}
        for names, shape in self._shapes.items():
            shapes[tuple(map(_clark_name, names))] = shape.count
        parents = frozenset((_clark_name(name), _clark_name(parent)) for name, parent in self._parents)
        values = {key: dict(values) for key, values in self._values.items()}
        return Counted(self._path, _clark_name(self._root), shapes, values, parents)

    def _attach(self, parser: "pyexpat.XMLParserType") -> None:
        """Have *parser* call closures over what they need: they run for each tag."""
        shapes, new_shape, opened = self._shapes, self._shape, [("", "")]
        push, pop = opened.append, opened.pop

        def start(name: str, attributes: list[str]) -> None:
            names = (name, *attributes[::2])
            shape = shapes.get(names) or new_shape(names)
            shape.count += 1
            for index, values in shape.noted:
                values[attributes[index]] += 1
            parent, namespace = opened[-1]
            if shape.namespace != namespace:
                self._enter(name, parent)
            push((name, shape.namespace))

        def end(_name: str) -> None:
            pop()

        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def _enter(self, name: str, parent: str) -> None:
        """Note an element of another namespace than that of its parent."""
        if parent:
            self._parents.add((name, parent))
        else:
            self._root = name

    def _shape(self, names: tuple[str, ...]) -> "_Shape":
        element = _clark_name(names[0])
        noted = [
            (1 + 2 * place, self._values.setdefault((element, self._noted[name]), Counter()))
            for place, name in enumerate(names[1:])
            if name in self._noted
        ]
        shape = self._shapes[names] = _Shape(names[0].rpartition("\n")[0] or _NO_NAMESPACE, noted)
        return shape


class _Shape:
    """Elements with the same attributes: how many, and where the values go that are of interest."""

    __slots__ = ("count", "namespace", "noted")

    def __init__(self, namespace: str, noted: list[tuple[int, Counter[str]]]) -> None:
        self.count = 0
        self.namespace = namespace
        self.noted = noted


def _clark_name(name: str) -> str:
    """Return *name* as expat gives it in James Clark's notation."""
    namespace, _, local = name.rpartition("\n")
    return f"{{{namespace}}}{local}" if namespace else local


def _expat_name(name: str) -> str:
    """Return *name* as expat gives it."""
    return name[1:].replace("}", "\n") if name.startswith("{") else name
