"""Where places of a text are after it was changed, and which findings are still there."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.document.positions import Positions
    from tei.validate.fixing.choosing import Step
    from tei.validate.results import Checked


class Shift:
    """Changes of a text in the order of their places, no two of them at one: how far they move what stands after."""

    def __init__(self, changes: "Iterable[tuple[int, int, str]]") -> None:
        self._changes = sorted(changes)
        self._starts = [start for start, _end, _text in self._changes]
        self._ends = [end for _start, end, _text in self._changes]
        longer = (len(text) - (end - start) for start, end, text in self._changes)
        self._longer = [0, *accumulate(longer)]

    def of(self, place: int) -> tuple[int, int]:
        """Return between which places *place* lies afterwards: what is inserted there may stand on both sides."""
        before = bisect_left(self._ends, place)
        first = place + self._longer[before]
        if before < len(self._starts) and self._starts[before] < place:
            first = self._starts[before] + self._longer[before]
        # What begins at the place, or goes on beyond it, may have made room there.
        after = max(bisect_right(self._starts, place), before)
        return first, max(first, place + max(self._longer[before : after + 1]))


class Offers:
    """The places of the findings for which fixes are offered, by rule and fix."""

    def __init__(self, checked: "Checked", positions: "Positions") -> None:
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for finding in checked.findings:
            place = positions.offset(finding.span.line, finding.span.column)
            for fix in finding.fixes if finding.path == checked.path else ():
                self._places[finding.rule, fix.id].append(place)
        for places in self._places.values():
            places.sort()

    def between(self, rule: str, fix: str, first: int, last: int) -> int:
        """Return how often *fix* is offered for *rule* from one place to another, both included."""
        places = self._places.get((rule, fix), [])
        return bisect_right(places, last) - bisect_left(places, first)


def useless(
    before: "Checked", after: "Checked", done: "Sequence[Step]", old: "Positions", new: "Positions"
) -> "list[Step]":
    """Return those of the steps that were *done* after which their finding is still there."""
    shift = Shift(change for step in done for change in step.changes)
    were, are = Offers(before, old), Offers(after, new)
    found = []
    for step in done:
        place = old.offset(step.finding.span.line, step.finding.span.column)
        key = step.finding.rule, step.fix.id
        if are.between(*key, *shift.of(place)) >= were.between(*key, place, place):
            found.append(step)
    return found
