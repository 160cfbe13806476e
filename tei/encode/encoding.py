"""A transcription encoded: the one way through the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tei.encode import brackets
from tei.encode.dates import Context
from tei.encode.finishing import break_lines, identify, mark, renditions, wording, write
from tei.encode.resolving import Resolver, footnotes
from tei.encode.resolving.naming import Identifiers
from tei.encode.structure import ReadLine, structure
from tei.encode.tree import Node, Range, grow
from tei.encode.tree.ranges import BODY

if TYPE_CHECKING:
    from tei.encode.finishing import Rendition
    from tei.encode.profile import Profile
    from tei.encode.resolving import Decision, Doubt


@dataclass(slots=True)
class Body:
    """The body of a transcription as a tree, with what was decided and what its header has to declare."""

    source: str
    root: Node
    decisions: list[Decision]
    doubts: list[Doubt] = field(default_factory=list)
    renditions: list[Rendition] = field(default_factory=list)
    genre: str = "document"

    def text(self) -> str:
        """Return the ``text`` element as XML."""
        return write(self.root, self.source, 1)


def body(source: str, profile: Profile, context: Context | None = None) -> Body:
    """Return the lines of a document, joined by line feeds in *source*, encoded by *profile*."""
    identifiers = Identifiers()
    parsed = brackets.parse(source, profile.kinds)
    notes = footnotes.find(source, parsed, identifiers)
    resolver = Resolver(source, profile, context or Context(order=profile.date_order), identifiers, notes)
    lines = [ReadLine(line, tuple(one for one in resolver.line(line) if one.depth == 0)) for line in parsed]
    structured = structure(source, lines, profile)
    inline = [one for decision in resolver.decisions for one in decision.ranges]
    words = wording([*structured.ranges, *inline], source, profile, identifiers)
    top = [
        Range(0, len(source), "body", rank=BODY),
        Range(0, len(source), "div", {"type": structured.genre}, rank=BODY),
    ]
    ranges = [*top, *structured.ranges, *inline, *words, *resolver.dates]
    root, _ = grow(ranges, Range(0, len(source), "text", rank=BODY))
    break_lines(root, source)
    mark(root, source, profile, identifiers, resolver.decisions)
    identify(root, source, identifiers)
    made = Body(source, root, resolver.decisions, structured.doubts, genre=structured.genre)
    made.renditions = renditions(root, source)
    return made
