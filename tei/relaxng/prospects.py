"""What could come next, and what is still needed: the questions that findings ask of the grammar.

All answers are read off the derivatives, so that what is said of the grammar, or advised, has been proved. They are
asked only of documents that are refused, and they give up after so many patterns that nobody would read the answer.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.relaxng.derivatives import leaves, parts, spine
from tei.relaxng.edges import finite_names
from tei.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    AttributePattern,
    ChoicePattern,
    ElementPattern,
    GroupPattern,
    Pattern,
)

if TYPE_CHECKING:
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.derivatives import Derivatives
    from tei.relaxng.edges import Elements
    from tei.relaxng.states import State

_MOST_PATTERNS: Final = 2_000
_MOST_STEPS: Final = 4


class Way(NamedTuple):
    """The shortest way to something: for each step the elements of which one must come, and where it ends."""

    steps: tuple[tuple[ElementPattern, ...], ...]
    pattern: Pattern


def next_elements(automaton: "Automaton", state: "State") -> dict[ElementPattern, None]:
    """Return the element patterns of which one can come next in *state*, in the grammar's order."""
    found: dict[ElementPattern, None] = {}
    for slot in state.slots:
        for elements, _rest in automaton.derivatives.edges(slot):
            found.update(dict.fromkeys(elements))
    return found


def known_names(elements: Iterable[ElementPattern]) -> dict[str, list[ElementPattern]]:
    """Return the *elements* by each of their names; those with endless names are left out."""
    found: dict[str, list[ElementPattern]] = {}
    for element in elements:
        for name in finite_names(element.name_class) or ():
            found.setdefault(name, []).append(element)
    return found


def way_to_element(derivatives: "Derivatives", pattern: Pattern, name: str) -> Way | None:
    """Return what must come in *pattern* before the element *name* can, None if it never can."""
    return _way(derivatives, pattern, lambda one: any(edge.elements.matching(name) for edge in derivatives.edges(one)))


def way_to_end(derivatives: "Derivatives", pattern: Pattern) -> Way | None:
    """Return what must come in *pattern* before it can end, None if elements alone do not bring it there."""
    return _way(derivatives, pattern, derivatives.may_end)


def _way(derivatives: "Derivatives", pattern: Pattern, arrived: Callable[[Pattern], bool]) -> Way | None:
    """Return the shortest way from *pattern* to where one has *arrived*, taking all first ways of that length."""
    if arrived(pattern):
        return Way((), pattern)
    # By the pattern that is reached: which elements lead there, and from where.
    came_from: dict[Pattern, list[tuple[Pattern, Elements]]] = {pattern: []}
    level = [pattern]
    for _step in range(_MOST_STEPS):
        reached: dict[Pattern, list[tuple[Pattern, Elements]]] = {}
        for one in level:
            for elements, rest in derivatives.edges(one):
                if rest not in came_from:
                    reached.setdefault(rest, []).append((one, elements))
        came_from |= reached
        goals = [one for one in reached if arrived(one)]
        if goals:
            return Way(_steps_back(goals, came_from), goals[0])
        if not reached or len(came_from) > _MOST_PATTERNS:
            return None
        level = list(reached)
    return None


def _steps_back(
    goals: list[Pattern],
    came_from: "dict[Pattern, list[tuple[Pattern, Elements]]]",
) -> tuple[tuple[ElementPattern, ...], ...]:
    """Return, step by step, the elements on the ways that lead to one of *goals*."""
    steps: list[tuple[ElementPattern, ...]] = []
    level = goals
    while arrivals := [arrival for one in level for arrival in came_from[one]]:
        elements: dict[ElementPattern, None] = {}
        for _before, some in arrivals:
            elements.update(dict.fromkeys(some))
        steps.append(tuple(elements))
        level = list(dict.fromkeys(before for before, _some in arrivals))
    return tuple(reversed(steps))


def mentions_element(patterns: Iterable[Pattern], name: str) -> bool:
    """Return whether the element *name* stands anywhere in the content that *patterns* describe."""
    elements = (leaf for one in patterns for leaf in leaves(one) if isinstance(leaf, ElementPattern))
    return any(name in (finite_names(element.name_class) or ()) for element in elements)


def always_empty(patterns: Iterable[Pattern]) -> bool:
    """Return whether the content that *patterns* describe is nothing, neither elements nor text."""
    return all(pattern in (EMPTY, NOT_ALLOWED) for pattern in patterns)


def attribute_names(patterns: Iterable[Pattern]) -> dict[str, None]:
    """Return the names of the attributes that may stand beside *patterns*; those with endless names are left out."""
    found: dict[str, None] = {}
    for pattern in patterns:
        for leaf in leaves(pattern):
            if isinstance(leaf, AttributePattern):
                found.update(dict.fromkeys(finite_names(leaf.name_class) or ()))
    return found


def required_attributes(pattern: Pattern) -> frozenset[str] | None:
    """Return the names of the attributes that *pattern* must have, None if it can match nothing."""
    if pattern is NOT_ALLOWED:
        return None
    if not pattern.has_attributes:
        return frozenset()
    if isinstance(pattern, AttributePattern):
        listed = finite_names(pattern.name_class) or []
        return frozenset(listed if len(listed) == 1 else ())
    if isinstance(pattern, ChoicePattern):
        ways = [names for member in pattern.members if (names := required_attributes(member)) is not None]
        return frozenset.intersection(*ways) if ways else None
    if isinstance(pattern, GroupPattern):
        members, last = spine(pattern)
        return frozenset().union(*(required_attributes(part) or () for part in (*members, last)))
    return frozenset().union(*(required_attributes(part) or () for part in parts(pattern)))


def classes_of(automaton: "Automaton") -> dict[str, frozenset[ElementPattern]]:
    """Return the elements of each definition that is nothing but a choice of elements, two or more, by its name."""
    found: dict[str, frozenset[ElementPattern]] = {}
    for pattern, names in automaton.table.origins.items():
        edges = automaton.derivatives.edges(pattern) if isinstance(pattern, ChoicePattern) else ()
        if not edges or any(edge.rest is not EMPTY for edge in edges) or pattern.has_attributes:
            continue
        members = frozenset(element for edge in edges for element in edge.elements)
        if len(members) > 1:
            found.update(dict.fromkeys(names, members))
    return found
