"""Reports on the leaf: the paragraphs that they and their marks point at.

A report says of paragraphs near it how they are marked, as *the next two paragraphs*; its rule has the groups ``reach``
(these words), ``direction`` and, if there are several, ``number``, which are looked up in the lists ``directions`` and
``numbers`` of the vocabulary. A mark is the empty ``note`` of type *mark* after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.finishing.identifying import identifier
from tei.encode.resolving.decisions import Doubt
from tei.encode.tree import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.profile import Profile
    from tei.encode.resolving import Decision
    from tei.encode.resolving.naming import Identifiers
    from tei.encode.tree import Slice

PRECEDING: Final = "preceding"
THIS: Final = "this"
"""Values of the list ``directions``; whatever else is *following*."""
_PARAGRAPH: Final = "p"
_OTHERS: Final = frozenset(
    {"ab", "argument", "closer", "head", "list", "opener", "postscript", "quote", "salute", "table", "trailer"}
)
"""Blocks that are no paragraphs: what is near a report ends with them."""
_MARK: Final = "mark"


def mark(
    root: Node, source: str, profile: Profile, identifiers: Identifiers, decisions: Sequence[Decision] = ()
) -> None:
    """Point the reports of the tree below *root* and their marks at paragraphs.

    A report on paragraphs that are not there points nowhere, which is a doubt of its decision, and a mark without a
    target is taken away.
    """
    near = _Near(root, profile)
    deciding = {id(one.root): one for one in decisions}
    for report in near.reports:
        paragraphs = near.paragraphs(report)
        for one in paragraphs:
            identifier(one, source, identifiers)
        if paragraphs:
            report.attributes["target"] = " ".join(f"#{one.attributes['xml:id']}" for one in paragraphs)
        elif id(report.range) in deciding:
            deciding[id(report.range)].doubts.append(_doubt(report, source))
    if near.reports:
        _target_marks(root)


class _Near:
    """The blocks of a tree in their order, and the reports between them."""

    def __init__(self, root: Node, profile: Profile) -> None:
        self._directions = profile.vocabulary.get("directions", {})
        self._numbers = profile.vocabulary.get("numbers", {})
        self._blocks: list[Node] = []
        self.reports: list[Node] = []
        self._at: dict[int, int] = {}
        for node in root.nodes():
            if node.name == _PARAGRAPH or node.name in _OTHERS:
                self._blocks.append(node)
            elif node.name == "note" and node.range.about.get("direction") and not _is_mark(node):
                self._at[id(node)] = len(self._blocks)
                self.reports.append(node)

    def paragraphs(self, report: Node) -> list[Node]:
        """The paragraphs that *report* is about, none if there are not as many as it says."""
        about, at = report.range.about, self._at[id(report)]
        direction = self._directions.get(about["direction"].casefold(), "")
        count = self._count(about.get("number", ""))
        inside = self._blocks[at - 1] if at and _holds(self._blocks[at - 1], report) else None
        if direction == THIS and inside is not None:
            return [inside] if inside.name == _PARAGRAPH and count == 1 else []
        end = at + count if direction != PRECEDING else at if inside is None else at - 1
        blocks = self._blocks[max(0, end - count) : end]
        return blocks if len(blocks) == count and all(one.name == _PARAGRAPH for one in blocks) else []

    def _count(self, words: str) -> int:
        """The number that *words* say: one without words, 0 for what is no number."""
        number = self._numbers.get(" ".join(words.casefold().split()), words) if words else "1"
        return int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else 0


_LONGEST_NUMBER: Final = 2


def _holds(block: Node, node: Node) -> bool:
    return block.range.start <= node.range.start and node.range.end <= block.range.end


def _doubt(report: Node, source: str) -> Doubt:
    low, high = report.range.inner
    reach = report.range.about.get("reach", "")
    start = source.find(reach, low, high) if reach else -1
    start, end = (low, high) if start < 0 else (start, start + len(reach))
    return Doubt("ambiguous", start, end, "what the report is about is not there: no paragraph is pointed at")


def _target_marks(root: Node) -> None:
    """Give each mark the target of the report right before it, and take those away that have none."""
    for node in root.nodes():
        kept: list[Node | Slice] = []
        before: Node | None = None
        for child in node.children:
            if isinstance(child, Node):
                if _is_mark(child):
                    target = _target(before, child)
                    if not target:
                        continue
                    child.attributes["target"] = target
                before = child
            kept.append(child)
        node.children = kept


def _target(before: Node | None, child: Node) -> str:
    """The target of the node before the mark *child*, if that is its report: one bracket has made both."""
    return "" if before is None or before.range.about is not child.range.about else before.attributes.get("target", "")


def _is_mark(node: Node) -> bool:
    return node.attributes.get("type") == _MARK and not node.children and "target" not in node.attributes
