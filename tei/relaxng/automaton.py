"""A stack automaton over the patterns of a grammar, made while documents are read.

A state is what may still come in the element that is open: one pattern for each of the ways in which the document can
be read so far, in nearly every schema a single one. A start tag leads to an :class:`Opening`: the :class:`Frame` that
goes on the stack, and the state inside the element. The end tag takes the frame off and looks up there which state
follows. All of these are dictionaries that fill themselves: what has been seen once costs one look-up, and what has
not costs a derivative.

A way that leads nowhere raises :class:`Refusal` and is not kept, so that nobody has to ask at each step.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tei.relaxng import acceleration
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.edges import AttributeEdge
from tei.relaxng.patterns import NOT_ALLOWED, ElementPattern, Pattern
from tei.relaxng.states import Checks, Frame, Opening, Plans, Refusal, State, Step, Tag, dead
from tei.relaxng.values import contextual, identifiers

if TYPE_CHECKING:
    from tei.relaxng._accelerator import Tables
    from tei.relaxng.patterns import Table

_MOST_STATES: Final = 8_000
_MOST_PATTERNS: Final = 100_000
_MOST_ENTRIES: Final = 200_000


class Automaton:
    """The states of one grammar, made as they are met, and never more of them than memory allows."""

    def __init__(
        self, table: "Table", start: Pattern, *, has_context: bool | None = None, with_identifiers: bool = True
    ) -> None:
        self.table: Final = table
        self.derivatives: Final = Derivatives(table)
        self.contextual: Final = contextual(table.elements) if has_context is None else has_context
        """Whether some value may be a name with a prefix, so that the declarations in scope must be known."""
        self.with_identifiers: Final = with_identifiers
        """Whether identifiers must be unique, and references lead to one."""
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._tags: dict[tuple[Pattern, ...], Tag] = {}
        self._frames: dict[tuple[tuple[Pattern, ...], ...], Frame] = {}
        self._checks: dict[Pattern, Checks] = {}
        self._start = start
        self._patterns_before = len(table)
        self._entries = 0
        self.generation = 0
        """How often everything has been forgotten: who keeps a state at hand must look here whether it is still one."""

    @cached_property
    def identifiers(self) -> Mapping[tuple[str, str], str]:
        """The kind, ID, IDREF or IDREFS, of each attribute that has one, by the names of element and attribute."""
        return identifiers(self.table.elements) if self.with_identifiers else {}

    @cached_property
    def accelerator(self) -> "Tables | None":
        """The tables for the fast pass in C, None where Python reads the documents."""
        return None if self.contextual else acceleration.tables(self)

    def __len__(self) -> int:
        """Return how many states there are."""
        return len(self._states)

    def start(self) -> State:
        """Return the state before the document's first tag."""
        return self.state((self._start,))

    def state(self, slots: tuple[Pattern, ...]) -> State:
        """Return the state with these patterns."""
        found = self._states.get(slots)
        if found is None:
            if len(self._states) >= _MOST_STATES or len(self.table) - self._patterns_before >= _MOST_PATTERNS:
                self._forget()
            found = self._states[slots] = State(self, slots)
            found.look_ahead()
        return found

    def begin_with(self, state: State) -> None:
        """Have *state*, which other documents have begun with, be the one before the first tag."""
        self._states[(self._start,)] = state

    def take_in(self, states: Iterable[State], tags: Iterable[Tag], frames: Iterable[Frame]) -> None:
        """Have what was made elsewhere be found by its patterns."""
        self._states.update((state.slots, state) for state in states)
        self._tags.update((tag.slots, tag) for tag in tags)
        self._frames.update((frame.vectors, frame) for frame in frames)

    def tag(self, slots: tuple[Pattern, ...]) -> Tag:
        """Return the beginning of a start tag whose element has these patterns."""
        found = self._tags.get(slots)
        if found is None:
            if len(self._tags) >= _MOST_STATES:
                self._forget()
            found = self._tags[slots] = Tag(self, slots)
        return found

    def live(self, slots: tuple[Pattern, ...]) -> State | None:
        """Return the state with these patterns, None if none of them can match anything."""
        return None if dead(slots) else self.state(slots)

    def count(self) -> None:
        """Take note that one more way has been found, of which a document with endless names has endlessly many."""
        self._entries += 1
        if self._entries >= _MOST_ENTRIES:
            self._forget()

    def _forget(self) -> None:
        """Drop every state that the stack does not hold: an interleave of n elements has as many as 2 to the n.

        What is on the stack goes on to work, for a state or a frame needs nothing but its patterns; it forgets only
        where it has led to.
        """
        self.generation += 1
        self._entries = 0
        for state in self._states.values():
            state.clear()
        for frame in self._frames.values():
            frame.clear()
        self._states.clear()
        self._tags.clear()
        self._frames.clear()
        self._checks.clear()
        self.derivatives.forget()
        self.table.forget()
        self._patterns_before = len(self.table)

    def checks(self, pattern: Pattern) -> Checks:
        """Return the values that have been found to match *pattern*."""
        found = self._checks.get(pattern)
        if found is None:
            found = self._checks[pattern] = Checks(self.derivatives, pattern)
        return found

    def opened(self, state: State, name: str) -> Opening | None:
        """Return where the start tag *name* leads from *state*, None if it is not allowed (startTagOpenDeriv)."""
        rests: dict[ElementPattern, list[Pattern]] = {}
        for index, slot in enumerate(state.slots):
            for element, rest in self.derivatives.opened(slot, name).items():
                vector = rests.setdefault(element, [NOT_ALLOWED] * len(state.slots))
                vector[index] = rest
        return self.entered({element: tuple(vector) for element, vector in rests.items()})

    def entered(self, rests: Mapping[ElementPattern, tuple[Pattern, ...]]) -> Opening | None:
        """Return where a start tag leads that may be any of these patterns, each with what follows it."""
        # Elements after which the same follows need not be kept apart.
        contents: dict[tuple[Pattern, ...], list[Pattern]] = {}
        for element, vector in rests.items():
            if element.content is not NOT_ALLOWED:
                contents.setdefault(vector, []).append(element.content)
        if not contents:
            return None
        initial = self.tag(tuple([self.table.choice_of(patterns) for patterns in contents.values()]))
        return Opening(self.frame(tuple(contents)), initial.closed(), Plans(self, initial), initial)

    def frame(self, vectors: tuple[tuple[Pattern, ...], ...]) -> Frame:
        """Return the frame with these vectors."""
        found = self._frames.get(vectors)
        if found is None:
            found = self._frames[vectors] = Frame(self, vectors)
        return found

    def attributed(self, tag: Tag, attribute: str) -> Step | None:
        """Return where *attribute* leads from *tag*, None if it is not allowed (attDeriv)."""
        edges = []
        for slot in tag.slots:
            by_rest: dict[Pattern, list[Pattern]] = {}
            for value, rest in self.derivatives.attribute_edges(slot, attribute):
                by_rest.setdefault(rest, []).append(value)
            edges.append(
                tuple([AttributeEdge(self.table.choice_of(values), rest) for rest, values in by_rest.items()]),
            )
        return Step(self, tuple(edges)) if any(edges) else None

    def inside(self, opening: Opening, attributes: list[str], context: Mapping[str, str]) -> State:
        """Return the state inside the element after these attributes, as expat lists them. Raises :class:`Refusal`.

        The fast pass has the same lines of its own, to save a call for each tag.
        """
        if not attributes:
            if opening.bare is None:
                raise Refusal
            return opening.bare
        plan = opening.plans[attributes[0] if len(attributes) == 2 else tuple(attributes[::2])]  # noqa: PLR2004
        if plan.after is None:
            return self.walk(opening, attributes, context)
        for index, checks in plan.checks:
            checks[attributes[index]]
        if not all(self.derivatives.matches(pattern, attributes[index], context) for index, pattern in plan.contextual):
            raise Refusal
        return plan.after

    def walk(self, opening: Opening, attributes: Sequence[str], context: Mapping[str, str]) -> State:
        """Return the state inside the element, where that depends on the values. Raises :class:`Refusal`."""
        tag = opening.initial
        for index in sorted(range(0, len(attributes), 2), key=attributes.__getitem__):
            tag = tag.step(attributes[index]).after_value(attributes[index + 1], context)
        closed = tag.closed()
        if closed is None:
            raise Refusal
        return closed
