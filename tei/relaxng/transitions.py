"""The transitions that documents have needed so far, as text, and back: so that a letter waits for no derivative.

What is kept is an automaton as far as it was made: states, the frames and tags between them, and the patterns that
derivatives have made, numbered on from those of the grammar's archive. States are made at once, but their patterns
only where a document goes where none has gone before; then all of them are, so that what is derived meets them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from tei.relaxng.archive import FAULTS, ArchiveError, joined_record
from tei.relaxng.patterns import NOT_ALLOWED, Pattern
from tei.relaxng.states import Checks, Frame, Opening, Plan, Plans, State, Tag

if TYPE_CHECKING:
    from tei.relaxng.archive import Records
    from tei.relaxng.automaton import Automaton

_Slots: TypeAlias = tuple[Pattern, ...]
# JSON of our own making: its shape is checked by use.
_Json = Any


# Writing


def count(automaton: "Automaton") -> int:
    """Return how many transitions *automaton* knows of those that can be written."""
    openings = [opening for state in _reached(automaton.start()) for opening in state.values()]
    plans = [plan for opening in openings for plan in opening.plans.values() if not plan.contextual]
    return len(openings) + len(plans) + sum(map(len, {opening.frame for opening in openings}))


def written(automaton: "Automaton", records: "Records") -> bytes:
    """Return what *automaton* knows; *records* are those of its grammar."""
    return json.dumps(_Writing(automaton, records).content(), ensure_ascii=False, separators=(",", ":")).encode()


def _reached(start: State) -> list[State]:
    """Return *start* and the states that known transitions lead to."""
    found = {start: None}
    waiting = [start]
    while waiting:
        for state in _after(waiting.pop()):
            if state not in found:
                found[state] = None
                waiting.append(state)
    return list(found)


def _after(state: State) -> Iterator[State]:
    if state.text is not None:
        yield state.text
    for opening in state.values():
        if opening.bare is not None:
            yield opening.bare
        yield from (plan.after for plan in opening.plans.values() if plan.after is not None)
        for ended, resumed in opening.frame.items():
            yield ended
            yield resumed


class _Writing:
    """An automaton on its way into text. Patterns are told by number, slots by their numbers with spaces between."""

    def __init__(self, automaton: "Automaton", records: "Records") -> None:
        self._first = records.own
        self._states = {state: number for number, state in enumerate(_reached(automaton.start()))}
        self._openings = [(state, name, opening) for state in self._states for name, opening in state.items()]
        self._frames = _numbered(opening.frame for _state, _name, opening in self._openings)
        self._tags = _numbered(opening.initial for _state, _name, opening in self._openings)
        self._numbers = self._derived()

    def _derived(self) -> dict[Pattern, int]:
        """Return the numbers of the patterns that derivatives have made, the older first."""
        waiting = [slot for holder in (*self._states, *self._tags) for slot in holder.slots]
        waiting += [slot for frame in self._frames for vector in frame.vectors for slot in vector]
        waiting += [
            checks.pattern
            for _state, _name, opening in self._openings
            for plan in opening.plans.values()
            for _index, checks in plan.checks
        ]
        found: set[Pattern] = set()
        while waiting:
            pattern = waiting.pop()
            if pattern.uid >= self._first and pattern not in found:
                found.add(pattern)
                waiting.extend(joined_record(pattern)[1])
        ordered = sorted(found, key=lambda pattern: pattern.uid)
        return {pattern: number for number, pattern in enumerate(ordered, start=self._first)}

    def _number(self, pattern: Pattern) -> int:
        return self._numbers.get(pattern, pattern.uid)

    def _slots(self, slots: Iterable[Pattern]) -> str:
        return " ".join(str(self._number(slot)) for slot in slots)

    def content(self) -> _Json:
        """Return all of it in lists."""
        return {
            "patterns": [self._pattern(pattern) for pattern in self._numbers],
            "states": [[self._slots(state.slots), self._state(state.text), state.decides] for state in self._states],
            "tags": [self._slots(tag.slots) for tag in self._tags],
            "frames": [
                [
                    [self._slots(vector) for vector in frame.vectors],
                    [[self._states[ended], self._states[resumed]] for ended, resumed in frame.items()],
                ]
                for frame in self._frames
            ],
            "openings": [
                [
                    self._states[state],
                    name,
                    self._frames[opening.frame],
                    self._state(opening.bare),
                    self._tags[opening.initial],
                    [self._plan(names, plan) for names, plan in opening.plans.items() if not plan.contextual],
                ]
                for state, name, opening in self._openings
            ],
        }

    def _state(self, state: State | None) -> int | None:
        return None if state is None else self._states[state]

    def _pattern(self, pattern: Pattern) -> str:
        kind, parts = joined_record(pattern)
        return f"{kind} {self._slots(parts)}"

    def _plan(self, names: str | tuple[str, ...], plan: Plan) -> _Json:
        checks = [
            [index, self._number(checks.pattern), checks.keeps, checks.takes_names] for index, checks in plan.checks
        ]
        return [names, checks, self._state(plan.after), [list(one) for one in plan.identifiers]]


def _numbered(things: Iterable[Any]) -> dict[Any, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}


# Reading


def restore(automaton: "Automaton", records: "Records", data: bytes) -> int:
    """Have *automaton*, which is new, know the transitions in *data*, and return how many these are.

    Raises :class:`ArchiveError` if they make no sense.
    """
    try:
        content = json.loads(data)
        _Restoring(automaton, records, content).run()
        openings, frames = content["openings"], content["frames"]
        return len(openings) + sum(len(opening[-1]) for opening in openings) + sum(len(pairs) for _, pairs in frames)
    except FAULTS as fault:
        message = f"these are no transitions: {fault}"
        raise ArchiveError(message) from fault


class _Restoring:
    """Transitions on their way back into an automaton."""

    def __init__(self, automaton: "Automaton", records: "Records", content: _Json) -> None:
        self._automaton = automaton
        self._records = records
        self._content = content
        self._known_checks: dict[int, Checks] = {}
        self._states = [_StoredState(automaton, ()).await_patterns(self.thaw) for _state in content["states"]]
        self._tags = [_StoredTag(automaton, ()).await_patterns(self.thaw) for _slots in content["tags"]]
        self._frames = [_StoredFrame(automaton, ()).await_patterns(self.thaw) for _frame in content["frames"]]

    def run(self) -> None:
        """Make the transitions, in which the first state is the start."""
        states = self._states
        for state, (_slots, text, decides) in zip(states, self._content["states"], strict=True):
            state.decides = bool(decides)
            state.text = self._state(text)
            state.mixed = state.text is state
        for frame, (_vectors, pairs) in zip(self._frames, self._content["frames"], strict=True):
            frame.update({states[ended]: states[resumed] for ended, resumed in pairs})
        for state, name, frame, bare, tag, plans in self._content["openings"]:
            initial = self._tags[tag]
            opening = Opening(self._frames[frame], self._state(bare), self._plans(initial, plans), initial)
            states[state][str(name)] = opening
        self._records.extend([str(record) for record in self._content["patterns"]])
        self._automaton.begin_with(states[0])

    def _state(self, number: int | None) -> State | None:
        return None if number is None else self._states[number]

    def _plans(self, tag: Tag, listed: _Json) -> Plans:
        plans = Plans(self._automaton, tag)
        for names, checks, after, identifiers in listed:
            plan = Plan(
                tuple([(int(index), self._checks(int(number), *flags)) for index, number, *flags in checks]),
                self._state(after),
                tuple([(int(index), str(kind)) for index, kind in identifiers]),
                (),
            )
            attributes = 1 if isinstance(names, str) else len(names)
            if not all(0 < index < 2 * attributes for index, _ in (*plan.checks, *plan.identifiers)):
                message = "a value is checked that is not there"
                raise ArchiveError(message)
            plans[names if isinstance(names, str) else tuple(names)] = plan
        return plans

    def _checks(self, number: int, keeps: object, takes_names: object) -> Checks:
        found = self._known_checks.get(number)
        if found is None:
            found = _StoredChecks(self._automaton, lambda: self._records.pattern(number))
            found.keeps, found.takes_names = bool(keeps), bool(takes_names)
            self._known_checks[number] = found
        return found

    def thaw(self) -> None:
        """Make the patterns of everything. Raises :class:`ArchiveError` if they cannot be."""
        try:
            for state, (slots, _text, _decides) in zip(self._states, self._content["states"], strict=True):
                state.slots = self._patterns(slots)
            for tag, slots in zip(self._tags, self._content["tags"], strict=True):
                tag.slots = self._patterns(slots)
            for frame, (vectors, pairs) in zip(self._frames, self._content["frames"], strict=True):
                frame.vectors = tuple(map(self._patterns, vectors))
                if not vectors or any(len(self._states[ended].slots) != len(vectors) for ended, _resumed in pairs):
                    message = "an element ends in a state that it cannot have"
                    raise ArchiveError(message)
        except FAULTS as fault:
            message = f"these are no transitions: {fault}"
            raise ArchiveError(message) from fault
        self._automaton.take_in(self._states, self._tags, self._frames)

    def _patterns(self, numbers: str) -> _Slots:
        return tuple([self._records.pattern(int(number)) for number in numbers.split(" ")])


class _Stored:
    """What has no patterns until they are first asked for; then those of everything are made, its own among them."""

    __slots__ = ()
    awaited: ClassVar[str]
    _thaw: Callable[[], None]

    def await_patterns(self, thaw: Callable[[], None]) -> Self:
        """Return it without its patterns, which *thaw* is to set."""
        self._thaw = thaw
        delattr(self, self.awaited)
        return self

    def __getattr__(self, name: str) -> object:
        # Called for what is not set, and so no more once the patterns are there.
        if name != self.awaited:
            raise AttributeError(name)
        self._thaw()
        return object.__getattribute__(self, name)


class _StoredState(_Stored, State):
    """A state whose slots are made when they are first asked for."""

    __slots__ = ("_thaw",)
    awaited = "slots"


class _StoredTag(_Stored, Tag):
    """The beginning of a start tag whose slots are made when they are first asked for."""

    __slots__ = ("_thaw",)
    awaited = "slots"


class _StoredFrame(_Stored, Frame):
    """A frame whose vectors are made when they are first asked for."""

    __slots__ = ("_thaw",)
    awaited = "vectors"


class _StoredChecks(Checks):
    """Values to be looked up whose pattern is made with the first that is not known."""

    __slots__ = ("_make", "_of")

    def __init__(self, automaton: "Automaton", make: Callable[[], Pattern]) -> None:
        self._of = automaton
        self._make = make
        super().__init__(automaton.derivatives, NOT_ALLOWED)

    @property
    def pattern(self) -> Pattern:
        """What the values match."""
        return self._make()

    @pattern.setter
    def pattern(self, pattern: Pattern) -> None:
        """Leave the pattern to be made."""

    def __missing__(self, value: str) -> bool:
        # The automaton has others with the same pattern: what they know is known here.
        known = self._of.checks(self.pattern)
        found = known[value]
        return self.keep(value, found) if value in known else found
