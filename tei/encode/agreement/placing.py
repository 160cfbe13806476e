"""The elements of a text by the characters of the transcription that they hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import notation
from tei.encode.agreement.nodes import Node
from tei.names import prefixed
from tei.notation.words import outermost_texts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.diagnostics import Span
    from tei.document import Document
    from tei.notation import Notation

_WORD: Final = re.compile(r"[^ \t\r\n]+")
_QUOTED_CHARS: Final = 60
"""How much of what an element holds is quoted whole; of more, the first and the last characters."""
_FIRST_CHARS: Final = 36
_LAST_CHARS: Final = 18
_NEXT_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """An element, and where what it holds begins and ends, what is generated around it included.

    The offsets count the characters of the transcription that are not white space: two encodings may lay their lines
    in different ways.
    """

    element: Element
    name: str
    start: int
    end: int


class _Fragment(NamedTuple):
    """A word, or a part of one, in a text node: its first character there, and how many it has."""

    node: Node
    first: int
    size: int


@dataclass(slots=True)
class _Opened:
    """An element whose end has not come yet; ``nodes`` counts its text nodes."""

    element: Element
    number: int
    children: Iterator[Element]
    nodes: int = 0


class Text:
    """Everything below the ``text`` elements of a document, without what the encoder has added."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.notation: Notation = notation.read(document.root)
        self.words: tuple[str, ...] = tuple(word.text for word in notation.words(document.root, self.notation))
        self.word_starts: tuple[int, ...] = (0, *accumulate(map(len, self.words)))
        walk = _Walk(self.notation)
        for text in outermost_texts(document.root):
            walk.take(text)
        self.elements: tuple[Placed, ...] = tuple(
            Placed(element, prefixed(str(element.tag)), start, end)
            for element, start, end in zip(walk.elements, walk.starts, walk.ends, strict=True)
        )
        self._fragments = walk.fragments
        self._fragment_starts = walk.fragment_starts

    def quote(self, start: int, end: int) -> str:
        """The words from one offset to another; of many, the first and the last."""
        if end - start <= _QUOTED_CHARS:
            return self._words(start, end)
        return f"{self._words(start, start + _FIRST_CHARS)}…{self._words(end - _LAST_CHARS, end)}"

    def next_words(self, start: int) -> str:
        """The beginning of what follows an offset, "" at the end."""
        index = bisect_right(self.word_starts, start) - 1
        return self.quote(start, self.word_starts[min(index + _NEXT_WORDS, len(self.words))])

    def _words(self, start: int, end: int) -> str:
        parts: list[str] = []
        index = bisect_right(self.word_starts, start) - 1
        while index < len(self.words) and self.word_starts[index] < end:
            first = self.word_starts[index]
            parts.append(self.words[index][max(start - first, 0) : end - first])
            index += 1
        return " ".join(parts)

    def span(self, offset: int) -> Span:
        """Where the word, or part of one, stands in the file that holds the character at *offset*, or is the last."""
        if not self._fragments:
            return self._document.span(self._document.root)
        number = max(bisect_right(self._fragment_starts, offset) - 1, 0)
        node, first, size = self._fragments[number]
        inside = min(max(offset - self._fragment_starts[number], 0), size - 1)
        return node.span(self._document, first + inside, first + size)


class _Walk:
    """One way through the elements in document order, without recursion: documents may be a thousand levels deep."""

    def __init__(self, applied: Notation) -> None:
        self._notation = applied
        self._offset = 0
        self.elements: list[Element] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.fragments: list[_Fragment] = []
        self.fragment_starts: list[int] = []

    def take(self, text: Element) -> None:
        """Note the elements below *text*."""
        stack = [_Opened(text, -1, iter(text))]
        self._generate(text, 0)
        self._text(stack[0], text.text)
        while stack:
            top = stack[-1]
            child = next(top.children, None)
            if child is None:
                self._close(stack.pop(), stack[-1] if stack else None)
            elif isinstance(child.tag, str) and not self._notation.is_added(child):
                stack.append(self._opened(child))
            else:
                self._text(top, child.tail)

    def _opened(self, element: Element) -> _Opened:
        opened = _Opened(element, len(self.elements), iter(element))
        self.elements.append(element)
        self.starts.append(self._offset)
        self.ends.append(self._offset)
        self._generate(element, 0)
        self._text(opened, element.text)
        return opened

    def _close(self, closed: _Opened, parent: _Opened | None) -> None:
        self._generate(closed.element, 1)
        if closed.number >= 0:
            self.ends[closed.number] = self._offset
        if parent is not None:
            self._text(parent, closed.element.tail)

    def _generate(self, element: Element, side: int) -> None:
        self._add(Node(element, 0, self._notation.generated(element)[side]))

    def _text(self, holder: _Opened, text: str | None) -> None:
        if text:
            holder.nodes += 1
            self._add(Node(holder.element, holder.nodes, text))

    def _add(self, node: Node) -> None:
        for found in _WORD.finditer(node.text):
            size = found.end() - found.start()
            self.fragments.append(_Fragment(node, found.start(), size))
            self.fragment_starts.append(self._offset)
            self._offset += size
