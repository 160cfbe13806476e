"""Which elements a changed block gets: those of the old document whose words are left, and new ones for new words.

All places are letters of the new document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from tei.encode.merging.strands import XML_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.decoding.written import Left
    from tei.encode.merging.facing import Facing
    from tei.encode.merging.strands import Leaf, Strand

Doubt = tuple[Literal["enc.merge-conflict", "enc.merge-lost"], "Element", str]
"""A rule, the element of the old document, and what happened to it."""


@dataclass(slots=True, eq=False)
class Mark:
    """An element of the block to be: from ``start`` to ``end``, with the attributes of one document or of both.

    ``old`` and ``new`` are what it was and what the encoder would make; one may be missing. ``opaque`` marks have their
    content as it stands in the old document: comments, and what its encoder added. ``spaced`` tells whether white
    space stands before an empty one.
    """

    start: int
    end: int
    old: Element | None = None
    new: Element | None = None
    weight: int = 0
    opaque: bool = False
    spaced: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no letter is in it."""
        return self.start == self.end


@dataclass(frozen=True)
class Ancestry:
    """The old document beside what the encoder makes of the same words: what differs was made by hand."""

    old: Strand
    base: Strand | None
    counterparts: dict[Element, Element] = field(default_factory=dict)

    def is_handmade(self, element: Element) -> bool:
        """Whether the encoder would not make *element*, or not with these attributes."""
        other = self.counterparts.get(element)
        return other is None or _attributes(element) != _attributes(other)


def ancestry(old: Strand, base: Strand | None) -> Ancestry:
    """Return *old* beside *base*, its elements paired by name and letters; *base* counts only if it has the words."""
    if base is None or base.words != old.words:
        return Ancestry(old, None)
    found: dict[tuple[object, int, int], list[Element]] = {}
    for element, (start, end) in sorted(base.written.ranges.items(), key=lambda one: base.order[one[0]]):
        found.setdefault((element.tag, start, end), []).append(element)
    pairs: dict[Element, Element] = {}
    for element, (start, end) in sorted(old.written.ranges.items(), key=lambda one: old.order[one[0]]):
        if others := found.get((element.tag, start, end)):
            pairs[element] = others.pop(0)
    return Ancestry(old, base, pairs)


