"""A document as the merge sees it: words, the letters of each element, and the blocks whose words are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tei import notation
from tei.encode.decoding import write
from tei.names import TEI, XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.decoding.written import Left, Written
    from tei.encode.transcription import Transcription
    from tei.notation import Notation

XML_ID = f"{{{XML}}}id"


class Leaf(NamedTuple):
    """A block with words of its own, and which: from ``first`` to ``last``, exclusive."""

    element: Element
    first: int
    last: int


@dataclass(frozen=True)
class Strand:
    """One of the documents of a merge, read once."""

    document: Document
    applied: Notation
    written: Written
    lines: tuple[bool, ...] | None = None

    @cached_property
    def words(self) -> list[str]:
        """The words."""
        return [word.text for word in self.written.words]

    @cached_property
    def begins(self) -> list[bool]:
        """Of each word, whether a line begins with it: in the transcription, if that is known, else in the document."""
        return [word.starts_line for word in self.written.words] if self.lines is None else list(self.lines)

    @cached_property
    def at(self) -> list[int]:
        """The first letter of each word, and behind them the number of letters."""
        words = self.written.words
        return [*(word.at for word in words), words[-1].at + len(words[-1].text) if words else 0]

    @cached_property
    def starting(self) -> dict[int, int]:
        """The number of the word that begins with a letter."""
        return {at: number for number, at in enumerate(self.at[:-1])}

    @cached_property
    def letters(self) -> str:
        """All letters."""
        return "".join(self.words)

    @cached_property
    def generated(self) -> set[int]:
        """The letters that are written nowhere in the document."""
        runs = (run for run in self.written.runs if run.slot in {"before", "after"})
        return {letter for run in runs for letter in range(run.start, run.end)}

    @cached_property
    def order(self) -> dict[Element, int]:
        """The place of each node in the document."""
        return {node: number for number, node in enumerate(self.document.root.iter())}

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The blocks that have the words, in order: each word is in one of them."""
        found: list[Leaf] = []
        pending = notation.outermost_texts(self.document.root)[::-1]
        while pending:
            element = pending.pop()
            if self._is_container(element):
                pending.extend(child for child in reversed(element) if child in self.written.ranges)
                continue
            first, last = self.words_of(element)
            if first < last:
                found.append(Leaf(element, first, last))
        return found

    @cached_property
    def numbers(self) -> dict[Element, int]:
        """The number of each leaf."""
        return {leaf.element: number for number, leaf in enumerate(self.leaves)}

    def leaf_of(self, word: int) -> int:
        """Return the number of the leaf that has the *word*."""
        return max(bisect_right(self.leaves, word, key=lambda leaf: leaf.first) - 1, 0)

    @cached_property
    def identified(self) -> dict[str, Element]:
        """The elements by their ``xml:id``."""
        return {one.get(XML_ID, ""): one for one in self.document.root.iter(f"{{{TEI}}}*") if one.get(XML_ID)}

    def words_of(self, element: Element) -> tuple[int, int]:
        """Return the words that have letters of *element*: the first, and what follows the last."""
        start, end = self.written.ranges[element]
        if start == end:
            index = bisect_left(self.at, start)
            return index, index
        first = bisect_left(self.at, start + 1) - 1
        return first, bisect_left(self.at, end)

    @cached_property
    def left(self) -> dict[Element, list[Left]]:
        """What the transcription had not, by the leaf that it stands in."""
        leaves = {leaf.element for leaf in self.leaves}
        found: dict[Element, list[Left]] = {}
        for one in self.written.left:
            holder = next((above for above in one.node.iterancestors() if above in leaves), None)
            if holder is not None:
                found.setdefault(holder, []).append(one)
        return found

    def within(self, leaf: Element) -> Iterator[Element]:
        """Return the elements in *leaf* that the transcription had, in the order of the document."""
        return (one for one in leaf.iterdescendants() if one in self.written.ranges)

    def _is_container(self, element: Element) -> bool:
        """Whether *element* has no words but those of blocks in it, and writes nothing around them."""
        ranges = self.written.ranges
        if any(self.applied.generated(element)) or _is_worded(element.text):
            return False
        children = [child for child in element if child in ranges and ranges[child][0] < ranges[child][1]]
        if any(_is_worded(child.tail) for child in element):
            return False
        return bool(children) and all(
            self.applied.display(child) != "inline" or self.applied.ends_line(child) for child in children
        )


def strand(document: Document) -> Strand:
    """Return *document* in the notation of its own header."""
    applied = notation.read(document.root)
    return Strand(document, applied, write(document.root, applied))


def read_as(document: Document, text: Transcription) -> Strand:
    """Return *document*, whose lines are those of the transcription that it encodes."""
    found = strand(document)
    words = [word.text for word in text.words]
    size = len(found.words)
    for at in (at for at, word in enumerate(text.words) if word.starts_line and found.words[:1] == [word.text]):
        if words[at : at + size] == found.words:
            return replace(found, lines=tuple(word.starts_line for word in text.words[at : at + size]))
    return found


def _is_worded(text: str | None) -> bool:
    return bool(text and text.strip(" \t\r\n"))
