"""From the elements of an HTML page to its lines, as a browser lays them out one below the other.

Source: CSS Text Module Level 3, section 4.1 (white space); HTML Living Standard, section 15.3 (rendering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from tei.encode.reading.items import SOURCE_MARKER, Numbering, marker_of, numbering_of, whole_number
from tei.encode.reading.lines import Cell, Line, Pieces, Style, Styles, shown
from tei.encode.reading.presentation import (
    BLOCKS,
    SPACED,
    UNSEEN,
    Declarations,
    declarations,
    is_hidden,
    is_hushed,
    styles_of,
    white_space,
)
from tei.encode.reading.survey import Survey, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

SOURCE_LINE: Final = "data-tei-line"
"""The attribute by which a converter to HTML says where a block stood in its own source."""

_RUN_OF_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_RUN_OF_BLANKS: Final = re.compile(r"[ \t\f]+")
_LINE_END: Final = re.compile(r"\r\n?|\n")
_KINDS: Final = {**{f"h{level}": f"heading-{level}" for level in range(1, 7)}, "li": "item", "blockquote": "quote"}
_STRUCTURE: Final = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
"""Elements in which white space is none of the text's."""
_LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})
_FURNITURE: Final = frozenset({"header", "nav", "footer", "aside"})
_WORDY: Final = re.compile(r"\w")
_SPAN_LIMIT: Final = 1000
_MARKER: Final = (Style("marker"),)
_GENERATED: Final = Style("generated")


@dataclass(slots=True)
class Scope:
    """What holds for the content of an element. ``note`` may be set late, when an anchor within names the block."""

    tag: str
    styles: Styles = ()
    space: str = "normal"
    kind: str = ""
    zone: str = ""
    note: str = ""
    numbering: Numbering | None = None
    depth: int = 0
    block: Scope = field(init=False)
    before: str = ""

    def __post_init__(self) -> None:
        self.block = self


