"""What a comparison found: counts by name, their totals, and the differences one by one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.diagnostics import Span

Part = Literal["words", "elements", "attributes", "header"]
Kind = Literal["missing", "extra", "differs"]


@dataclass(slots=True)
class Count:
    """How often something is equal, only in the gold encoding, only in the one made, or in both and not the same."""

    equal: int = 0
    missing: int = 0
    extra: int = 0
    changed: int = 0

    @property
    def gold(self) -> int:
        """How many the gold encoding has."""
        return self.equal + self.missing + self.changed

    @property
    def made(self) -> int:
        """How many the encoding has that was made."""
        return self.equal + self.extra + self.changed

    @property
    def precision(self) -> float | None:
        """The share of what was made that is right; None if nothing was made."""
        return self.equal / self.made if self.made else None

    @property
    def recall(self) -> float | None:
        """The share of the gold encoding that was made; None if it has nothing of the kind."""
        return self.equal / self.gold if self.gold else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 if there is nothing on both sides."""
        both = self.gold + self.made
        return 2 * self.equal / both if both else 1.0

    def as_dict(self) -> dict[str, object]:
        """The counts and scores under their names."""
        scores = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**asdict(self), "gold": self.gold, "made": self.made, **scores}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    ``subject`` is an element's name, ``element/@attribute``, ``element::before`` or ``::after`` for what is generated
    there, ``text()`` for words, or a path in the header. ``words`` are those concerned, ``gold`` and ``made`` what the
    one and the other has; ``message`` says all of it. A place is None where a header has nothing of the kind.
    """

    part: Part
    kind: Kind
    subject: str
    words: str
    gold: str
    made: str
    message: str
    gold_span: Span | None
    made_span: Span | None

    def as_dict(self) -> dict[str, object]:
        """The difference with the keys of the JSON report."""
        return asdict(self)


Counts = dict[str, Count]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far one encoding agrees with another.

    ``elements`` has a count for each name of an element, ``attributes`` for each ``element/@attribute`` of elements
    that agree, ``header`` for each part of the header. ``same_text`` tells whether both give one transcription back.
    """

    made_path: str
    gold_path: str
    same_text: bool
    elements: Mapping[str, Count]
    attributes: Mapping[str, Count]
    header: Mapping[str, Count]
    differences: tuple[Difference, ...] = field(default=())

    @property
    def totals(self) -> dict[str, Count]:
        """The sums of the three tables, by their names."""
        return {
            "elements": total(self.elements.values()),
            "attributes": total(self.attributes.values()),
            "header": total(self.header.values()),
        }

    def as_json(self) -> dict[str, object]:
        """Everything, of what JSON can write."""
        tables = {
            "elements": self.elements,
            "attributes": self.attributes,
            "header": self.header,
            "totals": self.totals,
        }
        return {
            "made": self.made_path,
            "gold": self.gold_path,
            "same_text": self.same_text,
            **{name: {key: count.as_dict() for key, count in table.items()} for name, table in tables.items()},
            "differences": [one.as_dict() for one in self.differences],
        }


def total(counts: Iterable[Count]) -> Count:
    """The sum of *counts*."""
    found = Count()
    for count in counts:
        found.equal += count.equal
        found.missing += count.missing
        found.extra += count.extra
        found.changed += count.changed
    return found


def in_order(counts: Counts) -> Counts:
    """*counts* by their names."""
    return dict(sorted(counts.items()))
