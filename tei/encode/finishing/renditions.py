"""The renditions that generate the brackets: as few as say it, and each bracket exactly as it was written.

The commonest pair of strings of a kind of elements is declared for all of them by ``@selector``, other pairs for those
that another selector tells apart; what is left points at its own pair, as does every bracket without its partner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.resolving.naming import slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from tei.encode.tree import Node

_TOLD: Final = ("type", "subtype", "unit", "reason", "quantity", "extent", "rend", "n", "cert", "agent", "place")
"""Attributes by which elements of one name are told apart."""
_FIRST: Final = {"note": ("type",), "fw": ("type",), "seg": ("type",), "ab": ("type",), "gap": ("unit", "reason")}
"""Those without which a selector would say too much."""
_REFINED: Final = 40
"""So many pairs of one element are told apart by selectors."""
_SPACE: Final = re.compile(r"[ \t\r\n]+")


class Rendition(NamedTuple):
    """A ``rendition``: ``scope`` is *before* or *after*, ``selector`` is "" for one that is pointed at."""

    identifier: str
    scope: str
    selector: str
    content: str


Pair = tuple[str, str]
_NOTHING: Final[Pair] = ("", "")


@dataclass(frozen=True, slots=True)
class _Selector:
    name: str
    conditions: tuple[tuple[str, str], ...] = ()
    within: str = ""

    def matches(self, one: _Carrier) -> bool:
        """Whether the element is one of these."""
        if one.node.name != self.name or (self.within and self.within not in one.around):
            return False
        return all(one.node.attributes.get(name) == value for name, value in self.conditions)

    def __str__(self) -> str:
        outer = f"{self.within} " if self.within else ""
        return outer + self.name + "".join(f"[{name}='{value}']" for name, value in self.conditions)


@dataclass(slots=True, eq=False)
class _Carrier:
    """An element with what is generated for it; ``around`` are the names of the elements around it.

    ``within`` are those of them that generate something themselves: what is in them is often written in another way.
    """

    node: Node
    pair: Pair
    within: tuple[str, ...]
    around: frozenset[str]


def renditions(root: Node, source: str) -> list[Rendition]:
    """Return the renditions of the tree below *root*, and set ``rendition`` on the elements that point at theirs."""
    by_name: dict[str, list[_Carrier]] = defaultdict(list)
    # Most elements have a name for which nothing is generated anywhere.
    bracketed = {node.name for node in root.nodes() if node.range.before or node.range.after}
    for one in _carriers(root, source, bracketed):
        by_name[one.node.name].append(one)
    names = _Names()
    return [made for carriers in by_name.values() for made in _of_name(carriers, names)]


def _carriers(root: Node, source: str, wanted: Container[str]) -> Iterator[_Carrier]:
    """Yield the elements whose names are *wanted*."""
    waiting: list[tuple[Node, tuple[str, ...], frozenset[str]]] = [(root, (), frozenset())]
    while waiting:
        node, within, around = waiting.pop()
        one = node.range
        generates = one.before or one.after
        if node.name in wanted:
            low, high = one.inner
            pair = (_normal(source[one.start : low]), _normal(source[high : one.end])) if generates else _NOTHING
            yield _Carrier(node, pair, within, around)
        inner = (*within, node.name) if generates else within
        outer = around if node.name in around else around | {node.name}
        waiting.extend((child, inner, outer) for child in reversed(node.elements()))


def _normal(text: str) -> str:
    return _SPACE.sub(" ", text)


def _of_name(carriers: list[_Carrier], names: _Names) -> Iterator[Rendition]:
    groups: dict[tuple[Pair, str], list[_Carrier]] = defaultdict(list)
    for one in carriers:
        if any(one.pair):
            groups[one.pair, one.node.range.lost].append(one)
    chosen: list[_Selector] = []
    by_count = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    for count, ((pair, lost), group) in enumerate(by_count):
        selector = None
        if not lost and count < _REFINED:
            selector = _for_all(group, carriers, chosen) if not chosen else _apart(group, carriers, chosen)
            # What the first selector does not cover has a first one of its own.
            selector = selector or (_for_all(group, carriers, chosen) if chosen else None)
        yield from _declared(pair, lost, group, selector, names)
        if selector is not None:
            chosen.append(selector)


def _for_all(group: list[_Carrier], carriers: list[_Carrier], chosen: list[_Selector]) -> _Selector | None:
    """The widest selector of all of *group* whose elements all generate something, and none of another selector's."""
    for selector in _candidates(group, ()):
        covered = [one for one in carriers if selector.matches(one)]
        if all(any(one.pair) for one in covered) and not any(other.matches(one) for other in chosen for one in covered):
            return selector
    return None


