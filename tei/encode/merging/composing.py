"""The text of the merged document: the old one, with some of its stretches replaced."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from tei.encode.merging.arriving import Arrival, arrivals, reporting, topmost
from tei.encode.merging.heading import white_before
from tei.encode.merging.naming import Names
from tei.encode.merging.strands import XML_ID
from tei.encode.merging.tags import is_element, opening, prefix_of, renamed
from tei.encode.merging.weaving import Node, Weaver

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element as Element

    from tei.encode.merging.facing import Facing
    from tei.encode.merging.heading import Edit
    from tei.encode.merging.marks import Ancestry, Mark
    from tei.encode.merging.planning import Block, Plan

KEY: Final = "merge-key"
"""An attribute that new elements have while their brackets are compared; it is in no result."""


class Wish(NamedTuple):
    """What is to be generated before and after an element, and how it is to be laid, "" for as it is."""

    before: str
    after: str
    display: str = ""


class Composer:
    """Writes a plan. ``renditions`` are the values of ``@rendition`` for new elements, once they are known."""

    def __init__(self, facing: Facing, ancestry: Ancestry, plan: Plan) -> None:
        self._facing = facing
        self._ancestry = ancestry
        self._plan = plan
        self._prefix = prefix_of(facing.old.document.root)
        self._arrivals = list(arrivals(facing, ancestry, plan))
        self.keys: dict[str, tuple[Element, Wish]] = {}
        self.renditions: dict[Element, str | None] | None = None
        succeeds = {new: block.old for new, block in plan.arriving.items() if block.old is not None}
        self.names = Names(facing, dict(self._stands_for()), succeeds)
        self.names.settle(self._coming())

    def text(self, extra: list[Edit]) -> str:
        """Return the merged document, with *extra* edits made as well."""
        document, edits = self._facing.old.document, list(extra)
        written = {old: self._block(block) for old, block in self._plan.changed.items()}
        edits.extend((*document.extent(old), text) for old, text in written.items())
        edits.extend(self._identified(written))
        edits.extend(self._arrive(arrival) for arrival in self._arrivals)
        if not self._facing.new.leaves:
            return applied(document.source, [*extra, *self._emptied()])
        gone = self._plan.deleted
        marks = (mark for leaf in gone for mark in reporting(self._facing.old, leaf))
        for top in (*topmost(self._facing.old, set(gone)), *marks):
            start, end = document.extent(top)
            edits.append((white_before(document.source, start), end, ""))
        return applied(document.source, edits)

    # --- what comes and what stands for it ---

    def _stands_for(self) -> Iterator[tuple[Element, Element]]:
        yield from self._plan.twins.items()
        for block in self._plan.blocks:
            for mark in _marks(block.content):
                if mark.new is not None and mark.old is not None:
                    yield mark.new, mark.old

    def _coming(self) -> Iterator[tuple[Element, Collection[str] | None]]:
        """The new elements of which something is written, with the attributes that are; None for all."""
        for old, block in self._plan.changed.items():
            if block.new is not None:
                yield block.new, self._taken(old, block.new)
        for block in self._plan.blocks:
            for mark in _marks(block.content):
                if mark.new is not None:
                    yield mark.new, None if mark.old is None else self._taken(mark.old, mark.new)
        for arrival in self._arrivals:
            for element in arrival.elements:
                yield from ((one, None) for one in self._written_whole(element))

    def _written_whole(self, element: Element) -> Iterator[Element]:
        """The elements of an arrival that are in no block."""
        pending = [element]
        while pending:
            one = pending.pop()
            if isinstance(one.tag, str):
                yield one
                if one not in self._plan.arriving:
                    pending.extend(reversed(one))

    # --- edits ---

    def _identified(self, written: dict[Element, str]) -> Iterator[Edit]:
        """The start tags of old elements that get an identifier, where nothing else of them is written anew."""
        document = self._facing.old.document
        for element, name in self.names.given.items():
            if element in written or any(one in written for one in element.iterancestors()):
                continue
            start = document.offset(element)
            end = start + len(opening(document, element, {}))
            yield start, end, opening(document, element, {XML_ID: name})

    def _arrive(self, arrival: Arrival) -> Edit:
        document = self._facing.old.document
        texts = [self._whole(element) for element in arrival.elements]
        beside = arrival.behind if arrival.behind is not None else arrival.before
        if beside is None:
            return self._instead(texts)
        start, end = document.extent(beside)
        space = document.source[white_before(document.source, start) : start]
        if arrival.behind is not None:
            return end, end, "".join(space + text for text in texts)
        return start, start, "".join(text + space for text in texts)

    def _emptied(self) -> Iterator[Edit]:
        """What is left of a text without words: what the encoder makes of it."""
        document = self._facing.old.document
        for old, new in zip(
            *(one.document.root.iter("{*}body") for one in (self._facing.old, self._facing.new)), strict=False
        ):
            yield *document.extent(old), self._whole(new)
            return

    def _instead(self, texts: list[str]) -> Edit:
        """What comes where nothing is left: it is put at the end of the body."""
        document = self._facing.old.document
        body = next(document.root.iter("{*}body"))
        start, end = document.extent(body)
        if document.source[end - 2] == "/":
            return end - 2, end, f">{''.join(texts)}</{self._name('body')}>"
        close = document.source.rindex("</", start, end)
        return close, close, "".join(texts)

    def _name(self, local: str) -> str:
        return f"{self._prefix}:{local}" if self._prefix else local

    # --- elements ---

    def _whole(self, element: Element) -> str:
        """A new element with all that is in it."""
        out: list[str] = []
        steps: list[Element | str] = [element]
        while steps:
            step = steps.pop()
            if isinstance(step, str):
                out.append(step)
            elif step in self._plan.arriving:
                out.append(self._block(self._plan.arriving[step]))
            elif not is_element(step):
                out.append(etree.tostring(step, encoding="unicode", with_tail=False))
            else:
                tag, name = self._new_tag(step, None)
                has_content = len(step) > 0 or bool(step.text)
                out.append(f"{tag}>" if has_content else f"{tag}/>")
                if has_content:
                    steps.append(f"</{name}>")
                    for child in reversed(step):
                        steps.extend((escape(child.tail or ""), child))
                    steps.append(escape(step.text or ""))
        return "".join(out)

    def _block(self, block: Block) -> str:
        content = Weaver(self._facing, self._generated(block), self._mark_tag).run(block.content)
        span = block.content.start, block.content.end
        if block.old is not None and block.old in self._plan.changed:
            tag, name = self._old_tag(block.old, block.new, span)
        elif block.new is not None:
            tag, name = self._new_tag(block.new, block.old)
        else:
            return content
        return f"{tag}>{content}</{name}>" if content else f"{tag}/>"

    def _generated(self, block: Block) -> Iterator[tuple[int, str]]:
        """The strings that elements generate, by their first letter."""
        stands = block.old if block.old in self._plan.changed else None
        nodes = [(node.start, node.end, node.mark.old, node.mark.new) for node in _nodes(block.content) if node.mark]
        for start, end, old, new in ((block.content.start, block.content.end, stands, block.new), *nodes):
            if start == end:
                continue
            before, after, _ = self._wish(old, new, (start, end))
            if before:
                yield start, before
            if after:
                yield end - len("".join(after.split())), after

    def _wish(self, old: Element | None, new: Element | None, span: tuple[int, int]) -> Wish:
        """What an element is to generate: on a side whose word was there, what it did, else what the encoder says."""
        if new is None:
            return Wish(*(self._facing.old.applied.generated(old) if old is not None else ("", "")))
        applied = self._facing.new.applied
        if old is None:
            return Wish(*applied.generated(new), applied.display(new))
        was, is_now = self._facing.old.applied.generated(old), applied.generated(new)
        start, end = span
        before = (was[0], is_now[0]) if self._was_there(start) else (is_now[0], was[0])
        after = (was[1], is_now[1]) if self._was_there(end - 1) else (is_now[1], was[1])
        letters = self._facing.new.letters[start:end]
        return Wish(
            next((one for one in before if letters.startswith("".join(one.split()))), ""),
            next((one for one in after if letters.endswith("".join(one.split()))), ""),
        )

    def _was_there(self, letter: int) -> bool:
        """Whether the word of a letter stood in the old document."""
        word = bisect_right(self._facing.new.at, letter) - 1
        return 0 <= word < len(self._facing.back) and self._facing.back[word] >= 0

    def _mark_tag(self, mark: Mark, is_worded: bool) -> tuple[str, str]:  # noqa: FBT001 - the weaver says it in passing
        if mark.opaque and mark.old is not None:
            return self._verbatim(mark.old), ""
        if mark.old is not None:
            tag, name = self._old_tag(mark.old, mark.new, (mark.start, mark.end))
        elif mark.new is not None:
            tag, name = self._new_tag(mark.new, None)
        else:
            return "", ""
        return (f"{tag}>", f"</{name}>") if is_worded else (f"{tag}/>", "")

    def _has_moved(self, old: Element) -> bool:
        """Whether *old* stands in another block than it did, where another selector may hold."""
        return not any(one in self._plan.changed for one in (old, *old.iterancestors()))

    def _verbatim(self, node: Element) -> str:
        document = self._facing.old.document
        if not is_element(node):
            return etree.tostring(node, encoding="unicode", with_tail=False)
        start, end = document.extent(node)
        return document.source[start:end]

    def _old_tag(self, old: Element, new: Element | None, span: tuple[int, int]) -> tuple[str, str]:
        """The start tag of an old element, with what the encoder has changed in the attributes that are its own."""
        changes: dict[str, str | None] = {}
        if new is not None:
            changes = self._three_ways(old, new)
            changes |= self._keyed(new, self._wish(old, new, span))
        elif any(self._facing.old.applied.generated(old)) and self._has_moved(old):
            changes |= self._keyed(old, self._wish(old, None, span))
        if old in self.names.given:
            changes[XML_ID] = self.names.given[old]
        tag = opening(self._facing.old.document, old, changes)
        return tag, tag[1:].split(None, 1)[0]

    def _new_tag(self, new: Element, old: Element | None) -> tuple[str, str]:
        changes: dict[str, str | None] = {"rendition": None}
        changes |= self.names.changes(new) | self._keyed(new, self._wish(None, new, (0, 0)))
        if old is not None and old.get(XML_ID):
            changes[XML_ID] = old.get(XML_ID)
        return renamed(opening(self._facing.new.document, new, changes), new, self._prefix)

    def _three_ways(self, old: Element, new: Element) -> dict[str, str | None]:
        pointed = self.names.changes(new)
        return {name: pointed.get(name, new.get(name)) for name in self._taken(old, new)}

    def _taken(self, old: Element, new: Element) -> set[str]:
        """The attributes in which the encoder has changed its mind, where no hand has changed them."""
        base = self._ancestry.counterparts.get(old)
        if base is None:
            return set()
        names = {*map(str, base.attrib), *map(str, new.attrib)} - {XML_ID, "rendition"}
        return {name for name in names if old.get(name) == base.get(name) != new.get(name)}

    def _keyed(self, new: Element, wish: Wish) -> dict[str, str | None]:
        """The rendition of a new element, or the key by which it is found again to see what it needs."""
        if self.renditions is None:
            key = str(len(self.keys))
            self.keys[key] = new, wish
            return {KEY: key}
        return {"rendition": self.renditions[new]} if new in self.renditions else {}


def applied(source: str, edits: list[Edit]) -> str:
    """Return *source* with all *edits* made; of two at one place the first comes first."""
    out: list[str] = []
    at = 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        out.extend((source[at:start], text))
        at = max(at, end)
    return "".join((*out, source[at:]))


def _nodes(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.inside)


def _marks(root: Node) -> Iterator[Mark]:
    return (node.mark for node in _nodes(root) if node.mark is not None)
