"""The divisions of a document, each with its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.structure import making
from tei.encode.structure.blocks import COMMON, Block, Section, laid
from tei.encode.structure.closing import address, address_at, closer, divided, run_at
from tei.encode.structure.messages import embed, embed_announced, lost_quote
from tei.encode.structure.sectioning import entries, headings
from tei.encode.structure.telling import is_dateline
from tei.encode.structure.zoning import OPENING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.profile import LineRule
    from tei.encode.structure.closing import Run
    from tei.encode.structure.labels import Labels
    from tei.encode.structure.pieces import Piece
    from tei.encode.structure.signing import Signing
    from tei.encode.structure.telling import Telling
    from tei.encode.structure.zoning import Zones

_AFTER_A_TEXT: Final = ("line", "postscript", "filed", "notes", "classification", "enclosure")
"""Roles of lines that follow who signs."""
_LISTS_BELOW: Final = frozenset({"distribution", "enclosures"})
"""Types of lists that follow who signs."""
_NEVER_SIGNING: Final = frozenset(
    {"enclosure", "postscript", "notes", "filed", "greeting", "subject", "classification"}
)
"""Roles of lines in which nobody signs."""


class Dividing:
    """Makes the sections of ``pieces``: what stands above, routing, messages, handling, notes."""

    def __init__(
        self, pieces: Sequence[Piece], zones: Zones, telling: Telling, signing: Signing, labels: Labels
    ) -> None:
        self._pieces = pieces
        self._zones = zones
        self._telling = telling
        self._signing = signing
        self._labels = labels
        tops = OPENING | {"head"}
        self._last_top = max((at for at, role in enumerate(zones.roles) if role in tops), default=-1)
        self._quoted = 0
        self._headings = headings(pieces, zones, telling)
        self._entries = entries(pieces, zones)
        self._leading: list[Block] = []
        self.sections: list[Section] = []

    def divide(self) -> list[Section]:
        """Return the sections; the first has what stands above all others and no type."""
        zones = self._zones
        self._begin("")
        for at in range(zones.routed):
            self._put(self._above(at))
        if zones.routed < zones.opened:
            self._begin("routing")
            for at in range(zones.routed, zones.opened):
                self._put(self._above(at, routed=True))
        self._begin("message")
        for at in range(zones.opened, zones.text):
            self._put(self._above(at))
        self._texts()
        if zones.handled < zones.notes:
            self._below()
        self._notes()
        return [self.sections[0], *(one for one in self.sections[1:] if one.blocks)]

    def _begin(self, kind: str) -> None:
        self.sections.append(Section(kind))

    def _put(self, block: Block) -> None:
        _run_in(block)
        if block.leads:
            self._leading.append(block)
            return
        self._put_leading()
        self.sections[-1].put(block)

    def _put_leading(self) -> None:
        for one in self._leading:
            self.sections[-1].put(one)
        self._leading.clear()

    # --- above the text ---

    def _above(self, at: int, *, routed: bool = False) -> Block:
        piece, role = self._pieces[at], self._zones.roles[at]
        kind = piece.rule.type if piece.rule is not None else ""
        if piece.block is not None:
            return making.given(piece)
        if piece.role:
            return making.gathered(piece, self._labels)
        if role == "head":
            return making.head(piece)
        if role == "classification":
            return making.classification(piece)
        if role in OPENING:
            return making.routed(piece, role) if routed else making.opener(piece, role)
        if role == "subject":
            is_argument = at < self._last_top and not routed
            return making.argument(piece) if is_argument else making.line(piece, "subject")
        return making.line(piece, kind or ("sent" if is_dateline(piece) else "form"))

    # --- texts and who signs them ---

    def _texts(self) -> None:
        at, end = self._zones.text, self._zones.handled
        while at < end:
            run = self._closing(at)
            if run is not None:
                self._close(run)
                at += len(run.pieces)
            elif count := self._address(at):
                self._put(address(self._pieces[at : at + count]))
                at += count
            else:
                self._text(self._pieces[at])
                at += 1

    def _address(self, at: int) -> int:
        """How many lines from *at* on are an address below who signed."""
        return address_at(self._pieces, at, self._zones.handled) if self.sections[-1].is_signed else 0

    def _close(self, run: Run) -> None:
        """Put the closer of *run*, or of a message and of the text around it."""
        self._put_leading()
        section = self.sections[-1]
        both = None if run.is_quoted else divided(run)
        if both is not None:
            first = closer(both[0])
            if embed_announced(section, first, self._telling.announces):
                run = both[1]
        block = closer(run)
        if not (run.is_quoted and embed(section, block)):
            self._put(block)

    def _closing(self, at: int) -> Run | None:
        """The lines from *at* on that sign the text before them."""
        if self._pieces[at].block is not None or self._pieces[at].role or not self.sections[-1].has_text:
            return None
        run = run_at(self._pieces, at, self._zones.handled, self._signing, self._is_other)
        if run is None or not (run.is_strong or run.is_weak):
            return None
        if run.is_strong:
            return run
        # Names among the lines of a bureau are no signatures.
        is_text = self.sections[-1].type != "handling" or self.sections[-1].blocks[0].name == "head"
        return run if is_text and self._ends(at + len(run.pieces)) else None

    def _is_other(self, piece: Piece) -> bool:
        if piece.block is not None or piece.role or piece.kind.startswith(("heading", "note")):
            return True
        rules = self._telling.rules(piece)
        # A number alone may be that of the text, above who signs it.
        return any(one.role in _NEVER_SIGNING or (one.role == "line" and one.type != "registered") for one in rules)

    def _ends(self, at: int) -> bool:
        """Whether no further text follows at *at*."""
        while at < self._zones.handled and self._pieces[at].block is not None:
            at += 1
        if at >= self._zones.handled:
            return True
        if self._pieces[at].role or self._pieces[at].kind == "note":
            return self._pieces[at].type in _LISTS_BELOW or self._pieces[at].kind == "note"
        return self._telling.tell(self._pieces[at], "end", _AFTER_A_TEXT) is not None

    def _text(self, piece: Piece) -> None:
        """Put *piece*, which stands in a text or below who signed it."""
        if piece.block is not None:
            self._given(piece)
        elif piece.kind == "note":
            self._note(piece)
        else:
            self._words(piece)

    def _words(self, piece: Piece) -> None:
        if piece in self._entries and self.sections[-1].has_text:
            self._begin("message")
            self._put(making.opener(piece, "dateline"))
            return
        if self._opens(piece):
            return
        last = self.sections[-1]
        if last.blocks and last.blocks[-1].pieces[-1].kind == "note":
            self._begin("message")
        signed = self.sections[-1].is_signed
        zone = "end" if signed or self.sections[-1].type == "handling" else "text"
        piece.rule = None if piece.role else self._telling.tell(piece, zone)
        if piece.rule is not None and self._told(piece, piece.rule, signed=signed):
            return
        if signed and not piece.role and self.sections[-1].blocks[-1].name == "postscript":
            _continue(self.sections[-1].blocks[-1], making.paragraph(piece, self._labels))
            return
        if signed:
            self._begin("handling" if piece.type in _LISTS_BELOW else self.sections[-1].type)
        self._put(self._plain(piece))

    def _opens(self, piece: Piece) -> bool:
        """Put *piece* if it is above a further text: its heading after who signed the last, or what opens it."""
        last = self.sections[-1]
        if piece.role or piece.kind:
            return False
        is_new = last.has_text is False and bool(last.blocks) and last.blocks[0].name == "head"
        if not (last.is_signed or is_new) or last.type != "message":
            return False
        if last.is_signed and self._telling.tell(piece, "end") is not None:
            return False
        piece.rule = self._telling.tell(piece, "head", ["head"])
        if piece.rule is not None:
            if last.is_signed:
                self._begin("message")
            self._put(making.head(piece))
            return True
        return is_new and self._opens_new(piece)

    def _opens_new(self, piece: Piece) -> bool:
        """Put *piece* if it opens the text below a heading."""
        piece.rule = self._telling.tell(piece, "head", ["address", "greeting", "classification"])
        role = "dateline" if is_dateline(piece) else piece.rule.role if piece.rule is not None else ""
        if role:
            self._put(making.classification(piece) if role == "classification" else making.opener(piece, role))
        return bool(role)

    def _told(self, piece: Piece, rule: LineRule, *, signed: bool) -> bool:
        """Put what *rule* tells of *piece*; False if that cannot be here."""
        if rule.role == "classification":
            self._put(making.classification(piece))
        elif rule.role == "postscript" and (signed or self.sections[-1].has_text):
            self._put(_postscript(making.paragraph(piece, self._labels)))
        elif rule.role == "filed" or (rule.role == "notes" and signed):
            self._begin("handling" if rule.role == "filed" else "notes")
            self._put(making.head(piece))
        elif rule.role in {"line", "enclosure"}:
            if signed:
                self._begin("handling")
            self._put(making.line(piece, rule.type or "enclosure"))
        else:
            return False
        return True

    def _note(self, piece: Piece) -> None:
        """Put a line of the file's own notes: they have a division."""
        if self.sections[-1].type != "notes":
            self._begin("notes")
        self._put(making.paragraph(piece, self._labels))

    def _given(self, piece: Piece) -> None:
        block = making.given(piece)
        if self.sections[-1].is_signed and block.place == COMMON:
            self._begin("handling")
        elif self.sections[-1].is_signed and block.name == "head":
            self._begin("message")
        self._put(block)

    def _plain(self, piece: Piece) -> Block:
        if piece.role:
            return making.gathered(piece, self._labels)
        if piece.kind.startswith("heading") or piece in self._headings:
            return making.head(piece, divides=True)
        return self._paragraph(piece)

    def _paragraph(self, piece: Piece) -> Block:
        """The paragraph *piece*; a quotation mark at its end that closes nothing before it is marked as found."""
        block = making.paragraph(piece, self._labels)
        opened, closed = piece.text.count("“"), piece.text.count("”")
        if closed > opened and not self._quoted:
            block.ranges.extend(lost_quote(piece))
        self._quoted = max(0, self._quoted + opened - closed)
        return block

    # --- below the text ---

    def _below(self) -> None:
        if self.sections[-1].type != "handling":
            self._begin("handling")
        for piece in self._pieces[self._zones.handled : self._zones.notes]:
            if piece.block is not None:
                self._put(making.given(piece))
            elif piece.role:
                self._put(making.gathered(piece, self._labels))
            else:
                piece.rule = self._telling.tell(piece, "end")
                self._put(self._bureau(piece))

    def _bureau(self, piece: Piece) -> Block:
        rule = piece.rule
        if rule is None:
            return making.paragraph(piece, self._labels)
        if rule.role == "classification":
            return making.classification(piece)
        return making.line(piece, rule.type or "enclosure")

    def _notes(self) -> None:
        for piece in self._pieces[self._zones.notes :]:
            rule = None if piece.block is not None or piece.role else self._telling.tell(piece, "end", ["notes"])
            if rule is not None:
                self._begin("notes")
                self._put(making.head(piece))
            elif piece.block is not None:
                self._put(making.given(piece))
            else:
                self._put(self._plain(piece))


def _postscript(inner: Block) -> Block:
    whole = laid(inner.start, inner.end, "postscript")
    return Block("postscript", inner.start, inner.end, [whole, *inner.ranges], inner.pieces)


def _continue(postscript: Block, paragraph: Block) -> None:
    """Put a further paragraph into a postscript."""
    postscript.end = postscript.ranges[0].end = paragraph.end
    postscript.ranges += paragraph.ranges
    postscript.pieces += paragraph.pieces


def _run_in(block: Block) -> None:
    """Say of a block whose line goes on that what follows continues it; a page number is inline anyway."""
    last = block.pieces[-1]
    root = last.block.root if last.block is not None else block.ranges[0]
    if last.runs_in and root is not None and root.name not in {"pb", "floatingText"}:
        root.attributes.setdefault("rendition", "#page-run-in")
