"""What a rule applies to that does not say so itself: the elements or attributes of its owner, by the names they have.

Source: TEI Guidelines, section TDTAGCONS (Additional Constraints).
"""

from typing import TYPE_CHECKING, NamedTuple

from tei.odd.specs import AttDef, AttList, AttName, AttRef, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.odd.prefixes import Prefixes
    from tei.odd.specs import Spec


class Owner(NamedTuple):
    """What a rule belongs to: a specification or, if that is None, the schema; perhaps one attribute of it."""

    spec: "Spec | None"
    attribute: AttDef | None = None

    @property
    def path(self) -> str:
        """The idents that lead to it, joined by hyphens."""
        parts = (self.spec, self.attribute)
        return "-".join(part.ident.replace(":", "") for part in parts if part is not None)


class Contexts:
    """The contexts in a schema of *specs*, whose elements are in *namespace* where nothing else is said."""

    def __init__(self, specs: "Iterable[Spec]", namespace: str, prefixes: "Prefixes") -> None:
        self._namespace = namespace
        self._prefixes = prefixes
        self._members: dict[str, list[Spec]] = {}
        self._pulling: dict[str, list[tuple[Spec, AttRef]]] = {}
        for spec in specs:
            for member in spec.classes.members if spec.classes else ():
                if member.mode != "delete":
                    self._members.setdefault(member.key, []).append(spec)
            for reference in _references(spec.attributes):
                self._pulling.setdefault(reference.class_key, []).append((spec, reference))

    def of(self, owner: Owner) -> tuple[str, ...]:
        """Return the contexts of *owner*; there are none for a macro, a datatype and a class without members."""
        spec, attribute = owner
        if spec is None:
            return ("/",)
        if attribute is not None:
            return tuple(f"{self.element(one)}/@{self.attribute(attribute)}" for one in self.bearers(spec, attribute))
        if spec.kind == "element":
            return (self.element(spec),)
        return tuple(self.element(one) for one in self._below(spec, None)) if spec.kind == "class" else ()

    def element(self, spec: "Spec") -> str:
        """Return the name of an element as documents have it, with its prefix."""
        namespace = self._namespace if spec.namespace is None else spec.namespace
        return self._prefixes.name(namespace, spec.output_name, spec.node)

    def attribute(self, attribute: AttDef) -> str:
        """Return the name of an attribute as documents have it."""
        namespace, local = attribute.output_name
        return self._prefixes.name(namespace, local, attribute.node)

    def bearers(self, spec: "Spec", attribute: AttDef) -> "tuple[Spec, ...]":
        """Return the elements that have *attribute* as *spec* defines it: what defines it anew has another one."""
        return (spec,) if spec.kind == "element" else tuple(self._below(spec, attribute.name))

    def _below(self, spec: "Spec", name: AttName | None) -> "list[Spec]":
        """Return the elements that are members of the class *spec*, directly or not, each once.

        With a *name*, the members that inherit this attribute, and those that refer to it with ``attRef``.
        """
        found: dict[str, Spec] = {}
        seen = {spec.ident}
        pending = [spec.ident]
        while pending:
            for member in self._inheriting(pending.pop(0), name):
                if member.kind == "element":
                    found.setdefault(self.element(member), member)
                elif member.kind == "class" and member.ident not in seen:
                    seen.add(member.ident)
                    pending.append(member.ident)
        return list(found.values())

    def _inheriting(self, key: str, name: AttName | None) -> "Iterator[Spec]":
        """Yield what is a member of the class *key*; with a *name*, what has it from there and not of its own."""
        if name is None:
            yield from self._members.get(key, ())
            return
        pulling = [spec for spec, reference in self._pulling.get(key, ()) if reference.name in {"", name.local}]
        for spec in (*self._members.get(key, ()), *pulling):
            if not _defines(spec, name):
                yield spec


def _defines(spec: "Spec", name: AttName) -> bool:
    """Return whether *spec* says itself what *name* is there, or that it is not."""
    return any(attribute.name == name for attribute in attributes(spec.attributes))


def _references(attlist: AttList | None) -> "Iterator[AttRef]":
    for member in attlist.members if attlist else ():
        if isinstance(member, AttRef):
            yield member
        elif isinstance(member, AttList):
            yield from _references(member)
