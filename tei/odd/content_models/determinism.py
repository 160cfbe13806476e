"""From an automaton to an expression in which each symbol of a word can stand for one place only.

XML Schema asks this of content models (Unique Particle Attribution), RELAX NG does not. Not each automaton has such an
expression, even if it is minimal; whether it has is decided, and the expression made, from its *orbits*, the parts in
which each state can be reached from each.

Source: Brüggemann-Klein and Wood, "One-unambiguous regular languages", 1998, section 5. That parts of an expression
which several branches lead to are written once is our own.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from tei.odd.content_models import particles
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.expressions import Symbol
from tei.odd.content_models.particles import NOTHING, OneOf, Particle

_MOST_STATES: Final = 150
_MOST_WRITTEN: Final = 400
# xmlschema looks at models that are nested 15 deep and no deeper; groups and types that are referred to count as well.
_DEEPEST: Final = 10

_Class: TypeAlias = int
_Steps: TypeAlias = Mapping[int, Mapping[_Class, int]]


class _AmbiguousError(Exception):
    """There is no such expression, or only one that is too large."""


def deterministic(automaton: Automaton) -> Particle | None:
    """Return an expression for the words of *automaton* that XML Schema allows, None if there is none.

    It is None, too, where the expression would be larger than schemas should have.
    """
    if len(automaton) > _MOST_STATES:
        return None
    classes, steps = _without_twins(automaton)
    accepting = frozenset(number for number, state in enumerate(automaton) if state.accepts)
    try:
        found = _Part(steps, accepting, classes).expression(0)
    except _AmbiguousError:
        return None
    return found if particles.depth(found) <= _DEEPEST else None


def _without_twins(automaton: Automaton) -> tuple[list[tuple[Symbol, ...]], _Steps]:
    """Return the classes of symbols that lead to the same places everywhere, and where each of these leads."""
    columns: dict[Symbol, list[tuple[int, int]]] = {}
    for number, state in enumerate(automaton):
        for symbol, target in state.steps:
            columns.setdefault(symbol, []).append((number, target))
    alike: dict[tuple[tuple[int, int], ...], list[Symbol]] = {}
    for symbol, column in columns.items():
        alike.setdefault(tuple(column), []).append(symbol)
    steps: dict[int, dict[_Class, int]] = {number: {} for number in range(len(automaton))}
    for one, targets in enumerate(alike):
        for number, target in targets:
            steps[number][one] = target
    return [tuple(sorted(symbols)) for symbols in alike.values()], steps


class _Part:
    """An automaton, or the part of one that an orbit is."""

    def __init__(self, steps: _Steps, accepting: frozenset[int], classes: list[tuple[Symbol, ...]]) -> None:
        self._all = steps
        self._accepting = accepting
        self._classes = classes
        self._made: dict[int, Particle] = {}
        self._written = 0

    @cached_property
    def _consistent(self) -> Mapping[_Class, int]:
        """The symbols that lead from each accepting state to the same place, and that place."""
        rows = [self._all[state] for state in self._accepting]
        return {one: place for one, place in rows[0].items() if all(row.get(one) == place for row in rows)}

    @cached_property
    def _steps(self) -> _Steps:
        """The steps that are left when accepting states have none with a consistent symbol."""
        cut = self._consistent
        return {
            state: {one: to for one, to in row.items() if one not in cut} if state in self._accepting else row
            for state, row in self._all.items()
        }

    @cached_property
    def _orbits(self) -> Mapping[int, frozenset[int]]:
        """The orbit of each state."""
        reached = {state: self._reached(state) for state in self._steps}
        return {
            state: frozenset(one for one in reached[state] if state in reached[one]) or frozenset({state})
            for state in self._steps
        }

    def _reached(self, state: int, avoided: int = -1) -> set[int]:
        """Return the states that a step or more lead to, *avoided* not being passed."""
        found: set[int] = set()
        waiting = [state]
        while waiting:
            for target in self._steps[waiting.pop()].values():
                if target not in found and target != avoided:
                    found.add(target)
                    waiting.append(target)
        return found

    def expression(self, start: int) -> Particle:
        """Return the expression for the words from *start* on. Raises :class:`_AmbiguousError` if there is none."""
        first = self._from(start)
        if not self._consistent:
            return first
        again = particles.either(
            particles.in_order((self._one_of(alike), self._from(place)))
            for place, alike in _grouped(self._consistent).items()
        )
        return particles.in_order((first, particles.repeated(again)))

    def _from(self, state: int) -> Particle:
        """Return the expression for the words from *state* on, without the steps that were cut."""
        found = self._made.get(state)
        if found is None:
            found = self._made[state] = self._path(state, None)
            self._written += particles.size(found)
        return self._bounded(found)

    def _bounded(self, found: Particle) -> Particle:
        if self._written > _MOST_WRITTEN or particles.size(found) > _MOST_WRITTEN:
            raise _AmbiguousError
        return found

    def _path(self, state: int, stop: int | None) -> Particle:
        """Return the expression for what leads from *state* to *stop*, or to the end of the word."""
        if state == stop:
            return NOTHING
        ends, exits = self._exits(state)
        return particles.in_order((self._within(state), self._tail(exits, stop, ends=ends)))

    def _within(self, state: int) -> Particle:
        """Return the expression for what leads from *state* to where its orbit is left."""
        orbit = self._orbits[state]
        if self._is_alone(state):
            return NOTHING
        inner = {one: {by: to for by, to in self._steps[one].items() if to in orbit} for one in orbit}
        part = _Part(inner, self._gates(orbit), self._classes)
        if not part._consistent:
            raise _AmbiguousError
        return part.expression(state)

    def _gates(self, orbit: frozenset[int]) -> frozenset[int]:
        """Return the states by which *orbit* is left."""
        return frozenset(
            state for state in orbit if state in self._accepting or not orbit.issuperset(self._steps[state].values())
        )

    def _exits(self, state: int) -> tuple[bool, Mapping[_Class, int]]:
        """Return whether a word may end at the gates of an orbit, and the steps out of it: from each gate the same."""
        orbit = self._orbits[state]
        found = [
            (gate in self._accepting, {by: to for by, to in self._steps[gate].items() if to not in orbit})
            for gate in sorted(self._gates(orbit))
        ]
        if any(one != found[0] for one in found):
            raise _AmbiguousError
        return found[0]

    def _tail(self, exits: Mapping[_Class, int], stop: int | None, *, ends: bool) -> Particle:
        """Return the expression for what follows an orbit that is left by *exits*, or where the word ends.

        Where all branches meet again before *stop*, what follows is written once; where some may be passed over to get
        there, they are optional.
        """
        if not exits:
            return NOTHING
        for place, alike in _grouped(exits).items():
            otherwise = {by: to for by, to in exits.items() if to != place}
            if times := self._counted(place, alike, (ends, otherwise), stop):
                again = particles.Times(self._one_of(alike), 0, times)
                return self._bounded(particles.in_order((again, self._tail(otherwise, stop, ends=ends))))
        for meeting in self._meetings(exits):
            if meeting == stop:
                break
            meeting_ends, beyond = self._exits(meeting)
            around = {by: to for by, to in exits.items() if beyond.get(by) != to}
            passed = self._all_pass(around, meeting)
            if passed and meeting_ends == ends and beyond.items() <= exits.items():
                branch = particles.in_order((self._branches(around, meeting), self._within(meeting)))
                rest = self._tail(beyond, stop, ends=ends)
                return self._bounded(particles.in_order((particles.optional(branch), rest)))
            if passed and len(around) == len(exits):
                found = particles.in_order((self._branches(exits, meeting), self._path(meeting, stop)))
                return self._bounded(particles.optional(found) if ends else found)
        found = self._branches(exits, stop)
        return self._bounded(particles.optional(found) if ends else found)

    def _counted(
        self, place: int, alike: tuple[_Class, ...], otherwise: tuple[bool, Mapping[_Class, int]], stop: int | None
    ) -> int:
        """Return how many times *alike* may stand where the same follows each time, *otherwise*; 0 if it is not so.

        Without this, ``a{0,9}, b?`` would be nine branches, one in the other.
        """
        times = 1
        while place != stop and self._is_alone(place):
            exits = self._exits(place)
            if exits == otherwise:
                return times if times > 1 else 0
            following = exits[1].get(alike[0])
            if following is None or exits != (otherwise[0], {**otherwise[1], **dict.fromkeys(alike, following)}):
                return 0
            place = following
            times += 1
        return 0

    def _is_alone(self, state: int) -> bool:
        return self._orbits[state] == {state} and state not in self._steps[state].values()

    def _branches(self, exits: Mapping[_Class, int], stop: int | None) -> Particle:
        return particles.either(
            particles.in_order((self._one_of(alike), self._path(place, stop)))
            for place, alike in _grouped(exits).items()
        )

    def _meetings(self, exits: Mapping[_Class, int]) -> Iterator[int]:
        """Yield the states that *exits* lead to, a state always before those that it leads to."""
        reached = {state: self._reached(state) for state in set(exits.values())}
        after = set(exits.values()).union(*reached.values())
        yield from sorted(after, key=lambda state: (-len(self._reached(state) | self._orbits[state]), state))

    def _all_pass(self, exits: Mapping[_Class, int], meeting: int) -> bool:
        """Return whether *exits* lead on by way of *meeting* only, the orbit of which they enter nowhere else."""
        beyond = self._accepting | self._orbits[meeting]
        before = set(exits.values()) - {meeting}
        return bool(exits) and not any((self._reached(state, meeting) | {state}) & beyond for state in before)

    def _one_of(self, classes: tuple[_Class, ...]) -> Particle:
        return OneOf(tuple(sorted(symbol for one in classes for symbol in self._classes[one])))


def _grouped(steps: Mapping[_Class, int]) -> Mapping[int, tuple[_Class, ...]]:
    """Return for each place the symbols that lead to it."""
    found: dict[int, tuple[_Class, ...]] = {}
    for one, place in steps.items():
        found[place] = (*found.get(place, ()), one)
    return found
