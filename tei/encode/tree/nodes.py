"""The elements and texts of an encoding that is being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.tree.ranges import Range


class Slice(NamedTuple):
    """Text: ``source[start:end]``."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Node:
    """An element with its children in order; `range` tells where in the transcription it is and what it generates."""

    range: Range
    children: list[Node | Slice] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the element."""
        return self.range.name

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes, to be changed in place."""
        return self.range.attributes

    def nodes(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def elements(self) -> list[Node]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def text(self, source: str) -> str:
        """The text below, without what is generated."""
        pieces: list[str] = []
        waiting: list[Node | Slice] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Slice):
                pieces.append(source[one.start : one.end])
            else:
                waiting.extend(reversed(one.children))
        return "".join(pieces)
