"""What a reader of a file sees: lines one below the other, and what is remarkable within each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Form = Literal["text", "html", "docx", "markdown"]

PAGE: Final = "page"
"""``Line.note`` of a rule at which a page ends."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line, from offset ``start`` to ``end`` (exclusive, in code points), that differs from the rest.

    ``kind`` is ``bold``, ``italic``, ``underline``, ``strike``, ``superscript``, ``subscript``, ``small-capitals``,
    ``capitals``, ``code``, ``marker`` (the number or bullet of an item), ``generated`` (put there by the program that
    shows the file), ``link`` (``target`` is the address as it is written), ``note`` (``target`` is the ``note`` of the
    lines that it leads to) or ``language`` (``target`` is the tag of BCP 47).
    """

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: where its text stands in the line, how many columns and rows it takes, whether it is a head."""

    start: int
    end: int
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a reader sees it, and where it begins in the source.

    ``number`` is the source's line, of a .docx the paragraph; ``column`` is in code points; both from 1. ``kind`` is
    ``""``, ``heading-1`` to ``heading-6``, ``item``, ``row``, ``quote``, ``note`` or ``rule``. A row's cells are set
    apart by tabs, lines in a cell by line feeds; no other line has a line feed. ``note`` identifies the note that a
    line belongs to, or is ``page`` for a rule at which a page ends. ``zone`` is where on a page the line stands:
    ``header``, ``nav``, ``main``, ``aside``, ``footer``, or ``""`` where nothing says so.
    """

    text: str
    number: int
    column: int = 1
    runs: tuple[Run, ...] = ()
    kind: str = ""
    note: str = ""
    zone: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A file as lines. ``doubts`` are sentences: what was guessed, and what of the file is not in the lines.

    ``encoding`` is Python's name of it, "" for a .docx. ``original`` is the file's text, markup and all; of a .docx the
    text of its lines.
    """

    path: str
    lines: tuple[Line, ...]
    encoding: str
    form: Form
    title: str = ""
    language: str = ""
    doubts: tuple[str, ...] = ()
    original: str = ""


class Style(NamedTuple):
    """What a stretch of text is, as :class:`Run` has it."""

    kind: str
    target: str = ""


Styles = tuple[Style, ...]


@dataclass(slots=True)
class Pieces:
    """A line while it is put together, of texts each with its styles."""

    texts: list[str] = field(default_factory=list)
    styles: list[Styles] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, styles: Styles = ()) -> None:
        """Put *text* at the end."""
        if text:
            self.texts.append(text)
            self.styles.append(styles)
            self.length += len(text)

    def text(self) -> str:
        """Return the line's text."""
        return "".join(self.texts)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs in the order of their beginnings, of two that begin together the longer first."""
        if not any(self.styles):
            return ()
        found: list[Run] = []
        open_at: dict[Style, int] = {}
        at = 0
        for text, styles in zip(self.texts, self.styles, strict=True):
            ended = [style for style in open_at if style not in styles]
            found.extend(Run(open_at.pop(style), at, *style) for style in ended)
            for style in styles:
                open_at.setdefault(style, at)
            at += len(text)
        found.extend(Run(start, at, *style) for style, start in open_at.items())
        return tuple(sorted(found, key=lambda run: (run.start, -run.end, run.kind, run.target)))

    def clear(self) -> None:
        """Make the line empty."""
        self.texts.clear()
        self.styles.clear()
        self.length = 0


_SHOWN_CHARS: Final = 60


def names(listed: str) -> frozenset[str]:
    """Return the names that are *listed* with spaces between."""
    return frozenset(listed.split())


def shown(text: str) -> str:
    """Return *text* as a doubt quotes it: on one line, and not too long."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_CHARS else words[: _SHOWN_CHARS - 1].rstrip() + "…"
