"""From ranges to a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.tree.nodes import Node, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.encode.tree.ranges import Range


def grow(ranges: Iterable[Range], root: Range) -> tuple[Node, list[Range]]:
    """Return the tree of *ranges* below *root*, which holds them all, and those that had to give way.

    A range gives way if it crosses one of lower rank, or one of its own rank that begins before it, or if one of its
    ends is inside what another generates. Of ranges over the same stretch that of the lower rank is outside, of equal
    ranks the earlier made; one of no length is inside what ends where it is, unless that generates its end. Linear but
    for the sorting.
    """
    growing = _Growing(root)
    numbered = enumerate(ranges)
    for _, one in sorted(numbered, key=lambda pair: (pair[1].start, -pair[1].end, pair[1].rank, pair[0])):
        growing.add(one)
    return growing.finish(), growing.dropped


class _Growing:
    def __init__(self, root: Range) -> None:
        self._open = [Node(root)]
        self._at = root.start + root.before
        self.dropped: list[Range] = []

    def add(self, one: Range) -> None:
        while self._ends_before(self._open[-1], one):
            self._close()
        while not self._fits(one):
            if self._open[-1].range.rank <= one.rank or len(self._open) == 1:
                self.dropped.append(one)
                return
            self._dissolve()
            while self._ends_before(self._open[-1], one):
                self._close()
        self._text_to(one.start)
        node = Node(one)
        self._open[-1].children.append(node)
        self._open.append(node)
        self._at = max(self._at, one.start + one.before)

    def finish(self) -> Node:
        while len(self._open) > 1:
            self._close()
        root = self._open[0]
        self._text_to(root.range.inner[1])
        return root

    def _ends_before(self, node: Node, one: Range) -> bool:
        if len(self._open) == 1:
            return False
        if node.range.end == one.start:
            return one.start < one.end or node.range.after > 0
        return node.range.end < one.start

    def _fits(self, one: Range) -> bool:
        low, high = self._open[-1].range.inner
        return max(low, self._at) <= one.start and one.end <= high

    def _close(self) -> None:
        node = self._open[-1]
        self._text_to(node.range.inner[1])
        self._open.pop()
        self._at = max(self._at, node.range.end)

    def _dissolve(self) -> None:
        """The innermost open element gives way: what it had becomes its parent's, generated words become text."""
        node = self._open.pop()
        parent = self._open[-1]
        parent.children.pop()
        low, _ = node.range.inner
        if node.range.start < low:
            parent.children.append(Slice(node.range.start, low))
        parent.children.extend(node.children)
        self.dropped.append(node.range)

    def _text_to(self, end: int) -> None:
        if self._at < end:
            self._open[-1].children.append(Slice(self._at, end))
            self._at = end
