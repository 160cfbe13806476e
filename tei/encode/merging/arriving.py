"""Where new blocks go in the old document, and which of its elements are empty once blocks have gone."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tei.names import local_name
from tei.notation.declarations import DIVISIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element as Element

    from tei.encode.merging.facing import Facing
    from tei.encode.merging.marks import Ancestry
    from tei.encode.merging.planning import Plan
    from tei.encode.merging.strands import Strand


class Arrival(NamedTuple):
    """New elements that stand together, and where: behind or before an old one, or, with neither, for all of it."""

    elements: tuple[Element, ...]
    behind: Element | None = None
    before: Element | None = None


def topmost(strand: Strand, leaves: Collection[Element]) -> list[Element]:
    """Return *leaves*, or what is above them and has no others: below ``text`` and its children."""
    above: dict[Element, int] = {}
    chosen: dict[Element, int] = {}
    for leaf in strand.leaves:
        is_chosen = leaf.element in leaves
        for one in leaf.element.iterancestors():
            above[one] = above.get(one, 0) + 1
            chosen[one] = chosen.get(one, 0) + is_chosen
    found: dict[Element, None] = {}
    for leaf in strand.leaves:
        if leaf.element not in leaves:
            continue
        top = leaf.element
        for one in leaf.element.iterancestors():
            if chosen[one] < above[one] or _is_whole(one):
                break
            top = one
        found[top] = None
    return list(found)


def _is_whole(element: Element) -> bool:
    """Whether *element* is a text or what a text must have."""
    parent = element.getparent()
    return local_name(element.tag) == "text" or parent is None or local_name(parent.tag) == "text"


def arrivals(facing: Facing, ancestry: Ancestry, plan: Plan) -> Iterator[Arrival]:
    """Return the new elements that come, in order, each with the empty ones behind it that come along."""
    new = facing.new
    staying = [number for number, leaf in enumerate(new.leaves) if leaf.element not in plan.arriving]
    for top in topmost(new, plan.arriving):
        number = new.leaf_of(new.words_of(top)[0])
        at = bisect_right(staying, number)
        earlier, later = staying[at - 1 : at] if at else [], staying[at : at + 1]
        elements = (top, *_followers(top, facing, ancestry))
        parent = top.getparent()
        beside = [one for one in (*earlier, *later) if parent is None or _is_below(new.leaves[one].element, parent)]
        chosen = next(iter((*beside, *earlier, *later)), None)
        if chosen is None:
            yield Arrival(elements)
        elif chosen < number:
            yield Arrival(elements, behind=_anchor(facing, plan, chosen, parent, is_last=True))
        else:
            yield Arrival(elements, before=_anchor(facing, plan, chosen, parent, is_last=False))


def _is_below(element: Element, parent: Element) -> bool:
    return any(one is parent for one in element.iterancestors())


def reporting(strand: Strand, leaf: Element) -> Iterator[Element]:
    """The elements without words behind *leaf* with its target: marks, which go with the note that reports them."""
    for one in leaf.itersiblings() if leaf.get("target") else ():
        letters = strand.written.ranges.get(one)
        if letters is None or letters[0] != letters[1] or one.get("target") != leaf.get("target"):
            return
        yield one


def _followers(top: Element, facing: Facing, ancestry: Ancestry) -> Iterator[Element]:
    """The elements without words behind *top* that the old document has not."""
    known = ancestry.base or facing.old
    for one in top.itersiblings():
        letters = facing.new.written.ranges.get(one)
        if letters is None or letters[0] != letters[1]:
            return
        if not any(other.attrib == one.attrib for other in known.document.root.iter(one.tag)):
            yield one


def _anchor(facing: Facing, plan: Plan, number: int, parent: Element | None, *, is_last: bool) -> Element:
    """The old element beside which something comes: what stands for a new leaf, or what is around that.

    Of the elements around it that is taken whose parent is called as the new *parent*, else the first in a division,
    if it does not reach over the next old block.
    """
    leaf = facing.new.leaves[number]
    old = plan.twins.get(leaf.element)
    if old is None:
        old = _old_leaf(facing, leaf.last - 1 if is_last else leaf.first, is_last=is_last)
    number = facing.old.numbers[old]
    beside = range(number + 1, len(facing.old.leaves)) if is_last else range(number - 1, -1, -1)
    leaves = (facing.old.leaves[one].element for one in beside)
    other = next((one for one in leaves if one not in plan.deleted), None)
    nearest: Element | None = None
    for one in (old, *old.iterancestors()):
        above = one.getparent()
        if above is None or (other is not None and _is_below(other, one)) or _is_whole(one):
            break
        if parent is not None and above.tag == parent.tag:
            return one
        if nearest is None and above.tag in DIVISIONS:
            nearest = one
    return old if nearest is None else nearest


def _old_leaf(facing: Facing, word: int, *, is_last: bool) -> Element:
    """The old leaf that has the nearest word which is left, from *word* backwards or onwards."""
    words = range(word, -1, -1) if is_last else range(word, len(facing.back))
    facing_word = next((facing.back[one] for one in words if facing.back[one] >= 0), 0)
    return facing.old.leaves[facing.old.leaf_of(facing_word)].element
