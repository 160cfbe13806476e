"""Lines that belong together: the items of a list, the rows of a table, the lines of a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.structure import columns
from tei.encode.structure.labels import bullet_of, label_of
from tei.encode.structure.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tei.encode.structure.telling import Telling

_LONGEST_ITEM_CHARS: Final = 120
_FEWEST: Final = 2
_SET_IN: Final = 3
"""So many characters further in than others the lines of a quotation are, all of them."""
_LONG_CHARS: Final = 40
_LISTED: Final = frozenset({"items", "item"})


def gather(pieces: Sequence[Piece], telling: Telling) -> list[Piece]:
    """Return *pieces* with lists, tables and quotations as one piece each, whose ``members`` have their lines."""
    gathering = _Gathering(pieces, telling)
    made: list[Piece] = []
    at = 0
    while at < len(pieces):
        role, kind, count = gathering.at(at)
        made.append(_gathered(pieces[at : at + count], role, kind) if role else pieces[at])
        at += max(count, 1)
    return made


def _gathered(members: Sequence[Piece], role: str, kind: str) -> Piece:
    first, last = members[0], members[-1]
    read = tuple(dict.fromkeys(line for one in members for line in one.read))
    whole = Piece(first.source, first.start, last.end, read, None, first.after_blank)
    whole.role, whole.type, whole.members, whole.cells = role, kind, list(members), first.cells
    return whole


class _Gathering:
    def __init__(self, pieces: Sequence[Piece], telling: Telling) -> None:
        self._pieces = pieces
        self._telling = telling
        long = [one for one in pieces if len(one.text) >= _LONG_CHARS]
        self._indent = min(map(_indent, long), default=0)

    def at(self, at: int) -> tuple[str, str, int]:
        """Return what begins at piece *at*, of which type, and how many pieces it has; "" and 1 if nothing does."""
        piece = self._pieces[at]
        if piece.block is not None:
            return "", "", 1
        piece.cells = columns.rows(self._pieces, at)
        if piece.cells:
            return "table", "", len(piece.cells)
        for rule in self._telling.rules(piece):
            if rule.role in _LISTED:
                count = self._people(at, rule.type, has_head=rule.role == "items")
                if count:
                    piece.role = rule.role
                    return "list", rule.type, count
        for kind, count in (("bulleted", self._bulleted(at)), ("numbered", self._numbered(at))):
            if count:
                return "list", kind, count
        quoted = self._run(at, lambda one: one.kind == "quote" or _indent(one) >= self._indent + _SET_IN)
        return ("quote", "", quoted) if quoted else ("", "", 1)

    def _run(self, at: int, fits: Callable[[Piece], bool]) -> int:
        count = 0
        while at + count < len(self._pieces) and fits(self._pieces[at + count]):
            count += 1
        return count

    def _people(self, at: int, kind: str, *, has_head: bool) -> int:
        """The lines of a list of people or copies: after its head, or all of one form."""
        if not has_head:
            return self._run(at, lambda one: self._is(one, "item", kind))
        first = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        spaced = first is not None and first.after_blank
        count = self._run(at + 1, lambda one: self._is(one, "item", kind) or self._may_follow(one, spaced=spaced))
        return count + 1 if count else 0

    def _is(self, piece: Piece, role: str, kind: str) -> bool:
        return any((rule.role, rule.type) == (role, kind) for rule in self._telling.rules(piece))

    def _may_follow(self, piece: Piece, *, spaced: bool) -> bool:
        """Whether a short line below a list's head is an item: no blank line is before it, or before all of them."""
        text = piece.text
        if not text or len(text) > _LONGEST_ITEM_CHARS or piece.kind.startswith("heading") or text[-1] == ":":
            return False
        if not spaced:
            return not piece.after_blank
        return text[-1] not in ".!?" and not self._telling.is_told(piece) and not self._telling.is_heading(piece)

    def _bulleted(self, at: int) -> int:
        first = bullet_of(self._pieces[at])
        if first is None:
            return 0

        def is_alike(one: Piece) -> bool:
            bullet = bullet_of(one)
            return bullet is not None and bullet.words == first.words

        count = self._run(at, is_alike)
        return count if count >= _FEWEST or self._is_introduced(at) else 0

    def _numbered(self, at: int) -> int:
        """Numbered lines are a list if their file says so, or if a colon is before them and none ends a sentence."""
        if self._pieces[at].kind == "item":
            return 1 + self._run(at + 1, lambda one: one.kind == "item" and not one.after_blank and not bullet_of(one))
        if label_of(self._pieces[at]) is None or not self._is_introduced(at):
            return 0
        count = self._run(at, lambda one: label_of(one) is not None and len(one.text) <= _LONGEST_ITEM_CHARS)
        ends = [one.text[-1] for one in self._pieces[at : at + count - 1]]
        return count if count >= _FEWEST and all(one in ";," or one.isalnum() for one in ends) else 0

    def _is_introduced(self, at: int) -> bool:
        return at > 0 and self._pieces[at - 1].text.endswith(":")


def _indent(piece: Piece) -> int:
    """How far in the lines of a paragraph begin, the least of them; 0 for a line alone."""
    source = piece.source
    first = source.rfind("\n", 0, piece.start) + 1
    lines = source[first : piece.end].split("\n")
    if piece.block is not None or len(lines) < _FEWEST:
        return 0
    return min(len(line) - len(line.lstrip(" \t")) for line in lines if line.strip())
