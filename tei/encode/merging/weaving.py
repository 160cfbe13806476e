"""From the marks of a block to its content as it is written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.merging.facing import Facing
    from tei.encode.merging.marks import Mark


@dataclass(slots=True, eq=False)
class Node:
    """A mark in its place, or the block itself (without a mark), with what is in it."""

    start: int
    end: int
    mark: Mark | None = None
    inside: list[Node] = field(default_factory=list)


def nested(
    marks: Sequence[Mark], start: int, end: int, rank: Callable[[Mark], tuple[int, int]]
) -> tuple[Node, list[Mark]]:
    """Return *marks* as a tree, and those that had to give way because they cross a weightier one.

    *rank* orders marks of one place, the outer first.
    """
    lost: list[Mark] = []
    kept = sorted((mark for mark in marks if not mark.is_empty), key=lambda one: (one.start, -one.end, rank(one)))
    while (crossing := _crossing(kept)) is not None:
        lost.append(crossing)
        kept.remove(crossing)
    root = Node(start, end)
    stack = [root]
    owners: dict[Element, Node] = {}
    for mark in kept:
        while stack[-1].end < mark.end or stack[-1].end <= mark.start:
            stack.pop()
        node = Node(mark.start, mark.end, mark)
        owners.update((one, node) for one in (mark.old, mark.new) if one is not None)
        stack[-1].inside.append(node)
        stack.append(node)
    for mark in sorted((one for one in marks if one.is_empty), key=rank):
        _put(root, owners, mark)
    return root, lost


def _crossing(kept: Iterable[Mark]) -> Mark | None:
    """The lighter of the first two marks that cross."""
    stack: list[Mark] = []
    for mark in kept:
        while stack and stack[-1].end <= mark.start:
            stack.pop()
        if stack and stack[-1].end < mark.end:
            return min(mark, stack[-1], key=lambda one: one.weight)
        stack.append(mark)
    return None


def _put(root: Node, owners: dict[Element, Node], mark: Mark) -> None:
    """Put an empty *mark* in its place: into the element that it was in, if that still reaches it."""
    place = mark.start
    element = mark.old if mark.old is not None else mark.new
    holder = root
    while (inner := _around(holder, place)) is not None:
        holder = inner
    if element is not None:
        owner = next((owners[one] for one in element.iterancestors() if one in owners), None)
        # One that has letters on both sides of the place is around the holder, or is it.
        if owner is not None and place in {owner.start, owner.end}:
            holder = owner
    index = len(holder.inside)
    while index and holder.inside[index - 1].end > place:
        index -= 1
    holder.inside.insert(index, Node(place, place, mark))


def _around(holder: Node, place: int) -> Node | None:
    index = bisect_left(holder.inside, place, key=lambda one: one.start)
    found = holder.inside[index - 1] if index else None
    return found if found is not None and found.end > place else None


class Weaver:
    """Writes a tree of marks. *tag* gives the start tag of a mark and its end tag, which is "" for an empty element.

    *generated* are the letters that marks generate: where they begin, and the string.
    """

    def __init__(
        self, facing: Facing, generated: Iterable[tuple[int, str]], tag: Callable[[Mark, bool], tuple[str, str]]
    ) -> None:
        self._facing = facing
        self._tag = tag
        self._silent: set[int] = set()
        self._joined: set[int] = set()
        self._out: list[str] = []
        self._at = 0
        for start, text in generated:
            size = len("".join(text.split()))
            self._silent.update(range(start, start + size))
            self._joined.update(range(start + 1, start + size))
            self._joined.update(at for at, edge in ((start, text[:1]), (start + size, text[-1:])) if edge.isspace())

    def run(self, root: Node) -> str:
        """Return what *root* has in it, as it is written."""
        self._at = root.start
        self._joined.add(root.start)
        steps: list[tuple[str, Node]] = [("end", root), *(("start", one) for one in reversed(root.inside))]
        ends: dict[int, str] = {}
        while steps:
            kind, node = steps.pop()
            if kind == "end":
                self._text(node.end)
                self._out.append(ends.pop(id(node), ""))
                continue
            self._text(node.start)
            if node.mark is None:
                continue
            if not node.mark.is_empty or node.mark.spaced:
                self._gap(node.start)
            opened, ends[id(node)] = self._tag(node.mark, self._has_content(node))
            self._out.append(opened)
            steps.append(("end", node))
            steps.extend(("start", one) for one in reversed(node.inside))
        return "".join(self._out)

    def _has_content(self, node: Node) -> bool:
        """Whether anything is written in *node*: elements, letters, or the white space between its brackets."""
        places = range(node.start, node.end)
        if node.inside or any(at not in self._silent for at in places):
            return True
        starting = self._facing.new.starting
        return any(at in starting and at > node.start and at not in self._joined for at in places)

    def _text(self, end: int) -> None:
        """Write the letters up to *end*, with the white space before each word."""
        letters = self._facing.new.letters
        for at in range(self._at, end):
            self._gap(at)
            if at not in self._silent:
                self._out.append(escape(letters[at]))
        self._at = max(self._at, end)

    def _gap(self, at: int) -> None:
        """Write the white space before the word that begins at *at*, once: the old document's, if both words are."""
        word = self._facing.new.starting.get(at)
        if word is None or at in self._joined:
            return
        self._joined.add(at)
        facing = self._facing
        number = facing.back[word]
        is_old = number > 0 and word > 0 and facing.back[word - 1] == number - 1
        written = facing.new.written.words[word]
        if is_old and facing.old.written.words[number].starts_line == written.starts_line:
            written = facing.old.written.words[number]
        self._out.append(written.space or " ")
