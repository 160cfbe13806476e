"""A customisation resolved: every specification that its schema has, complete, and who is a member of what."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tei.names import TEI
from tei.odd.specs import Key, Occurs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from tei.odd.bases.base import Base
    from tei.odd.specs import Constraint, Kind, Spec
    from tei.relaxng import model


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a class: an element or another class, and how often it occurs in it."""

    key: Key
    occurs: Occurs


@dataclass(frozen=True, slots=True)
class External:
    """A grammar that is not TEI's: its components, names already prefixed, and the author's amendments to patterns."""

    components: "tuple[model.Component, ...]"
    amendments: "tuple[model.Define, ...]"
    node: "_Element | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ResolvedSchema:
    """The derived ODD: no modes are left in it but those of attributes towards what is inherited.

    *specs* has the specifications in the order in which they were selected; *start* the names a document may begin
    with, None where nothing is said. *own* are the keys of what the customisation itself specifies or changes, *added*
    those of what is new, *written* of what has a content model that its author has written; *deleted* are those of what
    it deletes, with where it does; *bases* is what all this is made from.
    """

    ident: str
    start: tuple[str, ...] | None
    namespace: str | None
    prefix: str
    default_exceptions: tuple[str, ...]
    documentation_languages: tuple[str, ...]
    specs: "Mapping[Key, Spec]"
    own: frozenset[Key]
    externals: tuple[External, ...]
    constraints: "tuple[Constraint, ...]"
    declarations: "tuple[_Element, ...]"
    release: str
    added: frozenset[Key] = frozenset()
    written: frozenset[Key] = frozenset()
    deleted: "Mapping[Key, Spec]" = field(default_factory=dict, compare=False, repr=False)
    bases: "tuple[Base, ...]" = field(default=(), compare=False, repr=False)
    title: str = ""
    node: "_Element | None" = field(default=None, compare=False, repr=False)

    def key(self, kind: "Kind", ident: str) -> Key | None:
        """Return the key of the specification that *ident* means, None if the schema has none."""
        found = self._by_ident.get((kind, ident))
        return found[0] if found else None

    def find(self, kind: "Kind", ident: str) -> "Spec | None":
        """Return the specification that *ident* means, None if the schema has none."""
        key = self.key(kind, ident)
        return None if key is None else self.specs[key]

    def element_namespace(self, spec: "Spec") -> str:
        """Return the namespace of an element: its own, the schema's, or TEI's."""
        if spec.namespace is not None:
            return spec.namespace
        return TEI if self.namespace is None else self.namespace

    @cached_property
    def _by_ident(self) -> "Mapping[tuple[Kind, str], list[Key]]":
        found: dict[tuple[Kind, str], list[Key]] = {}
        home = TEI if self.namespace is None else self.namespace
        for key in self.specs:
            known = found.setdefault((key.kind, key.ident), [])
            # An element of the schema's own namespace is meant before one of another that has the same ident.
            known.insert(0 if key.namespace == home else len(known), key)
        return found

    @cached_property
    def members(self) -> "Mapping[str, tuple[Member, ...]]":
        """The members of each class, by its ident, in the order of their selection."""
        found: dict[str, list[Member]] = {}
        for key, spec in self.specs.items():
            for membership in spec.classes.members if spec.classes else ():
                found.setdefault(membership.key, []).append(Member(key, membership.occurs))
        return {ident: tuple(members) for ident, members in found.items()}

    def flattened(self, ident: str) -> tuple[Member, ...]:
        """Return the elements that are members of the class, also through other classes, in the order of selection."""
        found: dict[Key, Member] = {}
        self._flatten(ident, found, set())
        return self.in_order(found.values())

    def in_order(self, members: "Iterable[Member]") -> tuple[Member, ...]:
        """Return *members* in the order of their selection, each once."""
        return tuple(sorted({member.key: member for member in members}.values(), key=self._place))

    def _place(self, member: Member) -> int:
        return self._places[member.key]

    @cached_property
    def _places(self) -> "Mapping[Key, int]":
        return {key: place for place, key in enumerate(self.specs)}

    def _flatten(self, ident: str, found: dict[Key, Member], seen: set[str]) -> None:
        if ident in seen:
            return
        seen.add(ident)
        for member in self.members.get(ident, ()):
            if member.key.kind == "element":
                found.setdefault(member.key, member)
            elif member.key.kind == "class":
                self._flatten(member.key.ident, found, seen)
