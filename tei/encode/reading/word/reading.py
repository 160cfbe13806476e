"""The paragraphs, tables and notes of a .docx as lines.

Tracked changes are taken as accepted; what is deleted, hidden or said in comments is told in doubts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tei.encode.reading.lines import PAGE, Cell, Line, Pieces, Style, Styles, Text, shown
from tei.encode.reading.numerals import WORD
from tei.encode.reading.word.inline import DELETED, Inline, Piece, chosen
from tei.encode.reading.word.names import child, is_on, is_property, local, value, whole
from tei.encode.reading.word.numbering import Numbering
from tei.encode.reading.word.package import Package
from tei.encode.reading.word.styles import Stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.limits import Limits

_MARKER: Final = (Style("marker"),)
_NOTES: Final = {"footnote": "decimal", "endnote": "lowerRoman"}
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_SPAN_LIMIT: Final = 1000
_CONTEXT_CHARS: Final = 40


def docx(data: bytes, path: str, limits: Limits) -> Text:
    """Return the .docx in *data* as lines: heads of pages, the text, its notes, feet of pages.

    Raises :class:`~tei.errors.DocumentError`: ``fid.encoding`` for what is no .docx, ``xml.too-large`` for one that
    would become too large, and what :mod:`.package` says of parts.
    """
    package = Package(data, path, limits)
    reader = Reader(package)
    reader.run()
    core = next((each.target for each in package.relationships("").values() if each.kind == "core-properties"), "")
    title = child(package.part(core), "title") if core else None
    lines = tuple(reader.lines)
    return Text(
        path,
        lines,
        "",
        "docx",
        "" if title is None else (title.text or "").strip(),
        reader.sheet.language,
        tuple(reader.doubts()),
        "\n".join(line.text for line in lines),
    )


class Reader:
    """Goes through the parts of a document, and leaves its ``lines``."""

    def __init__(self, package: Package) -> None:
        self.lines: list[Line] = []
        self._package = package
        self._parts = package.relationships(package.main)
        self.sheet = Stylesheet(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._inline = Inline(self.sheet, self._parts)
        self._forms = self._note_forms()
        self._markers: dict[tuple[str, str], str] = {}
        self._counts = dict.fromkeys(_NOTES, 0)
        self._comments: dict[str, str] = {}
        self._number = 0
        self._pieces = Pieces()
        self._zone = ""
        self._note = ""
        self._others: list[str] = []

    def run(self) -> None:
        """Go through the document."""
        main = self._package.part(self._package.main)
        body = child(main, "body")
        if body is None:
            return
        sections = [each for each in body.iter("{*}sectPr") if local(each.getparent()) != "sectPrChange"]  # type: ignore[arg-type]
        heads, feet = ([name for section in sections for name in self._referred(section, kind)]
                       for kind in ("headerReference", "footerReference"))  # fmt: skip
        for name in dict.fromkeys(heads):
            self._furniture(name, "header")
        self._inline.fields.clear()
        self._blocks(body)
        self._end_line("", "")
        for kind in _NOTES:
            self._notes(kind)
        for name in dict.fromkeys(feet):
            self._furniture(name, "footer")

    def doubts(self) -> Iterator[str]:
        """Return a sentence for each kind of thing that is not in the lines, or not surely as Word shows it."""
        inline = self._inline
        yield from _told("deleted in tracked changes and left out", inline.deleted)
        yield from _told("hidden text and left out", inline.hidden)
        yield from _told("in the instruction of a field and left out", inline.instructions)
        yield from (f"comment of {said}" for said in self._said_comments())
        if inline.pictures:
            more = f" and {len(inline.pictures) - 1} more" if len(inline.pictures) > 1 else ""
            yield f"the picture “{inline.pictures[0]}”{more} may hold text, which is not read"
        if inline.symbols:
            yield f"the symbol {inline.symbols[0]} has no known character in Unicode"
        for form in self._numbering.unknown:
            yield f"numbers of the form {form} are written in digits"
        yield from self._others

    def _part(self, kind: str) -> Element | None:
        name = next((each.target for each in self._parts.values() if each.kind == kind and not each.external), "")
        return self._package.part(name) if name else None

    def _note_forms(self) -> dict[str, str]:
        settings = self._part("settings")
        return {kind: value(child(child(settings, f"{kind}Pr"), "numFmt")) or form for kind, form in _NOTES.items()}

    def _referred(self, section: Element, kind: str) -> Iterator[str]:
        """Return the names of the parts that *section* puts at the head or foot of its pages."""
        for reference in section.iterfind(f"{{*}}{kind}"):
            shows = value(reference, "type") != "first" or is_on(child(section, "titlePg"))
            relationship = self._parts.get(value(reference, "id") or "")
            if shows and relationship and not relationship.external:
                yield relationship.target

    def _furniture(self, name: str, zone: str) -> None:
        root = self._package.part(name)
        if root is None:
            return
        outer, self._inline.relationships = self._inline.relationships, self._package.relationships(name)
        self._inline.fields.clear()
        self._zone = zone
        self._blocks(root)
        self._end_line("", "")
        self._zone = ""
        self._inline.relationships = outer

    def _notes(self, kind: str) -> None:
        """Put the notes of a *kind* at the end, in the order of their markers; what no marker leads to is no text."""
        name = next((each.target for each in self._parts.values() if each.kind == f"{kind}s" and not each.external), "")
        root = self._package.part(name) if name else None
        if root is None:
            return
        notes = {value(note, "id") or "": note for note in root.iterfind(f"{{*}}{kind}")}
        outer, self._inline.relationships = self._inline.relationships, self._package.relationships(name)
        for of, identifier in list(self._markers):
            if of != kind or identifier not in notes or value(notes[identifier], "type") in _SEPARATORS:
                continue
            self._note = f"{kind}-{identifier}"
            self._inline.fields.clear()
            self._blocks(notes[identifier])
            self._end_line("", "")
        self._note = ""
        self._inline.relationships = outer

    def _blocks(self, container: Element) -> None:
        """Go through the paragraphs and tables in *container*."""
        stack = list(reversed(container))
        while stack:
            element = stack.pop()
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                for row in _within(element, "tr"):
                    self._row(row)
            elif name == "AlternateContent":
                stack.extend(reversed(chosen(element)))
            elif name == "altChunk":
                self._others.append("a document that is embedded whole (altChunk) is not read")
            elif name in DELETED:
                self._inline.remember_deleted(element)
            elif not is_property(name):
                stack.extend(reversed(element))

    def _paragraph(self, paragraph: Element) -> None:
        self._number += 1
        properties = child(paragraph, "pPr")
        if self.sheet.breaks_page(properties):
            self._page_end()
        kind = self.sheet.kind(properties)
        place = self.sheet.numbered(properties)
        if place is not None and (marker := self._numbering.marker(place)):
            self._pieces.add(marker, _MARKER)
        kind = kind or ("item" if place is not None else "")
        boxes = self._content(paragraph, properties, kind)
        if child(child(properties, "rPr"), "del") is None:
            self._end_line(kind, "", always=True)
        for box in boxes:
            outer, self._zone = self._zone, self._zone or "aside"
            self._blocks(box)
            self._zone = outer
        section = child(properties, "sectPr")
        if section is not None and value(child(section, "type")) != "continuous":
            self._page_end()

    def _content(self, paragraph: Element, properties: Element | None, kind: str) -> list[Element]:
        """Put the words of *paragraph* on the line, and return the boxes that are anchored in it."""
        boxes: list[Element] = []
        for piece in self._inline.pieces(paragraph, self.sheet.base(properties)):
            match piece.kind:
                case "text":
                    self._pieces.add(piece.text, piece.styles)
                case "line":
                    self._end_line(kind, "", always=True)
                case "page":
                    self._end_line(kind, "")
                    self._page_end()
                case "footnote" | "endnote":
                    self._marker(piece)
                case "mark":
                    self._pieces.add(self._markers.get(_of(self._note), ""), (*piece.styles, *_MARKER))
                case "box" if piece.element is not None:
                    boxes.append(piece.element)
                case "comment":
                    self._comments.setdefault(piece.text, shown(self._pieces.text()[-_CONTEXT_CHARS:]))
                case _:
                    pass
        return boxes

    def _marker(self, piece: Piece) -> None:
        """Put the number of a note on the line; a mark of the author's own follows as text."""
        key = (piece.kind, piece.text)
        if piece.element is None:
            if key not in self._markers:
                self._counts[piece.kind] += 1
                self._markers[key] = WORD.get(self._forms[piece.kind], str)(self._counts[piece.kind])
        else:
            self._markers.setdefault(key, "")
        self._pieces.add(self._markers[key], (*piece.styles, Style("note", f"{piece.kind}-{piece.text}")))

    def _end_line(self, kind: str, note: str, *, always: bool = False) -> None:
        if always or self._pieces.length:
            note = note or self._note
            kind = "note" if note and kind in {"", "item"} else kind
            self.lines.append(
                Line(self._pieces.text(), self._number, runs=self._pieces.runs(), kind=kind, note=note, zone=self._zone)
            )
        self._pieces.clear()

    def _page_end(self) -> None:
        self.lines.append(Line("", self._number, kind="rule", note=PAGE, zone=self._zone))

    def _row(self, row: Element) -> None:
        """Put a row of a table on one line; what is in its cells is read as everywhere."""
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            self._inline.deleted.append(shown("".join(each.text or "" for each in row.iter("{*}t", "{*}delText"))))
            return
        number = self._number + 1
        line, cells, outer, rules = Pieces(), list[Cell](), self.lines, list[Line]()
        head = bool(is_on(child(properties, "tblHeader")))
        for cell in _within(row, "tc"):
            self.lines = []
            self._blocks(cell)
            inside = [each for each in self.lines if each.kind != "rule"]
            rules.extend(each for each in self.lines if each.kind == "rule")
            if cells:
                line.add("\t")
            start = line.length
            for index, each in enumerate(inside):
                line.add("\n" if index else "")
                _add(line, each)
            columns = whole(value(child(child(cell, "tcPr"), "gridSpan")), 1)
            cells.append(Cell(start, line.length, max(1, min(columns, _SPAN_LIMIT)), head=head))
        self.lines = outer
        self.lines.append(
            Line(
                line.text(), number, runs=line.runs(), kind="row", note=self._note, zone=self._zone, cells=tuple(cells)
            )
        )
        self.lines.extend(rules)

    def _said_comments(self) -> Iterator[str]:
        root = self._part("comments")
        for comment in () if root is None else root.iterfind("{*}comment"):
            text = shown("".join(each.text or "" for each in comment.iter("{*}t")))
            after = self._comments.get(value(comment, "id") or "", "")
            place = f" after “{after}”" if after else ""
            author = value(comment, "author") or "an unnamed author"
            yield f"{author}{place}: “{text}”, which is no text of the document"


def _within(container: Element, name: str) -> Iterator[Element]:
    """Return the elements *name* in *container*, whatever is around them; of a table its rows, of a row its cells."""
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        if local(element) == name:
            yield element
        elif not is_property(local(element)):
            stack.extend(reversed(element))


def _add(line: Pieces, other: Line) -> None:
    """Put the text of the line *other*, with its runs, at the end of *line*."""
    edges = sorted({0, len(other.text), *(edge for run in other.runs for edge in (run.start, run.end))})
    for start, end in pairwise(edges):
        styles: Styles = tuple(
            Style(run.kind, run.target) for run in other.runs if run.start <= start and end <= run.end
        )
        line.add(other.text[start:end], styles)


def _of(note: str) -> tuple[str, str]:
    kind, _, identifier = note.partition("-")
    return kind, identifier


def _told(what: str, texts: list[str]) -> Iterator[str]:
    if texts:
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        yield f"“{texts[0]}”{more} {'are' if more else 'is'} {what}"
