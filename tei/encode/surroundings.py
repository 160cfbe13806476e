"""The lines around a document, and where its header accounts for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from tei.names import tei_name
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_TELLING_CHARS: Final = 40
"""A line this long is accounted for inside a longer passage of the header; a shorter one must be all of an element."""


class Surroundings:
    """The passages of the teiHeader in which the lines around a document may stand.

    Not the whole header: a name or a date of the correspondence description would account for a lost signature.
    """

    def __init__(self, root: Element) -> None:
        passages = [
            normal(_text(element))
            for header in root.iter(tei_name("teiHeader"))
            for place in _places(header)
            for element in place.iter("{*}*")
            if not _is_wrapper(element)
        ]
        self._left = Counter(passages)
        self._long = [passage for passage in passages if len(passage) >= _TELLING_CHARS]
        self._quoted = {
            normal(_text(quote))
            for sampling in root.iter(tei_name("samplingDecl"))
            for quote in sampling.iter(tei_name("quote"), tei_name("q"))
        }

    def has(self, line: str) -> bool:
        """Return whether *line* is all of a passage, or, if it is long, part of one."""
        return line in self._left or self._is_part(line)

    def take(self, line: str) -> bool:
        """Return whether *line* is accounted for; a passage accounts for one line, a long one for many in it."""
        if self._left[line] > 0:
            self._left[line] -= 1
            return True
        return self._is_part(line)

    def quotes(self, line: str) -> bool:
        """Return whether the sampling declaration quotes *line* as the page's own, which may come again and again."""
        return line in self._quoted

    def _is_part(self, line: str) -> bool:
        return len(line) >= _TELLING_CHARS and any(line in passage and line != passage for passage in self._long)


def _places(header: Element) -> Iterator[Element]:
    """Where a header says what the page around a document said: title, citation, summary, reference, rights."""
    for title_statement in header.iter(tei_name("titleStmt")):
        yield from title_statement.iterchildren(tei_name("title"))
    for publication in header.iter(tei_name("publicationStmt")):
        yield from publication.iterchildren(tei_name("availability"))
    yield from header.iter(tei_name("abstract"))
    for source in header.iter(tei_name("sourceDesc")):
        yield from source.iterchildren(tei_name("bibl"), tei_name("biblFull"), tei_name("biblStruct"))
        yield from (idno for idno in source.iter(tei_name("idno")) if idno.get("type") == "reference")


def _is_wrapper(element: Element) -> bool:
    """Return whether *element* holds one other and nothing else: their text is one passage."""
    return len(element) == 1 and normal(_text(element)) == normal(_text(element[0]))


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""
