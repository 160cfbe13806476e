"""What a corpus does not use of a source, as an ODD says it: elements, classes and attributes that go.

Content models stay as they are. An attribute that no member of a class uses is deleted in the class, once; a class
none of whose attributes is used is deleted as a whole; what only some members use is deleted in the others.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Final

from tei.names import TEI, XML
from tei.odd.infer.plan import AttributeChange, Change, Module
from tei.odd.specs import Key, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tei.odd.infer.lists import Lists
    from tei.odd.infer.usage import Usage
    from tei.odd.infer.vocabulary import Vocabulary
    from tei.odd.resolution.inheritance import Inherited
    from tei.odd.specs import AttName, Spec

_FEW: Final = 1
"""So many attributes of a class are deleted one by one; where more would be, an element leaves the class."""


class Used:
    """What of a vocabulary is used: the elements, their attributes, and the attributes that each class is needed for.

    *kept* are classes all of whose attributes, inherited ones too, count as used by their members; *needed* are further
    elements and classes that stay. An attribute that is required counts as used: no valid document is without it.
    """

    def __init__(
        self, vocabulary: "Vocabulary", usage: "Usage", kept: "Iterable[str]" = (), needed: "Iterable[Key]" = ()
    ) -> None:
        self._vocabulary = vocabulary
        self._usage = usage
        self._kept = {ident for outer in kept for ident in vocabulary.inheritance.lineage(outer)}
        self.needed = frozenset(needed)
        self.elements: Mapping[str, Key] = {
            name: key for name, key in vocabulary.elements.items() if name in usage.elements or key in self.needed
        }
        """The elements that are used or needed, by their names, in the order of the source."""
        self.attributes: Mapping[Key, Mapping[str, Inherited]] = {
            key: self._attributes(name, key) for name, key in self.elements.items()
        }
        """The attributes that each element uses, by their names."""
        self._given: dict[str, frozenset[AttName]] = {}

    def _attributes(self, name: str, key: Key) -> "Mapping[str, Inherited]":
        use = self._usage.elements.get(name)
        spec = self._vocabulary.schema.specs[key]
        kept = {
            defined
            for ident in self._vocabulary.reached(spec)
            if ident in self._kept
            for defined in self._vocabulary.defined(ident)
        }
        return {
            attribute: given
            for attribute, given in self._vocabulary.attributes(key).items()
            if (use is not None and attribute in use.attributes)
            or given.definition.required
            or given.definition.name in kept
        }

    @cached_property
    def in_classes(self) -> "Mapping[str, frozenset[AttName]]":
        """The attributes of each class's own that some element has from it, or has changed."""
        found: dict[str, set[AttName]] = {}
        for key, used in self.attributes.items():
            names = {given.definition.name for given in used.values()}
            for ident in self._vocabulary.reached(self._vocabulary.schema.specs[key]):
                found.setdefault(ident, set()).update(names & self._vocabulary.defined(ident).keys())
        return {ident: frozenset(names) for ident, names in found.items()}

    def given(self, ident: str) -> "frozenset[AttName]":
        """Return what the class gives, its own or inherited, but what is deleted in a class for being unused."""
        if ident not in self._given:
            self._given[ident] = frozenset()  # A class that is a member of itself gives itself nothing.
            spec = self._vocabulary.schema.find("class", ident)
            outer = self.handed_down(spec) if spec else frozenset()
            self._given[ident] = outer | self.in_classes.get(ident, frozenset())
        return self._given[ident]

    def handed_down(self, spec: "Spec", left: tuple[str, ...] = ()) -> "frozenset[AttName]":
        """Return what an element or a class has from classes, but those that it has *left*."""
        found: set[AttName] = set()
        for ident, only in self._vocabulary.links(spec):
            if ident not in left:
                found.update(name for name in self.given(ident) if not only or only in _written(name))
        return frozenset(found)


