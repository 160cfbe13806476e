"""What stands within a paragraph of a .docx, piece by piece.

Source: ISO/IEC 29500-1, sections 17.3.3 (run content), 17.13.5 (revisions) and 17.16 (fields).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tei.encode.reading.lines import Style, Styles, shown
from tei.encode.reading.word.names import MAIN, child, is_property, local, value
from tei.encode.reading.word.styles import HIDDEN
from tei.encode.reading.word.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.encode.reading.word.package import Relationship
    from tei.encode.reading.word.styles import Stylesheet

Kind = Literal["text", "line", "page", "footnote", "endnote", "mark", "box", "comment"]

_CHARACTERS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
DELETED: Final = frozenset({"del", "moveFrom"})
"""What tracked changes have taken away."""
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_ADDRESS: Final = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+"([^"]*)"|"([^"]*)")', re.IGNORECASE)


class Piece(NamedTuple):
    """A piece of a paragraph: text with its styles, the end of a line or page, a note's marker, a box of text."""

    kind: Kind
    text: str = ""
    styles: Styles = ()
    element: Element | None = None


@dataclass(slots=True)
class Field:
    """A field of Word's: its instruction, which is not shown, goes before its result, which is."""

    instruction: str = ""
    shows: bool = False
    link: Style | None = None


@dataclass(slots=True)
class Inline:
    """Reads paragraphs one after the other; fields may reach over several."""

    sheet: Stylesheet
    relationships: dict[str, Relationship]
    fields: list[Field] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)

    def pieces(self, paragraph: Element, base: dict[str, bool]) -> Iterator[Piece]:
        """Return the pieces of *paragraph*, whose style sets the toggle properties *base*."""
        stack: list[tuple[Element, Styles]] = [(each, ()) for each in reversed(paragraph)]
        while stack:
            element, outer = stack.pop()
            name = local(element)
            if name == "r":
                yield from self._run(element, outer, base)
            elif name in DELETED:
                self.remember_deleted(element)
            elif name == "AlternateContent":
                stack.extend((each, outer) for each in reversed(chosen(element)))
            elif name == "t":
                # Of formulas: their runs have another namespace, and their text is taken as it comes.
                yield from self._shown(element.text or "", outer)
            elif not is_property(name):
                # What is not known may have been added to the format, around text as ever.
                inner = (*outer, link) if name == "hyperlink" and (link := self._hyperlink(element)) else outer
                stack.extend((each, inner) for each in reversed(element))

    def _run(self, run: Element, outer: Styles, base: dict[str, bool]) -> Iterator[Piece]:
        if not _is_words(run):
            yield from self._shown("".join(each.text or "" for each in run if local(each) == "t"), outer)
            return
        styles = self.sheet.run(child(run, "rPr"), base)
        if HIDDEN in styles:
            text = "".join(each.text or "" for each in run if local(each) == "t")
            if text.strip():
                self.hidden.append(shown(text))
            # A field begins and ends in hidden runs, too.
            for each in run:
                self._field(each, local(each))
            return
        styles = (*outer, *styles)
        for each in run:
            yield from self._content(each, local(each), styles, base)

    def _content(self, element: Element, name: str, styles: Styles, base: dict[str, bool]) -> Iterator[Piece]:
        if self._field(element, name):
            return
        if name == "t":
            yield from self._shown(element.text or "", styles)
        elif name in _CHARACTERS or name == "sym":
            yield from self._shown(_CHARACTERS.get(name) or self._symbol(element), styles)
        elif name == "AlternateContent":
            for each in chosen(element):
                yield from self._content(each, local(each), styles, base)
        elif name in _PICTURES:
            yield from self._picture(element)
        elif name == "ruby":
            for run in (*element.iterfind("{*}rubyBase/{*}r"), *element.iterfind("{*}rt/{*}r")):
                yield from self._run(run, styles, base)
        else:
            yield from _sign(element, name, styles)

    def _shown(self, text: str, styles: Styles) -> Iterator[Piece]:
        """Return *text* as a piece, unless it stands in the instruction of a field."""
        if not text:
            return
        if any(not each.shows for each in self.fields):
            self.instructions.append(shown(text))
            return
        links = tuple(each.link for each in self.fields if each.link is not None)
        yield Piece("text", text, (*links, *styles))

    def _field(self, element: Element, name: str) -> bool:
        """Return whether *element* belongs to the machinery of a field, which is taken note of."""
        if name in {"instrText", "delInstrText"}:
            if self.fields and not self.fields[-1].shows:
                self.fields[-1].instruction += element.text or ""
            return True
        if name != "fldChar":
            return False
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
            found = _ADDRESS.match(self.fields[-1].instruction)
            if found:
                self.fields[-1].link = Style("link", f"#{found[1]}" if found[1] is not None else found[2])
        elif kind == "end" and self.fields:
            self.fields.pop()
        return True

    def _hyperlink(self, element: Element) -> Style | None:
        anchor = value(element, "anchor")
        relationship = self.relationships.get(value(element, "id") or "")
        address = (relationship.target if relationship else "") + (f"#{anchor}" if anchor else "")
        return Style("link", address) if address else None

    def _symbol(self, element: Element) -> str:
        font = value(element, "font") or ""
        try:
            code = int(value(element, "char") or "", 16)
        except ValueError:
            code = 0
        character = symbol(code, font)
        if "\ue000" <= character <= "\uf8ff" or character == "\ufffd":
            self.symbols.append(f"U+{ord(character):04X} of the font {font}")
        return character

    def _picture(self, element: Element) -> Iterator[Piece]:
        boxes = list(_boxes(element))
        yield from (Piece("box", element=box) for box in boxes)
        if not boxes:
            named = (each.get("descr") or each.get("alt") or each.get("title") or "" for each in element.iter("{*}*"))
            self.pictures.append(shown(next((name for name in named if name), "without a description")))

    def remember_deleted(self, element: Element) -> None:
        """Keep what *element* held, for a doubt."""
        text = "".join(each.text or "" for each in element.iter() if local(each) in {"delText", "t"})
        if text.strip():
            self.deleted.append(shown(text))


def chosen(alternatives: Element) -> list[Element]:
    """Return the content of one of the *alternatives*, which all show the same: of the first that there is."""
    for name in ("Choice", "Fallback"):
        found = child(alternatives, name)
        if found is not None:
            return list(found)
    return []


def _sign(element: Element, name: str, styles: Styles) -> Iterator[Piece]:
    """Return the piece for what in a run is no text: the end of a line or page, the marker of a note or comment."""
    match name:
        case "br" | "cr":
            yield Piece("page" if value(element, "type") == "page" else "line")
        case "footnoteReference" | "endnoteReference":
            own_mark = value(element, "customMarkFollows") in {"1", "true", "on"}
            kind: Kind = "footnote" if name == "footnoteReference" else "endnote"
            yield Piece(kind, value(element, "id") or "", styles, element if own_mark else None)
        case "footnoteRef" | "endnoteRef":
            yield Piece("mark", "", styles)
        case "commentReference":
            yield Piece("comment", value(element, "id") or "")
        case _:
            pass


def _is_words(run: Element) -> bool:
    return str(run.tag).partition("}")[0].lstrip("{") in MAIN


def _boxes(picture: Element) -> Iterator[Element]:
    """Return the outermost boxes of text in *picture*."""
    stack = [picture]
    while stack:
        element = stack.pop()
        if local(element) == "txbxContent":
            yield element
        else:
            stack.extend(reversed(chosen(element) if local(element) == "AlternateContent" else list(element)))
