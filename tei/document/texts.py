"""Where each text of a document stands: a second pass with expat, made when the first such place is asked for.

A text is what XPath calls a text node: the characters between two tags, comments or processing instructions, CDATA
sections and what references stand for included.
"""

import pyexpat
import re
from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.document.positions import Positions

_WHITE: Final = " \t\r\n"
# What may stand in the source for characters that are not written there: a reference, or another end of a line.
_STAND_IN: Final = re.compile(r"&[^;]*;|\r\n?|")


class _Piece(NamedTuple):
    """Characters of a text that stand together in the source, by their offset in bytes and their number there.

    ``stood_for`` are those that a reference gives, "" for characters that stand in the source as they are.
    """

    start: int
    size_bytes: int
    stood_for: str


class _Place(NamedTuple):
    """A piece by its offsets in code points, and its characters, which stand there or are stood for."""

    start: int
    end: int
    characters: str
    literal: bool


class Texts:
    """The texts of a document, each known by the index of its element in document order and its number there."""

    def __init__(self, positions: "Positions") -> None:
        self._positions = positions
        self._found = _Pass(positions.text).run()

    def span(self, element: int, number: int, characters: tuple[int, int] | None = None) -> "Span | None":
        """Return where the text *number*, from 1, of an element stands, or None if it has no such text.

        White space at its edges is left out. *characters* mean a part: the first and how many, as ``substring()`` of
        XPath counts them. What comes out of an entity has the place of the reference.
        """
        places = [self._place(piece) for piece in self._found.text(element, number)]
        if not places:
            return None
        value = "".join(place.characters for place in places)
        first, last = _part(value, characters) if characters else _edges(value)
        return self._positions.span(_located(places, first)[0], _located(places, last - 1)[1])

    def first_with_words(self, element: int) -> int:
        """Return the number of the first text of an element that is not white space alone, or 0."""
        number = 0
        while pieces := self._found.text(element, number := number + 1):
            if any(self._place(piece).characters.strip(_WHITE) for piece in pieces):
                return number
        return 0

    def _place(self, piece: _Piece) -> _Place:
        text, start = self._positions.text, self._positions.from_bytes(piece.start)
        if not piece.stood_for:
            end = self._positions.from_bytes(piece.start + piece.size_bytes)
            return _Place(start, end, text[start:end], literal=True)
        written = _STAND_IN.match(text, start)
        return _Place(start, written.end() if written else start, piece.stood_for, literal=False)


def _edges(value: str) -> tuple[int, int]:
    """Return where the words of *value* begin and end; all of it if it is white space alone."""
    first, last = len(value) - len(value.lstrip(_WHITE)), len(value.rstrip(_WHITE))
    return (first, last) if first < last else (0, len(value))


def _part(value: str, characters: tuple[int, int]) -> tuple[int, int]:
    """Return where *characters* begin and end, or the words of *value* if there are no such characters."""
    first, last = max(characters[0] - 1, 0), min(characters[0] - 1 + characters[1], len(value))
    return (first, last) if first < last else _edges(value)


def _located(places: list[_Place], index: int) -> tuple[int, int]:
    """Return the offsets in the source of the character *index* of a text, and of what follows it."""
    before = 0
    for place in places:
        inside = index - before
        if inside < len(place.characters):
            return (place.start + inside, place.start + inside + 1) if place.literal else (place.start, place.end)
        before += len(place.characters)
    return places[-1].end, places[-1].end


class _Found:
    """The pieces of all texts in order, where each text begins among them, and the texts of each element."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.firsts = array("q")
        self.of_element: dict[int, array[int]] = {}

    def text(self, element: int, number: int) -> list[_Piece]:
        """Return the pieces of the text *number*, from 1, of *element*; none if there is no such text."""
        texts = self.of_element.get(element, ())
        if not 1 <= number <= len(texts):
            return []
        text = texts[number - 1]
        return self.pieces[self.firsts[text] : self.firsts[text + 1]]


class _Pass:
    """A well-formed document on its way through expat."""

    def __init__(self, text: str) -> None:
        self._source = text.encode("utf-8")
        self._found = _Found()
        self._open: list[int] = []
        self._elements = 0
        self._in_text = self._in_section = False
        self._parser = pyexpat.ParserCreate("UTF-8")

    def run(self) -> _Found:
        """Return the texts."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._interrupt
        parser.StartCdataSectionHandler = lambda: self._section(inside=True)
        parser.EndCdataSectionHandler = lambda: self._section(inside=False)
        parser.CharacterDataHandler = self._characters
        parser.Parse(self._source, True)  # noqa: FBT003 - pyexpat takes no keyword
        self._found.firsts.append(len(self._found.pieces))
        return self._found

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._in_text = False
        self._open.append(self._elements)
        self._elements += 1

    def _end(self, _name: str) -> None:
        self._in_text = False
        self._open.pop()

    def _interrupt(self, *_said: str) -> None:
        self._in_text = False

    def _section(self, *, inside: bool) -> None:
        self._in_section = inside

    def _characters(self, data: str) -> None:
        start, written = self._parser.CurrentByteIndex, data.encode("utf-8")
        # An ampersand of a CDATA section is one; anywhere else it begins a reference.
        reference = self._source[start : start + 1] == b"&" and not self._in_section
        literal = not reference and self._source.startswith(written, start)
        self._add(_Piece(start, len(written), "" if literal else data))

    def _add(self, piece: _Piece) -> None:
        found = self._found
        if not self._in_text:
            self._in_text = True
            found.of_element.setdefault(self._open[-1], array("q")).append(len(found.firsts))
            found.firsts.append(len(found.pieces))
            found.pieces.append(piece)
            return
        last = found.pieces[-1]
        if not (last.stood_for or piece.stood_for) and last.start + last.size_bytes == piece.start:
            # expat tells each line by itself.
            found.pieces[-1] = last._replace(size_bytes=last.size_bytes + piece.size_bytes)
        else:
            found.pieces.append(piece)
