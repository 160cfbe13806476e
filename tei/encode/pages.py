"""The document on a page: which of its lines are the document's, and what the others say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tei.encode.information import Information, Passage, page

if TYPE_CHECKING:
    from tei.encode.information import Conventions
    from tei.encode.reading.lines import Line, Text

_APART: Final = frozenset({"header", "nav", "aside", "footer"})
"""Zones of a web page in which no document stands."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of the document itself, and what the page says of it."""

    lines: tuple[Line, ...]
    information: Information

    @property
    def own(self) -> tuple[int, int] | None:
        """The first and the last line of the document among those of the page, from 1."""
        return self.information.body if self.information.passages else (1, max(len(self.lines), 1))


def document_of(text: Text, conventions: Conventions) -> Page:
    """Return the document of *text* told from the page around it."""
    apart = [line.zone in _APART for line in text.lines]
    if all(apart):
        apart = [False] * len(apart)
    shown = ["" if aside else line.text for line, aside in zip(text.lines, apart, strict=True)]
    told = page.read(shown, conventions)
    body = [
        line
        for passage in told.of("body")
        for line, aside in zip(
            text.lines[passage.first - 1 : passage.last], apart[passage.first - 1 : passage.last], strict=True
        )
        if not aside
    ]
    return Page(tuple(body), _with_furniture(told, text.lines, apart))


def whole(text: Text) -> Page:
    """Return all of *text* as the document."""
    return Page(text.lines, Information())


def _with_furniture(told: Information, lines: tuple[Line, ...], apart: list[bool]) -> Information:
    """Return *told* with the lines that stand *apart* as the page's own."""
    furniture = tuple(
        Passage("furniture", number, number, line.text, line.text)
        for number, (line, aside) in enumerate(zip(lines, apart, strict=True), start=1)
        if aside and line.text.strip()
    )
    return replace(told, passages=(*told.passages, *furniture)) if furniture else told
