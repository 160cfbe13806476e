"""From characters to brackets and lines.

A bracket ends where its partner is. ``[[`` and ``]]`` are one sign each: at ``]]`` an inner bracket is closed if it is
the last that was opened, otherwise one single bracket is; a single ``]`` never closes ``[[``. What is opened and never
closed ends with its block, and what is closed and never opened stands alone: nothing is invented, both are told. Of
kinds that are ``paired`` both are text, and so is what closes another bracket's contents.

A bracket that begins a line may run over several lines, blank ones among them, if its partner is near; one that begins
inside a line may run over the lines of its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tei.encode.brackets.kinds import SQUARE
from tei.encode.white import is_blank, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.brackets.kinds import Kind

DEPTH: Final = 32
"""Deeper brackets are not opened any more: their signs stand alone."""
_LINES: Final = 16
_CHARS: Final = 4000
"""So far away the partner of a bracket is looked for, beyond its line."""


@dataclass(slots=True, eq=False)
class Bracket:
    """A bracket over ``source[start:end]``.

    ``open`` and ``close`` are the signs at its ends; one of them is "" if it has no partner, and then ``lost`` says on
    which side: *after* one that is never closed, *before* one that was never opened.
    """

    start: int
    end: int
    open: str
    close: str
    children: list[Bracket] = field(default_factory=list)

    @property
    def lost(self) -> str:
        """The side on which the partner is missing, "" if none is."""
        if self.open and self.close:
            return ""
        return "after" if self.open else "before"

    @property
    def inner(self) -> tuple[int, int]:
        """Where what is in it begins and ends."""
        return self.start + len(self.open), self.end - len(self.close)


@dataclass(slots=True, eq=False)
class Line:
    """A line, or several that one bracket holds together: ``source[start:end]`` without the last line end.

    ``after_blank``: a blank line is before it.
    """

    start: int
    end: int
    brackets: list[Bracket]
    after_blank: bool = False


def parse(source: str, kinds: Sequence[Kind] = (SQUARE,)) -> list[Line]:
    """Return the lines of *source* that are not blank, with their brackets; linear in its length."""
    return list(_Parsing(source, kinds).lines())


class _Parsing:
    def __init__(self, source: str, kinds: Sequence[Kind]) -> None:
        self.source = self._source = source
        self._openers = {kind.open: kind for kind in kinds}
        self._closers = {kind.close: kind for kind in kinds}
        doubled = [sign * 2 for kind in kinds if kind.doubled for sign in (kind.open, kind.close)]
        self._doubled = frozenset(doubled)
        self._paired = frozenset(sign for kind in kinds if kind.paired for sign in (kind.open, kind.close))
        signs = doubled + [sign for kind in kinds for sign in (kind.open, kind.close)]
        self._signs = re.compile("|".join(map(re.escape, signs)))

    def lines(self) -> Iterator[Line]:
        at, after_blank = 0, False
        while at <= len(self._source):
            end = self._line_end(at)
            if is_blank(self._source[at:end]):
                after_blank, at = True, end + 1
                continue
            line = self._line(at, end)
            line.after_blank = after_blank
            yield line
            after_blank, at = False, line.end + 1

    def _line_end(self, at: int) -> int:
        found = self._source.find("\n", at)
        return len(self._source) if found < 0 else found

    def _line(self, start: int, end: int) -> Line:
        """The line from *start*, or with the lines after it if a bracket holds them together."""
        read = _Reading(self, start, end)
        if not read.strong:
            return Line(start, end, read.finish(end))
        begins = read.strong[0].start == start + _indent(self._source, start)
        for further in self._ends(end, begins=begins):
            longer = _Reading(self, start, further)
            if not longer.strong:
                return Line(start, further, longer.finish(further))
        if begins and len(read.strong) > 1 and self._is_columns(read):
            end = self._block_end(end)
            read = _Reading(self, start, end)
        return Line(start, end, read.finish(end))

    def _ends(self, end: int, *, begins: bool) -> Iterator[int]:
        """The ends of the lines after that at *end* that have a closing sign, as far as a bracket may reach."""
        first = end
        for _ in range(_LINES):
            if end >= len(self._source) or end - first > _CHARS:
                return
            following = self._line_end(end + 1)
            line = self._source[end + 1 : min(following, first + _CHARS)]
            if is_blank(line) and not begins:
                return
            end = following
            if end - first <= _CHARS and any(sign in line for sign in self._closers):
                yield end

    def _is_columns(self, read: _Reading) -> bool:
        """Whether two brackets stand side by side in a line, set apart by more than one space."""
        left, right = read.strong[:2]
        return bool(re.search(r"\S {2,}$|\t$", self._source[left.start : right.start]))

    def _block_end(self, end: int) -> int:
        for _ in range(_LINES):
            following = self._line_end(end + 1)
            if end >= len(self._source) or is_blank(self._source[end + 1 : following]):
                return end
            end = following
        return end

    def signs(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        for found in self._signs.finditer(self._source, start, end):
            yield found.start(), found[0]

    def is_opener(self, sign: str) -> bool:
        return sign[:1] in self._openers

    def closed_by(self, sign: str) -> str:
        """What *sign* closes: the sign that opens."""
        opener = self._closers[sign[:1]].open
        return opener * len(sign)

    def is_doubled(self, sign: str) -> bool:
        return sign in self._doubled

    def is_paired(self, sign: str) -> bool:
        return sign in self._paired


class _Reading:
    """The brackets between two places; ``open`` are those that are not closed there, the outermost first."""

    def __init__(self, parsing: _Parsing, start: int, end: int) -> None:
        self._parsing = parsing
        self._source = parsing.source
        self.top: list[Bracket] = []
        self.open: list[Bracket] = []
        for at, sign in parsing.signs(start, end):
            self._sign(at, sign)

    def finish(self, end: int) -> list[Bracket]:
        """Return the brackets; those that are still open end with the last word before *end*, or are none."""
        self._forget(0)
        for one in self.open:
            one.end = max(trimmed(self._source, one.start, end)[1], one.inner[0])
        return self.top

    @property
    def strong(self) -> list[Bracket]:
        """Those of `open` that are brackets without a partner too."""
        return [one for one in self.open if not self._parsing.is_paired(one.open)]

    def _sign(self, at: int, sign: str) -> None:
        if self._parsing.is_opener(sign):
            self._opens(at, sign)
        elif not self._closes(at, sign):
            if self._parsing.is_doubled(sign):
                # Not the end of an inner bracket: two single signs, each for itself.
                self._sign(at, sign[0])
                self._sign(at + 1, sign[0])
            elif not self._parsing.is_paired(sign):
                self._put(Bracket(at, at + len(sign), "", sign))

    def _opens(self, at: int, sign: str) -> None:
        if len(self.open) >= DEPTH:
            self._forget_outermost()
        if len(self.open) >= DEPTH:
            if not self._parsing.is_paired(sign):
                self._put(Bracket(at, at + len(sign), sign, ""))
            return
        one = Bracket(at, at, sign, "")
        self._put(one)
        self.open.append(one)

    def _put(self, one: Bracket) -> None:
        (self.open[-1].children if self.open else self.top).append(one)

    def _closes(self, at: int, sign: str) -> bool:
        wanted = self._parsing.closed_by(sign)
        innermost = self._parsing.is_doubled(sign) or self._parsing.is_paired(sign)
        if innermost and not (self.open and self.open[-1].open == wanted):
            return False
        depth = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n].open == wanted), None)
        if depth is None:
            return False
        self._forget(depth + 1)
        for inner in self.open[depth + 1 :]:
            inner.end = at
        closed = self.open[depth]
        closed.close, closed.end = sign, at + len(sign)
        del self.open[depth:]
        return True

    def _forget(self, depth: int) -> None:
        """Leave out what is open from *depth* on and is no bracket without a partner; what is in it stays."""
        for at in range(len(self.open) - 1, depth - 1, -1):
            if self._parsing.is_paired(self.open[at].open):
                self._leave_out(at)

    def _forget_outermost(self) -> None:
        """Leave out the first that is open and no bracket without a partner, for which there is little hope."""
        at = next((at for at, one in enumerate(self.open) if self._parsing.is_paired(one.open)), None)
        if at is not None:
            self._leave_out(at)

    def _leave_out(self, at: int) -> None:
        # What is open is the last of what holds it.
        (self.open[at - 1].children if at else self.top)[-1:] = self.open[at].children
        del self.open[at]


def _indent(source: str, start: int) -> int:
    found = re.compile(r"[ \t\r]*").match(source, start)
    return found.end() - start if found else 0
