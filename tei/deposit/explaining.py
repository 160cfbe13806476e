"""What a header says, where it says it, and which form of metadata loses what of it."""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from tei import metadata
from tei.metadata import crosswalks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tei.metadata import Field, Record
    from tei.metadata.crosswalks import Loss
    from tei.settings import Settings


class Explanation(NamedTuple):
    """A record's fields, and by the name of each form what it loses; ``written`` has the forms that were asked for."""

    record: "Record"
    fields: "tuple[Field, ...]"
    lost: "dict[str, tuple[Loss, ...]]"
    written: dict[str, str]


def explain(path: "Path | str", settings: "Settings", forms: "Iterable[str]" = ()) -> Explanation:
    """Return what the header of the file at *path* says; with *forms*, these alone and as they would be written.

    Raises :class:`~tei.errors.UsageError` if there is no such form, else as :func:`tei.metadata.read_file` does.
    """
    record = metadata.read_file(path, settings)
    asked = tuple(forms)
    lost = {form: crosswalks.lost(record, form) for form in asked or crosswalks.FORMS}
    written = {form: crosswalks.write(record, form).decode() for form in asked}
    return Explanation(record, tuple(record.fields()), lost, written)


def as_json(explanation: Explanation) -> str:
    """Return *explanation* as one JSON object."""
    content = {
        "path": explanation.record.path,
        "fields": [_field(one) for one in explanation.fields],
        "forms": {form: _form(explanation, form) for form in explanation.lost},
    }
    # A name of a file that is not UTF-8 has lone surrogates, which cannot be written: they become question marks.
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace").decode("utf-8") + "\n"


def _field(field: "Field") -> dict[str, Any]:
    span = field.origin.span
    return {
        "field": field.name,
        "value": field.value,
        "path": field.origin.path,
        "xpath": field.xpath,
        "line": span.line,
        "column": span.column,
    }


def _form(explanation: Explanation, form: str) -> dict[str, Any]:
    title, _, file_name, media_type = crosswalks.FORMS[form]
    content: dict[str, Any] = {
        "title": title,
        "file": file_name,
        "media_type": media_type,
        "lost": [loss._asdict() for loss in explanation.lost[form]],
    }
    return content | {"written": explanation.written[form]} if form in explanation.written else content
