"""What a transcription writes around the words: read from a document's own ``rendition`` elements.

An edition does not store the editorial brackets of its transcription as text. Its ``tagsDecl`` says which elements
were written in which brackets, in CSS: a ``rendition`` with ``@scope`` *before* or *after* and ``content: "…"``,
chosen by ``@selector`` or by an element's own ``@rendition``. This room applies those rules, so that the words and the
lines of the transcription can be given back from the file alone.

Source: TEI P5 Guidelines, section 2.3.4 (The Tagging Declaration), elements ``rendition`` and ``tagsDecl``.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from tei.names import TEI
from tei.notation.declarations import LINE_ENDS, Fault, Notation, encoders, read
from tei.notation.words import Piece, Word, lines, outermost_texts, pieces, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

__all__ = [
    "ADDED",
    "AFTER",
    "BEFORE",
    "DISPLAY",
    "NOTATION",
    "Fault",
    "Notation",
    "Piece",
    "Word",
    "annotate",
    "encoders",
    "lines",
    "outermost_texts",
    "pieces",
    "read",
    "words",
]

NOTATION: Final = "urn:tei:notation"
"""Namespace of the attributes that `annotate` sets: ``before``, ``after``, ``display``, ``added``."""

BEFORE: Final = f"{{{NOTATION}}}before"
AFTER: Final = f"{{{NOTATION}}}after"
DISPLAY: Final = f"{{{NOTATION}}}display"
ADDED: Final = f"{{{NOTATION}}}added"


def annotate(root: Element) -> Element:
    """A copy of *root* in which every element of a ``text`` carries what its notation says, as attributes.

    In the namespace `NOTATION`: ``before`` and ``after`` hold generated strings; ``display`` is ``block`` or ``run-in``
    (absent: inline), and ``inline`` on a page or line beginning that ends no line; ``added`` is ``true`` where an
    encoder is responsible. *root* itself is not changed.
    """
    notation = read(root)
    annotated = copy.deepcopy(root)
    for element in _in_texts(annotated):
        before, after = notation.generated(element)
        display = notation.display(element)
        if before:
            element.set(BEFORE, before)
        if after:
            element.set(AFTER, after)
        if display != "inline" or (element.tag in LINE_ENDS and not notation.ends_line(element)):
            element.set(DISPLAY, display)
        if notation.is_added(element):
            element.set(ADDED, "true")
    return annotated


def _in_texts(root: Element) -> Iterator[Element]:
    for text in outermost_texts(root):
        yield from text.iter(f"{{{TEI}}}*")
