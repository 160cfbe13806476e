"""What a form cannot say, told from tables: which fields of the record, and why."""

import re
from dataclasses import fields
from fnmatch import fnmatchcase
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tei.metadata.crosswalks import Loss
from tei.metadata.values import Date, Identifier, Language, Origin, Role, Title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tei.metadata.record import Record

_INDEX: Final = re.compile(r"\[\d+\]")


def _always(_value: object) -> bool:
    return True


class Unsaid(NamedTuple):
    """A row of a form's table: names of *fields* without their numbers, and the reason why they are not said.

    ``*`` in a name stands for any part of it: ``*.email``. With *when* only the values are meant of which it holds.
    """

    fields: tuple[str, ...]
    reason: str
    when: "Callable[[object], bool]" = _always


Table: TypeAlias = "Sequence[Unsaid]"


def from_table(record: "Record", table: Table) -> "Iterator[Loss]":
    """Yield a loss for each value of *record* that a row of the *table* names; the first such row has the reason.

    What stands inside a value that is lost is lost with it and not told again.
    """
    within = ""
    for name, value in values(record):
        if within and name.startswith(within):
            continue
        plain = _INDEX.sub("", name)
        for row in table:
            if any(fnmatchcase(plain, pattern) for pattern in row.fields) and row.when(value):
                within = f"{name}."
                yield Loss(name, row.reason)
                break


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


def is_wrong(value: object) -> bool:
    """Return whether *value* is an identifier or a language tag that is not what it should be."""
    return isinstance(value, Identifier | Language) and value.valid is False


def is_told_by_more_than_its_element(value: object) -> bool:
    """Return False for a role that only the element's name says: whoever is a publisher has published."""
    return not isinstance(value, Role) or bool(value.text)


def has_vocabulary(value: object) -> bool:
    """Return whether *value* is a term of a vocabulary that the header names."""
    return bool(getattr(value, "scheme", None) or getattr(value, "scheme_name", None) or getattr(value, "uri", None))


def is_form_of_title(value: object) -> bool:
    """Return whether *value* is a title that its type tells from the main one."""
    return isinstance(value, Title) and value.type not in {None, "main"}


def is_stretch(value: object) -> bool:
    """Return whether *value* is a date that ends otherwise than it begins."""
    return isinstance(value, Date) and value.start != value.end


def has_relation(value: object) -> bool:
    """Return whether the header says how *value* is related."""
    return getattr(value, "relation", None) is not None


def is_no_identifier(value: object) -> bool:
    """Return whether *value* is anything but an identifier."""
    return not isinstance(value, Identifier)


INVALID: Final = Unsaid(
    ("*identifiers", "*languages"),
    "it is not well-formed, or its check digit is wrong: such a value would mislead whoever harvests it",
    is_wrong,
)
LETTERS: Final = Unsaid(
    ("correspondences",), "who wrote to whom has no place here; the form cmif is made for it and has it"
)
HISTORY: Final = Unsaid(("changes", "status"), "the history of the document is kept in the document alone")
DECLARATIONS: Final = Unsaid(
    ("project", "editorial"), "how the edition was made is told in the document, and there is no element for it here"
)
SCHEMAS: Final = Unsaid(("schemas",), "there is no element for the schema that a document keeps to")
XML_ID: Final = Unsaid(("xml_id",), "the id of the element holds only within the file")
EMAIL: Final = Unsaid(("*.email",), "there is no element for an address to write to")
VOCABULARY: Final = Unsaid(
    ("subjects", "genres"), "the term stands alone, without the vocabulary that it is from", has_vocabulary
)
ROLES: Final = Unsaid(
    ("contributors.roles",), "all who took part stand side by side; what each of them did is not said"
)
NAMES: Final = Unsaid(
    tuple(f"{agents}.*" for agents in ("creators", "contributors", "publishers", "distributors", "authorities")),
    "a name is words alone here",
    is_told_by_more_than_its_element,
)
SOURCES: Final = Unsaid(
    ("sources.*",),
    "a source is its citation and its addresses; this is said as far as the citation names it",
    is_no_identifier,
)


def beyond(name: str, said: object, values: "Sequence[object]", reason: str) -> "Iterator[Loss]":
    """Yield a loss for each of the *values* of a field but the one that is *said* and those that are wrong."""
    for number, value in enumerate(values, start=1):
        if value is not said and not is_wrong(value):
            yield Loss(f"{name}[{number}]", reason)


def once(*told: "Iterable[Loss]") -> "Iterator[Loss]":
    """Yield the losses that are told, each field once, with its first reason, and none inside another that was told."""
    seen: set[str] = set()
    for loss in chain.from_iterable(told):
        steps = loss.field.split(".")
        if seen.isdisjoint(".".join(steps[:count]) for count in range(1, len(steps) + 1)):
            seen.add(loss.field)
            yield loss
