"""What the automaton is made of: dictionaries that fill themselves as documents are read.

Each asks its automaton once where something leads, and keeps the answer. A way that leads nowhere raises
:class:`Refusal` and is not kept, so that nobody has to ask at each step.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from tei.relaxng.derivatives import WHITE_SPACE, Derivatives, takes_any_text
from tei.relaxng.edges import AttributeEdge
from tei.relaxng.patterns import EMPTY, NOT_ALLOWED, Pattern
from tei.relaxng.values import identifier_kind, needs_context, takes_names

if TYPE_CHECKING:
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.patterns import Table

_MOST_VALUES: Final = 4_096
_LONGEST_KEPT: Final = 200
_NO_CONTEXT: Final[Mapping[str, str]] = {}
_Result = TypeVar("_Result")


class Refusal(Exception):
    """The grammar does not allow what comes next."""


class Values(dict[str, _Result], Generic[_Result]):
    """Where each value leads that has been seen; the oldest half goes when there are too many."""

    __slots__ = ()

    def keep(self, value: str, result: _Result) -> _Result:
        """Return *result*, kept unless the value is so long that it will hardly come again."""
        if len(value) <= _LONGEST_KEPT:
            if len(self) >= _MOST_VALUES:
                for old in list(islice(self, _MOST_VALUES // 2)):
                    del self[old]
            self[value] = result
        return result


class State(dict[str, "Opening"]):
    """What may come next in an element: by the name of a start tag, where it leads.

    *slots* are the patterns of the ways in which the document can be read; a way that is closed is ``notAllowed``.
    *text* is the state after text that is not white space, None where there is none; *mixed*: that is the state
    itself; *decides*: the text must be looked at, as :meth:`after_text` does.
    """

    __hash__ = object.__hash__  # type: ignore[assignment] # states are individuals
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __slots__ = ("_automaton", "_texts", "decides", "mixed", "slots", "text")

    def __init__(self, automaton: "Automaton", slots: tuple[Pattern, ...]) -> None:
        super().__init__()
        self.slots = slots
        self._automaton = automaton
        self._texts: Values[State] = Values()
        self.decides = any(map(automaton.derivatives.decides, slots))
        self.text: State | None = None
        self.mixed = False

    def __repr__(self) -> str:
        return f"State{self.slots}"

    def __missing__(self, name: str) -> "Opening":
        opening = self._automaton.opened(self, name)
        if opening is None:
            raise Refusal
        self._automaton.count()
        self[name] = opening
        return opening

    def look_ahead(self) -> None:
        """Find out where text leads, unless that depends on the text."""
        if not self.decides:
            after_text = self._automaton.derivatives.after_text
            self.text = self._automaton.live(tuple([after_text(slot, "", _NO_CONTEXT) for slot in self.slots]))
            self.mixed = self.text is self

    def after_text(self, text: str, context: Mapping[str, str]) -> "State":
        """Return the state after *text*, where that depends on the text. Raises :class:`Refusal`."""
        after = self._texts.get(text)
        if after is None:
            after = self._new_after_text(text, context)
            if after is None:
                raise Refusal
            if not self._automaton.contextual:
                self._texts.keep(text, after)
        return after

    def _new_after_text(self, text: str, context: Mapping[str, str]) -> "State | None":
        automaton = self._automaton
        slots = tuple([automaton.derivatives.after_text(slot, text, context) for slot in self.slots])
        if not text.strip(WHITE_SPACE):
            # White space alone may also be there for the layout's sake (section 6.2.7, weak match 3).
            pairs = zip(self.slots, slots, strict=True)
            slots = tuple([EMPTY if before.nullable else after for before, after in pairs])
        return automaton.live(slots)


class Tag:
    """What may still come in a start tag; *slots* are as a state's, with their attributes."""

    __slots__ = ("_automaton", "_closed", "_steps", "slots")

    def __init__(self, automaton: "Automaton", slots: tuple[Pattern, ...]) -> None:
        self.slots = slots
        self._automaton = automaton
        self._steps: dict[str, Step] = {}
        self._closed: State | None = None

    def step(self, attribute: str) -> "Step":
        """Return what the attribute leads to. Raises :class:`Refusal` if there can be none of this name."""
        step = self._steps.get(attribute)
        if step is None:
            step = self._automaton.attributed(self, attribute)
            if step is None:
                raise Refusal
            self._automaton.count()
            self._steps[attribute] = step
        return step

    def closed(self) -> State | None:
        """Return the state when the start tag ends; None if an attribute is still missing."""
        if self._closed is None:
            closed = self._automaton.derivatives.closed
            self._closed = self._automaton.live(tuple([closed(slot) for slot in self.slots]))
        return self._closed

    def closed_leniently(self) -> State:
        """Return the state when the start tag ends, attributes that are missing taken as given."""
        closed = self._automaton.derivatives.closed
        return self._automaton.state(tuple([closed(slot, leniently=True) for slot in self.slots]))


