"""Line ends within blocks: they become ``lb``."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Node, Range, Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEPERS: Final = frozenset(
    [
        "ab",
        "address",
        "cell",
        "closer",
        "dateline",
        "fw",
        "head",
        "item",
        "label",
        "note",
        "opener",
        "p",
        "salute",
        "seg",
        "signed",
        "stamp",
    ]
)
"""Elements in which a line of the transcription is a line."""
_END: Final = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def break_lines(root: Node, source: str) -> None:
    """Put an ``lb`` at each line end of the transcription within a block; blank lines mean nothing.

    Before a page's number there is none: a line begins with that.
    """
    _break(root, source, keeps=False)


def _break(node: Node, source: str, *, keeps: bool) -> None:
    keeps = node.name in _KEEPERS or (keeps and node.name != "list")
    made: list[Node | Slice] = []
    breaks = False
    for child in node.children:
        if isinstance(child, Node):
            _break(child, source, keeps=keeps)
            made.append(child)
        elif keeps and "\n" in source[child.start : child.end]:
            made.extend(_broken(child, source))
            breaks = True
        else:
            made.append(child)
    node.children = list(_without_pages(made)) if breaks else made


def _broken(text: Slice, source: str) -> Iterator[Node | Slice]:
    at = text.start
    for found in _END.finditer(source, text.start, text.end):
        if at < found.start():
            yield Slice(at, found.start())
        yield Node(Range(found.start(), found.end(), "lb"))
        at = found.end()
    if at < text.end:
        yield Slice(at, text.end)


def _without_pages(made: list[Node | Slice]) -> Iterator[Node | Slice]:
    """The same with line ends before the number of a page as the white space that they are."""
    for one, after in zip_longest(made, made[1:]):
        if isinstance(one, Node) and one.name == "lb" and isinstance(after, Node) and after.name == "pb":
            yield Slice(one.range.start, one.range.end)
        else:
            yield one