def _attributes(element: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items() if name != XML_ID}


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where an old element would stand: ``left`` of its words are there, ``whole`` if all are and no other.

    It is ``crossed`` if words at one of its ends have changed together with words outside.
    """

    start: int
    end: int
    left: int
    whole: bool
    crossed: bool = False


def mapped(element: Element, facing: Facing, leaf: Leaf) -> Mapped:
    """Return where *element*, of the old *leaf*, stands in the letters of the new document."""
    start, end = facing.old.written.ranges[element]
    return point(start, facing, leaf) if start == end else _stretch(element, start, end, facing)


def _stretch(element: Element, start: int, end: int, facing: Facing) -> Mapped:
    first, last = facing.old.words_of(element)
    forth, at, new_at = facing.forth, facing.old.at, facing.new.at
    left = sum(1 for word in range(first, last) if forth[word] >= 0)
    if left == last - first == forth[last - 1] - forth[first] + 1:
        return Mapped(
            start - at[first] + new_at[forth[first]], end - at[last - 1] + new_at[forth[last - 1]], left, whole=True
        )
    begin, finish, crossed = new_at[0], new_at[0], False
    if forth[first] >= 0:
        begin = start - at[first] + new_at[forth[first]]
    else:
        hunk = facing.hunk(first)
        is_clean = hunk.start == first and start == at[first]
        begin, crossed = new_at[hunk.other_start if is_clean else hunk.other_end], not is_clean
    if forth[last - 1] >= 0:
        finish = end - at[last - 1] + new_at[forth[last - 1]]
    else:
        hunk = facing.hunk(last - 1)
        is_clean = hunk.end == last and end == at[last]
        finish, crossed = new_at[hunk.other_end if is_clean else hunk.other_start], crossed or not is_clean
    return Mapped(begin, max(begin, finish), left if begin < finish else 0, whole=False, crossed=crossed)


def point(at: int, facing: Facing, leaf: Leaf) -> Mapped:
    """Where what has no letters stands: between the words of its block that it stood between, or beside one of them."""
    old, new_at = facing.old, facing.new.at
    word = bisect_left(old.at, at)
    if old.at[word] != at:
        inside = facing.forth[word - 1]
        place = at - old.at[word - 1] + new_at[inside] if inside >= 0 else 0
        return Mapped(place, place, int(inside >= 0), whole=inside >= 0)
    before = facing.forth[word - 1] if word > leaf.first else -1
    after = facing.forth[word] if word < leaf.last else -1
    left = (before >= 0) + (after >= 0)
    has_both = leaf.first < word < leaf.last
    place = new_at[after] if after >= 0 else new_at[before + 1] if before >= 0 else 0
    return Mapped(place, place, left, whole=after == before + 1 if has_both and left else bool(left))


class Choice:
    """The marks of one block, in a *span* of letters.

    A *bare* one gets of the encoder's markup only what writes brackets.
    """

    def __init__(self, facing: Facing, ancestry: Ancestry, span: tuple[int, int], *, is_bare: bool = False) -> None:
        self._is_bare = is_bare
        self._facing = facing
        self._ancestry = ancestry
        self._start, self._end = span
        self.doubts: list[Doubt] = []
        self.marks: list[Mark] = []

    def run(
        self, old: Iterable[tuple[Element, Mapped]], left: Iterable[tuple[Left, Mapped]], new: Iterable[Element]
    ) -> None:
        """Choose among the elements that were here, with their places, and the *new* ones.

        *left* are nodes that the transcription never had.
        """
        fresh = [(one, *self._facing.new.written.ranges[one]) for one in new]
        fresh = [one for one in fresh if self._start <= one[1] and one[2] <= self._end]
        free = _Free([one for one in fresh if one[1] < one[2]], self._facing.new)
        # What is whole comes first: a changed element must not be taken for the twin of another that is not.
        for element, place in sorted(old, key=lambda one: not one[1].whole):
            reaches_out = place.end > self._end and place.start < self._end
            inside = replace(place, end=self._end, whole=False, crossed=True) if reaches_out else place
            self._old(element, inside, free)
        for one, place in left:
            if place.left or place.whole:
                self.marks.append(Mark(place.start, place.start, old=one.node, opaque=True, spaced=one.spaced))
            elif isinstance(one.node.tag, str):
                self.doubts.append(("enc.merge-lost", one.node, "is gone with the words around it"))
        taken = free.replaced | {mark.new for mark in self.marks if mark.new is not None}
        written = {letter for mark in self.marks for letter in self._brackets(mark)}
        for element, start, end in fresh:
            if element not in taken and (self._is_wanted(start, end, element) or self._is_needed(element, written)):
                self._add(element)
        self._point_back([element for element, _, _ in fresh])

    def take_all(self, new: Iterable[Element]) -> None:
        """Take all that the encoder makes, and nothing else."""
        for element in new:
            start, end = self._facing.new.written.ranges[element]
            if self._start <= start and end <= self._end:
                self._add(element)

    def _add(self, element: Element) -> None:
        strand = self._facing.new
        start, end = strand.written.ranges[element]
        weight = 5 if any(strand.applied.generated(element)) else 1
        self.marks.append(Mark(start, end, new=element, weight=weight, spaced=element in strand.written.spaced))

    # --- what was there ---

    def _old(self, element: Element, place: Mapped, free: _Free) -> None:
        handmade = self._ancestry.is_handmade(element)
        if place.start == place.end:
            self._old_point(element, place, handmade=handmade)
        elif place.whole:
            free.take_equal(element, place)
            self.marks.append(Mark(place.start, place.end, old=element, weight=3))
        elif (twin := free.take(element, place)) is not None:
            start, end = self._facing.new.written.ranges[twin]
            self.marks.append(Mark(start, end, old=element, new=twin, weight=4))
        elif handmade and place.left and not self._fits(element, place):
            self.doubts.append(("enc.merge-conflict", element, "is gone, for its brackets are not there any more"))
        elif handmade and place.left:
            if any(self._ancestry.old.applied.generated(element)):
                free.take_bracket(place)
            if place.crossed:
                self.doubts.append(("enc.merge-conflict", element, "has lost words at one of its ends"))
            self.marks.append(Mark(place.start, place.end, old=element, weight=2))
        elif handmade:
            self.doubts.append(("enc.merge-lost", element, "is gone with its words"))

    def _fits(self, element: Element, place: Mapped) -> bool:
        """Whether what *element* generates stands at the ends of its new place, and nowhere twice."""
        before, after = ("".join(one.split()) for one in self._ancestry.old.applied.generated(element))
        letters = self._facing.new.letters[place.start : place.end]
        return letters.startswith(before) and letters.endswith(after) and len(before) + len(after) <= len(letters)

    def _old_point(self, element: Element, place: Mapped, *, handmade: bool) -> None:
        had_letters = len(set(self._facing.old.written.ranges[element])) > 1
        if place.whole or (handmade and place.left and not had_letters):
            spaced = element in self._facing.old.written.spaced
            self.marks.append(Mark(place.start, place.start, old=element, weight=3, spaced=spaced))
        elif handmade:
            self.doubts.append(("enc.merge-lost", element, "is gone with its words"))

    # --- what the encoder makes ---

    def _is_wanted(self, start: int, end: int, element: Element) -> bool:
        """Whether an element has new words, or stands beside one."""
        back, strand = self._facing.back, self._facing.new
        if self._is_bare and not any(strand.applied.generated(element)):
            return False
        if start < end:
            first, last = strand.words_of(element)
            # Words that are left, in another order or with others between them, were not marked so before.
            return any(back[word] < 0 for word in range(first, last))
        word = bisect_left(strand.at, start)
        if word >= len(strand.at) or strand.at[word] != start:
            return back[word - 1] < 0
        before = back[word - 1] if word else -1
        after = back[word] if word < len(back) else -1
        if before >= 0 and after == before + 1:
            return False
        return not any(mark.is_empty and mark.start == start and mark.old is not None and mark.old.tag == element.tag
                       for mark in self.marks)  # fmt: skip

    def _brackets(self, mark: Mark) -> Iterator[int]:
        """The letters at the ends of *mark* that it generates."""
        old, new = self._ancestry.old.applied, self._facing.new.applied
        for element, applied in ((mark.old, old), (mark.new, new)):
            if element is not None and mark.start < mark.end:
                before, after = (len("".join(one.split())) for one in applied.generated(element))
                yield from range(mark.start, mark.start + before)
                yield from range(mark.end - after, mark.end)

    def _is_needed(self, element: Element, written: set[int]) -> bool:
        """Whether a bracket of *element* was one before, and nothing that is left of the old document writes it."""
        start, end = self._facing.new.written.ranges[element]
        for letter in self._brackets(Mark(start, end, new=element)):
            word = bisect_right(self._facing.new.at, letter) - 1
            number = self._facing.back[word]
            if number >= 0 and letter not in written:
                before = self._facing.old.at[number] + letter - self._facing.new.at[word]
                if before in self._facing.old.generated:
                    return True
        return False

    def _point_back(self, fresh: Sequence[Element]) -> None:
        """Take also what a new element points at, where nothing else stands for it."""
        candidates = {f"#{one.get(XML_ID)}": one for one in fresh if one.get(XML_ID)}
        pending = [mark.new for mark in self.marks if mark.new is not None]
        taken = set(pending)
        while pending:
            element = pending.pop()
            for _, token in pointers(element):
                goal = candidates.get(token)
                if goal is None or goal in taken or self._has_twin(goal):
                    continue
                taken.add(goal)
                pending.append(goal)
                self._add(goal)

    def _has_twin(self, goal: Element) -> bool:
        start, end = self._facing.new.written.ranges[goal]
        for mark in self.marks:
            if mark.old is not None and mark.old.tag == goal.tag and (mark.start, mark.end) == (start, end):
                mark.new = goal
                mark.weight = max(mark.weight, 4)
                return True
        return False


def pointers(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes of *element* with each pointer in them, ``#id``; those at renditions have rules of their own."""
    for name, value in element.items():
        if name != "rendition":
            yield from ((str(name), token) for token in str(value).split() if token.startswith("#"))


