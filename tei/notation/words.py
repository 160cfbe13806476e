"""The words and the lines of a document as its transcription wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import tei_name
from tei.notation.declarations import CELL, Notation, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, as the transcription wrote it.

    ``element`` holds its first character; ``starts_line`` tells whether a line begins with it.
    """

    text: str
    element: Element
    starts_line: bool


def words(root: Element, notation: Notation | None = None) -> tuple[Word, ...]:
    """The words of every ``text`` below *root* as the transcription wrote them, brackets generated, additions left out.

    Runs of space, tab and line end separate words; U+00A0 is a character of one.
    """
    applied = notation or read(root)
    collected: list[Word] = []
    for text in outermost_texts(root):
        collected.extend(_split(pieces(text, applied)))
    return tuple(collected)


def lines(root: Element, notation: Notation | None = None) -> tuple[str, ...]:
    """The lines of every ``text`` below *root* as the transcription wrote them, white space collapsed, none blank."""
    collected: list[list[str]] = []
    for word in words(root, notation):
        if word.starts_line or not collected:
            collected.append([])
        collected[-1].append(word.text)
    return tuple(" ".join(line) for line in collected)


START: Final = "start"
END: Final = "end"
RUN_IN: Final = "run-in"
TEXT: Final = "text"
APART: Final = "apart"


class Piece(NamedTuple):
    """A step through a ``text``: characters (``kind`` is TEXT), or a place where a block or a cell begins or ends.

    ``element`` holds the characters, or is what begins or ends. ``slot`` says where characters stand at ``node``:
    *before* and *after* were generated, *text* and *tail* are written there. Each element that the transcription had
    gives one *before* and one *after*, though they be empty; what it had not, a comment too, gives its *tail* alone.
    """

    kind: str
    text: str
    element: Element
    node: Element
    slot: str = ""


def pieces(text: Element, notation: Notation) -> Iterator[Piece]:
    """The text of *text* in document order, with the places where blocks begin and end."""
    for event, element in _walk(text, notation):
        if event == START:
            display = notation.display(element)
            if display != "inline":
                yield Piece(START, "", element, element)
            elif notation.ends_line(element):
                yield Piece(END, "", element, element)
            elif element.tag == CELL:
                yield Piece(APART, "", element, element)
            yield Piece(TEXT, notation.generated(element)[0], element, element, "before")
            yield Piece(TEXT, element.text or "", element, element, "text")
        elif event == END:
            yield Piece(TEXT, notation.generated(element)[1], element, element, "after")
            display = notation.display(element)
            if element.tag == CELL:
                yield Piece(APART, "", element, element)
            if display != "inline":
                yield Piece(END if display == "block" else RUN_IN, "", element, element)
        else:
            parent = element.getparent()
            yield Piece(TEXT, element.tail or "", parent if parent is not None else element, element, "tail")


def _walk(root: Element, notation: Notation) -> Iterator[tuple[str, Element]]:
    """Start, end and tail of each element below *root*, without recursion: documents may be a thousand levels deep."""
    yield START, root
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            yield END, element
            stack.pop()
            if stack:
                yield "tail", element
        elif not isinstance(child.tag, str) or notation.is_added(child):
            yield "tail", child
        else:
            yield START, child
            stack.append((child, iter(child)))


_TOKENS: Final = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
_WHITE: Final = " \t\r\n"


@dataclass(slots=True)
class _Gatherer:
    """Pieces become words: a word may run over several elements, never over the end of a block."""

    starts_line: bool = True
    runs_in: bool = False
    letters: list[str] = field(default_factory=list)
    holder: Element | None = None

    def finish(self) -> Iterator[Word]:
        """The word gathered so far, if there is one."""
        if self.letters and self.holder is not None:
            yield Word("".join(self.letters), self.holder, self.starts_line)
            self.letters = []
            self.starts_line = False

    def boundary(self, kind: str) -> None:
        """A block begins or ends: a line with it, unless a run-in block has just ended. A cell only parts words."""
        if kind == APART:
            return
        if kind == RUN_IN:
            self.runs_in = True
        elif kind == END or not self.runs_in:
            self.starts_line = True
            self.runs_in = False

    def token(self, token: str, element: Element) -> Iterator[Word]:
        """Either white space, which ends a word, or letters of one."""
        if token[0] in _WHITE:
            yield from self.finish()
            return
        if not self.letters:
            self.holder = element
        self.runs_in = False
        self.letters.append(token)


def _split(steps: Iterable[Piece]) -> Iterator[Word]:
    gatherer = _Gatherer()
    for kind, text, element, _, _ in steps:
        if kind == TEXT:
            for token in _TOKENS.findall(text):
                yield from gatherer.token(token, element)
        else:
            yield from gatherer.finish()
            gatherer.boundary(kind)
    yield from gatherer.finish()


def outermost_texts(root: Element) -> list[Element]:
    """Every ``text`` at or below *root* that is not inside another."""
    if root.tag == tei_name("text"):
        return [root]
    return [text for text in root.iter(tei_name("text")) if next(text.iterancestors(tei_name("text")), None) is None]
