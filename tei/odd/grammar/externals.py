"""Grammars that are not TEI's, which a customisation takes in: patterns renamed, and what the author adds to them.

Source: TEI Guidelines, ``moduleRef/@url`` and section ST-aliens; docs/odd-semantics.md.
"""

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from tei.errors import SchemaError
from tei.names import RNG
from tei.odd.schema import External
from tei.relaxng import grammar, model, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.odd.source.assembly import ExternalItem
    from tei.odd.source.files import Files

_XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_DEEPEST: Final = 20


def read(files: "Files", items: "Iterable[ExternalItem]") -> tuple[External, ...]:
    """Return the grammars that *items* name; what is wrong with them is noted in *files*."""
    return tuple(found for item in items if (found := _external(files, item)) is not None)


def _external(files: "Files", item: "ExternalItem") -> External | None:
    try:
        components = tuple(_components(files, item.address))
    except sources.UnreadableError as fault:
        files.fault("odd.source", str(fault), item.node, fault.advice, attribute="url")
        return None
    except SchemaError as fault:
        files.faults.extend(fault.diagnostics)
        return None
    renamed = tuple(_renamed(component, item.prefix) for component in components)
    amendments = tuple(define for node in item.definitions for define in _definitions(files, node))
    return External(renamed, amendments, item.node)


def _components(files: "Files", address: str, depth: int = 0) -> "Iterator[model.Component]":
    """Yield the definitions of the grammar at *address* and of those it includes; its start is not wanted."""
    if depth > _DEEPEST:
        message = f"{address} includes itself"
        raise sources.UnreadableError(message)
    data, path = files.load(address)
    pattern = sources.read(data, path)
    if not isinstance(pattern, model.Grammar):
        return
    yield from _flat(files, pattern.components, address, depth)


def _flat(
    files: "Files", components: "Iterable[model.Component]", address: str, depth: int
) -> "Iterator[model.Component]":
    for component in components:
        if isinstance(component, model.Define):
            yield component
        elif isinstance(component, model.Div):
            yield from _flat(files, component.components, address, depth)
        elif isinstance(component, model.Include):
            own = list(_flat(files, component.components, address, depth))
            replaced = {define.name for define in own if isinstance(define, model.Define)}
            for found in _components(files, sources.resolve(component.base or address, component.href), depth + 1):
                if not (isinstance(found, model.Define) and found.name in replaced):
                    yield found
            yield from own


def _renamed(component: model.Component, prefix: str) -> model.Component:
    """Return a definition with *prefix* before its name and before every name it refers to."""
    if not isinstance(component, model.Define):
        return component
    return replace(component, name=prefix + component.name, pattern=_prefixed(component.pattern, prefix))


def _prefixed(pattern: model.Pattern, prefix: str) -> model.Pattern:
    if isinstance(pattern, model.Ref):
        return replace(pattern, name=prefix + pattern.name)
    if isinstance(pattern, model.Group | model.Interleave | model.Choice):
        return replace(pattern, patterns=tuple(_prefixed(part, prefix) for part in pattern.patterns))
    if isinstance(
        pattern,
        model.Element
        | model.Attribute
        | model.Optional
        | model.ZeroOrMore
        | model.OneOrMore
        | model.List
        | model.Mixed,
    ):
        return replace(pattern, pattern=_prefixed(pattern.pattern, prefix))
    return pattern


def _definitions(files: "Files", node: "_Element") -> "Iterator[model.Define]":
    """Yield what the element ``rng:define`` at *node*, in the ODD, defines."""
    root = etree.Element(f"{{{RNG}}}grammar", nsmap=cast("dict[str, str]", node.nsmap), datatypeLibrary=_XSD)
    root.append(deepcopy(node))
    try:
        found = grammar.read(etree.tostring(root), files.path)
    except SchemaError as fault:
        message = f"this is not RELAX NG: {fault.diagnostics[0].message}"
        files.fault("odd.pattern", message, node, *fault.diagnostics[0].help)
        return
    if isinstance(found, model.Grammar):
        yield from (component for component in found.components if isinstance(component, model.Define))