class _Free:
    """Elements that the encoder makes and that no old one is yet known to be: by name, and in order."""

    def __init__(self, fresh: Sequence[tuple[Element, int, int]], strand: Strand) -> None:
        self._by_name: dict[object, list[tuple[Element, int, int]]] = {}
        self._fresh = fresh
        self._strand = strand
        self.replaced: set[Element] = set()
        for one in fresh:
            self._by_name.setdefault(one[0].tag, []).append(one)

    def take_bracket(self, place: Mapped) -> None:
        """Note that whatever writes brackets in this place is what the hand has made of them."""
        for element, start, end in self._fresh:
            if (start, end) == (place.start, place.end) and any(self._strand.applied.generated(element)):
                self.replaced.add(element)

    def take(self, element: Element, place: Mapped) -> Element | None:
        """Return what *element* has become: of the same name and place, else the first that overlaps it."""
        found = self.take_equal(element, place)
        if found is not None:
            return found
        others = self._by_name.get(element.tag, [])
        for index, (other, start, end) in enumerate(others):
            if start < place.end and place.start < end:
                del others[index]
                return other
        return None

    def take_equal(self, element: Element, place: Mapped) -> Element | None:
        """Return what has the name of *element* and stands in its place."""
        others = self._by_name.get(element.tag, [])
        for index, (other, start, end) in enumerate(others):
            if (start, end) == (place.start, place.end):
                del others[index]
                return other
        return None
