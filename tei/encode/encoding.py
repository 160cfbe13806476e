"""A transcription encoded: the one way through the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from tei.encode import brackets
from tei.encode.dates import Context
from tei.encode.finishing import break_lines, identify, join_names, mark, renditions, sweep, wording, write
from tei.encode.resolving import Resolver, footnotes, names, quotations
from tei.encode.resolving import forms as form
from tei.encode.resolving.naming import Identifiers
from tei.encode.structure import Known, ReadLine, paragraphs, structure
from tei.encode.tree import Node, Range, grow
from tei.encode.tree.ranges import BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.encode.authority import Authority
    from tei.encode.brackets import Line as BracketLine
    from tei.encode.finishing import Rendition
    from tei.encode.profile import Profile
    from tei.encode.reading import Line
    from tei.encode.resolving import Decision, Doubt


Less = Literal["", "paragraphs", "unresolved"]
"""What is left undone, where all of it would not be valid."""


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
    title: str = "",
    forms: Mapping[int, Line] | None = None,
    less: Less = "",
) -> Body:
    """Return the lines of a document, joined by line feeds in *source*, encoded by *profile*.

    *context* is what is known of its dates, *title* that of its page; *pointer* makes a pointer to an entry of
    *authority* out of path and id. The identifiers that are *reserved* are not given. *forms* are the lines as their
    file has them, by where they begin. With *less* every line is one of the *paragraphs*, or brackets are kept
    *unresolved* in them, too.
    """
    identifiers = Identifiers(reserved | _OF_THE_HEADER)
    if less == "unresolved":
        profile = replace(profile, brackets=(), signs=(), words=())
    parsed = brackets.parse(source, profile.kinds)
    notes = footnotes.find(source, parsed, identifiers)
    resolver = Resolver(source, profile, context or Context(order=profile.date_order), identifiers, notes)
    shown = form.shown(source, forms or {}, identifiers, profile.responsible)
    lines = [ReadLine(line, _decided(line, resolver, shown), *_form(line.start, forms or {})) for line in parsed]
    structured = (
        paragraphs(source, lines)
        if less
        else structure(source, lines, profile, Known(resolver.dates, title, identifiers))
    )
    decisions = [*resolver.decisions, *shown.notes.values()]
    inline = [one for decision in decisions for one in decision.ranges]
    blocks = structured.ranges
    spans = [(one.start, one.end) for one in parsed]
    named = names.find(source, spans, authority, pointer, [*blocks, *inline]) if authority else None
    whole = [
        Range(0, len(source), name, attributes, rank=BODY)
        for name, attributes in (("text", {}), ("body", {}), ("div", {"type": structured.genre}))
    ]
    found = list(named.ranges) if named else []
    found.extend(wording([*structured.ranges, *inline], source, profile, identifiers))
    found.extend(quotations.lone(source, structured.ranges))
    root, _ = grow([*whole[1:], *structured.ranges, *inline, *found, *resolver.dates, *shown.ranges], whole[0])
    sweep(root, source)
    join_names(root, source)
    break_lines(root, source)
    mark(root, source, profile, identifiers, resolver.decisions)
    identify(root, source, identifiers)
    made = Body(source, root, resolver.decisions, structured.doubts, genre=structured.genre)
    made.doubts.extend(named.doubts if named else [])
    made.renditions = renditions(root, source)
    return made


def _decided(line: BracketLine, resolver: Resolver, shown: form.Forms) -> tuple[Decision, ...]:
    """What was decided of a line: that it is a footnote by its file, or what its brackets are."""
    found = tuple(one for one in resolver.line(line) if one.depth == 0)
    note = shown.notes.get(line.start)
    return found if note is None else (note,)


def _form(start: int, forms: Mapping[int, Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What a line is by its file, and where in the body its cells are."""
    line = forms.get(start)
    if line is None:
        return "", ()
    return line.kind, tuple((start + cell.start, start + cell.end) for cell in line.cells)


_OF_THE_HEADER: Final = frozenset(
    ("translator", "contributor", "editor", "encoder", "transcriber", "copy-text", "source", "genre")
)
"""Identifiers that a header gives."""
