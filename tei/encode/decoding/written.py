"""A document as its transcription wrote it: words with what parts them, and where each element stands in them.

Places are counted in letters: characters that are no white space. An element begins with the first letter that is its
own, generated brackets included, and ends with its last, so that white space, which means nothing, moves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import notation
from tei.names import tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.notation import Notation, Piece

CLOSE: Final = frozenset(
    tei_name(name)
    for name in ("item", "row", "l", "addrLine", "castItem", "lb", "cb", "gb", "signed", "dateline", "salute", "label")
)
"""Elements whose lines stand one below the other; the lines of all others have a blank line between them."""

_TOKENS: Final = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
_WHITE: Final = " \t\r\n"
_ROW: Final = tei_name("row")


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word and where its characters stand: ``at`` is its first letter, ``start`` its first character in the text.

    ``gap`` is what is written before it: nothing, a space, tabs, a line end or two. ``space`` is the white space that
    the document has there. ``element`` holds its first character.
    """

    text: str
    element: Element
    at: int
    start: int
    gap: str
    space: str

    @property
    def end(self) -> int:
        """The offset in the text of what follows the word, in code points."""
        return self.start + len(self.text)

    @property
    def starts_line(self) -> bool:
        """Whether a line begins with this word."""
        return not self.gap or "\n" in self.gap


class Run(NamedTuple):
    """Letters that stand together: from ``start`` to ``end``, in a slot of a node (see `notation.Piece`)."""

    start: int
    end: int
    node: Element
    slot: str


class Left(NamedTuple):
    """A node that the transcription had not (a comment, what an encoder added), and the letter before which it is."""

    at: int
    node: Element
    spaced: bool


@dataclass(slots=True)
class Written:
    """What `write` gives: the words, the letters that each element has, the runs of letters, and what was left out.

    ``spaced`` are the elements before which white space stands.
    """

    words: list[WrittenWord] = field(default_factory=list)
    ranges: dict[Element, tuple[int, int]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    spaced: set[Element] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The whole text, with a line end after it if there is any."""
        text = "".join(part for word in self.words for part in (word.gap, word.text))
        return f"{text}\n" if text else ""

    @property
    def lines(self) -> tuple[tuple[WrittenWord, ...], ...]:
        """The words line by line."""
        starts = [index for index, word in enumerate(self.words) if word.starts_line]
        return tuple(
            tuple(self.words[start:end]) for start, end in zip(starts, [*starts[1:], len(self.words)], strict=True)
        )


def write(root: Element, applied: Notation) -> Written:
    """Return what *root* gives back in the notation *applied*."""
    writer = _Writer()
    for text in notation.outermost_texts(root):
        for piece in notation.pieces(text, applied):
            writer.take(piece)
    writer.finish()
    return writer.written


@dataclass(slots=True)
class _Writer:
    """Pieces become words; what parts two of them is gathered until the second begins."""

    written: Written = field(default_factory=Written)
    letters: list[str] = field(default_factory=list)
    holder: Element | None = None
    gap: str = ""
    space: list[str] = field(default_factory=list)
    starts: dict[Element, int] = field(default_factory=dict)
    at: int = 0
    offset: int = 0
    breaks: str = ""
    tabs: int = 0
    runs_in: bool = False

    def take(self, piece: Piece) -> None:
        if piece.kind != "text":
            self.finish()
            self.boundary(piece)
            return
        node, slot = piece.node, piece.slot
        if slot == "before":
            self.starts[node] = -1
            self._open(node)
        elif slot == "tail" and node not in self.starts:
            self.written.left.append(Left(self.at, node, spaced=self.is_spaced))
        first = self.at
        for token in _TOKENS.findall(piece.text):
            self.token(token, piece.element)
        if self.at > first:
            self.written.runs.append(Run(first, self.at, node, slot))
        if slot == "after":
            self._close(node)

    @property
    def is_spaced(self) -> bool:
        """Whether white space stands between here and the last letter."""
        return bool(self.space) and not self.letters

    def _open(self, node: Element) -> None:
        self.starts[node] = self.at
        if self.is_spaced:
            self.written.spaced.add(node)

    def _close(self, node: Element) -> None:
        self.written.ranges[node] = (self.starts[node], self.at)

    def token(self, token: str, element: Element) -> None:
        """Either white space, which ends a word, or letters of one."""
        if token[0] in _WHITE:
            self.finish()
            self.space.append(token)
            return
        if not self.letters:
            self.holder = element
            self.gap = self._gap()
        self.letters.append(token)
        self.at += len(token)

    def finish(self) -> None:
        """The word gathered so far is one, if there is one."""
        if not self.letters or self.holder is None:
            return
        text = "".join(self.letters)
        start = self.offset + len(self.gap)
        word = WrittenWord(text, self.holder, self.at - len(text), start, self.gap, "".join(self.space))
        self.written.words.append(word)
        self.offset = word.end
        self.letters, self.space = [], []

    def boundary(self, piece: Piece) -> None:
        """A block begins or ends: a line with it, unless a run-in block has just ended. A cell only parts words."""
        if piece.kind == "apart":
            self._cell(piece.element)
        elif piece.kind == "run-in":
            self.runs_in = True
        elif piece.kind == "end" or not self.runs_in:
            close = piece.element.tag in CLOSE
            self.breaks = "\n" if close and self.breaks != "\n\n" else "\n\n"
            self.runs_in = False
            self.tabs = 0

    def _cell(self, cell: Element) -> None:
        """A tab stands before each cell but the first of its row; an empty cell leaves two together."""
        beginning = cell not in self.starts
        parent = cell.getparent()
        if beginning and parent is not None and parent.tag == _ROW and next(parent.iterchildren(cell.tag)) is not cell:
            self.tabs += 1

    def _gap(self) -> str:
        """What stands before a word that begins; a row's first cells may be empty."""
        breaks, tabs = self.breaks, "\t" * self.tabs
        self.breaks, self.tabs, self.runs_in = "", 0, False
        if not self.written.words:
            return ""
        return breaks + tabs or " "
