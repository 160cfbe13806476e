"""The components of a translation as XML Schema writes them: types, groups, and the references between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from tei.odd.content_models.elements import Contents
from tei.odd.content_models.expressions import Symbol
from tei.odd.content_models.particles import AnyOrder, InOrder, OneOf, Particle, Times
from tei.odd.xsd.attributes import Attribute, Group, Part, Wildcard
from tei.odd.xsd.models import Children, Model, Models
from tei.odd.xsd.simple_types import ListOf, Restricted, SimpleType, Union
from tei.odd.xsd.tags import Tag, tag
from tei.relaxng.name_sets import Name


@dataclass(slots=True)
class Shared:
    """What has a name of its own in the schema, because several others refer to it, and those names."""

    types: dict[SimpleType, str] = field(default_factory=dict)
    contents: dict[Children, str] = field(default_factory=dict)
    elements: dict[tuple[Model, tuple[Part, ...]], str] = field(default_factory=dict)
    classes: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)
    inline: Mapping[str, Part] = field(default_factory=dict)
    """Groups of one attribute to which nothing else refers, and that attribute."""


class Layout(NamedTuple):
    """What all documents of a translation are written from."""

    contents: Contents
    models: Models
    shared: Shared
    prefixes: Mapping[str, str]
    """The prefix of each namespace that has a document; "" for no namespace."""
    target: str
    """The namespace of what is shared."""


class Components:
    """Writes components for the schema document of the namespace *space*; notes which others it refers to."""

    def __init__(self, layout: Layout, space: str) -> None:
        self.referred: set[str] = set()
        """The namespaces of what has been referred to."""
        self._names = layout.contents.name_sets
        self._models = layout.models
        self._shared = layout.shared
        self._prefixes = layout.prefixes
        self._target = layout.target
        self._by_itself = space != layout.target and not any(
            names.namespace == space for names in self._names.values() if isinstance(names, Name)
        )
        """Whether the document has attributes only: such a one, as that of xml:id, serves any schema."""

    def _reference(self, namespace: str, local: str) -> str:
        self.referred.add(namespace)
        prefix = self._prefixes[namespace]
        return f"{prefix}:{local}" if prefix else local

    # Simple types

    def type_name(self, type_: SimpleType) -> str | None:
        """Return how *type_* is referred to, None if it is written where it is used."""
        if isinstance(type_, str):
            return f"xs:{type_}"
        known = None if self._by_itself else self._shared.types.get(type_)
        return None if known is None else self._reference(self._target, known)

    def simple_type(self, type_: SimpleType, name: str | None = None) -> Tag:
        """Return the definition of *type_*, under *name* if it has one."""
        if isinstance(type_, ListOf):
            reference, inside = self._used(type_.item)
            return tag("simpleType", [tag("list", inside, itemType=reference)], name=name)
        if isinstance(type_, Union):
            used = [self._used(member) for member in type_.members]
            references = " ".join(one for one, _inside in used if one) or None
            tags = [one for _reference, inside in used for one in inside]
            return tag("simpleType", [tag("union", tags, memberTypes=references)], name=name)
        restricted = cast("Restricted", type_)
        reference, inside = self._used(restricted.base)
        facets = [tag(facet.name, value=facet.value) for facet in restricted.facets]
        return tag("simpleType", [tag("restriction", [*inside, *facets], base=reference)], name=name)

    def _used(self, type_: SimpleType) -> tuple[str | None, list[Tag]]:
        """Return the reference to *type_*, or its definition."""
        name = self.type_name(type_)
        return (name, []) if name else (None, [self.simple_type(type_)])

    # Attributes

    def attributes(self, parts: Iterable[Part]) -> Iterator[Tag]:
        """Yield attributes, references to groups, and at the end a wildcard."""
        wildcards = []
        for part in parts:
            if isinstance(part, Group) and part.name in self._shared.inline:
                part = self._shared.inline[part.name]  # noqa: PLW2901 - it stands for the group
            if isinstance(part, Group):
                yield tag("attributeGroup", ref=self._reference(self._target, part.name))
            elif isinstance(part, Wildcard):
                wildcards.append(tag("anyAttribute", namespace=" ".join(part.spaces), processContents="skip"))
            else:
                yield self._attribute(part)
        yield from wildcards

    def _attribute(self, one: Attribute) -> Tag:
        use = "required" if one.required else None
        notes = documented(one.documentation)
        if one.name.namespace:
            declared = self._reference(one.name.namespace, one.name.local)
            return tag("attribute", notes, ref=declared, use=use, default=one.default)
        reference, inside = self._used(one.type)
        children = [*notes, *inside]
        return tag("attribute", children, name=one.name.local, type=reference, use=use, default=one.default)

    def declared_attribute(self, local: str, type_: SimpleType) -> Tag:
        """Return the declaration of an attribute in a namespace."""
        reference, inside = self._used(type_)
        return tag("attribute", inside, name=local, type=reference)

    # Particles

    def particle(self, particle: Particle, least: int = 1, most: int | None = 1) -> Iterator[Tag]:
        """Yield *particle*, which stands *least* to *most* times: groups and elements."""
        if isinstance(particle, Times):
            if (least, most) != (1, 1) and (particle.least, particle.most) != (1, 1):
                yield tag("sequence", self.particle(particle), **_occurs(least, most))
            else:
                yield from self.particle(particle.part, particle.least, particle.most)
        elif isinstance(particle, OneOf):
            yield from self._one_of(particle.symbols, least, most)
        elif isinstance(particle, AnyOrder):
            yield tag("all", [self._element(one, int(one not in particle.optional), 1) for one in particle.symbols])
        else:
            name = "sequence" if isinstance(particle, InOrder) else "choice"
            parts = [one for part in particle.parts for one in self._part(part, name)]
            yield tag(name, parts, **_occurs(least, most))

    def _part(self, part: Particle, around: str) -> Iterator[Tag]:
        """Yield *part* of a sequence or choice; a choice of a choice needs no tags of its own."""
        found = list(self.particle(part))
        if around == "choice" and isinstance(part, OneOf) and len(found) == 1 and found[0].name == "choice":
            yield from found[0].children
        else:
            yield from found

    def model(self, particle: Particle) -> Iterator[Tag]:
        """Yield *particle* as the whole of a content: within a group."""
        found = list(self.particle(particle))
        if len(found) == 1 and found[0].name in {"sequence", "choice", "all", "group"}:
            yield from found
        else:
            yield tag("sequence", found)

    def _one_of(self, symbols: tuple[Symbol, ...], least: int, most: int | None) -> Iterator[Tag]:
        alternatives = list(self.alternatives(symbols))
        only = alternatives[0]
        # libxml2 takes some models for ambiguous that repeat a wildcard, but not if they repeat a group with it.
        if len(alternatives) == 1 and (only.name != "any" or most == 1):
            yield Tag(only.name, {**only.attributes, **_occurs(least, most)}, only.children)
        else:
            yield tag("choice", alternatives, **_occurs(least, most))

    def alternatives(self, symbols: Iterable[Symbol], but: str = "") -> Iterator[Tag]:
        """Yield the groups and elements that *symbols* are, without the group called *but*."""
        left = set(symbols)
        for name, inside in self._shared.classes.items():  # The largest first.
            if name != but and len(inside) <= len(left) and left.issuperset(inside):
                left.difference_update(inside)
                yield tag("group", ref=self._reference(self._target, name))
        for symbol in sorted(left):
            spaces = self._models.spaces(symbol)
            for space in spaces:
                yield tag("any", namespace=space, processContents="skip")
            if not spaces:
                yield self._element(symbol, 1, 1)

    def _element(self, symbol: Symbol, least: int, most: int | None) -> Tag:
        name = cast("Name", self._names[symbol])
        return tag("element", ref=self._reference(name.namespace, name.local), **_occurs(least, most))

    # Elements

    def content(self, children: Children, name: str) -> Tag:
        """Return the complex type that several elements extend by their attributes."""
        return tag("complexType", self.model(children.particle), name=name, mixed=_mixed(children))

    def element(self, local: str, model: Model, parts: tuple[Part, ...], documentation: str) -> Tag:
        """Return the declaration of an element."""
        notes = documented(documentation)
        shared = self._shared.elements.get((model, parts))
        if shared is not None:
            return tag("element", notes, name=local, type=self._reference(self._target, shared))
        if parts or (isinstance(model, Children) and model not in self._shared.contents):
            return tag("element", [*notes, self.complex_type(model, parts)], name=local)
        reference, inside = self._content_used(model)
        return tag("element", [*notes, *inside], name=local, type=reference)

    def complex_type(self, model: Model, parts: tuple[Part, ...], name: str | None = None) -> Tag:
        """Return the type of an element with attributes or children, under *name* if several elements have it."""
        attributes = self.attributes(parts)
        if isinstance(model, Children) and model not in self._shared.contents:
            return tag("complexType", [*self.model(model.particle), *attributes], name=name, mixed=_mixed(model))
        kind = "complexContent" if isinstance(model, Children) else "simpleContent"
        reference, _inside = self._content_used(model)
        return tag("complexType", [tag(kind, [tag("extension", attributes, base=reference)])], name=name)

    def _content_used(self, model: Model) -> tuple[str | None, list[Tag]]:
        """Return the reference to the type of a content, or the definition of a simple one."""
        if isinstance(model, Children):
            return self._reference(self._target, self._shared.contents[model]), []
        return self._used(model)


def documented(text: str) -> list[Tag]:
    """Return the annotation with *text*, none if there is none."""
    return [tag("annotation", [tag("documentation", (), text)])] if text.strip() else []


def _mixed(children: Children) -> str | None:
    return "true" if children.mixed else None


def _occurs(least: int, most: int | None) -> dict[str, str]:
    found = {} if least == 1 else {"minOccurs": str(least)}
    return found if most == 1 else {**found, "maxOccurs": "unbounded" if most is None else str(most)}
