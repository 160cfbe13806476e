"""What a form cannot say of a record: told by the names of fields, so that a form's losses are a table."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata.crosswalks import choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.metadata.record import Record
    from tei.metadata.values import Date

_NUMBER: Final = re.compile(r"\[\d+\]")


class Loss(NamedTuple):
    """A field of the record that a form does not say, or not whole, and why; *field* is as in ``Record.fields()``.

    *partial*: the form says the field, and less than the record has.
    """

    field: str
    reason: str
    partial: bool = False


def nowhere(form: str, *fields: str) -> "dict[str, str]":
    """Return the table of *fields* for which *form* has no place."""
    return dict.fromkeys(fields, f"{form} has no place for it")


def told(record: "Record", lost: "Mapping[str, str]", partly: "Mapping[str, str]") -> "Iterator[Loss]":
    """Yield a loss for each field of *record* that the tables name, and none for what is inside such a field.

    The tables have names without numbers, ``creators.affiliations``, and the reasons.
    """
    covered = ""
    for field in record.fields():
        if covered and field.name.startswith(covered):
            continue
        name = _table_name(record, field.name)
        table = lost if name in lost else partly if name in partly else None
        if table is not None:
            yield Loss(field.name, table[name], table is partly)
            covered = f"{field.name}."


def _table_name(record: "Record", name: str) -> str:
    """Return a field's name without numbers; an editor who is named as creator is one, but for the role."""
    plain = _NUMBER.sub("", name)
    if record.creators or not plain.startswith("contributors.") or plain == "contributors.roles":
        return plain
    number = int(name.partition("[")[2].partition("]")[0])
    is_creator = record.contributors[number - 1] in choices.creators(record)
    return plain.replace("contributors", "creators", 1) if is_creator else plain


def version(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield the words of an edition that has a number too, where *form* has one version."""
    if record.edition and record.edition.number and record.edition.text:
        yield Loss("edition", f"{form} has the number of a version, not its words", partial=True)


def date(name: str, value: "Date", form: str, takes: str) -> "Iterator[Loss]":
    """Yield the date *name* if *form* cannot have it as a plain one; *takes* says what it has."""
    if choices.plain_date(value) is None:
        yield Loss(name, f"{form} takes {takes}")
    elif choices.doubts(value):
        yield Loss(name, f"{form} cannot say that a date is doubtful, or one moment of a range", partial=True)


def dates(record: "Record", form: str, takes: str) -> "Iterator[Loss]":
    """Yield the dates of publication and creation that *form* cannot have as they are, where it may have several."""
    for field in ("publication_dates", "creation_dates"):
        for number, value in enumerate(getattr(record, field), start=1):
            yield from date(f"{field}[{number}]", value, form, takes)
