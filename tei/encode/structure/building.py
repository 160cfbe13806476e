"""Blocks over lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei.encode.tree import Range
from tei.encode.tree.ranges import BLOCK
from tei.encode.white import is_blank, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.brackets import Line
    from tei.encode.profile import Profile
    from tei.encode.resolving import Decision, Doubt


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with what was decided of its brackets and signs, those within others left out."""

    line: Line
    decisions: tuple[Decision, ...]

    @property
    def leading(self) -> list[Decision]:
        """The blocks that the line begins with: brackets that are lines, or parts of one, for themselves."""
        found = []
        for one in self.decisions:
            if one.level != "block":
                break
            found.append(one)
        return found


@dataclass(slots=True)
class Structured:
    """Blocks, the type of the whole, and what was doubtful."""

    ranges: list[Range] = field(default_factory=list)
    genre: str = "document"
    doubts: list[Doubt] = field(default_factory=list)


def structure(source: str, lines: Sequence[ReadLine], profile: Profile) -> Structured:
    """Return the blocks of *source*."""
    made = paragraphs(source, lines)
    made.genre = str(profile.structure.get("genre", "document"))
    return made


def paragraphs(source: str, lines: Sequence[ReadLine]) -> Structured:
    """Return each line of *source* as a paragraph, but for the brackets that are lines for themselves."""
    made = Structured()
    for one in lines:
        start, end = one.line.start, one.line.end
        for block in one.leading:
            start = max(start, block.last)
        words = source[start:end]
        if is_blank(words):
            continue
        for block in one.leading:
            if block.root is not None:
                block.root.attributes["rendition"] = "#page-run-in"
        start, end = trimmed(source, start, end)
        made.ranges.append(Range(start, end, "p", rank=BLOCK, rule="paragraph"))
    return made
