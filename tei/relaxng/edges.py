"""Names as expat gives them, and what leads from one pattern to the next: edges for elements and for attributes."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tei.relaxng.name_sets import Name, NameChoice, NameSet
from tei.relaxng.patterns import ElementPattern, Pattern

SEPARATOR: Final = "\n"
"""Stands between namespace and local part in the names that expat gives."""


def joined(namespace: str, local: str) -> str:
    """Return a name as expat gives it: the local part alone where there is no namespace."""
    return f"{namespace}{SEPARATOR}{local}" if namespace else local


def divided(name: str) -> tuple[str, str]:
    """Return the namespace ("" for none) and the local part of a name as expat gives it."""
    namespace, _, local = name.rpartition(SEPARATOR)
    return namespace, local


def finite_names(name_class: NameSet) -> list[str] | None:
    """Return the names of *name_class*, or None where there is no end of them."""
    if isinstance(name_class, Name):
        return [joined(name_class.namespace, name_class.local)]
    if not isinstance(name_class, NameChoice):
        return None
    names: list[str] = []
    for member in name_class.classes:
        some = finite_names(member)
        if some is None:
            return None
        names += some
    return names


class Elements:
    """Some element patterns, to be found by name."""

    __slots__ = ("by_name", "wild")

    def __init__(self, elements: Iterable[ElementPattern]) -> None:
        self.by_name: dict[str, list[ElementPattern]] = {}
        self.wild: list[ElementPattern] = []
        for element in elements:
            names = finite_names(element.name_class)
            if names is None:
                self.wild.append(element)
            elif len(names) == 1:
                self.by_name.setdefault(names[0], []).append(element)
            else:
                for name in dict.fromkeys(names):
                    self.by_name.setdefault(name, []).append(element)

    def matching(self, name: str) -> list[ElementPattern]:
        """Return the patterns whose name class has *name*."""
        found = self.by_name.get(name, [])
        if self.wild:
            namespace, local = divided(name)
            found = found + [element for element in self.wild if element.name_class.contains(namespace, local)]
        return found

    def __iter__(self) -> Iterator[ElementPattern]:
        yield from dict.fromkeys(element for elements in self.by_name.values() for element in elements)
        yield from self.wild


class Edge(NamedTuple):
    """Elements that can come next, and what remains of the pattern after one of them."""

    elements: Elements
    rest: Pattern


class AttributeEdge(NamedTuple):
    """An attribute that can come next: the pattern of its value, and what remains of the pattern without it."""

    value: Pattern
    rest: Pattern
