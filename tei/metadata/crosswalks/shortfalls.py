"""What a form cannot say of a record, told from tables: which fields, why, and whether the form says some of it."""

import re
from dataclasses import fields
from fnmatch import fnmatchcase
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tei.metadata.crosswalks import choices
from tei.metadata.values import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tei.metadata.record import Record

_NUMBER: Final = re.compile(r"\[\d+\]")


class Loss(NamedTuple):
    """A field of the record that a form does not say, or not whole, and why; *field* is as in ``Record.fields()``.

    *partial*: the form says the field, and less than the record has. Else nothing of it is in the form.
    """

    field: str
    reason: str
    partial: bool = False


def _always(_value: object) -> bool:
    return True


class Unsaid(NamedTuple):
    """A row of a form's table: names of *fields* without their numbers, and the reason why they are not said.

    ``*`` in a name stands for any part of it: ``*.email``. With *when* only the values are meant of which it holds.
    """

    fields: tuple[str, ...]
    reason: str
    when: "Callable[[object], bool]" = _always
    partial: bool = False


Table: TypeAlias = "Sequence[Unsaid]"
Naming: TypeAlias = "Callable[[Record, str], str]"


def nowhere(form: str, *names: str) -> Unsaid:
    """Return the row of the fields for which *form* has no place."""
    return Unsaid(names, f"{form} has no place for it")


def in_part(reason: str, *names: str, when: "Callable[[object], bool]" = _always) -> Unsaid:
    """Return the row of fields of which a form says less than there is."""
    return Unsaid(names, reason, when, partial=True)


def plain(_record: "Record", name: str) -> str:
    """Return the *name* of a field as tables have it: without numbers."""
    return _NUMBER.sub("", name)


def as_creators(record: "Record", name: str) -> str:
    """Return as `plain` does; an editor who is named as creator is one, but for the role."""
    bare = plain(record, name)
    if record.creators or not bare.startswith("contributors") or bare.startswith("contributors.roles"):
        return bare
    number = int(name.partition("[")[2].partition("]")[0])
    is_creator = record.contributors[number - 1] in choices.creators(record)
    return bare.replace("contributors", "creators", 1) if is_creator else bare


def from_table(record: "Record", table: Table, naming: Naming = plain) -> "Iterator[Loss]":
    """Yield a loss for each value of *record* that a row of the *table* names; the first such row has the reason.

    What stands inside a value that is told is not told again.
    """
    within = ""
    for name, value in values(record):
        if within and name.startswith(within):
            continue
        row = _row(table, naming(record, name), value)
        if row is not None:
            within = f"{name}."
            yield Loss(name, row.reason, row.partial)


def _row(table: Table, name: str, value: object) -> Unsaid | None:
    for row in table:
        if any(fnmatchcase(name, pattern) for pattern in row.fields) and row.when(value):
            return row
    return None


def values(record: "Record") -> "Iterator[tuple[str, object]]":
    """Yield each value of *record* that has a place of its own, with its name as in ``Record.fields()``."""
    for slot in fields(record):
        if slot.name not in {"path", "origin"}:
            yield from _values(slot.name, getattr(record, slot.name))


def _values(name: str, value: object) -> "Iterator[tuple[str, object]]":
    if isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from _values(f"{name}[{number}]", one)
    elif isinstance(getattr(value, "origin", None), Origin):
        yield name, value
        for slot in fields(value):  # type: ignore[arg-type] # what has an origin is a dataclass
            if slot.name not in {"origin", "entry"}:
                yield from _values(f"{name}.{slot.name}", getattr(value, slot.name))


def together(record: "Record", *told: "Iterable[Loss]") -> "Iterator[Loss]":
    """Yield the losses that are told, in the record's order, each field once and none inside another that was told.

    Of two for one field that counts by which nothing of it is said, and of two such the first.
    """
    found: dict[str, Loss] = {}
    for loss in sorted(chain.from_iterable(told), key=lambda one: one.partial):
        found.setdefault(loss.field, loss)
    within = ""
    for name, _value in values(record):
        if name in found and not (within and name.startswith(within)):
            within = f"{name}."
            yield found[name]
