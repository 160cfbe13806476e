"""A document made of several files: the whole, and the way back from it to the files."""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from tei import names
from tei.diagnostics import Diagnostic, Span
from tei.document import paths, xpointers
from tei.document.expanding import expanded
from tei.document.inclusions import EXAMPLES
from tei.document.parsing import parse_text
from tei.document.positions import Positions
from tei.document.shelves import Found
from tei.document.splicing import Splice
from tei.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.document.tree import Document
    from tei.limits import Limits

_ELEMENTS: Final = etree.XPath(
    "//xi:*[not(ancestor::ex:*)][self::xi:include or self::xi:fallback]",
    namespaces={"xi": names.XI, "ex": EXAMPLES},
)
# The places that messages of the grammar engine tell.
_PLACE: Final = re.compile(r"(?<=at )([0-9]+):([0-9]+)(?= )")


def of_xinclude(document: "Document") -> "list[_Element]":
    """Return the elements of XInclude in *document*, in their order; those in examples are none."""
    if names.XI not in document.source:
        return []
    found: Any = _ELEMENTS(document.tree)  # What an XPath gives, the stubs cannot know.
    return list(found)


class Part:
    """One of the files that a document is made of; ``address`` is seen from the document, ``place`` is its true path.

    ``written`` is its text as it is, ``document`` the same with its entities written out; a file that is included as
    text has no document.
    """

    def __init__(self, found: Found, address: str, text: str, document: "Document | None", limits: "Limits") -> None:
        self.place, self.path = found
        self.address = address
        self.text = text
        self.original = document
        self._splice = expanded(document) if document else None
        self.document = document
        if document and self._splice:
            self.document = parse_text(self._splice.text, self.path, limits)

    @cached_property
    def includes(self) -> "list[tuple[int, int, _Element]]":
        """The elements of XInclude with their extents, in their order."""
        found = of_xinclude(self.document) if self.document else ()
        return [(*self.whole.extent(element), element) for element in found]

    def includes_between(self, first: int, last: int) -> "Iterator[tuple[int, int, _Element]]":
        """Yield those of :attr:`includes` that begin from the offset *first* on and before *last*."""
        index = bisect_left(self.includes, first, key=itemgetter(0))
        while index < len(self.includes) and self.includes[index][0] < last:
            yield self.includes[index]
            index += 1

    @cached_property
    def identified(self) -> "dict[str, _Element]":
        """The elements with an ``xml:id``, the first of each."""
        found: dict[str, _Element] = {}
        for element in self.whole.root.iter("*"):
            if paths.XML_ID in element.attrib:
                found.setdefault(str(element.attrib[paths.XML_ID]), element)
        return found

    def selection(self, xpointer: str) -> "list[_Element] | xpointers.XPointerError":
        """Return what *xpointer* means in the document, or why it means nothing."""
        try:
            return xpointers.selected(self.whole.root, xpointer, self.identified)
        except xpointers.XPointerError as fault:
            return fault

    @property
    def whole(self) -> "Document":
        """The document; of a text that has none nobody asks."""
        if self.document is None:
            raise TypeError(self.path)
        return self.document

    def back(self, offset: int) -> tuple[int, int]:
        """Return the offsets in the file of a character of the document, and of what follows it."""
        if self._splice is None:
            return offset, offset + 1
        return self._splice.at(offset).back(offset)

    def span(self, first: int, last: int) -> Span:
        """Return the place in the file of a stretch of the document."""
        start, _end = self.back(first)
        _start, end = self.back(last - 1) if last > first else (start, start)
        return self.span_of(start, max(start, end))

    def span_of(self, start: int, end: int) -> Span:
        """Return the span between two offsets of the file."""
        return Span(*self._positions.place(start), *self._positions.place(end))

    def xpath(self, offset: int) -> str:
        """Return an XPath to the element whose start tag is at *offset* of the document, "" if there is none."""
        element = self._by_offset.get(offset)
        return "" if element is None else self.whole.xpath(element)

    @cached_property
    def _by_offset(self) -> "dict[int, _Element]":
        return {self.whole.offset(one): one for one in self.whole.root.iter("*")} if self.document else {}

    @cached_property
    def _positions(self) -> "Positions":
        return Positions(self.path, self.text)


class Instance(NamedTuple):
    """A part in one of the places where it is included; ``via`` are the places of the inclusions, the nearest first."""

    part: Part
    via: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


