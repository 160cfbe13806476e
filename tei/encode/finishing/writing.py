"""The characters of an encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from tei.encode.tree import Node, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

STRUCTURAL: Final = frozenset(
    {"text", "body", "front", "back", "div", "floatingText", "list", "table", "row", "postscript", "argument", "group"}
)
"""Elements that hold elements only: each on a line of its own."""
_INDENT: Final = "  "


def write(root: Node, source: str, depth: int = 0) -> str:
    """Return the tree below *root* as XML, an element of structure a line, indented by *depth* steps."""
    return "".join(_Writing(source).element(root, depth))


class _Writing:
    def __init__(self, source: str) -> None:
        self._source = source

    def element(self, node: Node, depth: int) -> Iterator[str]:
        tag = node.name + "".join(f' {name}="{_quoted(value)}"' for name, value in node.attributes.items())
        if node.name in STRUCTURAL or (node.name == "quote" and _has_paragraphs(node)):
            yield from self._structural(node, tag, depth)
            return
        if not node.children:
            yield f"<{tag}/>"
            return
        yield f"<{tag}>"
        for child in node.children:
            if isinstance(child, Slice):
                yield escape(self._source[child.start : child.end])
            else:
                yield from self.element(child, depth + 1)
        yield f"</{node.name}>"

    def _structural(self, node: Node, tag: str, depth: int) -> Iterator[str]:
        inner = "\n" + _INDENT * (depth + 1)
        yield f"<{tag}>"
        for child in node.elements():
            yield inner
            yield from self.element(child, depth + 1)
        yield "\n" + _INDENT * depth + f"</{node.name}>"


def _has_paragraphs(node: Node) -> bool:
    inner = node.elements()
    return bool(inner) and all(one.name == "p" for one in inner)


def _quoted(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
