"""Which brackets are the signs of footnotes, and which call them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.brackets import Bracket, Line
    from tei.encode.resolving.naming import Identifiers

_SIGN: Final = re.compile(r"\s*(\d{1,3}|[ivxlc]{1,6}|[a-z]{1,2}|\*{1,3}|[†‡§])\s*")
_BEFORE_NOTE: Final = re.compile(r"\s*(?:[^\W\d_]+(?: [^\W\d_]+){0,2}:\s*)?")
"""What may stand before a note in its line: nothing, or a heading of notes."""
_WORDS_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The identifiers of footnotes, by where the bracket of their sign begins (``notes``) and where they are called."""

    notes: dict[int, str] = field(default_factory=dict)
    calls: dict[int, str] = field(default_factory=dict)

    def of(self, start: int) -> str:
        """The identifier of the footnote whose sign the bracket at *start* is, "" if it is none's."""
        return self.notes.get(start) or self.calls.get(start, "")

    def kind(self, start: int) -> str:
        """Return ``note`` for the sign of a footnote, ``call`` for one that calls it, "" for any other bracket."""
        return "note" if start in self.notes else "call" if start in self.calls else ""


def find(source: str, lines: Sequence[Line], identifiers: Identifiers) -> Footnotes:
    """Return the footnotes of *source*: a sign at the beginning of a line that is called in another one.

    A call is attached to what it follows, unless it is a number; each calls the next note of its sign, or else the
    last. A sign that nothing calls is no footnote, and one without a note is no call: whatever else they are.
    """
    notes: dict[str, list[int]] = defaultdict(list)
    calls: list[tuple[str, int]] = []
    ends: dict[int, int] = {}
    for line in lines:
        for one, sign in _signs(source, line.brackets):
            if _begins(source, line, one):
                notes[sign].append(one.start)
                ends[one.start] = one.end
            elif _is_attached(source, one, sign):
                calls.append((sign, one.start))
    called = {start: _called(notes[sign], start) for sign, start in calls if sign in notes}
    made = {
        start: identifiers.new(source[ends[start] : ends[start] + _WORDS_CHARS].partition("\n")[0], "note")
        for start in sorted(set(called.values()))
    }
    return Footnotes(made, {start: made[note] for start, note in called.items()})


def _signs(source: str, brackets: Sequence[Bracket]) -> Iterator[tuple[Bracket, str]]:
    for one in brackets:
        sign = None if one.lost else _SIGN.fullmatch(source, *one.inner)
        if sign:
            yield one, sign[1]
        yield from _signs(source, one.children)


def _begins(source: str, line: Line, one: Bracket) -> bool:
    """Whether nothing but a heading is before the bracket in its line, and something is after it."""
    if one.start - line.start > _WORDS_CHARS or one.end >= line.end or not source[one.end : line.end].strip():
        return False
    return bool(_BEFORE_NOTE.fullmatch(source, line.start, one.start))


def _is_attached(source: str, one: Bracket, sign: str) -> bool:
    before, after = source[one.start - 1 : one.start], source[one.end : one.end + 1]
    return (bool(before.strip()) or sign.isdigit()) and not after.isalnum()


def _called(notes: list[int], start: int) -> int:
    return notes[min(bisect_right(notes, start), len(notes) - 1)]
