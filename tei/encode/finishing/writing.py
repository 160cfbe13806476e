"""The characters of an encoding."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from tei.encode.tree import Node, Slice

STRUCTURAL: Final = frozenset(
    {"text", "body", "front", "back", "div", "floatingText", "list", "table", "row", "postscript", "argument", "group"}
)
"""Elements that hold elements only: each on a line of its own."""
_INDENT: Final = "  "


def write(root: Node, source: str, depth: int = 0) -> str:
    """Return the tree below *root* as XML, an element of structure a line, indented by *depth* steps."""
    writing = _Writing(source)
    writing.element(root, depth)
    return "".join(writing.pieces)


class _Writing:
    def __init__(self, source: str) -> None:
        self._source = source
        self.pieces: list[str] = []

    def element(self, node: Node, depth: int) -> None:
        """Write *node*, which stands *depth* levels deep."""
        tag = node.name + "".join([f' {name}="{_quoted(value)}"' for name, value in node.attributes.items()])
        if node.name in STRUCTURAL or (node.name == "quote" and _has_paragraphs(node)):
            self._structural(node, tag, depth)
            return
        if not node.children:
            self.pieces.append(f"<{tag}/>")
            return
        self.pieces.append(f"<{tag}>")
        for child in node.children:
            if isinstance(child, Slice):
                self.pieces.append(escape(self._source[child.start : child.end]))
            else:
                self.element(child, depth + 1)
        self.pieces.append(f"</{node.name}>")

    def _structural(self, node: Node, tag: str, depth: int) -> None:
        inner = "\n" + _INDENT * (depth + 1)
        self.pieces.append(f"<{tag}>")
        for child in node.elements():
            self.pieces.append(inner)
            self.element(child, depth + 1)
        self.pieces.append("\n" + _INDENT * depth + f"</{node.name}>")


def _has_paragraphs(node: Node) -> bool:
    inner = node.elements()
    return bool(inner) and all(one.name == "p" for one in inner)


def _quoted(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