class Frame(dict[State, State]):
    """What waits on the stack for the end of an element: by the state at its end, the state that follows.

    *vectors* has, for each slot inside the element, the slots of the element around it if that slot may end.
    """

    __hash__ = object.__hash__  # type: ignore[assignment] # states are individuals
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __slots__ = ("_automaton", "vectors")

    def __init__(self, automaton: "Automaton", vectors: tuple[tuple[Pattern, ...], ...]) -> None:
        super().__init__()
        self.vectors = vectors
        self._automaton = automaton

    def __missing__(self, state: State) -> State:
        after = self.after(state)
        if after is None:
            raise Refusal
        self._automaton.count()
        self[state] = after
        return after

    def after(self, state: State) -> State | None:
        """Return the state after the element, None if it may not end yet."""
        may_end = self._automaton.derivatives.may_end
        ended = [vector for slot, vector in zip(state.slots, self.vectors, strict=True) if may_end(slot)]
        return self._automaton.state(_joined(self._automaton.table, ended)) if ended else None

    def after_all(self) -> State:
        """Return the state after the element as if each of its slots could end: for going on after a fault."""
        return self._automaton.state(_joined(self._automaton.table, self.vectors))


def _joined(table: "Table", vectors: Sequence[tuple[Pattern, ...]]) -> tuple[Pattern, ...]:
    if len(vectors) == 1:
        return vectors[0]
    return tuple([table.choice_of(column) for column in zip(*vectors, strict=True)])


class Opening(NamedTuple):
    """Where a start tag leads: its frame, the state inside if it has no attributes, and its attributes' plans.

    *bare* is None if there must be attributes; *initial* is the start tag before any attribute has been read.
    """

    frame: Frame
    bare: State | None
    plans: "Plans"
    initial: Tag


class Plan(NamedTuple):
    """What to do with the attributes of a start tag, whose names are known, in the order in which they stand there.

    *checks* are values to be looked up, by their index in expat's list; *after* is the state when all of them have
    passed, None if it depends on the values. *identifiers* has the index and the kind of each ID, IDREF and IDREFS.
    *contextual* are checks whose answer depends on the namespaces in scope.
    """

    checks: "tuple[tuple[int, Checks], ...]"
    after: State | None
    identifiers: tuple[tuple[int, str], ...]
    contextual: "tuple[tuple[int, Pattern], ...]"


