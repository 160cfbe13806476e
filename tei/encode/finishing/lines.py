"""Line ends within what is no paragraph: they become ``lb``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Node, Range, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEPERS: Final = frozenset(
    {"ab", "fw", "stamp", "note", "closer", "opener", "signed", "salute", "dateline", "head", "label", "seg", "address"}
)
"""Elements in which a line of the transcription is a line."""
_END: Final = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def break_lines(root: Node, source: str) -> None:
    """Put an ``lb`` at each line end of the transcription in a line, a mark or a stamp; blank lines mean nothing."""
    _break(root, source, keeps=False)


def _break(node: Node, source: str, *, keeps: bool) -> None:
    keeps = node.name in _KEEPERS or (keeps and node.name not in {"p", "item", "cell", "list"})
    made: list[Node | Slice] = []
    for child in node.children:
        if isinstance(child, Node):
            _break(child, source, keeps=keeps)
            made.append(child)
        elif keeps:
            made.extend(_broken(child, source))
        else:
            made.append(child)
    node.children = made


def _broken(text: Slice, source: str) -> Iterator[Node | Slice]:
    at = text.start
    for found in _END.finditer(source, text.start, text.end):
        if at < found.start():
            yield Slice(at, found.start())
        yield Node(Range(found.start(), found.end(), "lb"))
        at = found.end()
    if at < text.end:
        yield Slice(at, text.end)
