"""What elements have in common, and is written once: datatypes, content models, model classes.

A processor compiles each expression, and looks at each content model, as often as it is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tei.odd.content_models.elements import Contents
from tei.odd.content_models.expressions import EPSILON, Symbol
from tei.odd.content_models.particles import AnyOrder
from tei.odd.xsd.attributes import Attribute, Group, Part
from tei.odd.xsd.components import Shared
from tei.odd.xsd.models import Children, Model, Models
from tei.odd.xsd.simple_types import ListOf, Restricted, SimpleType, Union
from tei.relaxng.patterns import ChoicePattern, ElementPattern, GroupPattern, Pattern

_FEWEST: int = 2


class Sharing:
    """Finds what is shared, and gives it names: those that the grammar has for it, or those of its first user."""

    def __init__(
        self,
        contents: Contents,
        models: Models,
        elements: Mapping[Symbol, tuple[Model, tuple[Part, ...]]],
        groups: Mapping[str, tuple[Part, ...]],
    ) -> None:
        self._contents = contents
        self._models = models
        self._elements = elements
        self._groups = groups
        self._taken: set[str] = set()
        self._shared_contents: dict[Children, str] = {}

    def shared(self) -> Shared:
        """Return what is shared."""
        self._shared_contents = self._content_models()
        return Shared(self._types(), self._shared_contents, self._element_types(), self._classes(), self._inline())

    def _name(self, wanted: str) -> str:
        """Return *wanted*, or that with a number, as the name of a type that no other has."""
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}.{number}"
        self._taken.add(name)
        return name

    def _content_models(self) -> dict[Children, str]:
        """Return the content models that elements with different attributes have."""
        users: dict[Children, dict[tuple[Part, ...], list[Symbol]]] = {}
        for name, (model, parts) in self._elements.items():
            # What is in any order cannot be extended.
            if isinstance(model, Children) and not isinstance(model.particle, AnyOrder):
                users.setdefault(model, {}).setdefault(parts, []).append(name)
        return {
            model: self._name(self._known([name for names in by_parts.values() for name in names]))
            for model, by_parts in users.items()
            if len(by_parts) >= _FEWEST
        }

    def _element_types(self) -> dict[tuple[Model, tuple[Part, ...]], str]:
        """Return what is content and attributes of several elements: it has the name of the first."""
        users: dict[tuple[Model, tuple[Part, ...]], list[Symbol]] = {}
        for name, both in self._elements.items():
            if both[1] or isinstance(both[0], Children):
                users.setdefault(both, []).append(name)
        return {
            both: self._name(f"{_local(names[0])}.element") for both, names in users.items() if self._apart(both, names)
        }

    def _apart(self, both: tuple[Model, tuple[Part, ...]], names: list[Symbol]) -> bool:
        """Return whether the type of elements called *names* is written by itself.

        What wildcards in it mean depends on the document that it stands in, so that none but the main one has any.
        """
        if not both[1] and both[0] in self._shared_contents:
            return False
        return len(names) >= _FEWEST or any(not self._models.is_main(name) for name in names)

    def _known(self, names: list[Symbol]) -> str:
        """Return the grammar's own name for what is in all elements called *names*."""
        for name in names:
            for element in self._contents.named[name]:
                own = [one for one in _flat(element.content) if self._contents.expression(one) is not EPSILON]
                if len(own) == 1 and (origins := self._contents.table.origins.get(own[0])):
                    return origins[0]
        return f"{_local(names[0])}.content"

    def _types(self) -> dict[SimpleType, str]:
        counts: Counter[SimpleType] = Counter()
        wanted: dict[SimpleType, str] = {}
        needed: set[SimpleType] = set()
        for name, (model, parts) in self._elements.items():
            if not isinstance(model, Children):
                _count(model, f"{_local(name)}.type", counts, wanted)
                needed.update([] if isinstance(model, str) or not parts else [model])
            self._count_attributes(parts, counts, wanted)
        for parts in self._groups.values():
            self._count_attributes(parts, counts, wanted)
        return {one: self._name(name) for one, name in wanted.items() if counts[one] >= _FEWEST or one in needed}

    @staticmethod
    def _count_attributes(parts: Iterable[Part], counts: Counter[SimpleType], wanted: dict[SimpleType, str]) -> None:
        for part in parts:
            if isinstance(part, Attribute) and not part.name.namespace:
                _count(part.type, f"{part.name.local}.type", counts, wanted)

    def _classes(self) -> dict[str, tuple[Symbol, ...]]:
        """Return the model classes, the largest first: what the grammar defines as a choice of elements."""
        found: dict[tuple[Symbol, ...], str] = {}
        for pattern, names in self._contents.table.origins.items():
            if isinstance(pattern, ChoicePattern) and all(isinstance(one, ElementPattern) for one in pattern.members):
                symbols = {symbol for one in pattern.members for symbol in self._symbols(one)} - self._models.dead
                # What cannot be reached from the start is defined, but not declared; nor is a wildcard.
                if len(symbols) >= _FEWEST and symbols <= self._elements.keys():
                    found.setdefault(tuple(sorted(symbols)), names[0])
        classes: dict[str, tuple[Symbol, ...]] = {}
        for members_, name in sorted(found.items(), key=lambda one: (-len(one[0]), one[1])):
            classes.setdefault(name, members_)
        return classes

    def _symbols(self, pattern: Pattern) -> tuple[Symbol, ...]:
        return self._contents.symbols(pattern) if isinstance(pattern, ElementPattern) else ()

    def _inline(self) -> dict[str, Part]:
        """Return the groups of one attribute that are referred to once."""
        everywhere = [parts for _model, parts in self._elements.values()] + list(self._groups.values())
        counts = Counter(part.name for parts in everywhere for part in parts if isinstance(part, Group))
        return {
            name: parts[0]
            for name, parts in self._groups.items()
            if counts[name] < _FEWEST and len(parts) == 1 and isinstance(parts[0], Attribute)
        }


def _local(symbol: Symbol) -> str:
    return symbol.rpartition("}")[2]


def _flat(pattern: Pattern) -> Iterator[Pattern]:
    """Yield what stands in *pattern* one after the other: attributes by themselves, but a content as a whole."""
    rest = pattern
    while isinstance(rest, GroupPattern) and rest.has_attributes:
        yield from _flat(rest.first)
        rest = rest.rest
    yield rest


def _count(type_: SimpleType, name: str, counts: "Counter[SimpleType]", wanted: dict[SimpleType, str]) -> None:
    """Count *type_*, and with its first occurrence the types that it is made of."""
    if isinstance(type_, str):
        return
    counts[type_] += 1
    if counts[type_] > 1:
        return
    for part in _made_of(type_):
        _count(part, name, counts, wanted)
    wanted[type_] = name


def _made_of(type_: SimpleType) -> tuple[SimpleType, ...]:
    if isinstance(type_, Union):
        return type_.members
    if isinstance(type_, ListOf):
        return (type_.item,)
    return (type_.base,) if isinstance(type_, Restricted) else ()