class Walk:
    """A walk through a page, which leaves its ``lines``; a page that was *converted* says itself where they stood."""

    def __init__(self, page: Survey, *, converted: bool = False) -> None:
        self._converted = converted
        self.lines: list[Line] = []
        self._page = page
        self._pieces = Pieces()
        self._owner: Scope | None = None
        self._number = 1
        self._near = 1
        self._marker = ""
        self._cells: list[Cell] = []
        self._cell_at = -1
        self._cell_named = False
        self._in_row = False
        self._row = 0
        self._loose = False
        self._gap = False
        self._left_out: dict[str, list[str]] = {"hidden": [], "hushed": [], "pictures": [], "frames": []}
        self._quoted = False

    def run(self, root: Element) -> None:
        """Walk through *root*."""
        scopes = [Scope("")]
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                style = declarations(element)
                if self._is_unseen(element, tag, style):
                    walker.skip_subtree()
                    scopes.append(Scope(""))
                    continue
                scope = self._enter(element, tag, style, scopes[-1])
                scopes.append(scope)
                self._add(element.text, scope)
            else:
                scope = scopes.pop()
                if scope.tag:
                    self._leave(element, scope, scopes[-1])
                self._add(element.tail if element is not root else None, scopes[-1])
        self._break()

    def doubts(self) -> Iterator[str]:
        """Return a sentence for each kind of thing that is not in the lines, or that is there by convention."""
        names = {
            "hidden": "hidden on the page and left out",
            "hushed": "marked as decoration (aria-hidden) and left out",
            "frames": "in frames or objects of their own and left out",
        }
        for kind, said in names.items():
            if texts := self._left_out[kind]:
                more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
                yield f"“{texts[0]}”{more} {'are' if more else 'is'} {said}"
        if pictures := self._left_out["pictures"]:
            more = f" and {len(pictures) - 1} more" if len(pictures) > 1 else ""
            yield f"the picture “{pictures[0]}”{more} may hold text, which is not read"
        if self._quoted:
            yield "quotation marks that the browser puts around <q> are written “…”; the page may ask for others"

    def _is_unseen(self, element: Element, tag: str, style: Declarations) -> bool:
        """Return whether *element* is left out; what has words is remembered."""
        if tag in UNSEEN:
            if tag in {"iframe", "frame", "object", "embed"}:
                named = element.get("title") or element.get("src") or element.get("data") or tag
                self._left_out["frames"].append(shown(named))
            return True
        if tag == "img" and (words := (element.get("alt") or "").strip()):
            self._left_out["pictures"].append(shown(words))
        if not is_hidden(element, tag, style):
            return False
        text = "".join(map(str, element.itertext()))
        if _WORDY.search(text):
            self._left_out["hushed" if is_hushed(element) else "hidden"].append(shown(text))
        return True

    def _enter(self, element: Element, tag: str, style: Declarations, outer: Scope) -> Scope:
        """Begin *element*, and return what holds in it."""
        self._near = self._source_line(element)
        scope = self._scope(element, tag, style, outer)
        if tag in BLOCKS:
            self._begin_block(element, scope, outer)
        elif tag == "br":
            self._line_end(scope)
        elif tag == "q":
            self._quoted = True
            self._put("“", (*scope.styles, _GENERATED), scope)
        if tag == "hr":
            self.lines.append(Line("", self._near, kind="rule", zone=scope.zone))
        return scope

    def _source_line(self, element: Element) -> int:
        if self._converted:
            return whole_number(element.get(SOURCE_LINE), self._near, 1, 10**9)
        # The stubs have it as a constant.
        return cast("int | None", element.sourceline) or self._near

    def _scope(self, element: Element, tag: str, style: Declarations, outer: Scope) -> Scope:
        added = styles_of(element, tag, style)
        if tag == "a" and (address := element.get("href")):
            added = (*added, self._link(element, address))
        scope = Scope(
            tag,
            _with(outer.styles, added),
            white_space(tag, style, outer.space),
            _KINDS.get(tag, outer.kind),
            zone_of(element, tag, outer.zone, self._page),
            outer.block.note,
            outer.numbering,
            outer.depth,
        )
        note = self._page.notes.get(element, "")
        if tag in BLOCKS:
            scope.note = note or scope.note
        else:
            scope.block = outer.block
            if note:
                scope.block.note = note
        return scope

    def _link(self, element: Element, address: str) -> Style:
        marked = self._page.markers.get(element)
        return Style("note", marked) if marked else Style("link", address.strip())

    def _begin_block(self, element: Element, scope: Scope, outer: Scope) -> None:
        tag = scope.tag
        if self._in_row and tag in {"td", "th"} and not self._cell_named:
            self._begin_cell(named=True)
            scope.before = "cell"
            return
        self._block_end(tag in SPACED and not (tag in _LISTS and outer.kind == "item"))
        if tag == "tr" and not self._in_row and not self._is_layout(element):
            self._cells, self._in_row, self._row = [], True, self._near
            scope.before = "row"
            scope.kind = "row"
        elif tag in _LISTS:
            furniture = scope.zone in _FURNITURE
            scope.numbering = numbering_of(element, tag, scope.depth, furniture=furniture)
            scope.depth += 1
        elif tag == "li":
            given = element.get(SOURCE_MARKER) if self._converted else None
            self._marker = marker_of(element, scope.numbering) if given is None else given

    def _is_layout(self, row: Element) -> bool:
        table = next((outer for outer in row.iterancestors("table")), None)
        if table is None:
            return True
        return table in self._page.layout or (table.get("role") or "") in {"presentation", "none"}

    def _begin_cell(self, *, named: bool) -> None:
        """Begin a cell; what stands in a row and in no cell has one of its own, which is not *named*."""
        self._end_cell()
        if self._cells:
            self._pieces.add("\t")
        self._loose = self._gap = False
        self._cell_at, self._cell_named = self._pieces.length, named

    def _end_cell(self, columns: int = 1, rows: int = 1, *, head: bool = False) -> None:
        if self._cell_at < 0:
            return
        self._trim()
        self._gap = False
        end = self._pieces.length
        self._cells.append(Cell(min(self._cell_at, end), end, columns, rows, head))
        self._cell_at, self._cell_named = -1, False

    def _leave(self, element: Element, scope: Scope, outer: Scope) -> None:
        """End *element*, whose content *scope* held for."""
        if scope.tag == "q":
            self._put("”", (*scope.styles, _GENERATED), scope)
        if scope.tag not in BLOCKS:
            return
        if scope.before == "cell":
            columns, rows = (whole_number(element.get(name), 1, 1, _SPAN_LIMIT) for name in ("colspan", "rowspan"))
            self._end_cell(columns, rows, head=scope.tag == "th")
        elif scope.before == "row":
            self._end_row(scope)
        else:
            if self._marker and scope.tag == "li":
                self._put("", (), scope)
            self._block_end(scope.tag in SPACED and not (scope.tag in _LISTS and outer.kind == "item"))

    def _end_row(self, scope: Scope) -> None:
        self._end_cell()
        cells, self._in_row = tuple(self._cells), False
        self._marker = ""
        if any(cell.start < cell.end for cell in cells):
            owner = self._owner or scope
            text, runs = self._pieces.text(), self._pieces.runs()
            self.lines.append(
                Line(text, self._row, runs=runs, kind="row", note=owner.block.note, zone=scope.zone, cells=cells)
            )
        self._reset()

    def _add(self, text: str | None, scope: Scope) -> None:
        """Put *text* on the line as *scope* treats white space."""
        if not text or (scope.tag in _STRUCTURE and not text.strip(" \t\r\n\f")):
            return
        if scope.space == "normal":
            self._flow(_RUN_OF_SPACE.sub(" ", text), scope)
            return
        if scope.tag in {"pre", "textarea", "listing"} and not self._pieces.length and scope.before == "":
            # A line end right after the tag is none.
            text = re.sub(r"\A(?:\r\n?|\n)", "", text)
        scope.before = "text"
        for index, row in enumerate(_LINE_END.split(text)):
            if index:
                self._line_end(scope)
            if scope.space == "pre":
                self._put(row, scope.styles, scope)
            else:
                self._flow(_RUN_OF_BLANKS.sub(" ", row), scope)

    def _flow(self, text: str, scope: Scope) -> None:
        """Put *text*, in which white space is collapsed, on the line."""
        if text.startswith(" ") and (self._loose or self._is_line_start()):
            text = text[1:]
        if text:
            self._put(text, scope.styles, scope)
            self._loose = text.endswith(" ")

    def _is_line_start(self) -> bool:
        if not self._pieces.length:
            return True
        return self._gap or (self._in_row and self._is_cell_start())

    def _is_cell_start(self) -> bool:
        """Return whether in a row no cell is open, or one on whose line nothing stands."""
        return self._cell_at in {-1, self._pieces.length} or self._pieces.texts[-1].endswith("\n")

    def _put(self, text: str, styles: Styles, scope: Scope) -> None:
        if not text and not self._marker:
            return
        if self._owner is None:
            self._owner, self._number = scope, self._near
        if self._in_row and self._cell_at < 0:
            self._begin_cell(named=False)
        if self._gap and self._in_row:
            self._pieces.add("\n")
            self._gap = False
        if self._marker:
            self._pieces.add(self._marker, _MARKER)
            self._pieces.add(" ", _MARKER)
            self._marker = ""
        self._pieces.add(text, styles)
        self._loose = False

    def _trim(self) -> None:
        """Take the space off the line's end that CSS does not show there."""
        if self._loose and self._pieces.texts and self._pieces.texts[-1].endswith(" "):
            self._pieces.texts[-1] = self._pieces.texts[-1][:-1]
            self._pieces.length -= 1
        self._loose = False

    def _line_end(self, scope: Scope) -> None:
        """End the line where the page says so, be it an empty one."""
        self._trim()
        if self._in_row:
            # The last line end in a cell, as in a block, begins no line.
            self._pieces.add("\n" if self._gap else "")
            self._gap = self._cell_at >= 0
            return
        if not self._pieces.length and not self._marker:
            self.lines.append(Line("", self._near, kind="", note=scope.block.note, zone=scope.zone))
            return
        self._put("", (), scope)
        self._break()

    def _block_end(self, spaced: bool) -> None:  # noqa: FBT001 - private, and the name says it
        """End the line, if there is one, and leave one empty if the block is *spaced*."""
        self._trim()
        if self._in_row:
            # A line feed is due only if more comes in the cell.
            self._gap = self._gap or not self._is_cell_start()
            return
        self._break()
        if spaced and self.lines and (self.lines[-1].text or self.lines[-1].kind):
            last = self.lines[-1]
            self.lines.append(Line("", self._near, zone=last.zone, note=""))

    def _break(self) -> None:
        self._trim()
        if self._owner is not None:
            scope = self._owner
            note = scope.block.note
            kind = "note" if note and scope.kind in {"", "item"} else scope.kind
            self.lines.append(
                Line(self._pieces.text(), self._number, runs=self._pieces.runs(), kind=kind, note=note, zone=scope.zone)
            )
        self._reset()

    def _reset(self) -> None:
        self._pieces.clear()
        self._owner = None
        self._loose = self._gap = False


def _with(outer: Styles, added: Styles) -> Styles:
    """Return the styles *outer* with those *added*; of a kind the inner one holds, so that they stay few."""
    if not added:
        return outer
    return tuple({style.kind: style for style in (*outer, *added)}.values())
