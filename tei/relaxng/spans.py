"""Where the parts of a document stand: expat's byte offsets as spans of the text as it was written."""

from typing import TYPE_CHECKING

from tei.document.positions import Positions
from tei.document.tags import start_tag
from tei.relaxng.derivatives import WHITE_SPACE

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.document.tags import Attribute


class Spans:
    """The spans of one document. An offset is one of the text's UTF-8, as expat gives it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._positions = Positions(path, text)

    def start_tag(self, offset_bytes: int) -> "Span":
        """Return the span of the start tag; of the reference, where an entity brought the tag in."""
        tag = start_tag(self._positions.text, self._positions.from_bytes(offset_bytes))
        return self._positions.span(tag.start, tag.end)

    def attribute(self, offset_bytes: int, index: int) -> "Span":
        """Return the span of an attribute by its place among those of its start tag, declarations not counted.

        An attribute that the DTD supplies stands nowhere: it has the span of the start tag.
        """
        written = self._attributes(offset_bytes)
        if index >= len(written):
            return self.start_tag(offset_bytes)
        return self._positions.span(written[index].start, written[index].end)

    def _attributes(self, offset_bytes: int) -> "list[Attribute]":
        tag = start_tag(self._positions.text, self._positions.from_bytes(offset_bytes))
        return [one for one in tag.attributes if one.name != "xmlns" and not one.name.startswith("xmlns:")]

    def end_tag(self, offset_bytes: int, start_bytes: int) -> "Span":
        """Return the span of the end tag, or of the whole tag where an element's one tag is both."""
        text = self._positions.text
        start = self._positions.from_bytes(offset_bytes)
        tag = start_tag(text, self._positions.from_bytes(start_bytes))
        # expat puts the end of such an element behind its tag.
        if not text.startswith("</", start) or (tag.end == start and text.startswith("/>", start - 2)):
            return self._positions.span(tag.start, tag.end)
        return self._positions.span(start, text.find(">", start) + 1)

    def text(self, start_bytes: int, last_bytes: int, last: str) -> "Span":
        """Return the span of a text, without the white space at its ends; its *last* piece stands at *last_bytes*."""
        text = self._positions.text
        start, end = self._positions.from_bytes(start_bytes), self._positions.from_bytes(last_bytes)
        # A piece that a reference stands for is as long as the reference.
        end = text.find(";", end) + 1 if text.startswith("&", end) else end + len(last)
        while start < end and text[start] in WHITE_SPACE:
            start += 1
        while start < end and text[end - 1] in WHITE_SPACE:
            end -= 1
        return self._positions.span(start, end)
