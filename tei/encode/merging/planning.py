"""What becomes of each block: kept, changed, deleted or new."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.merging.marks import Choice, mapped, point
from tei.encode.merging.weaving import Node, nested
from tei.notation.declarations import DIVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.decoding.written import Left
    from tei.encode.merging.facing import Facing, Region
    from tei.encode.merging.marks import Ancestry, Doubt, Mapped, Mark
    from tei.encode.merging.strands import Leaf

    Standing = tuple[list[tuple[Element, Mapped]], list[tuple[Left, Mapped]]]


PLAIN: Final = 2
"""After so many attempts the encoder's markup is taken."""
REPLACED: Final = 3
"""After so many attempts its blocks are taken, too."""


@dataclass(slots=True, eq=False)
class Block:
    """A block to be written: what it was, what the encoder makes of its words, its words and its marks."""

    old: Element | None
    new: Element | None
    words: tuple[int, int]
    content: Node


class Frame(NamedTuple):
    """A block before its marks are chosen; one that *moves* is written where the encoder has it."""

    old: Element | None
    new: Element | None
    words: tuple[int, int]
    moves: bool = False


@dataclass(slots=True)
class Plan:
    """The blocks that change where they are, those that arrive (by what the encoder makes), those that go.

    ``twins`` are blocks that the encoder makes, with the old ones that stand for them; ``places`` the new words of each
    region.
    """

    changed: dict[Element, Block] = field(default_factory=dict)
    arriving: dict[Element, Block] = field(default_factory=dict)
    deleted: dict[Element, None] = field(default_factory=dict)
    twins: dict[Element, Element] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks that are written anew."""
        yield from self.changed.values()
        yield from self.arriving.values()


class Planner:
    """Makes the plan. *attempts* says of a region, by its number, how often it was tried in vain.

    After the first time new words get no markup but brackets, after the second all words the encoder's alone; then its
    blocks come in the place of those that were there.
    """

    def __init__(self, facing: Facing, ancestry: Ancestry, attempts: Mapping[int, int]) -> None:
        self._facing = facing
        self._ancestry = ancestry
        self._attempts = attempts
        self.plan = Plan()

    def run(self) -> Plan:
        """Return the plan."""
        regions = list(self._facing.regions())
        replaced = self._replaced(regions)
        for number, region in enumerate(regions):
            self.plan.places.append((region.new[0].first, region.new[-1].last) if region.new else (-1, -1))
            attempt = REPLACED if number in replaced else self._attempts.get(number, 0)
            if region.same and attempt < PLAIN:
                self._same(region)
            else:
                self._changed(region, attempt)
        return self.plan

    def _replaced(self, regions: Sequence[Region]) -> set[int]:
        """The regions that are the encoder's whole: those that failed, and all of a list or table that one divides."""
        failed = {number for number, attempt in self._attempts.items() if attempt >= REPLACED}
        found = set(failed)
        for number in failed:
            before = next((one.old[-1] for one in reversed(regions[:number]) if one.old), None)
            after = next((one.old[0] for one in regions[number:] if one.old), None)
            around = None if before is None or after is None else before.element.getparent()
            if around is None or after is None or after.element.getparent() is not around or around.tag in DIVISIONS:
                continue
            found.update(
                at for at, one in enumerate(regions) if any(leaf.element.getparent() is around for leaf in one.old)
            )
        return found

    def _same(self, region: Region) -> None:
        if len(region.old) == len(region.new):
            self.plan.twins.update((new.element, old.element) for old, new in zip(region.old, region.new, strict=True))

    def _changed(self, region: Region, attempt: int) -> None:
        is_plain, is_bare = attempt >= PLAIN, attempt > 0
        frames = list(self._frames(region, is_plain=is_plain))
        if attempt >= REPLACED:
            frames = [frame._replace(moves=True) for frame in frames]
        fresh = [self._fresh(region, frame) for frame in frames]
        choices = [
            Choice(self._facing, self._ancestry, self._letters(frame.words), is_bare=is_bare) for frame in frames
        ]
        if not is_plain:
            standing = self._distributed(region, frames)
            for choice, (elements, left), new in zip(choices, standing, fresh, strict=True):
                choice.run(elements, left, new)
        for frame, choice, new in zip(frames, choices, fresh, strict=True):
            if is_plain:
                choice.take_all(new)
            self._block(frame, choice)
        kept = {frame.old for frame in frames}
        for leaf in region.old:
            if leaf.element not in kept:
                self._delete(leaf.element, is_told=not frames)
            if frames and is_plain:
                self._tell(leaf.element, "has other words now{}, and its markup could not be kept")

    def _frames(self, region: Region, *, is_plain: bool) -> Iterator[Frame]:
        """The blocks of a region, with what they were and what the encoder makes, and their words."""
        if len(region.old) != len(region.new) and not is_plain and (lines := list(self._by_line(region))):
            for leaf, words in zip(region.old, lines, strict=True):
                yield Frame(leaf.element, None, words)
            return
        pairs = self._pairs(region)
        for leaf in region.new:
            yield Frame(pairs.get(leaf), leaf.element, (leaf.first, leaf.last))

    def _fresh(self, region: Region, frame: Frame) -> list[Element]:
        """What the encoder makes in a block, or in the region whose lines are the old blocks'."""
        leaves = [frame.new] if frame.new is not None else [leaf.element for leaf in region.new]
        return [one for leaf in leaves for one in self._facing.new.within(leaf)]

    def _letters(self, words: tuple[int, int]) -> tuple[int, int]:
        strand = self._facing.new
        return strand.at[words[0]], strand.at[words[1] - 1] + len(strand.words[words[1] - 1])

    def _block(self, frame: Frame, choice: Choice) -> None:
        plan = self.plan
        root, crossing = nested(choice.marks, *self._letters(frame.words), self._rank)
        plan.doubts.extend(choice.doubts)
        for mark in crossing:
            if mark.old is not None and self._ancestry.is_handmade(mark.old):
                plan.doubts.append(
                    ("enc.merge-conflict", mark.old, "is gone, for it crosses what the new words ask for")
                )
        block = Block(frame.old, frame.new, frame.words, root)
        if frame.old is not None and not self._is_renamed(frame):
            plan.changed[frame.old] = block
            if frame.new is not None:
                plan.twins[frame.new] = frame.old
        elif frame.new is not None:
            plan.arriving[frame.new] = block
            if frame.old is not None:
                plan.deleted[frame.old] = None

    def _is_renamed(self, frame: Frame) -> bool:
        """Whether the encoder would now make something else of a block whose name is the encoder's."""
        if frame.old is None or frame.new is None:
            return False
        return frame.moves or (frame.old.tag != frame.new.tag and frame.old in self._ancestry.counterparts)

    def _delete(self, leaf: Element, *, is_told: bool) -> None:
        self.plan.deleted[leaf] = None
        if is_told:
            self._tell(leaf, "is gone with its words{}")

    def _tell(self, leaf: Element, said: str) -> None:
        """Tell of a block that is gone, if it or what is in it was made by hand."""
        inside = sum(1 for one in self._facing.old.within(leaf) if self._ancestry.is_handmade(one))
        if inside or self._ancestry.is_handmade(leaf):
            elements = f", and {inside} {'element' if inside == 1 else 'elements'} in it" if inside else ""
            self.plan.doubts.append(("enc.merge-lost", leaf, said.format(elements)))

    def _rank(self, mark: Mark) -> tuple[int, int]:
        if mark.old is not None:
            return 0, self._facing.old.order[mark.old]
        return 1, self._facing.new.order[mark.new] if mark.new is not None else 0

    def _by_line(self, region: Region) -> Iterator[tuple[int, int]]:
        """The new words of each old block, if the lines of both are as many: then its blocks are the editor's."""
        if not (region.old and region.new):
            return
        facing = self._facing
        old = range(region.old[0].first, region.old[-1].last)
        new = range(region.new[0].first, region.new[-1].last)
        lines = [word for word in old if facing.old.begins[word] or word == old.start]
        others = [word for word in new if facing.new.begins[word] or word == new.start]
        facing_line = dict(zip(lines, others, strict=True)) if len(lines) == len(others) else {}
        firsts = [facing_line.get(leaf.first, -1) for leaf in region.old]
        if -1 in firsts or firsts != sorted(set(firsts)):
            return
        yield from zip(firsts, [*firsts[1:], new.stop], strict=True)

    def _pairs(self, region: Region) -> dict[Leaf, Element]:
        """Each new block with the old one that it has most words of; none has two."""
        firsts = [leaf.first for leaf in region.old]
        shared: Counter[tuple[int, int]] = Counter()
        for number, leaf in enumerate(region.new):
            for word in range(leaf.first, leaf.last):
                if (facing := self._facing.back[word]) >= 0:
                    shared[bisect_right(firsts, facing) - 1, number] += 1
        pairs: dict[int, int] = {}
        for (old, new), _ in shared.most_common():
            if old not in pairs.values() and new not in pairs:
                pairs[new] = old
        return {region.new[new]: region.old[old].element for new, old in pairs.items()}

    def _distributed(self, region: Region, frames: Sequence[Frame]) -> list[Standing]:
        """Of each block the old elements that stand in it now."""
        found: list[Standing] = [([], []) for _ in frames]
        if not frames:
            return found
        spans = [self._letters(frame.words) for frame in frames]
        home = {frame.old: number for number, frame in enumerate(frames)}

        def number(place: Mapped, leaf: Element) -> int:
            own = home.get(leaf, -1)
            # What has no letters may stand at the end of its own block, where the next begins.
            if own >= 0 and place.start == place.end and spans[own][0] <= place.start <= spans[own][1]:
                return own
            return max(bisect_right(spans, place.start, key=lambda span: span[0]) - 1, 0)

        for leaf in region.old:
            for element in self._facing.old.within(leaf.element):
                place = mapped(element, self._facing, leaf)
                found[number(place, leaf.element)][0].append((element, place))
            for one in self._facing.old.left.get(leaf.element, ()):
                place = point(one.at, self._facing, leaf)
                found[number(place, leaf.element)][1].append((one, place))
        return found
