"""Text nodes, and where their words stand in the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.diagnostics import Span
    from tei.document import Document

_SEARCHED_CHARS: Final = 100_000
"""In a longer text that has references no single word is sought: each search takes as long as the text is."""
_OTHERWISE: Final = -1


@dataclass(slots=True, eq=False)
class Node:
    """A text node of ``element``, by its ``number`` there: from 1, as XPath counts; 0 if it is generated.

    ``start`` is where it begins in the source, -1 if it is written there in another way (with references), and None as
    long as nobody has asked.
    """

    element: Element
    number: int
    text: str
    start: int | None = None

    def span(self, document: Document, first: int, last: int) -> Span:
        """Where the characters from *first* to *last* stand; for what is generated, the start tag's place."""
        if not self.number:
            return document.span(self.element)
        if self.start is None:
            self.start = self._sought(document)
        if self.start != _OTHERWISE:
            return document.span_of(self.start + first, self.start + last)
        if len(self.text) > _SEARCHED_CHARS:
            return document.span(self.element)
        return document.text_span(self.element, self.number, (first + 1, last - first))

    def _sought(self, document: Document) -> int:
        whole = document.text_span(self.element, self.number, (1, len(self.text)))
        start = document.offset_of(whole.line, whole.column)
        return start if document.source.startswith(self.text, start) else _OTHERWISE
