"""Blocks over lines: the one way through the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei.encode.resolving.naming import Identifiers
from tei.encode.structure.blocks import laid
from tei.encode.structure.dividing import Dividing
from tei.encode.structure.gathering import gather
from tei.encode.structure.genres import genre
from tei.encode.structure.joining import join
from tei.encode.structure.labels import Labels
from tei.encode.structure.laying import lay
from tei.encode.structure.pieces import cut
from tei.encode.structure.signing import Signing
from tei.encode.structure.splitting import split
from tei.encode.structure.telling import Telling
from tei.encode.structure.zoning import zones
from tei.encode.white import is_blank, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.profile import Profile
    from tei.encode.resolving import Doubt
    from tei.encode.structure.pieces import ReadLine
    from tei.encode.tree import Range


@dataclass(frozen=True, slots=True)
class Structured:
    """Blocks, the type of the whole, and what was doubtful."""

    ranges: list[Range] = field(default_factory=list)
    genre: str = "document"
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before: the dates that were found, the title that the page has, the identifiers that are given."""

    dates: Sequence[Range] = ()
    title: str = ""
    identifiers: Identifiers = field(default_factory=Identifiers)


def structure(source: str, lines: Sequence[ReadLine], profile: Profile, known: Known | None = None) -> Structured:
    """Return the blocks of *source*; linear in its length.

    A bracket that reports a signature is changed to what it is where it stands.
    """
    known = known or Known()
    pieces = cut(source, lines, known.dates)
    telling = Telling(profile, pieces)
    pieces = split(pieces, telling)
    pieces = gather(join(pieces, telling), telling)
    dividing = Dividing(pieces, zones(pieces, telling), telling, Signing(profile), Labels(pieces))
    sections = dividing.divide()
    ranges = lay(sections, lambda: f"#{known.identifiers.new('', 'hand-signature')}")
    return Structured(ranges, genre(sections, known.title, profile))


def paragraphs(source: str, lines: Sequence[ReadLine]) -> Structured:
    """Return each line of *source* as a paragraph, but for the brackets that are lines for themselves."""
    made: list[Range] = []
    for one in lines:
        start, end = one.line.start, one.line.end
        for block in one.leading:
            start = max(start, block.last)
        if is_blank(source[start:end]):
            continue
        for block in one.leading:
            if block.root is not None:
                block.root.attributes["rendition"] = "#page-run-in"
        made.append(laid(*trimmed(source, start, end), "p", "paragraph"))
    return Structured(made)
