"""What was decided of a bracket or a sign, and what was doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tei.encode.tree import Range


class Doubt(NamedTuple):
    """What an editor should look at, over ``source[start:end]``.

    ``kind`` is *unclosed*, *unopened*, *unknown*, *ambiguous* or *collapsed*; ``message`` is a sentence.
    """

    kind: str
    start: int
    end: int
    message: str


@dataclass(slots=True, eq=False)
class Decision:
    """The rule that took a bracket or a sign, and what it made.

    ``source[start:end]`` is the bracket itself; ``first`` and ``last`` are where what it became begins and ends, words
    beside it included. ``level`` is ``block`` if it is a line, or part of one, for itself. ``depth`` counts the
    brackets around it; ``completes_date``: the bracket is part of a date that has words outside it.
    """

    start: int
    end: int
    rule: str
    level: str
    depth: int
    ranges: list[Range]
    doubts: list[Doubt] = field(default_factory=list)
    completes_date: bool = False

    @property
    def first(self) -> int:
        """Where what it became begins."""
        return min((one.start for one in self.ranges), default=self.start)

    @property
    def last(self) -> int:
        """Where what it became ends."""
        return max((one.end for one in self.ranges), default=self.end)

    @property
    def root(self) -> Range | None:
        """The outermost element that it became."""
        return self.ranges[0] if self.ranges else None
