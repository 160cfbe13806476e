"""Content models as minimal deterministic automata: two have the same words exactly where their automata are equal."""

from typing import Final, NamedTuple, TypeAlias

from tei.odd.content_models.expressions import NOTHING, Expression, Expressions, Symbol

MOST_STATES: Final = 4_000
"""Beyond so many states a content model is not looked into: those of TEI have at most fifteen."""


DEEPEST: Final = 150
"""Nor is one that is nested deeper: derivatives are made by recursion."""


class State(NamedTuple):
    """Whether a word may end here, and where each symbol leads, in the order of the symbols."""

    accepts: bool
    steps: tuple[tuple[Symbol, int], ...]


Automaton: TypeAlias = tuple[State, ...]
"""A minimal automaton, the state that it starts in first, the others as they are met along the ordered symbols.

In that form it is canonical: what has the same words is equal. Whatever has no step refuses.
"""

EMPTY: Final[Automaton] = (State(accepts=True, steps=()),)
"""Has the word without symbols."""


def minimal(expression: Expression, table: Expressions, most: int = MOST_STATES) -> Automaton | None:
    """Return the automaton for *expression*, made in *table*.

    It is None where more than *most* states are to be looked at, or an expression is nested more than :data:`DEEPEST`.
    """
    states = _derived(expression, table, most)
    return None if states is None else canonical(states)


def _derived(expression: Expression, table: Expressions, most: int) -> list[State] | None:
    """Return an automaton whose states are the derivatives of *expression*."""
    numbers = {expression: 0}
    waiting = [expression]
    states: list[State] = []
    for current in waiting:  # It grows.
        if current.depth > DEEPEST:
            return None
        steps: list[tuple[Symbol, int]] = []
        for alike in _alike(table.first(current)):
            rest = table.derivative(current, alike[0])
            if rest is NOTHING:
                continue
            if rest not in numbers:
                numbers[rest] = len(waiting)
                waiting.append(rest)
                if len(waiting) > most:
                    return None
            steps += [(symbol, numbers[rest]) for symbol in alike]
        states.append(State(current.nullable, tuple(steps)))
    return states


def _alike(first: frozenset[frozenset[Symbol]]) -> list[list[Symbol]]:
    """Return the symbols in *first*, those together that are in the same sets."""
    if len(first) == 1:
        return [list(next(iter(first)))]
    sets = list(first)
    found: dict[tuple[bool, ...], list[Symbol]] = {}
    for symbol in frozenset().union(*sets):
        found.setdefault(tuple([symbol in one for one in sets]), []).append(symbol)
    return list(found.values())


def canonical(states: list[State]) -> Automaton:
    """Return the minimal automaton that has the words of the automaton *states*, all of whose states can accept."""
    classes = _classes(states)
    # Each class by the first of its states.
    members: dict[int, State] = {}
    for number, state in zip(classes, states, strict=True):
        members.setdefault(number, state)
    numbers = {classes[0]: 0}
    waiting = [classes[0]]
    found: list[State] = []
    for current in waiting:  # It grows.
        steps = []
        for symbol, target in sorted(members[current].steps):
            number = numbers.setdefault(classes[target], len(numbers))
            if number == len(waiting):
                waiting.append(classes[target])
            steps.append((symbol, number))
        found.append(State(members[current].accepts, tuple(steps)))
    return tuple(found)


def _classes(states: list[State]) -> list[int]:
    """Return for each state the number of its class: those after which the same words are accepted.

    Source: Moore, "Gedanken-experiments on sequential machines": classes are divided until no more can be.
    """
    classes = [int(state.accepts) for state in states]
    count = len(set(classes))
    while True:
        numbers: dict[tuple[int, frozenset[tuple[Symbol, int]]], int] = {}
        divided = []
        for number, state in zip(classes, states, strict=True):
            key = number, frozenset([(symbol, classes[target]) for symbol, target in state.steps])
            divided.append(numbers.setdefault(key, len(numbers)))
        if len(numbers) == count:
            return divided
        classes, count = divided, len(numbers)


def united(automata: "list[Automaton]", most: int = MOST_STATES) -> Automaton | None:
    """Return the automaton that has the words of all *automata*; None where it has more than *most* states."""
    first: tuple[int | None, ...] = (0,) * len(automata)
    numbers = {first: 0}
    waiting = [first]
    states: list[State] = []
    for current in waiting:  # It grows.
        reached: dict[Symbol, list[int | None]] = {}
        accepts = False
        for place, number in enumerate(current):
            if number is None:
                continue
            state = automata[place][number]
            accepts = accepts or state.accepts
            for symbol, target in state.steps:
                reached.setdefault(symbol, [None] * len(automata))[place] = target
        steps = []
        for symbol, targets in reached.items():
            key = tuple(targets)
            number_of = numbers.setdefault(key, len(numbers))
            if number_of == len(waiting):
                waiting.append(key)
                if len(waiting) > most:
                    return None
            steps.append((symbol, number_of))
        states.append(State(accepts, tuple(steps)))
    return canonical(states)


def includes(larger: Automaton, smaller: Automaton) -> bool:
    """Return whether *larger* has all words of *smaller*."""
    return difference(smaller, larger) is None


def difference(one: Automaton, other: Automaton) -> tuple[Symbol, ...] | None:
    """Return a shortest word that *one* has and *other* has not, None if there is none."""
    tables = [dict(state.steps) for state in other]
    start: tuple[int, int | None] = (0, 0)
    seen = {start}
    waiting: list[tuple[int, int | None, tuple[Symbol, ...]]] = [(*start, ())]
    for here, there, word in waiting:  # It grows.
        state = one[here]
        if state.accepts and (there is None or not other[there].accepts):
            return word
        for symbol, target in state.steps:
            step = target, None if there is None else tables[there].get(symbol)
            if step not in seen:
                seen.add(step)
                waiting.append((*step, (*word, symbol)))
    return None


def symbols(automaton: Automaton) -> set[Symbol]:
    """Return the symbols that are in some word."""
    return {symbol for state in automaton for symbol, _target in state.steps}
