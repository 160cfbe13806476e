"""One of two documents, made ready to be compared with the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tei.encode.agreement.facing import Side, stretches
from tei.encode.agreement.matching import Extent, Item
from tei.encode.agreement.placing import Text
from tei.encode.agreement.pointing import Pointers
from tei.encode.alignment import align
from tei.names import prefixed

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.document import Document
    from tei.encode.alignment import Hunk


class Edition(NamedTuple):
    """A document, its text, where that is in what two texts share, what its pointers mean, and its elements."""

    document: Document
    text: Text
    side: Side
    pointers: Pointers
    items: tuple[Item, ...]

    def words(self, item: Item) -> str:
        """The words that the element holds."""
        return self.text.quote(item.placed.start, item.placed.end)

    def around(self, item: Item) -> str:
        """Where the element is, in words: around some, before some, or at the end."""
        if words := self.words(item):
            return f"around “{words}”"
        following = self.text.next_words(item.placed.start)
        return f"before “{following}”" if following else "at the end"

    def span(self, item: Item) -> Span:
        """Where the element's start tag stands."""
        return self.document.span(item.placed.element)

    def attribute_span(self, item: Item, name: str) -> Span:
        """Where the attribute ``@name`` stands, or the start tag of an element that does not have it."""
        element = item.placed.element
        for written in map(str, element.attrib):
            if f"@{prefixed(written)}" == name:
                return self.document.attribute_span(element, written)
        return self.span(item)

    def span_facing(self, offset: int, other: Edition) -> Span:
        """Where the words stand here that *other* has at *offset*."""
        return self.text.span(other.side.other(offset))


def editions(made: Document, gold: Document) -> tuple[Edition, Edition, tuple[Hunk, ...]]:
    """Both documents, and their words face to face."""
    mine, theirs = Text(made), Text(gold)
    hunks = align(mine.words, theirs.words)
    facing = stretches(mine, theirs, hunks)
    return _edition(made, mine, Side(facing, made=True)), _edition(gold, theirs, Side(facing, made=False)), hunks


def _edition(document: Document, text: Text, side: Side) -> Edition:
    extents = [Extent(side.common(one.start), side.common(one.end), one.start == one.end) for one in text.elements]
    placed = list(zip(text.elements, extents, strict=True))
    pointers = Pointers(document.root, text.notation, {one.element: (one.name, *extent) for one, extent in placed})
    items = tuple(Item(one, extent, pointers.values(one.element)) for one, extent in placed)
    return Edition(document, text, side, pointers, items)
