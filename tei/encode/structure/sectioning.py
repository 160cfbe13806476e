"""Where a text falls into parts: headings among its lines, the dates of a diary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.structure.labels import Label, label_of
from tei.encode.structure.telling import is_dateline
from tei.encode.words import english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.structure.pieces import Piece
    from tei.encode.structure.telling import Telling
    from tei.encode.structure.zoning import Zones

_LONGEST_CHARS: Final = 80
_LONGEST_WORDS: Final = 10
_FEWEST_ENTRIES: Final = 3
_VERBS: Final = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "have",
        "will",
        "did",
        "be",
        "been",
        "said",
        "not",
        "shall",
        "should",
        "to",
    ]
)
_NUMBERED: Final = re.compile(r"(?i:item|part|section|chapter|teil|abschnitt) (?:\d{1,3}|[IVXL]{1,6})[.:]?(?= )")
_ENDED: Final = re.compile(r"[.,;:!?”»]\W?\w{0,3}\W?$")
"""The end of a sentence, before the sign of a note or not."""
_SENTENCE: Final = re.compile(r".*[.!?:;”»\")\]]", re.DOTALL)


def headings(pieces: Sequence[Piece], zones: Zones, telling: Telling) -> frozenset[Piece]:
    """Return the headings of the parts of a text; of lines in a row with numbers of one kind none is one."""
    places = range(zones.text, zones.handled - 1)
    found = [at for at in places if _is_heading(pieces[at], pieces[at + 1], telling)]
    forms = {at: re.sub(r"\w+", "1", pieces[at].text.split()[0]) for at in found}
    listed = {at for at in found if forms.get(at + 1) == forms[at] and label_of(pieces[at], lone=True)}
    return frozenset(pieces[at] for at in found if at not in listed and at - 1 not in listed)


def entries(pieces: Sequence[Piece], zones: Zones) -> frozenset[Piece]:
    """Return the dates that begin the entries of a diary: a blank line before each, a text after it, several times."""
    found = [
        at
        for at in range(zones.notes - 1)
        if pieces[at].block is None
        and (pieces[at].after_blank or not at)
        and is_dateline(pieces[at])
        and pieces[at + 1].block is None
        and len(pieces[at + 1].text) > len(pieces[at].text)
    ]
    return frozenset(pieces[at] for at in found) if len(found) >= _FEWEST_ENTRIES else frozenset()


def _is_heading(piece: Piece, following: Piece, telling: Telling) -> bool:
    """Whether *piece* is the heading of what is *following*: a few words, no sentence, blank lines around it."""
    if piece.block is not None or piece.role or piece.kind or len(piece.text) > _LONGEST_CHARS or not piece.after_blank:
        return False
    if (
        piece.decisions
        or piece.dates
        or following.block is not None
        or any(one.role != "head" for one in telling.rules(piece))
    ):
        return False
    if not (following.after_blank or following.role):
        return False
    label = label_of(piece, lone=True) or _numbered(piece)
    words = piece.source[piece.start if label is None else label.end : piece.end].split()
    if not 0 < len(words) <= _LONGEST_WORDS or _ENDED.search(words[-1]) or not words[0][0].isupper():
        return False
    if label is None:
        return _is_shouted(words, following, telling)
    return not any(one.casefold() in _VERBS for one in words)


def _is_shouted(words: Sequence[str], following: Piece, telling: Telling) -> bool:
    """Whether *words* are in capitals where the document is not, above a text; a single one is no name."""
    if telling.shouts or not all(one.isupper() for one in words) or not (following.role or _ends(following)):
        return False
    return len(words) > 1 or english.is_english(words[0])


def _ends(piece: Piece) -> bool:
    return bool(_SENTENCE.fullmatch(piece.text)) or label_of(piece) is not None


def _numbered(piece: Piece) -> Label | None:
    found = _NUMBERED.match(piece.source, piece.start, piece.end)
    return None if found is None else Label(*found.span(), found[0])
