"""What an ODD refers to by name: elements, classes, macros and datatypes, and where it does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.names import RNG
from tei.odd.bases.base import EXAMPLES
from tei.odd.source.assembly import Assembled, ModuleItem, ObjectItem, SpecItem

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.specs import Kind, Spec

_KEYS: Final[dict[str, tuple["Kind", str]]] = {
    names.tei_name("elementRef"): ("element", "key"),
    names.tei_name("classRef"): ("class", "key"),
    names.tei_name("macroRef"): ("macro", "key"),
    names.tei_name("dataRef"): ("data", "key"),
    names.tei_name("memberOf"): ("class", "key"),
    names.tei_name("attRef"): ("class", "class"),
}
_REFERENCE: Final = f"{{{RNG}}}ref"
_EXPANSIONS: Final = (
    *("_alternation", "_sequenceOptionalRepeatable", "_sequenceOptional", "_sequenceRepeatable", "_sequence"),
    ".attributes",
)


class Reference(NamedTuple):
    """A name in an ODD: of what kind it is the ident, "" where RELAX NG does not say; the node; the attribute there."""

    kind: "Kind | None"
    ident: str
    node: "_Element"
    attribute: str


def references(assembled: Assembled) -> Iterator[Reference]:
    """Yield what *assembled* refers to, in the order of the file."""
    for item in assembled.items:
        if isinstance(item, ModuleItem):
            yield from (Reference("element", ident, item.node, "include") for ident in item.selected.include or ())
            yield from (Reference("element", ident, item.node, "except") for ident in item.selected.excluded)
        elif isinstance(item, ObjectItem):
            yield Reference(item.kind, item.key, item.node, "key")
        elif isinstance(item, SpecItem) and item.spec.node is not None:
            if item.spec.mode != "add":
                yield Reference(item.spec.kind, item.spec.ident, item.spec.node, "ident")
            yield from _inside(item.spec.node)


def added(assembled: Assembled) -> "set[tuple[Kind, str]]":
    """Return kind and ident of what the ODD adds itself."""
    own = (item.spec for item in assembled.items if isinstance(item, SpecItem))
    return {(spec.kind, spec.ident) for spec in own if spec.mode == "add"}


def specs(assembled: Assembled) -> "Iterator[Spec]":
    """Yield the specifications that change others, in the order of the file."""
    for item in assembled.items:
        if isinstance(item, SpecItem) and item.spec.mode in {"change", "replace"}:
            yield item.spec


def _inside(spec: "_Element") -> Iterator[Reference]:
    """Yield what a specification refers to, but not its examples."""
    pending = list(reversed(spec))
    while pending:
        node = pending.pop()
        tag = str(node.tag)
        if tag in _KEYS:
            kind, attribute = _KEYS[tag]
            if node.get(attribute) and node.get("mode") != "delete":
                yield Reference(kind, node.get(attribute, "").strip(), node, attribute)
        elif tag == _REFERENCE:
            yield Reference(None, _bare(node.get("name", "").strip()), node, "name")
        if tag != EXAMPLES:
            pending.extend(reversed(node))


def _bare(name: str) -> str:
    """Return the ident in the name of a pattern."""
    for ending in _EXPANSIONS:
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name.partition(".attribute.")[0]
