"""Where a text is signed, and the closers that become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tei.encode.structure.blocks import Block, laid
from tei.encode.structure.shown import SIGNED
from tei.encode.structure.signing import SIGNERS, Part
from tei.encode.structure.telling import is_address
from tei.encode.tree import Range
from tei.encode.tree.ranges import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tei.encode.resolving import Decision
    from tei.encode.structure.pieces import Piece
    from tei.encode.structure.signing import Signing

_MOST_LINES: Final = 8
_TITLED: Final = re.compile(r"(?:the )?(?:mrs?|messrs|miss|hon|herrn?|frau|monsieur|madame|m)\b", re.IGNORECASE)
_HOUSE: Final = re.compile(r"\d{1,5}[a-z]?,? [^\W\d_]|.*[^\W\d_] \d{1,4}[a-z]?$")
"""The number of a house, before its street or after it."""
_FAREWELLS: Final = frozenset({"salute", "valediction"})
_STRONG: Final = frozenset({"signature", "signed", "said", "slashed"})
_ELEMENTS: Final = {"name": "persName", "slashed": "persName", "office": "roleName", "body": "orgName"}


@dataclass(frozen=True, slots=True)
class Run:
    """Lines in which someone signs, each with its parts."""

    pieces: tuple[Piece, ...]
    parts: tuple[tuple[Part, ...], ...]

    @property
    def kinds(self) -> set[str]:
        """The kinds of all parts."""
        return {part.kind for line in self.parts for part in line}

    @property
    def is_quoted(self) -> bool:
        """Whether it ends with a closing quotation mark, that of a message within."""
        return bool(self.parts[-1]) and self.parts[-1][-1].kind == "quote"

    @property
    def is_strong(self) -> bool:
        """Whether it is one wherever it stands: someone is reported to sign, bids farewell, or a quotation ends so."""
        kinds = self.kinds
        if "salute" in kinds and kinds & {"name", "body", "office"}:
            return True
        return bool(kinds & _STRONG) or (self.is_quoted and bool(kinds & SIGNERS))

    @property
    def is_weak(self) -> bool:
        """Whether it is one if the text ends with it: a name, an organisation, or nothing but a farewell or a date."""
        return bool(self.kinds & {"name", "body"}) or self.kinds in ({"date"}, {"salute"}, {"number", "date"})


def run_at(
    pieces: Sequence[Piece], at: int, end: int, signing: Signing, is_other: Callable[[Piece], bool]
) -> Run | None:
    """Return the lines from *at* to *end* in which someone signs, None if there are none; none of them *is_other*.

    A line with a closing quotation mark is the last of its run; after a line with a number of its own, or after who
    has signed, no line begins with a number.
    """
    found: list[Piece] = []
    parts: list[tuple[Part, ...]] = []
    end = min(end, at + _MOST_LINES)
    for place, piece in enumerate(pieces[at:end], start=at):
        line = tuple(signing.parts(piece)) if not is_other(piece) else ()
        is_first = all(one.kind in _FAREWELLS for before in parts for one in before)
        if not line and is_first and _is_valediction(pieces, place, end, signing, is_other):
            line = (Part("valediction", 0, len(piece.text)),)
        if parts and not is_first and address_at(pieces, place, end):
            break
        if not line or (parts and line[0].kind == "number") or (not is_first and line[0].kind == "salute"):
            break
        found.append(piece)
        parts.append(line)
        if line[-1].kind == "quote":
            break
    return Run(tuple(found), tuple(parts)) if found else None


def _is_valediction(
    pieces: Sequence[Piece], at: int, end: int, signing: Signing, is_other: Callable[[Piece], bool]
) -> bool:
    """Whether the line *at* bids farewell: a comma ends it, and who signs or another farewell follows."""
    if is_other(pieces[at]) or not signing.is_valediction(pieces[at]):
        return False
    for piece in pieces[at + 1 : end]:
        parts = [] if is_other(piece) else signing.parts(piece)
        if parts:
            return parts[0].kind in SIGNERS or parts[0].kind == "salute"
        if is_other(piece) or not signing.is_valediction(piece):
            return False
    return False


def address_at(pieces: Sequence[Piece], at: int, end: int) -> int:
    """Return how many lines from *at* on are the address of the reader below a text, 0 if they are none.

    A blank line is before them, and one has a number of a street or begins with a title.
    """
    if not pieces[at].after_blank:
        return 0
    count = 1
    while at + count < min(end, at + _MOST_LINES) and not pieces[at + count].after_blank:
        count += 1
    lines = pieces[at : at + count]
    if count == 1 or any(one.block is not None or one.dates or not is_address(one) for one in lines):
        return 0
    told = _TITLED.match(lines[0].text) or any(_HOUSE.match(one.text) for one in lines)
    return count if told else 0


def address(pieces: Sequence[Piece]) -> Block:
    """Return the ``closer`` that an address below a text becomes."""
    start, end = pieces[0].start, pieces[-1].end
    made = [laid(start, end, "closer"), laid(start, end, "address")]
    made.extend(laid(one.start, one.end, "addrLine") for one in pieces)
    return Block("closer", start, end, made, list(pieces))


def divided(run: Run) -> tuple[Run, Run] | None:
    """Return *run* as two if two sign in it: who signs first has dated it, or a blank line or a number is between."""
    signing = [index for index, line in enumerate(run.parts) if any(part.kind in SIGNERS for part in line)]
    for first, second in pairwise(signing):
        is_dated = any(part.kind == "date" for line in run.parts[first:second] for part in line)
        if is_dated or run.pieces[second].after_blank or run.parts[second][0].kind == "number":
            return Run(run.pieces[:second], run.parts[:second]), Run(run.pieces[second:], run.parts[second:])
    return None


def closer(run: Run) -> Block:
    """Return the ``closer`` that *run* becomes."""
    first, last = run.pieces[0], run.pieces[-1]
    made = [laid(first.start, last.end, "closer")]
    placed = [(piece, part) for piece, line in zip(run.pieces, run.parts, strict=True) for part in line]
    for kind, group in _grouped(placed):
        start, end = _stretch(*group[0])[0], _stretch(*group[-1])[1]
        if kind == "signed":
            made.extend(_signed(group, start, end))
        elif kind == "number":
            made.append(laid(start, end, "idno", type="outgoing"))
        elif kind in _FAREWELLS:
            made.append(laid(start, end, "salute"))
        elif kind == "date":
            made.append(laid(start, end, "dateline"))
    for piece in run.pieces:
        piece.role = "closer"
    return Block("closer", first.start, last.end, made, list(run.pieces))


def _grouped(placed: list[tuple[Piece, Part]]) -> Iterator[tuple[str, list[tuple[Piece, Part]]]]:
    """The parts in order, those that say who signs together."""
    group: list[tuple[Piece, Part]] = []
    for piece, part in placed:
        if part.kind in SIGNERS:
            if part.kind == "signed" and group:
                yield "signed", group
                group = []
            group.append((piece, part))
            continue
        if group:
            yield "signed", group
            group = []
        yield part.kind, [(piece, part)]
    if group:
        yield "signed", group


def _signed(group: list[tuple[Piece, Part]], start: int, end: int) -> Iterator[Range]:
    """The ``signed`` of those who sign, with their names and offices."""
    signed = laid(*_with_slashes(group, start, end), "signed")
    last, part = group[-1]
    signed.end = max(signed.end, _with_markers(last, part, signed.end))
    if last.source.startswith(")", signed.end) and "(" in last.source[signed.start : signed.end]:
        signed.end += 1
    word = next((_word(piece) for piece, part in group if part.kind == "signed"), None)
    names = [part for part in group if part[1].kind != "signed"]
    if word is not None and names:
        # What the word of an editor says: by hand. The word is generated before it.
        lost = "" if word.root is None else word.root.lost
        signed.start, signed.before = word.start, max(0, _stretch(*names[0])[0] - word.start)
        signed.attributes["rend"] = "autograph"
        signed.stem, signed.rule, signed.lost = SIGNED, word.rule, lost
        word.ranges = [signed]
    else:
        yield signed
    for piece, part in names:
        name = _ELEMENTS.get(part.kind)
        low, high = _stretch(piece, part)
        if name is not None and not _is_named(piece, low, high):
            yield laid(low, high, name)


def _with_slashes(group: list[tuple[Piece, Part]], start: int, end: int) -> tuple[int, int]:
    """The stretch with the slashes around the name at its end."""
    source = group[0][0].source
    if group[-1][1].kind == "slashed":
        end = source.find("/", end) + 1
    if group[0][1].kind == "slashed":
        start = source.rfind("/", 0, start)
    return start, end


def _word(piece: Piece) -> Decision | None:
    return next((one for one in piece.decisions if one.rule == SIGNED), None)


def _with_markers(piece: Piece, part: Part, end: int) -> int:
    """Where the markers of notes end that follow the last who signs."""
    if part.end < len(piece.text):
        return end
    markers = [one for one in piece.decisions if one.root is not None and one.root.name == "ref" and one.start >= end]
    return max([end, *(one.last for one in markers)])


def _stretch(piece: Piece, part: Part) -> tuple[int, int]:
    if part.start == part.end:
        at = piece.shown.place(part.start)
        return at, at
    return piece.shown.stretch(part.start, part.end)


def _is_named(piece: Piece, start: int, end: int) -> bool:
    """Whether a bracket has made a name of the words."""
    return any(
        one.name in {"persName", "orgName", "name", "roleName"}
        and one.rank != BLOCK
        and one.start <= start
        and end <= one.end
        for decision in piece.decisions
        for one in decision.ranges
    )
