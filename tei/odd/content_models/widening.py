"""Where a content model cannot be written for XML Schema: the nearest one above it that can."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tei.odd.content_models import automata
from tei.odd.content_models.automata import Automaton, State
from tei.odd.content_models.determinism import deterministic
from tei.odd.content_models.expressions import Symbol
from tei.odd.content_models.particles import NOTHING, OneOf, Particle, Times

# Each pair of states is tried: of more states than this there are too many.
_MOST_STATES: Final = 30
_LONGEST: Final = 8


class Widened(NamedTuple):
    """An expression, and the automaton that has its words."""

    particle: Particle
    automaton: Automaton


def widened(automaton: Automaton) -> Widened:
    """Return what XML Schema can say that has all words of *automaton*, and as few others as were found to be needed.

    Two states are made one, so that what may follow either may follow both; or what may follow one end of a word may
    follow each. Of such changes that leave a deterministic expression, that with the fewest new words is chosen; if
    none does, that change is made which brings the fewest, and others are tried upon it.
    """
    current = automaton
    while True:
        found = deterministic(current)
        if found is not None:
            return Widened(found, current)
        if len(current) > _MOST_STATES:
            return anything(automaton)
        candidates = sorted({*_joined(current), *_continued(current)} - {current}, key=lambda one: (_weight(one), one))
        written = ((one, deterministic(one)) for one in candidates)
        best = next(((one, particle) for one, particle in written if particle is not None), None)
        if best is not None:
            return Widened(best[1], best[0])
        current = candidates[0]


def anything(automaton: Automaton) -> Widened:
    """Return what has all words over the symbols of *automaton*: the last resort."""
    return any_of(tuple(sorted(automata.symbols(automaton))))


def any_of(symbols: tuple[str, ...]) -> Widened:
    """Return what has all words over *symbols*."""
    if not symbols:
        return Widened(NOTHING, automata.EMPTY)
    return Widened(Times(OneOf(symbols), 0, None), (State(accepts=True, steps=tuple((one, 0) for one in symbols)),))


def _joined(automaton: Automaton) -> "list[Automaton]":
    """Return the automata that come of making one of two states of *automaton*."""
    count = len(automaton)
    return [_join(automaton, one, other) for other in range(count) for one in range(other)]


def _join(automaton: Automaton, one: int, other: int) -> Automaton:
    """Return *automaton* with two states made one, and so what the same symbol leads to from both."""
    standing_for = list(range(len(automaton)))
    steps = [dict(state.steps) for state in automaton]
    accepting = [state.accepts for state in automaton]

    def found(state: int) -> int:
        while standing_for[state] != state:
            state = standing_for[state]
        return state

    waiting = [(one, other)]
    while waiting:
        kept, gone = sorted(map(found, waiting.pop()))
        if kept == gone:
            continue
        standing_for[gone] = kept
        accepting[kept] = accepting[kept] or accepting[gone]
        for symbol, target in steps[gone].items():
            known = steps[kept].setdefault(symbol, target)
            waiting.append((known, target))
    left = [state for state in range(len(automaton)) if found(state) == state]
    numbers = {state: number for number, state in enumerate(left)}
    return automata.canonical(
        [
            State(accepting[state], tuple((symbol, numbers[found(target)]) for symbol, target in steps[state].items()))
            for state in left
        ]
    )


def _continued(automaton: Automaton) -> Iterator[Automaton]:
    """Yield the automata that come of a symbol leading from each end of a word to where it leads from some."""
    targets: dict[Symbol, set[int]] = {}
    for state in automaton:
        if state.accepts:
            for symbol, target in state.steps:
                targets.setdefault(symbol, set()).add(target)
    for symbol, (target, *others) in targets.items():
        if not others:
            yield automata.canonical(
                [
                    State(state.accepts, tuple({**dict(state.steps), symbol: target}.items()))
                    if state.accepts
                    else state
                    for state in automaton
                ]
            )


def _weight(automaton: Automaton) -> int:
    """Return how many words there are, a word counting less the longer it is."""
    symbols = len(automata.symbols(automaton)) or 1
    reached = {0: 1}
    weight = 0
    for _length in range(_LONGEST + 1):
        weight = weight * symbols + sum(count for state, count in reached.items() if automaton[state].accepts)
        following: dict[int, int] = {}
        for state, count in reached.items():
            for _symbol, target in automaton[state].steps:
                following[target] = following.get(target, 0) + count
        reached = following
    return weight