class Made:
    """What a document is made of, as far as it has got.

    ``splice`` is its text, made of ``instances``; ``faults`` is what is wrong with inclusions, and ``failed`` has their
    extents by the places of parts; ``unread`` has the texts of files that are no documents.
    """

    def __init__(self) -> None:
        self.splice = Splice()
        self.instances: list[Instance] = []
        self.faults: list[Diagnostic] = []
        self.failed: dict[str, list[tuple[int, int]]] = {}
        self.unread: dict[str, str] = {}

    def located(self, finding: Diagnostic, positions: Positions) -> Diagnostic:
        """Return a *finding* on a text that is no document as one in the file that it stands in."""
        start = positions.offset(finding.span.line, finding.span.column)
        piece = self.splice.at(start)
        instance = self.instances[max(piece.source, 0)]
        span = instance.part.span(*piece.back(start))
        return replace(finding, path=instance.part.path, span=span, included_by=instance.via)


class Merged:
    """A document with what it includes; ``parts`` are the files, its own first, ``faults`` are those of inclusions."""

    def __init__(self, whole: "Document | None", made: "Made") -> None:
        self._whole = whole
        self._instances = made.instances
        self._splice = made.splice
        self._failed = made.failed
        self._unread = made.unread
        self.faults = tuple(dict.fromkeys(made.faults))
        self.parts = tuple(dict.fromkeys(one.part for one in self._instances))
        self.via = {one.part: one.via for one in reversed(self._instances)}
        """The places of the inclusions by which each part was read first."""

    @property
    def is_document(self) -> bool:
        """Whether the whole is a document; if not, the faults say why."""
        return self._whole is not None

    @property
    def document(self) -> "Document":
        """The whole."""
        if self._whole is None:
            raise DocumentError(self.faults)
        return self._whole

    @property
    def included(self) -> tuple[str, ...]:
        """The places of the files whose content is part of the whole, that of the document itself left out."""
        return tuple(dict.fromkeys(part.place for part in self.parts[1:]))

    @property
    def sources(self) -> dict[str, str]:
        """The texts of the files by their paths."""
        return {**self._unread, **{part.path: part.text for part in self.parts}}

    @cached_property
    def _goals(self) -> paths.Goals:
        return paths.Goals(self.document.root)

    def located(self, finding: Diagnostic) -> Diagnostic | None:
        """Return a *finding* on the whole as one on the file that it stands in.

        None for what is found fault with only because it was made by the inclusion itself, or because something could
        not be included.
        """
        found = _Location.of(finding.span, self.document, self._splice)
        if found.source < 0:
            return None
        instance = self._instances[found.source]
        if any(first <= found.first < last for first, last in self._failed.get(instance.part.place, ())):
            return None
        return replace(
            finding,
            path=instance.part.path,
            span=instance.part.span(found.first, found.last),
            xpath=self._xpath(finding.xpath, found.source),
            message=self._replaced(finding.message, instance.part),
            help=tuple(self._replaced(advice, instance.part) for advice in finding.help),
            included_by=instance.via,
        )

    def _xpath(self, path: str, source: int) -> str:
        """Return an XPath of the whole as one of the file of *source*."""
        for element in self._goals.of(path):
            offset = self.document.offset(element)
            piece = self._splice.at(offset)
            if piece.source == source:
                attribute = path.rpartition("/")[2]
                found = self._instances[source].part.xpath(piece.first + offset - piece.start)
                return f"{found}/{attribute}" if attribute.startswith("@") else found
        return ""

    def _replaced(self, words: str, here: Part) -> str:
        """Return the *words* of a finding with the places in them told in the files."""

        def place(match: re.Match[str]) -> str:
            line, column = int(match[1]), int(match[2])
            found = _Location.of(Span(line, column, line, column), self.document, self._splice)
            part = self._instances[max(found.source, 0)].part
            span = part.span(found.first, found.last)
            shown = f"{span.line}:{span.column}"
            return shown if part is here else f"{part.path}:{shown}"

        return _PLACE.sub(place, words)


class _Location(NamedTuple):
    """A stretch of one of the sources of a splice."""

    source: int
    first: int
    last: int

    @classmethod
    def of(cls, span: Span, document: "Document", splice: Splice) -> "_Location":
        """Return where a span of the whole comes from; what reaches into another source ends with its own."""
        start = document.offset_of(span.line, span.column)
        end = document.offset_of(span.end_line, span.end_column)
        piece = splice.at(start)
        if piece.source < 0 and end > piece.start + 1 and splice.at(end - 1).source >= 0:
            piece = splice.at(end - 1)
        first, last = piece.back(max(start, piece.start))
        if end <= start:
            return cls(piece.source, first, first)
        other = splice.at(end - 1)
        if other.source == piece.source:
            return cls(piece.source, first, max(other.back(end - 1)[1], first))
        return cls(piece.source, first, piece.last if piece.literal else last)
