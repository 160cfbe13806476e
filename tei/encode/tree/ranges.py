"""A stretch of the transcription that becomes an element."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

BODY: Final = 0
BLOCK: Final = 1
BRACKET: Final = 2
NAME: Final = 3
"""What gives way where two ranges cross: the higher number."""


@dataclass(slots=True, eq=False)
class Range:
    """An element-to-be over ``source[start:end]``, offsets in code points.

    The first ``before`` characters of it and the last ``after`` ones are not the element's text but are generated:
    brackets and the words that introduce them. ``lost`` is the side, *before* or *after*, on which a bracket has no
    partner. ``stem`` names the pair of renditions that generate. ``rank`` is what gives way to what: `BODY`, `BLOCK`,
    `BRACKET` or `NAME`; of two over the same stretch the lower rank is outside, of equals the earlier made.

    ``rule`` is the profile's rule that made it. ``about`` has what later steps need of its words, by name.
    """

    start: int
    end: int
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    before: int = 0
    after: int = 0
    rank: int = BRACKET
    lost: str = ""
    stem: str = ""
    rule: str = ""
    about: dict[str, str] = field(default_factory=dict)

    @property
    def inner(self) -> tuple[int, int]:
        """Where its text is, without what is generated."""
        return self.start + self.before, self.end - self.after
