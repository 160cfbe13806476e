"""The words and the lines of a document as its transcription wrote them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import tei_name
from tei.notation.declarations import CELL, Notation, read
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element as Element


class Word(NamedTuple):
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
        collected.extend(_split(text, pieces(text, applied)))
    return tuple(collected)


def lines(root: Element, notation: Notation | None = None) -> tuple[str, ...]:
    """The lines of every ``text`` below *root* as the transcription wrote them, white space collapsed, none blank."""
    applied = notation or read(root)
    rows = (row for text in outermost_texts(root) for row in _rows(pieces(text, applied)))
    return tuple(filter(None, map(normal, rows)))


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


# A text has a thousand of them: what the class itself would make takes twice as long.
_piece: Callable[[tuple[str, str, Element, Element, str]], Piece] = partial(tuple.__new__, Piece)
_CLOSING: Final = {"block": END, "run-in": RUN_IN}


def pieces(text: Element, notation: Notation) -> Iterator[Piece]:
    """The text of *text* in document order, with the places where blocks begin and end.

    Without recursion: documents may be a thousand levels deep.
    """
    display, (before, after) = notation.display(text), notation.generated(text)
    yield from _opening(text, notation, display, before)
    stack = [(text, iter(text), display, after)]
    while stack:
        element, children, display, after = stack[-1]
        child = next(children, None)
        if child is None:
            yield from _closing(element, display, after)
            stack.pop()
            if stack:
                yield _piece((TEXT, element.tail or "", stack[-1][0], element, "tail"))
        elif not isinstance(child.tag, str) or notation.is_added(child):
            yield _piece((TEXT, child.tail or "", element, child, "tail"))
        else:
            display, (before, after) = notation.display(child), notation.generated(child)
            yield from _opening(child, notation, display, before)
            stack.append((child, iter(child), display, after))


def _opening(element: Element, notation: Notation, display: str, before: str) -> Iterator[Piece]:
    if display != "inline":
        yield _piece((START, "", element, element, ""))
    elif notation.ends_line(element):
        yield _piece((END, "", element, element, ""))
    elif element.tag == CELL:
        yield _piece((APART, "", element, element, ""))
    yield _piece((TEXT, before, element, element, "before"))
    yield _piece((TEXT, element.text or "", element, element, "text"))


def _closing(element: Element, display: str, after: str) -> Iterator[Piece]:
    yield _piece((TEXT, after, element, element, "after"))
    if element.tag == CELL:
        yield _piece((APART, "", element, element, ""))
    if display != "inline":
        yield _piece((_CLOSING[display], "", element, element, ""))


_LETTERS: Final = re.compile(r"[^ \t\r\n]+")
_SPACES: Final = " \t\r\n"
_WHITE: Final = frozenset(_SPACES)


def _split(root: Element, steps: Iterable[Piece]) -> Iterator[Word]:
    """Steps through *root* become words: a word may run over several elements, never over the end of a block.

    A line begins where a block does, unless a run-in block has just ended. A cell only parts words.
    """
    letters, holder = "", root
    starts_line, runs_in = True, False
    for kind, text, element, _, _ in steps:
        apart = kind != TEXT or text[:1] in _WHITE
        for run in _LETTERS.findall(text):
            if letters and apart:
                yield Word(letters, holder, starts_line)
                letters, starts_line = "", False
            if not letters:
                holder = element
            letters += run
            apart, runs_in = True, False
        if letters and (kind != TEXT or text[-1:] in _WHITE):
            yield Word(letters, holder, starts_line)
            letters, starts_line = "", False
        if kind == RUN_IN:
            runs_in = True
        elif kind == END or (kind == START and not runs_in):
            starts_line, runs_in = True, False
    if letters:
        yield Word(letters, holder, starts_line)


def _rows(steps: Iterable[Piece]) -> Iterator[str]:
    """The characters of each line; where `_split` parts words there is white space, and it begins the same lines."""
    row: list[str] = []
    runs_in = False
    for kind, text, _, _, _ in steps:
        if kind == TEXT:
            row.append(text)
            runs_in = runs_in and not text.strip(_SPACES)
        elif kind == END or (kind == START and not runs_in):
            yield "".join(row)
            row, runs_in = [], False
        else:
            row.append(" ")
            runs_in = runs_in or kind == RUN_IN
    yield "".join(row)


def outermost_texts(root: Element) -> list[Element]:
    """Every ``text`` at or below *root* that is not inside another."""
    if root.tag == tei_name("text"):
        return [root]
    return [text for text in root.iter(tei_name("text")) if next(text.iterancestors(tei_name("text")), None) is None]
