"""Words that a profile makes elements of, in elements that are made already: a number in a stamp or in a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.profile.templates import Filling
from tei.encode.resolving.values import Values
from tei.encode.tree.ranges import NAME
from tei.notation.selectors import parse_selectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.encode.profile import Profile, WordRule
    from tei.encode.resolving.naming import Identifiers
    from tei.encode.tree import Range
    from tei.notation.selectors import Compound, Selector

_LONGEST_CHARS: Final = 8000
"""So much of an element's text is looked at."""


def wording(ranges: Iterable[Range], source: str, profile: Profile, identifiers: Identifiers) -> list[Range]:
    """Return the elements that the ``[[words]]`` of *profile* make in *ranges*.

    A rule's expression is looked for in what each element holds that one of its selectors chooses; ``^`` is the
    beginning of the element. Words are taken once: in the outer element before the inner, by the earlier rule before
    the later.
    """
    rules = [_Rule(rule) for rule in profile.words]
    made: list[Range] = []
    taken: set[int] = set()
    for one, around in _nested(ranges) if rules else ():
        for rule in rules:
            if not rule.may_choose(one) or not rule.chooses(one, around):
                continue
            for places in rule.found(one, source):
                stretch = range(min(low for low, _ in places.values()), max(high for _, high in places.values()))
                if taken.isdisjoint(stretch):
                    taken.update(stretch)
                    made.extend(rule.filled(places, source, profile, identifiers))
    return made


class _Rule:
    """A rule, its selectors parsed."""

    def __init__(self, rule: WordRule) -> None:
        self._rule = rule
        self._selectors = [selector for written in rule.within for selector in parse_selectors(written)]
        self._wanted = rule.template.places()
        self._names = frozenset(selector.compounds[-1].element for selector in self._selectors)

    def may_choose(self, one: Range) -> bool:
        """Return whether a selector is for elements of the name of *one*."""
        return one.name in self._names or "" in self._names

    def chooses(self, one: Range, around: Sequence[Range]) -> bool:
        """Return whether a selector chooses *one*, which is in *around*, the outermost first."""
        return any(_chosen(selector, one, around) for selector in self._selectors)

    def found(self, one: Range, source: str) -> Iterator[dict[str, tuple[int, int]]]:
        """Yield where the places of the template are, for each match in *one*."""
        low, high = one.inner
        for match in self._rule.match.finditer(source[low : min(high, low + _LONGEST_CHARS)]):
            places = {name: match.span(name) for name in match.re.groupindex if name in self._wanted and match[name]}
            if places:
                yield {name: (start + low, end + low) for name, (start, end) in places.items()}

    def filled(
        self, places: dict[str, tuple[int, int]], source: str, profile: Profile, identifiers: Identifiers
    ) -> Iterator[Range]:
        """Yield the elements over *places*; they generate nothing, since all is text."""
        start, end = next(iter(places.values()))
        words = {name: source[low:high] for name, (low, high) in places.items()}
        values = Values(words, profile, identifiers)
        filling = Filling(source, places, start, end, 0, values.value, rule="words", about=words)
        for made in filling.fill(self._rule.template):
            made.start, made.end = made.inner
            made.before, made.after, made.rank = 0, 0, NAME
            if made.start < made.end:
                yield made


def _nested(ranges: Iterable[Range]) -> Iterator[tuple[Range, list[Range]]]:
    """Each range with those that it is in, the outermost first."""
    around: list[Range] = []
    for one in sorted(ranges, key=lambda one: (one.start, -one.end, one.rank)):
        while around and around[-1].end < one.end:
            around.pop()
        yield one, around
        around.append(one)


def _chosen(selector: Selector, one: Range, around: Sequence[Range]) -> bool:
    *outer, subject = selector.compounds
    if not _fits(subject, one):
        return False
    ancestors = reversed(around)
    return all(any(_fits(compound, ancestor) for ancestor in ancestors) for compound in reversed(outer))


def _fits(compound: Compound, one: Range) -> bool:
    if compound.element not in {"", one.name}:
        return False
    return all(one.attributes.get(name) == value for name, value in compound.attributes)
