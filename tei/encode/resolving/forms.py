"""What a file for word processors or the web shows beside its words: emphasis, footnotes and where they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tei.encode.reading.lines import PAGE
from tei.encode.resolving.decisions import Decision
from tei.encode.tree import Range
from tei.encode.tree.ranges import BRACKET, NAME
from tei.encode.white import trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.encode.reading.lines import Line
    from tei.encode.resolving.naming import Identifiers

_SHOWN: Final = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underlined",
    "strike": "crossed-out",
    "superscript": "superscript",
    "subscript": "subscript",
    "small-capitals": "small-capitals",
    "capitals": "capitals",
}
"""The tokens of ``rend`` for kinds of runs."""
_ADDRESS: Final = re.compile(r"https?://\S+")
_SIGN_ENDS: Final = " \t.):"


@dataclass(slots=True)
class Forms:
    """Elements of what is shown: ``ranges`` in the lines, and for each line of a footnote what stands for it."""

    ranges: list[Range] = field(default_factory=list)
    notes: dict[int, Decision] = field(default_factory=dict)


def shown(source: str, lines: Mapping[int, Line], identifiers: Identifiers, responsible: str) -> Forms:
    """Return what *lines*, by where they begin in *source*, show beside their words.

    A footnote has what its file has as the sign before it as ``n``, and that sign is generated.
    """
    return _Showing(source, identifiers, responsible).run(lines)


class _Showing:
    def __init__(self, source: str, identifiers: Identifiers, responsible: str) -> None:
        self._source = source
        self._identifiers = identifiers
        self._responsible = responsible
        self._forms = Forms()

    def run(self, lines: Mapping[int, Line]) -> Forms:
        named = self._notes(lines)
        for start, line in lines.items():
            called: set[tuple[int, int]] = set()
            for run in line.runs:
                first, last = trimmed(self._source, start + run.start, start + run.end)
                if run.kind == "note" and run.target in named:
                    self._add(first, last, "ref", {"target": f"#{named[run.target]}"})
                    called.add((first, last))
                elif run.kind == "link" and _ADDRESS.fullmatch(run.target):
                    self._add(first, last, "ref", {"target": run.target})
                elif run.kind in _SHOWN and (first, last) not in called:
                    self._add(first, last, "hi", {"rend": _SHOWN[run.kind]})
        return self._forms

    def _add(self, start: int, end: int, name: str, attributes: dict[str, str]) -> None:
        if start < end:
            self._forms.ranges.append(Range(start, end, name, attributes, rank=NAME, rule="form"))

    def _notes(self, lines: Mapping[int, Line]) -> dict[str, str]:
        """The identifiers of the notes that are there, by what their file calls them."""
        named: dict[str, str] = {}
        last: Range | None = None
        for start, line in lines.items():
            if not line.note or line.note == PAGE or not line.text.strip():
                continue
            end = start + len(line.text)
            if line.note in named and last is not None:
                # A note of several paragraphs is one: its lines become line beginnings.
                last.end = end
                self._forms.notes[start] = Decision(start, end, "footnote", "block", 0, [])
                continue
            last = self._note(start, end, line)
            named[line.note] = last.attributes["xml:id"]
            self._forms.notes[start] = Decision(start, end, "footnote", "block", 0, [last])
        return named

    def _note(self, start: int, end: int, line: Line) -> Range:
        marker = next((run for run in line.runs if run.kind == "marker" and run.start == 0), None)
        before = marker.end if marker and marker.end < len(line.text) else 0
        sign = line.text[:before].strip(_SIGN_ENDS)
        name = self._identifiers.new(line.text[before : before + 80], "note")
        attributes = {"type": "footnote", "n": sign, "xml:id": name, "resp": f"#{self._responsible}"}
        kept = {key: value for key, value in attributes.items() if value}
        return Range(start, end, "note", kept, before=before, rank=BRACKET, rule="footnote", stem="footnote")
