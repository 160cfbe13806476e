"""What a rule applies to that does not say so itself: the elements or attributes of its owner, by the names they have.

Source: TEI Guidelines, section TDTAGCONS (Additional Constraints).
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from tei.odd.resolution.inheritance import Inheritance
    from tei.odd.rules.prefixes import Prefixes
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import AttDef, Spec


class Owner(NamedTuple):
    """What a rule belongs to: a specification or, if that is None, the schema; perhaps one attribute of it."""

    spec: "Spec | None"
    attribute: "AttDef | None" = None

    @property
    def path(self) -> str:
        """The idents that lead to it, joined by hyphens."""
        parts = (self.spec, self.attribute)
        return "-".join(_joinable(part.ident) for part in parts if part is not None)


class Bearer(NamedTuple):
    """An element, and an attribute as it is defined for it; *path* leads to where that definition comes from."""

    spec: "Spec"
    attribute: "AttDef"
    path: str


class Contexts:
    """The contexts in a schema; an attribute is that of an element that has it in the end, inherited or not."""

    def __init__(self, schema: "ResolvedSchema", found: "Sequence[Bearer]", prefixes: "Prefixes") -> None:
        self._schema = schema
        self._prefixes = prefixes
        self.elements = [spec for key, spec in schema.specs.items() if key.kind == "element"]
        self.bearers = found
        self._of_constraints: dict[_Element, dict[str, None]] = {}
        for bearer in self.bearers:
            for constraint in bearer.attribute.constraints:
                self._of_constraints.setdefault(constraint.node, {})[self.borne(bearer)] = None

    def of(self, owner: Owner, node: "_Element") -> tuple[str, ...]:
        """Return the contexts of the constraint *node*; a macro, a datatype and a class without members have none."""
        spec, attribute = owner
        if attribute is not None:
            return tuple(self._of_constraints.get(node, ()))
        if spec is None:
            return ("/",)
        if spec.kind == "element":
            return (self.element(spec),)
        members = {member.key for member in self._schema.flattened(spec.ident)} if spec.kind == "class" else set()
        return tuple(self.element(one) for key, one in self._schema.specs.items() if key in members)

    def element(self, spec: "Spec") -> str:
        """Return the name of an element as documents have it, with its prefix."""
        return self._prefixes.name(self._schema.element_namespace(spec), spec.output_name, spec.node)

    def attribute(self, attribute: "AttDef") -> str:
        """Return the name of an attribute as documents have it."""
        namespace, local = attribute.output_name
        return self._prefixes.name(namespace, local, attribute.node)

    def borne(self, bearer: Bearer) -> str:
        """Return the path to the attribute of the element."""
        return f"{self.element(bearer.spec)}/@{self.attribute(bearer.attribute)}"


def bearers(schema: "ResolvedSchema", inheritance: "Inheritance") -> "list[Bearer]":
    """Return each element of *schema* with each attribute that it has in the end."""
    return [
        Bearer(spec, attribute.definition, f"{attribute.origin or spec.ident}-{_joinable(attribute.definition.ident)}")
        for key, spec in schema.specs.items()
        if key.kind == "element"
        for attribute in inheritance.of_element(spec).values()
    ]


def _joinable(ident: str) -> str:
    return ident.replace(":", "")