class Plans(dict["str | tuple[str, ...]", Plan]):
    """The plans of one opening by the attributes' names: the name itself if there is one, else a tuple of them."""

    __hash__ = object.__hash__  # type: ignore[assignment] # states are individuals
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __slots__ = ("_automaton", "initial")

    def __init__(self, automaton: "Automaton", initial: Tag) -> None:
        super().__init__()
        self._automaton = automaton
        self.initial: Final = initial

    def __missing__(self, names: str | tuple[str, ...]) -> Plan:
        listed = (names,) if isinstance(names, str) else names
        plan = self._plan(listed)
        self._automaton.count()
        self[names] = plan
        return plan

    def _plan(self, names: tuple[str, ...]) -> Plan:
        tag, checks, contextual, identifiers = self.initial, [], [], []
        # In the order of the names, so that {a, b} and {b, a} meet the same states.
        for index in sorted(range(len(names)), key=names.__getitem__):
            step = tag.step(names[index])
            if step.after is None:
                return Plan((), None, tuple(self._identifiers(names)), ())
            if kind := identifier_kind(step.value):
                identifiers.append((2 * index + 1, kind))
            if needs_context(step.value):
                contextual.append((2 * index + 1, step.value))
            elif not takes_any_text(step.value):
                checks.append((2 * index + 1, self._automaton.checks(step.value)))
            tag = step.after
        after = tag.closed()
        if after is None:
            raise Refusal
        if not self._automaton.with_identifiers:
            identifiers.clear()
        return Plan(tuple(checks), after, tuple(identifiers), tuple(contextual))

    def _identifiers(self, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """Yield the identifiers among the attributes where each of them depends on the values before it."""
        if not self._automaton.with_identifiers:
            return
        for index, name in enumerate(names):
            if kind := identifier_kind(self.initial.step(name).value):
                yield 2 * index + 1, kind


class Checks(Values[bool]):
    """The values that have been found to match a pattern. Any other raises :class:`Refusal`.

    *keeps*: whether they are kept; *takes_names*: whether every NCName is one of them.
    """

    __slots__ = ("_derivatives", "keeps", "pattern", "takes_names")

    def __init__(self, derivatives: Derivatives, pattern: Pattern) -> None:
        super().__init__()
        self.pattern = pattern
        self._derivatives = derivatives
        # Each identifier comes once: to keep them would be to keep the document.
        self.keeps = not identifier_kind(pattern)
        self.takes_names = takes_names(pattern)

    def __missing__(self, value: str) -> bool:
        if not self._derivatives.matches(self.pattern, value, _NO_CONTEXT):
            raise Refusal
        return self.keep(value, True) if self.keeps else True  # noqa: FBT003 - the value, not a switch


class Step:
    """What one attribute leads to.

    Where it leads whatever its value is, as long as the value matches, *value* is the pattern that it must match and
    *after* what follows; otherwise *after* is None and :meth:`after_value` tells.
    """

    __slots__ = ("_automaton", "_context_matters", "_known", "after", "edges", "value")

    def __init__(self, automaton: "Automaton", edges: tuple[tuple[AttributeEdge, ...], ...]) -> None:
        self.edges: Final = edges
        self._automaton = automaton
        self._known: Values[Tag] = Values()
        patterns = dict.fromkeys(edge.value for column in edges for edge in column)
        self.value: Final = automaton.table.choice_of(patterns)
        self._context_matters = needs_context(self.value)
        simple = len(patterns) == 1 or all(map(takes_any_text, patterns))
        self.after: Final = self.after_all() if simple else None

    def after_all(self) -> Tag:
        """Return what follows as if the value matched everything that it may have to match."""
        return self._automaton.tag(
            tuple([self._automaton.table.choice_of([edge.rest for edge in column]) for column in self.edges]),
        )

    def after_value(self, value: str, context: Mapping[str, str]) -> Tag:
        """Return what follows the attribute with this value. Raises :class:`Refusal`."""
        after = self._known.get(value)
        if after is None:
            after = self._new_after_value(value, context)
            if after is None:
                raise Refusal
            if not self._context_matters:
                self._known.keep(value, after)
        return after

    def _new_after_value(self, value: str, context: Mapping[str, str]) -> Tag | None:
        automaton = self._automaton
        matches = automaton.derivatives.matches
        slots = tuple(
            [
                automaton.table.choice_of([edge.rest for edge in column if matches(edge.value, value, context)])
                for column in self.edges
            ],
        )
        return None if dead(slots) else automaton.tag(slots)


def dead(slots: tuple[Pattern, ...]) -> bool:
    """Return whether no slot can match anything."""
    return all(slot is NOT_ALLOWED for slot in slots)
