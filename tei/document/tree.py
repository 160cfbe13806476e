"""A document that passed: its tree, its text, and the way from the one to the other."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import names
from tei.document import extents, paths
from tei.document.tags import start_tag
from tei.document.texts import Texts
from tei.document.written import Written

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable

    from lxml.etree import _Element, _ElementTree

    from tei.diagnostics import Span
    from tei.document.positions import Positions
    from tei.document.tags import Tag

_WORD: Final = re.compile(r"\S+")
_DECLARATION: Final = re.compile(r"\A<\?xml\s[^>]*\?>\s*")


class Document:
    """A well-formed document, parsed safely; nothing in it is changed after that.

    ``path`` names it in findings, ``source`` is its text as decoded, ``root`` and ``tree`` are lxml's. One that
    *is_plain* has no DOCTYPE.
    """

    def __init__(
        self,
        positions: "Positions",
        tree: "_ElementTree",
        starts: "Callable[[], array[int]]",
        *,
        is_plain: bool = False,
    ) -> None:
        self._is_plain = is_plain
        self._positions = positions
        self._scanned = starts
        self._numbers = paths.Numbers()
        self.path: str = positions.path
        self.source: str = positions.text
        self.tree: _ElementTree = tree
        self.root: _Element = tree.getroot()

    def __repr__(self) -> str:
        """Return the path and the name of the outermost element."""
        return f"<Document {self.path!r}: {names.prefixed(str(self.root.tag))}>"

    def span(self, element: "_Element") -> "Span":
        """Return where the element's start tag stands; for what an entity brought in, where the reference stands."""
        tag = self._tag(element)
        return self._positions.span(tag.start, tag.end)

    def attribute_span(self, element: "_Element", name: str) -> "Span":
        """Return where the attribute with the Clark name *name* stands, or the start tag if it is not written there."""
        return self._positions.span(*self._attribute(element, name))

    def word_span(self, element: "_Element", name: str, number: int) -> "Span":
        """Return where a word of the attribute stands, counted from 0, or all of the attribute if it has no other."""
        start, end = self._attribute(element, name)
        value = self.source.find(self.source[end - 1], start) + 1
        words = list(_WORD.finditer(self.source, value, end - 1))
        # References to characters can make other words of it than are written.
        if number < len(words) == len(element.get(name, "").split()) > 1:
            return self._positions.span(*words[number].span())
        return self._positions.span(start, end)

    def offset(self, element: "_Element") -> int:
        """Return where the element's start tag begins in :attr:`source`, in code points."""
        return self._tag(element).start

    def extent(self, element: "_Element") -> tuple[int, int]:
        """Return where the element begins and ends in :attr:`source`, in code points."""
        tag = self._tag(element)
        if not tag.name or self.source[tag.end - 2] == "/":
            return tag.start, tag.end
        end_tag = self._positions.from_bytes(self._ends[self._order[element]])
        return tag.start, self.source.index(">", end_tag) + 1

    def attribute_offsets(self, element: "_Element", name: str) -> tuple[int, int]:
        """Return the offsets in :attr:`source` of what :meth:`attribute_span` tells the place of."""
        return self._attribute(element, name)

    def span_of(self, start: int, end: int) -> "Span":
        """Return the span from one offset in :attr:`source` to another, exclusive."""
        return self._positions.span(start, end)

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset in :attr:`source` of a line and column."""
        return self._positions.offset(line, column)

    def xpath(self, element: "_Element") -> str:
        """Return a readable XPath, anchored at the nearest ``@xml:id``."""
        return paths.readable(element, self._numbers)

    def resolve(self, path: str) -> "_Element":
        """Return the element that a machine-made XPath leads to, or that has the text or attribute it leads to.

        Understood are XPath 3.1's ``path()`` (``/Q{ns}TEI[1]/Q{ns}p[2]/@n``) and libxml2's form (``/*/*[2]``).
        Raises :class:`LookupError`.
        """
        return paths.resolve(self.root, path).element

    def span_at(self, path: str, characters: tuple[int, int] | None = None) -> "Span":
        """Return where the text, attribute or start tag stands that *path* leads to (see :meth:`resolve`).

        *characters* mean a part of a text; see :meth:`text_span`.
        """
        goal = paths.resolve(self.root, path)
        if goal.text:
            return self.text_span(goal.element, goal.text, characters)
        return self.attribute_span(goal.element, goal.attribute) if goal.attribute else self.span(goal.element)

    def text_span(
        self,
        element: "_Element",
        number: int | None = None,
        characters: tuple[int, int] | None = None,
    ) -> "Span":
        """Return where a text of the element stands, from its first word to the end of its last.

        A text is what XPath calls a text node. *number* counts those of the element from 1; without it the first that
        has words is meant. *characters* are the first and how many of its characters, as ``substring()`` counts them:
        then only these are meant. The start tag's place stands in for a text that is not there.
        """
        index = self._order[element]
        chosen = self._texts.first_with_words(index) if number is None else number
        return self._texts.span(index, chosen, characters) or self.span(element)

    @cached_property
    def serialised(self) -> str:
        """The document without its DOCTYPE, entities expanded: safe to hand to a processor that would follow one."""
        if self._is_plain:
            # All that it has stands in its text; an XML declaration names the encoding that the file had.
            return _DECLARATION.sub("", self.source)
        return etree.tostring(self.tree, encoding="unicode")

    @cached_property
    def written(self) -> Written:
        """The nodes as they are written, for whoever wants to change them."""
        return Written(self._positions, self.root)

    def place(self, start: int, end: int) -> "Span":
        """Return the span from one offset in :attr:`source` to another."""
        return self._positions.span(start, end)

    @cached_property
    def _starts(self) -> "array[int]":
        """The byte offset of each start tag, in the order of the document."""
        return self._scanned()

    @cached_property
    def _order(self) -> "dict[_Element, int]":
        # lxml keeps one proxy an element only while somebody holds it; the keys do.
        return {element: index for index, element in enumerate(self.root.iter("*"))}

    @cached_property
    def _ends(self) -> "array[int]":
        return extents.ends(self.source)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._positions)

    def _attribute(self, element: "_Element", name: str) -> tuple[int, int]:
        """Return the offsets of the attribute with the Clark name *name*, else those of the start tag."""
        tag = self._tag(element)
        wanted = names.split(name)
        for attribute in tag.attributes:
            prefix, colon, local = attribute.name.partition(":")
            namespace = (names.XML if prefix == "xml" else element.nsmap.get(prefix)) if colon else ""
            if (namespace, local if colon else prefix) == wanted:
                return attribute.start, attribute.end
        return tag.start, tag.end

    def _tag(self, element: "_Element") -> "Tag":
        offset_bytes = self._starts[self._order[element]]
        return start_tag(self.source, self._positions.from_bytes(offset_bytes))
