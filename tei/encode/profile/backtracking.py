"""How often an expression may try the same words anew: Python's engine tries one way through it after another.

The ways through an expression are the paths through its automaton. Where two different paths lead from a position back
to it over the same words, their number doubles with each repetition, and a line that does not fit in the end takes
years. Where repetitions follow each other that can divide the same words among them, the time grows with a power of the
length: three of them are tried over a bracket of some thousand characters in a second, more are not.

Source: Weideman et al., "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers by Using
Ambiguity of NFA" (2016).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LONGEST_CHAIN: Final = 3
"""So many repetitions may divide the same words among them."""
_MANY: Final = 16
"""A repetition of so many times counts as one without end."""
_STEPS: Final = 200_000
"""So many pairs of positions are looked at for either question."""
_PLACES: Final = 16
_POSITIONS: Final = 20_000
_SAMPLES: Final = "".join(map(chr, range(128))) + "\u00a0é’“…АбÄ漢\u2003"

# The parser is no public module, and has no types.
_PARSER: Final = import_module("re._parser")


@lru_cache(maxsize=4096)
def fault(pattern: re.Pattern[str]) -> str:
    """Return what is wrong with *pattern*, in words: that it may take without end; "" if nothing is."""
    try:
        automaton = _Automaton(pattern)
    except _TooLargeError:
        return "it is too large to be tried on each bracket"
    if automaton.is_exponential():
        return "it can read the same words in so many ways that a line that does not fit takes without end"
    if automaton.chain() > LONGEST_CHAIN:
        return f"more than {LONGEST_CHAIN} repetitions in it can divide the same words among them, which takes too long"
    return ""


class _TooLargeError(Exception):
    """An expression has more positions than `_POSITIONS`."""


@dataclass(slots=True)
class _Piece:
    """A part of an expression: in how many ways it is empty (2: in several), and where its ways begin and end."""

    empty: int = 1
    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)


class _Automaton:
    """The positions of an expression, each with the characters that it reads as a set of bits, and what follows it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        tree = _PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self._alphabet = dict.fromkeys(_SAMPLES + "".join(_literals(tree)))
        self._reads: list[int] = []
        self._follow: dict[int, Counter[int]] = defaultdict(Counter)
        self._known: dict[tuple[str, str, bool], int] = {}
        # The repetition without end that a position is in, the outermost: by the number of its first position.
        self._loops: dict[int, int] = {}
        # What reads all that it can of its characters, and gives none back.
        self._greedy: set[int] = set()
        self._left = _STEPS
        self._sequence(tree, ignore_case=bool(pattern.flags & re.IGNORECASE))

    # --- from the tree of the expression ---

    def _sequence(self, items: Iterable[Any], *, ignore_case: bool) -> _Piece:
        made = _Piece()
        for name, value in items:
            made = self._joined(made, self._item(str(name), value, ignore_case=ignore_case))
        return made

    def _joined(self, one: _Piece, other: _Piece) -> _Piece:
        self._link(one.last, other.first)
        first = one.first + (_times(other.first, one.empty))
        last = other.last + (_times(one.last, other.empty))
        return _Piece(min(one.empty * other.empty, 2), first, last)

    def _item(self, name: str, value: Any, *, ignore_case: bool) -> _Piece:  # noqa: ANN401 - the parser has no types
        match name:
            case "SUBPATTERN":
                inner = (ignore_case or bool(value[1] & re.IGNORECASE)) and not value[2] & re.IGNORECASE
                return self._sequence(value[3], ignore_case=inner)
            case "ATOMIC_GROUP":
                return self._sequence(value, ignore_case=ignore_case)
            case "BRANCH":
                return _either([self._sequence(one, ignore_case=ignore_case) for one in value[1]])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                made = self._repeated(*value, ignore_case=ignore_case)
                if name == "POSSESSIVE_REPEAT" and len(made.first) == len(made.last) == 1 and made.first == made.last:
                    self._greedy.update(made.first)
                return made
            case "GROUPREF_EXISTS":
                parts = [self._sequence(one or (), ignore_case=ignore_case) for one in value[1:]]
                return _either(parts)
            case "ASSERT" | "ASSERT_NOT":
                # Nothing is read, but the ways through it are tried.
                self._sequence(value[1], ignore_case=ignore_case)
                return _Piece()
            case "AT":
                return _Piece()
            case _:
                return self._position(name, value, ignore_case=ignore_case)

    def _position(self, name: str, value: Any, *, ignore_case: bool) -> _Piece:  # noqa: ANN401 - as above
        key = (name, str(value), ignore_case)
        if key not in self._known:
            self._known[key] = self._bits(reader(name, value), ignore_case=ignore_case)
        self._reads.append(self._known[key])
        at = len(self._reads) - 1
        if at >= _POSITIONS:
            raise _TooLargeError
        return _Piece(0, Counter([at]), Counter([at]))

    def _bits(self, fits: Callable[[str], bool], *, ignore_case: bool) -> int:
        bits = 0
        for number, one in enumerate(self._alphabet):
            if fits(one) or (ignore_case and (fits(one.lower()) or fits(one.upper()))):
                bits |= 1 << number
        return bits

    def _repeated(self, least: int, most: Any, items: Any, *, ignore_case: bool) -> _Piece:  # noqa: ANN401 - as above
        begin = len(self._reads)
        inner = self._sequence(items, ignore_case=ignore_case)
        if int(most) >= _MANY:
            self._link(inner.last, inner.first)
            self._loops.update(dict.fromkeys(range(begin, len(self._reads)), begin))
        elif int(most) > 1:
            # What may come twice is written twice: enough to see whether two ways of it meet.
            again = self._sequence(items, ignore_case=ignore_case)
            again.empty = again.empty or int(least < int(most))
            return self._may_be_empty(self._joined(inner, again), least)
        return self._may_be_empty(inner, least)

    @staticmethod
    def _may_be_empty(piece: _Piece, least: int) -> _Piece:
        if least == 0:
            piece.empty = max(piece.empty, 1)
        return piece

    def _link(self, last: Counter[int], first: Counter[int]) -> None:
        for one, ways in last.items():
            follow = self._follow[one]
            for other, more in first.items():
                follow[other] = min(follow[other] + ways * more, 2)

    # --- what two ways have in common ---

    def is_exponential(self) -> bool:
        """Return whether two different ways lead from a position back to it over the same words, or may do so."""
        self._left = _STEPS
        for one, component in self._loops.items():
            follow = self._follow[one]
            inside = [other for other in follow if self._loops.get(other) == component]
            if any(follow[other] > 1 and (other != one or one not in self._greedy) for other in inside):
                return True
            for a, b in ((a, b) for a in inside for b in inside if a < b and self._read(one, a) & self._read(one, b)):
                if self._meet(a, b, component):
                    return True
        return False

    def _meet(self, a: int, b: int, component: int) -> bool:
        """Return whether the ways from *a* and *b* come together again over the same words, in a repetition."""
        seen, waiting = {(a, b)}, [(a, b)]
        while waiting:
            one, other = waiting.pop()
            if one == other or self._left < 0:
                return True
            for pair in self._steps(one, other):
                if pair not in seen and all(self._loops.get(at) == component for at in pair):
                    seen.add(pair)
                    waiting.append(pair)
        return False

    def _steps(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        for a in self._follow[one]:
            for b in self._follow[other]:
                self._left -= 1
                if self._read(one, a) & self._read(other, b):
                    yield (a, b)

    def _read(self, one: int, following: int) -> int:
        """Return what leads from *one* to *following*, as bits."""
        bits = self._reads[following]
        return bits & ~self._reads[one] if one in self._greedy and one != following else bits

    def chain(self) -> int:
        """Return how many repetitions at most, one after the other, can divide the same words among them."""
        # What is not found out within so many steps is let pass: the words that are seen are few.
        self._left = _STEPS
        heads = sorted(set(self._loops.values()))
        after = {one: [other for other in heads if other != one and self._share(one, other)] for one in heads}
        lengths: dict[int, int] = {}
        for one in sorted(heads, reverse=True):
            # Positions are numbered from left to right, and a repetition is left to the right.
            lengths[one] = 1 + max((lengths.get(other, 0) for other in after[one]), default=0)
        return max(lengths.values(), default=0)

    def _share(self, one: int, other: int) -> bool:
        """Return whether the repetitions *one* and *other* can read the same words, and what is between them too."""
        places = [at for at, component in self._loops.items() if component == other]
        return any(self._shares(one, at) for at in places[:_PLACES])

    def _shares(self, one: int, other: int) -> bool:
        """Return whether some words lead from *one* to itself, from *one* to *other*, and from *other* to itself."""
        start = (one, one, other)
        seen, waiting = {start}, [start]
        while waiting:
            p, q, r = waiting.pop()
            for a in self._follow[p]:
                for b in self._follow[q]:
                    self._left -= 1
                    common = self._read(p, a) & self._read(q, b)
                    for c in self._follow[r] if common else ():
                        self._left -= 1
                        if self._left < 0:
                            return False
                        if not common & self._read(r, c):
                            continue
                        if (a, b, c) == (one, other, other):
                            return True
                        if (a, b, c) not in seen:
                            seen.add((a, b, c))
                            waiting.append((a, b, c))
        return False


def _times(one: Counter[int], count: int) -> Counter[int]:
    return Counter({at: min(ways * count, 2) for at, ways in one.items()}) if count else Counter()


def _either(pieces: list[_Piece]) -> _Piece:
    made = _Piece(0)
    for one in pieces:
        made = _Piece(min(made.empty + one.empty, 2), made.first + one.first, made.last + one.last)
    return made


def _literals(items: Iterable[Any]) -> Iterator[str]:
    """The characters that an expression names."""
    for item in items:
        if isinstance(item, (tuple, list)) and len(item) == 2 and str(item[0]) in {"LITERAL", "NOT_LITERAL"}:  # noqa: PLR2004 - a name and its value
            yield chr(item[1])
        elif isinstance(item, (tuple, list)) and len(item) == 2 and str(item[0]) == "RANGE":  # noqa: PLR2004 - as above
            yield from map(chr, item[1])
        elif isinstance(item, (tuple, list, _PARSER.SubPattern)):
            yield from _literals(item)


_CATEGORIES: Final = {
    "CATEGORY_DIGIT": re.compile(r"\d"),
    "CATEGORY_NOT_DIGIT": re.compile(r"\D"),
    "CATEGORY_SPACE": re.compile(r"\s"),
    "CATEGORY_NOT_SPACE": re.compile(r"\S"),
    "CATEGORY_WORD": re.compile(r"\w"),
    "CATEGORY_NOT_WORD": re.compile(r"\W"),
}


def reader(name: str, value: Any) -> Callable[[str], bool]:  # noqa: ANN401 - as above
    """Return whether a character is one that the item reads; a reference to a group reads any."""
    match name:
        case "LITERAL":
            return lambda one: ord(one[0]) == value
        case "NOT_LITERAL":
            return lambda one: ord(one[0]) != value
        case "RANGE":
            return lambda one: value[0] <= ord(one[0]) <= value[1]
        case "CATEGORY":
            return lambda one: _CATEGORIES[str(value)].match(one) is not None
        case "IN":
            negated = str(value[0][0]) == "NEGATE"
            parts = [reader(str(one[0]), one[1]) for one in value[negated:]]
            return lambda one: any(part(one) for part in parts) is not negated
    return lambda _: True
