"""A grammar over sorts of items: each form becomes a regular expression over one character an item.

Form = Choice;  Choice = Sequence, { "|", Sequence };  Sequence = { Part };
Part = [ name "=" ], (sort | "(" Choice ")"), [ "?" ]

There is no repetition in this language, so that a form matches a bounded number of items and reading takes a time in
proportion to the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.encode.dates.lexicon import SORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_FIRST: Final = 0xE000
CHARACTERS: Final = {sort: chr(_FIRST + index) for index, sort in enumerate(SORTS)}
_LEXEME: Final = re.compile(r"\w+=|\w+|[()|?]")
_NAMED: Final = re.compile(r"\(\?P<(\w+)>")
_GROUP: Final = re.compile(r"\((?!\?)")


class Item(NamedTuple):
    """A stretch of the text as one symbol: where it stands, in code points, its words, and what they mean."""

    sort: str
    start: int
    end: int
    text: str
    value: Any = None


class Reading:
    """A form that matched: its items by name, and what stands around them.

    ``left`` is what the item before was made into in this pass, None at the beginning.
    """

    def __init__(
        self, items: Sequence[Item], match: re.Match[str], groups: Mapping[str, Sequence[int]], left: Item | None
    ) -> None:
        self._items = items
        self.left = left
        self._match = match
        self._groups = groups
        self.first = match.start()
        self.last = match.end()

    def __getitem__(self, name: str) -> Item | None:
        """The first item that *name* took."""
        at = self.at(name)
        return None if at < 0 else self._items[at]

    def at(self, name: str) -> int:
        """The place of the first item that *name* took, -1 if it took none."""
        return self._span(name)[0]

    def ends(self, name: str) -> int:
        """The place after the last item that *name* took, -1 if it took none."""
        return self._span(name)[1]

    def _span(self, name: str) -> tuple[int, int]:
        for group in self._groups.get(name, ()):
            span = self._match.span(group)
            if span[0] < span[1]:
                return span
        return -1, -1

    def has(self, *sorts: str) -> bool:
        """Whether an item of one of *sorts* is among those taken."""
        return any(self._items[at].sort in sorts for at in range(self.first, self.last))

    def item(self, at: int) -> Item:
        """The item at a place, an empty one outside the text."""
        return self._items[at] if 0 <= at < len(self._items) else Item("nothing", -1, -1, "")

    @property
    def before(self) -> Item:
        """The item before the first."""
        return self.item(self.first - 1)

    def is_glued(self, first: int = -1, last: int = -1) -> bool:
        """Whether nothing separates the items, by default all that were taken."""
        start, end = (self.first, self.last) if first < 0 else (first, last)
        return all(self._items[at].end == self._items[at + 1].start for at in range(start, end - 1))

    def made(self, sort: str, value: object, first: int = -1, last: int = -1) -> Made:
        """One item in place of those from *first* to *last*, by default of all."""
        start, end = (self.first if first < 0 else first), (self.last if last < 0 else last)
        texts = " ".join(self._items[at].text for at in range(start, end))
        return Made(start, end, Item(sort, self._items[start].start, self._items[end - 1].end, texts, value))


class Made(NamedTuple):
    """An item that takes the place of others, from ``first`` to ``last``, exclusive."""

    first: int
    last: int
    item: Item


@dataclass(frozen=True, slots=True)
class Form:
    """A form and what reads it; ``openings`` are the characters that it can begin with.

    ``groups``: the numbers of the groups of each name, which may stand in several branches.
    """

    pattern: re.Pattern[str]
    openings: frozenset[str]
    groups: Mapping[str, Sequence[int]]
    read: Callable[[Reading], Made | None]


def form(text: str, read: Callable[[Reading], Made | None], fragments: Mapping[str, str] | None = None) -> Form:
    """Return the form that *text* writes, the names of *fragments* in it replaced by what these write."""
    for name, fragment in (fragments or {}).items():
        text = re.sub(rf"\b{name}\b(?!=)", f"({fragment})", text)
    pattern, openings, _ = _choice(iter(_LEXEME.findall(text)))
    groups: dict[str, list[int]] = {}
    for number, name in enumerate(_NAMED.findall(pattern), start=1):
        groups.setdefault(name, []).append(number)
    return Form(re.compile(_NAMED.sub("(", pattern)), openings, groups, read)


_Parsed = tuple[str, frozenset[str], bool]
"""A regular expression, the characters it can begin with, whether it matches nothing."""


def _choice(lexemes: Iterator[str]) -> _Parsed:
    """Read as far as the bracket that closes, or the end."""
    branches: list[list[_Parsed]] = [[]]
    name = ""
    for lexeme in lexemes:
        if lexeme == ")":
            break
        if lexeme == "|":
            branches.append([])
        elif lexeme == "?":
            pattern, openings, _ = branches[-1].pop()
            branches[-1].append((f"{pattern}?", openings, True))
        elif lexeme.endswith("="):
            name = f"?P<{lexeme[:-1]}>"
            continue
        else:
            branches[-1].append(_part(lexeme, lexemes, name or "?:"))
        name = ""
    sequences = [_sequence(branch) for branch in branches]
    openings = frozenset().union(*(opening for _, opening, _ in sequences))
    return "|".join(pattern for pattern, _, _ in sequences), openings, any(empty for _, _, empty in sequences)


def _part(lexeme: str, lexemes: Iterator[str], name: str) -> _Parsed:
    if lexeme == "(":
        pattern, openings, empty = _choice(lexemes)
    else:
        pattern = CHARACTERS[lexeme]
        openings, empty = frozenset(pattern), False
    return f"({name}{pattern})", openings, empty


def _sequence(parts: Sequence[_Parsed]) -> _Parsed:
    openings: frozenset[str] = frozenset()
    for _, opening, empty in parts:
        openings |= opening
        if not empty:
            break
    return "".join(pattern for pattern, _, _ in parts), openings, all(empty for _, _, empty in parts)


def sorts_of(items: Sequence[Item]) -> str:
    """Return a character for the sort of each of *items*, which forms are matched against."""
    return "".join([CHARACTERS[item.sort] for item in items])


class Pass:
    """A list of forms, of which the longest that can be read replaces the items at each place."""

    def __init__(self, forms: Sequence[Form]) -> None:
        openings = frozenset().union(*(one.openings for one in forms))
        self._forms = {opening: [one for one in forms if opening in one.openings] for opening in openings}
        # Most items begin nothing: the search passes them by, and of the others those where none of the forms is.
        anyone = "|".join(_GROUP.sub("(?:", one.pattern.pattern) for one in forms)
        self._any = re.compile(f"[{''.join(openings)}](?<=(?={anyone}).)")

    def reduce(self, items: list[Item], sorts: str) -> tuple[list[Item], str]:
        """Return *items*, of the sorts *sorts*, with what was read in place of what it was read from; and its sorts."""
        reduced: list[Item] = []
        written: list[str] = []
        at = 0
        while found := self._any.search(sorts, at):
            begin = found.start()
            reduced += items[at:begin]
            made = self._longest(items, sorts, begin, reduced[-1] if reduced else None)
            if made is None:
                reduced.append(items[begin])
                written.append(sorts[at : begin + 1])
                at = begin + 1
            else:
                reduced += items[begin : made.first]
                reduced.append(made.item)
                written += (sorts[at : made.first], CHARACTERS[made.item.sort])
                at = made.last
        if not at:
            return items, sorts
        return reduced + items[at:], "".join(written) + sorts[at:]

    def _longest(self, items: Sequence[Item], sorts: str, at: int, left: Item | None) -> Made | None:
        longest: Made | None = None
        for one in self._forms[sorts[at]]:
            match = one.pattern.match(sorts, at)
            if match is None or match.end() == at:
                continue
            made = one.read(Reading(items, match, one.groups, left))
            if made is not None and (longest is None or made.last > longest.last):
                longest = made
        return longest