class Narrowing:
    """The changes that leave of a vocabulary what is *used*, with the *lists* of values that are closed."""

    def __init__(self, vocabulary: "Vocabulary", used: Used, lists: "Lists") -> None:
        self._vocabulary = vocabulary
        self._used = used
        self._lists = lists
        self._classes = self._visited()

    def _visited(self) -> tuple[str, ...]:
        """Return the classes that elements have attributes from, as far as a class on the way is not deleted."""
        found: dict[str, None] = {}
        pending = [self._vocabulary.schema.specs[key] for key in reversed(list(self._used.elements.values()))]
        while pending:
            spec = pending.pop()
            for ident in self._vocabulary.direct(spec):
                if ident not in found:
                    found[ident] = None
                    outer = self._vocabulary.schema.find("class", ident)
                    if outer is not None and self._used.given(ident):
                        pending.append(outer)
        return tuple(found)

    def changes(self, added: "Mapping[Key, tuple[AttributeChange, ...]]") -> "Iterator[Change]":
        """Yield the changes: classes first, then elements, in the order of the source; *added* are attributes."""
        modules = set(self.module_keys())
        order = list(self._vocabulary.schema.specs)
        for key in sorted((Key("class", "", ident) for ident in self._classes), key=order.index):
            spec = self._vocabulary.schema.specs[key]
            if not spec.module or spec.module in modules:
                yield self._class(spec)
        for key in self._used.elements.values():
            yield self._element(key, added.get(key, ()))

    def _class(self, spec: "Spec") -> Change:
        """Return what becomes of a class."""
        if not self._used.given(spec.ident):
            return Change("class", spec.ident, "delete")
        gone = [
            AttributeChange(definition.ident, "delete", _namespace(definition.ident, name))
            for name, definition in self._vocabulary.defined(spec.ident).items()
            if name not in self._used.in_classes[spec.ident]
        ]
        return Change("class", spec.ident, attributes=(*gone, *self._lists.of_class(spec.ident)))

    # Elements

    def _element(self, key: Key, added: tuple[AttributeChange, ...]) -> Change:
        """Return what becomes of an element."""
        spec = self._vocabulary.schema.specs[key]
        left = tuple(self._left(key, spec))
        remaining = self._used.handed_down(spec, left)
        gone = [
            AttributeChange(given.definition.ident, "delete", _namespace(given.definition.ident, given.definition.name))
            for name, given in self._unused(key).items()
            if self._is_own(spec, given) or given.definition.name in remaining
        ]
        namespace = key.namespace if key.namespace != TEI else ""
        changed = (*gone, *self._lists.of_element(key), *added)
        return Change("element", spec.ident, namespace=namespace, left=left, attributes=changed)

    def _unused(self, key: Key) -> "Mapping[str, Inherited]":
        used = self._used.attributes[key]
        return {name: given for name, given in self._vocabulary.attributes(key).items() if name not in used}

    def _left(self, key: Key, spec: "Spec") -> "Iterator[str]":
        """Yield the classes that the element leaves: none of what they still give to it is used, or its own."""
        used = {given.definition.name for given in self._used.attributes[key].values()}
        own = {definition.name for definition in attributes(spec.attributes)}
        for ident in self._vocabulary.inheritance.superclasses(spec):
            given = self._used.given(ident)
            if len(given) > _FEW and given.isdisjoint(used) and given.isdisjoint(own):
                yield ident

    def _is_own(self, spec: "Spec", given: "Inherited") -> bool:
        """Return whether the element itself defines the attribute and does not just change what a class gives."""
        name = given.definition.name
        return not given.origin and any(
            definition.name == name and definition.mode == "add" for definition in attributes(spec.attributes)
        )

    # Modules

    def modules(self) -> "Iterator[Module]":
        """Yield the modules that are taken, those first that all others build on, with the elements that are used."""
        used = set(self._used.elements.values())
        needed = self.module_keys()
        for module in self._vocabulary.modules:
            if module not in needed:
                continue
            elements = [key for key in self._vocabulary.elements.values() if self._module(key) == module]
            taken = tuple(key.ident for key in elements if key in used)
            names = tuple(key.ident for key in elements)
            yield Module(module, None if taken == names else taken, names)

    def module_keys(self) -> frozenset[str]:
        """Return the idents of the modules that have something that is used."""
        serving = {self._module(Key("class", "", ident)) for ident in self._used.in_classes if self._used.given(ident)}
        elements = {self._module(key) for key in self._used.elements.values()}
        return frozenset({"tei", *elements, *serving, *map(self._module, (*self._mentioned(), *self._used.needed))})

    def loose(self) -> "Iterator[Key]":
        """Yield what is used and in no module: it is taken by itself."""
        found = [*self._used.elements.values(), *(Key("class", "", ident) for ident in self._used.in_classes)]
        return (
            key
            for key in dict.fromkeys([*found, *self._mentioned(), *sorted(self._used.needed)])
            if not self._module(key)
        )

    def _module(self, key: Key) -> str:
        return self._vocabulary.schema.specs[key].module

    def _mentioned(self) -> "Iterator[Key]":
        """Yield what the content models of used elements refer to: classes with members that are used, and the rest."""
        used = set(self._used.elements.values())
        found: dict[Key, None] = {}
        pending = list(used)
        while pending:
            for key in self._vocabulary.mentioned(pending.pop()):
                if key in found or (key.kind == "class" and not self._has_member(key.ident, used)):
                    continue
                found[key] = None
                pending.append(key)
        order = list(self._vocabulary.schema.specs)
        return iter(sorted(found, key=order.index))

    def _has_member(self, ident: str, used: set[Key]) -> bool:
        return any(member.key in used for member in self._vocabulary.schema.flattened(ident))


def _written(name: "AttName") -> set[str]:
    """Return how an ``attRef`` may name the attribute: with its prefix, or as patterns are named."""
    return {f"xml:{name.local}", f"xml{name.local}"} if name.namespace == XML else {name.local}


def _namespace(ident: str, name: "AttName") -> str:
    """Return the namespace that must be written where the ident does not tell it."""
    return "" if ident.startswith("xml:") and name.namespace == XML else name.namespace
