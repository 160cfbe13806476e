"""Which documents become one by XInclude."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Inclusions:
    """Who includes whom, by places; nobody need be sound: documents may include themselves."""

    def __init__(self, included: dict[str, tuple[str, ...]]) -> None:
        self._below = {place: goals for place, goals in included.items() if goals}
        self._above: dict[str, list[str]] = {}
        for place, goals in self._below.items():
            for goal in goals:
                self._above.setdefault(goal, []).append(place)
        self._together = cache(self._all_within)

    def within(self, place: str) -> frozenset[str]:
        """Return the document at *place* and what it includes, directly or through others."""
        return self._together(frozenset({place})) if place in self._below else frozenset({place})

    def family(self, place: str) -> frozenset[str]:
        """Return all that stands beside the document at *place* in the documents that include it."""
        if place not in self._below and place not in self._above:
            return frozenset({place})
        above = _reached(place, self._above)
        outermost = frozenset(one for one in above if one not in self._above)
        # Documents that include each other in a circle have no outermost one.
        return self._together(outermost or frozenset(above))

    def _all_within(self, places: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        for place in places:
            found |= _reached(place, self._below)
        return frozenset(found)


def _reached(place: str, edges: "Mapping[str, Iterable[str]]") -> set[str]:
    found = {place}
    waiting = [place]
    while waiting:
        further = [one for one in edges.get(waiting.pop(), ()) if one not in found]
        found.update(further)
        waiting += further
    return found
