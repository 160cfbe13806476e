"""Differences of two encodings, each with its places and a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.agreement.scores import Difference

if TYPE_CHECKING:
    from tei.encode.agreement.editions import Edition
    from tei.encode.agreement.matching import Item
    from tei.encode.agreement.pointing import Value
    from tei.encode.agreement.scores import Kind
    from tei.encode.alignment import Hunk

_GENERATED: Final = {"::before": "what is written before", "::after": "what is written after"}


class Teller:
    """Tells the differences of the edition *made* from *gold*, each after the offset in the gold text where it is."""

    def __init__(self, made: Edition, gold: Edition) -> None:
        self._made = made
        self._gold = gold
        self._told: list[tuple[int, Difference]] = []

    def in_order(self) -> tuple[Difference, ...]:
        """What was told, in the order of the gold text."""
        return tuple(difference for _, difference in sorted(self._told, key=lambda one: one[0]))

    def only_gold(self, item: Item) -> None:
        """Tell of an element that only the gold edition has."""
        gold, start = self._gold, item.placed.start
        message = f"gold has {item.name} {gold.around(item)}, missing here"
        spans = gold.span(item), self._made.span_facing(start, gold)
        self._add(start, Difference("elements", "missing", item.name, gold.words(item), item.name, "", message, *spans))

    def only_made(self, item: Item) -> None:
        """Tell of an element that only the edition made has."""
        made, start = self._made, item.placed.start
        message = f"{item.name} {made.around(item)} is not in gold"
        spans = self._gold.span_facing(start, made), made.span(item)
        told = Difference("elements", "extra", item.name, made.words(item), "", item.name, message, *spans)
        self._add(made.side.other(start), told)

    def renamed(self, mine: Item, theirs: Item) -> None:
        """Tell of two elements that have all their words in common."""
        message = f"gold has {theirs.name} {self._gold.around(theirs)}, here it is {mine.name}"
        self._pair(mine, theirs, (mine.name, theirs.name), message)

    def moved(self, mine: Item, theirs: Item) -> None:
        """Tell of two elements that have their name and some of their words in common."""
        message = f"gold has {theirs.name} {self._gold.around(theirs)}, here it is {self._made.around(mine)}"
        self._pair(mine, theirs, (self._made.words(mine), self._gold.words(theirs)), message)

    def value(self, mine: Item, theirs: Item, name: str) -> None:
        """Tell of an attribute, or of what is generated, that two elements do not have in common."""
        value, other = mine.values.get(name), theirs.values.get(name)
        subject = theirs.name + (name if name in _GENERATED else f"/{name}")
        told = Difference(
            "attributes",
            "missing" if value is None else "extra" if other is None else "differs",
            subject,
            self._gold.words(theirs),
            "" if other is None else other.written,
            "" if value is None else value.written,
            _valued(f"{_GENERATED.get(name, f'{name} of')} {theirs.name} {self._gold.around(theirs)}", value, other),
            self._gold.attribute_span(theirs, name),
            self._made.attribute_span(mine, name),
        )
        self._add(theirs.placed.start, told)

    def words(self, hunk: Hunk) -> None:
        """Tell of a stretch of the text that is not the same in both."""
        made, gold = self._made.text, self._gold.text
        start, other = made.word_starts[hunk.start], gold.word_starts[hunk.other_start]
        mine = made.quote(start, made.word_starts[hunk.end])
        theirs = gold.quote(other, gold.word_starts[hunk.other_end])
        kind: Kind = "missing" if not mine else "extra" if not theirs else "differs"
        spans = gold.span(other), made.span(start)
        self._add(
            other, Difference("words", kind, "text()", theirs or mine, theirs, mine, _worded(mine, theirs), *spans)
        )

    def _pair(self, mine: Item, theirs: Item, values: tuple[str, str], message: str) -> None:
        words, spans = self._gold.words(theirs), (self._gold.span(theirs), self._made.span(mine))
        told = Difference("elements", "differs", theirs.name, words, values[1], values[0], message, *spans)
        self._add(theirs.placed.start, told)

    def _add(self, offset: int, told: Difference) -> None:
        self._told.append((offset, told))


def _valued(subject: str, mine: Value | None, theirs: Value | None) -> str:
    """The sentence on a value of the edition made and one of the gold edition."""
    if mine is None:
        return f"{subject}: gold has “{'' if theirs is None else theirs.written}”, missing here"
    if theirs is None:
        return f"{subject}: “{mine.written}” is not in gold"
    if mine.written == theirs.written:
        return f"{subject}: “{mine.written}” points at something else than in gold"
    return f"{subject}: gold has “{theirs.written}”, here it is “{mine.written}”"


def _worded(mine: str, theirs: str) -> str:
    """The sentence on words that differ."""
    if not mine:
        return f"the text of gold has “{theirs}”, missing here"
    if not theirs:
        return f"“{mine}” is not in the text of gold"
    return f"the text of gold has “{theirs}”, here it is “{mine}”"
