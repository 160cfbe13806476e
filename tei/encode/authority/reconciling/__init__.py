"""Entries of an authority file beside the records of another: whose identifiers they may have.

Offline always: the table or the dump is a file that the user has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode.authority.reconciling.records import Record
from tei.encode.authority.reconciling.scoring import form, score
from tei.encode.authority.reconciling.tables import read as records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.encode.authority.entries import Entry

__all__ = ["CERTAIN", "Record", "Suggestion", "reconcile", "records"]

CERTAIN: Final = 0.9
"""The score from which a record is taken to be of the entry: a name in common and two dates of the day, or the like."""
_LEAST: Final = 0.3
"""Below it dates contradict."""
_KEPT: Final = 3
_RIVAL: Final = 0.1
"""What a record must be ahead of the next one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that may be of an entry; ``score`` is from 0 to 1, ``why`` its reasons in plain words.

    ``known`` is the identifier of the same authority that the entry has already, "" if it has none. ``rival`` is true
    if another record fits the entry about as well.
    """

    entry: Entry
    record: Record
    score: float
    why: tuple[str, ...]
    known: str
    rival: bool

    @property
    def agrees(self) -> bool:
        """Whether the entry has this very identifier."""
        return _number(self.known) == _number(self.record.value)

    def is_certain(self, least: float = CERTAIN) -> bool:
        """Whether the identifier may be written: it scores *least*, has no rival, and the entry has no other."""
        return self.score >= least and not self.rival and not self.known


def reconcile(entries: Iterable[Entry], table: Iterable[Record]) -> tuple[Suggestion, ...]:
    """What *table* has for *entries*, in their order, the likeliest of an entry first and three at most.

    A record is compared with the entries that share a name with it, as a whole and but for case, diacritics and, of
    persons, the order of words; then by dates of birth and death; where these
    contradict, nothing is suggested. *table* is read once, and only what may fit is kept.
    """
    ordered = tuple(entries)
    by_name: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(ordered):
        for name in dict.fromkeys(form(name.text, entry.kind) for name in entry.names):
            by_name.setdefault((_order(entry.kind), name), []).append(number)
    found: dict[int, dict[tuple[str, str], Suggestion]] = {}
    for record in table:
        for number in _sharing(record, by_name):
            _keep(found.setdefault(number, {}), ordered[number], record)
    return tuple(one for number in sorted(found) for one in _ranked(found[number].values()))


def _order(kind: str) -> str:
    """Persons are looked up by their words in any order, all else as it is."""
    return "person" if kind == "person" else ""


def _sharing(record: Record, by_name: dict[tuple[str, str], list[int]]) -> dict[int, None]:
    kinds = ("person", "") if record.person is None else ("person",) if record.person else ("",)
    found: dict[int, None] = {}
    for kind in kinds:
        for name in record.names:
            found.update(dict.fromkeys(by_name.get((kind, form(name, kind)), ())))
    return found


def _keep(kept: dict[tuple[str, str], Suggestion], entry: Entry, record: Record) -> None:
    """Put *record* among those that are *kept* for *entry*, and leave out the worst if they are too many."""
    scored = score(entry, record)
    if scored is None or scored.value < _LEAST:
        return
    known = next((value for kind, value in entry.identifiers if kind.lower() == record.authority), "")
    kept[record.authority, record.value] = Suggestion(entry, record, scored.value, scored.why, known, rival=False)
    if len(kept) > _KEPT:
        worst = min(kept, key=lambda one: kept[one].score)
        del kept[worst]


def _ranked(kept: Iterable[Suggestion]) -> list[Suggestion]:
    ranked = sorted(kept, key=lambda one: (-one.score, one.record.authority, one.record.value))
    return [
        Suggestion(one.entry, one.record, one.score, one.why, one.known, rival=_has_rival(one, ranked))
        for one in ranked
    ]


def _has_rival(one: Suggestion, ranked: list[Suggestion]) -> bool:
    """Whether another record of the same authority is as good, or nearly."""
    others = [other for other in ranked if other is not one and other.record.authority == one.record.authority]
    return any(other.score > one.score - _RIVAL for other in others)


def _number(identifier: str) -> str:
    return identifier.rstrip("/").rpartition("/")[2]