def _apart(group: list[_Carrier], carriers: list[_Carrier], chosen: list[_Selector]) -> _Selector | None:
    """A selector of *group* and of nothing else, narrower than those before."""
    within = tuple(dict.fromkeys(name for one in group for name in reversed(one.within)))
    for selector in _candidates(group, within):
        if not selector.conditions and not selector.within:
            continue
        if all((one.pair == group[0].pair and not one.node.range.lost) for one in carriers if selector.matches(one)):
            wider = [other for other in chosen if any(other.matches(one) for one in group)]
            # A wider selector would go on generating on the side on which this one has nothing.
            if all(_narrower(selector, other) for other in wider) and (all(group[0].pair) or not wider):
                return selector
    return None


def _narrower(one: _Selector, other: _Selector) -> bool:
    def weight(selector: _Selector) -> tuple[int, int]:
        return len(selector.conditions), 2 if selector.within else 1

    return weight(one) > weight(other)


def _candidates(group: list[_Carrier], within: tuple[str, ...]) -> Iterator[_Selector]:
    """Selectors that all of *group* have in common, the widest first."""
    first = group[0].node
    shared = [
        (name, first.attributes[name])
        for name in _TOLD
        if name in first.attributes
        and "'" not in first.attributes[name]
        and all(one.node.attributes.get(name) == first.attributes[name] for one in group)
    ]
    needed = [pair for pair in shared if pair[0] in _FIRST.get(first.name, ())][:1]
    others = [pair for pair in shared if pair not in needed]
    outers = ["", *(name for name in within if all(name in one.within for one in group))]
    for size in range(min(len(others), 2) + 1):
        for more in combinations(others, size):
            for outer in outers:
                yield _Selector(first.name, (*needed, *more), outer)


def _declared(
    pair: Pair, lost: str, group: list[_Carrier], selector: _Selector | None, names: _Names
) -> Iterator[Rendition]:
    stem = names.new(group[0], pair, lost)
    sides = [(scope, text) for scope, text in zip(("before", "after"), pair, strict=True) if text]
    made = [
        Rendition(f"nota-{stem}-{scope}{'-lost' if lost else ''}", scope, str(selector or ""), text)
        for scope, text in sides
    ]
    if selector is None:
        pointers = " ".join(f"#{one.identifier}" for one in made)
        for one in group:
            own = one.node.attributes.get("rendition", "")
            one.node.attributes["rendition"] = f"{own} {pointers}".strip()
    yield from made


class _Names:
    """Stems of identifiers: the rule's, ``inner-`` before that of a doubled bracket; where taken, with its words."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, bool]] = set()

    def new(self, one: _Carrier, pair: Pair, lost: str) -> str:
        stem = one.node.range.stem or one.node.name
        if pair[0].startswith("[[") or pair[1].endswith("]]"):
            stem = f"inner-{stem}"
        words = slug(" ".join(pair))
        for wanted in (stem, f"{stem}-{words}" if words else stem):
            if (wanted, bool(lost)) not in self._taken:
                self._taken.add((wanted, bool(lost)))
                return wanted
        count = 2
        while (f"{wanted}-{_letters(count)}", bool(lost)) in self._taken:
            count += 1
        self._taken.add((f"{wanted}-{_letters(count)}", bool(lost)))
        return f"{wanted}-{_letters(count)}"


def _letters(count: int) -> str:
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
