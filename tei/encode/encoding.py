"""A transcription encoded: the one way through the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tei.encode import brackets
from tei.encode.dates import Context
from tei.encode.finishing import break_lines, identify, mark, renditions, sweep, wording, write
from tei.encode.resolving import Resolver, footnotes, names
from tei.encode.resolving.naming import Identifiers
from tei.encode.structure import ReadLine, paragraphs, structure
from tei.encode.tree import Node, Range, grow
from tei.encode.tree.ranges import BODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.encode.authority import Authority
    from tei.encode.finishing import Rendition
    from tei.encode.profile import Profile
    from tei.encode.resolving import Decision, Doubt


def _here(path: str, identifier: str) -> str:
    return f"{path}#{identifier}"


@dataclass
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

    def written(self, decision: Decision) -> str:
        """Return what became of a bracket, as XML on one line."""
        nodes = [self._nodes[id(one)] for one in decision.ranges if id(one) in self._nodes]
        inner = {id(node) for top in nodes for node in top.nodes() if node is not top}
        return " ".join(" ".join(write(node, self.source).split()) for node in nodes if id(node) not in inner)

    def all_doubts(self) -> list[Doubt]:
        """Return what is doubtful, in the order of the places."""
        found = [doubt for decision in self.decisions for doubt in decision.doubts]
        return sorted([*found, *self.doubts], key=lambda one: (one.start, one.end))

    @cached_property
    def _nodes(self) -> dict[int, Node]:
        return {id(node.range): node for node in self.root.nodes()}


def body(  # noqa: PLR0913 - each parameter is known from somewhere else
    source: str,
    profile: Profile,
    context: Context | None = None,
    *,
    authority: Authority | None = None,
    pointer: Callable[[str, str], str] = _here,
    reserved: frozenset[str] = frozenset(),
    plain: bool = False,
) -> Body:
    """Return the lines of a document, joined by line feeds in *source*, encoded by *profile*.

    *context* is what is known of its dates; *pointer* makes a pointer to an entry of *authority* out of path and id.
    The identifiers that are *reserved* are not given. *plain*: every line is a paragraph.
    """
    identifiers = Identifiers(reserved | _OF_THE_HEADER)
    parsed = brackets.parse(source, profile.kinds)
    notes = footnotes.find(source, parsed, identifiers)
    resolver = Resolver(source, profile, context or Context(order=profile.date_order), identifiers, notes)
    lines = [ReadLine(line, tuple(one for one in resolver.line(line) if one.depth == 0)) for line in parsed]
    structured = paragraphs(source, lines) if plain else structure(source, lines, profile)
    inline = [one for decision in resolver.decisions for one in decision.ranges]
    named = (
        names.find(source, [(one.start, one.end) for one in parsed], authority, pointer, inline) if authority else None
    )
    whole = [
        Range(0, len(source), name, attributes, rank=BODY)
        for name, attributes in (("text", {}), ("body", {}), ("div", {"type": structured.genre}))
    ]
    found = list(named.ranges) if named else []
    found.extend(wording([*structured.ranges, *inline], source, profile, identifiers))
    root, _ = grow([*whole[1:], *structured.ranges, *inline, *found, *resolver.dates], whole[0])
    sweep(root, source)
    break_lines(root, source)
    mark(root, source, profile, identifiers, resolver.decisions)
    identify(root, source, identifiers)
    made = Body(source, root, resolver.decisions, structured.doubts, genre=structured.genre)
    made.doubts.extend(named.doubts if named else [])
    made.renditions = renditions(root, source)
    return made


_OF_THE_HEADER: Final = frozenset(
    ("translator", "contributor", "editor", "encoder", "transcriber", "copy-text", "source", "genre")
)
"""Identifiers that a header gives."""
