"""What a schema has that is going out of use: elements, attributes, values, and what its ODD refers to besides.

Source: TEI Guidelines, att.deprecated (``@validUntil``).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tei.diagnostics import Severity
from tei.odd.bases import facts
from tei.odd.comparing.wording import several
from tei.odd.source.assembly import ModuleItem, ObjectItem, SpecItem
from tei.odd.specs import AttDef, attributes
from tei.odd.upgrading.references import references

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic
    from tei.odd.compiling import Compiled
    from tei.odd.specs import Key


class Provenance:
    """Where in an ODD something comes into its schema: a specification of its own, a reference, a module."""

    def __init__(self, compiled: "Compiled") -> None:
        self._schema = compiled.schema
        self._objects: dict[tuple[str, str], _Element] = {}
        self._modules: dict[str, _Element] = {}
        self._specs: set[_Element] = set()
        for item in compiled.assembled.items:
            if isinstance(item, ModuleItem):
                self._modules.setdefault(item.key, item.node)
            elif isinstance(item, ObjectItem):
                self._objects[item.kind, item.key] = item.node
            elif isinstance(item, SpecItem) and item.spec.node is not None:
                self._objects[item.spec.kind, item.spec.ident] = item.spec.node
                self._specs.add(item.spec.node)

    def node(self, key: "Key") -> "_Element | None":
        """Return the node by which the schema has what *key* means."""
        found = self._objects.get((key.kind, key.ident))
        return self._modules.get(self._schema.specs[key].module) if found is None else found

    def of_attribute(self, key: "Key", definition: AttDef) -> "_Element | None":
        """Return the node by which the schema has an attribute: its own definition if the ODD has one."""
        node = definition.node
        own = node is not None and any(outer in self._specs for outer in node.iterancestors())
        return node if own else self.node(key)


class _Use(NamedTuple):
    """What is going out of use, until when, and the node by which the schema has it."""

    what: str
    until: str
    node: "_Element | None"


def deprecations(compiled: "Compiled", release: str) -> "Iterator[Diagnostic]":
    """Yield a finding for each thing in the schema that *release* means to give up, and each node that brings it in.

    What is told of an attribute names all of its owners that come in by that node.
    """
    owners: dict[_Use, list[str]] = {}
    for use, owner in _uses(compiled):
        owners.setdefault(use, []).extend([owner] if owner else [])
    for use, names in owners.items():
        of = f" of {several(names)}" if names else ""
        message = f"{use.what}{of} is going out of use in {facts.label(release)}: it may be gone after {use.until}"
        advice = "leave it out of the schema once no document has it"
        yield compiled.finding("odd.deprecated", message, use.node, advice, severity=Severity.WARNING)


def _uses(compiled: "Compiled") -> Iterator[tuple[_Use, str]]:
    """Yield what is going out of use, attributes and values each with an owner."""
    provenance = Provenance(compiled)
    for key, spec in compiled.schema.specs.items():
        if key.kind == "element" and spec.valid_until:
            yield _Use(f"<{spec.ident}>", spec.valid_until, provenance.node(key)), ""
        if _is_used(compiled, key):
            owner = f"<{spec.ident}>" if key.kind == "element" else spec.ident
            for definition in attributes(spec.attributes):
                node = provenance.of_attribute(key, definition)
                if definition.valid_until:
                    yield _Use(f"@{definition.ident}", definition.valid_until, node), owner
                for item in definition.values.items if definition.values else ():
                    if item.valid_until:
                        yield _Use(f"the value “{item.value}” of @{definition.ident}", item.valid_until, node), owner
    for reference in references(compiled.assembled):
        found = None if reference.kind in {None, "element"} else compiled.schema.find(reference.kind, reference.ident)
        if found is not None and found.valid_until:
            called = "datatype" if found.kind == "data" else found.kind
            yield _Use(f"the {called} {found.ident}", found.valid_until, reference.node), ""


def _is_used(compiled: "Compiled", key: "Key") -> bool:
    """Return whether documents may have the attributes of a specification."""
    return key.kind == "element" or (key.kind == "class" and bool(compiled.schema.flattened(key.ident)))
