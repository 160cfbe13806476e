"""RELAX NG, complete: schemas in both syntaxes, and the findings of a document under one.

``load`` and ``Schema.validate`` are the room's promise. A grammar is read (`grammar`, `compact`), simplified
(`simplify`, `restrictions`) into interned patterns, and matched by a lazily built automaton over expat's events
(`automaton`, `driver`); what it refuses is explained (`findings`).
"""

import os
from typing import TYPE_CHECKING

from tei import limits
from tei.document import loading
from tei.relaxng.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.relaxng.model import Pattern

__all__ = ["Schema", "check_defaults", "load", "to_compact", "to_xml"]


def load(source: "Path | str | bytes", *, folders: "Iterable[Path | str]" = (), ids: bool = True) -> Schema:
    """Return the schema in the file at *source*, or in the bytes themselves.

    A file whose name ends in ``.rnc`` is read in compact syntax, everything else in XML syntax. It can
    include files of its own folder, of the project that it lies in, and of *folders*; a schema in bytes includes none.
    Without *ids*, identifiers and references to them are names like others, in the schema and in documents.

    Raises :class:`~tei.errors.SchemaError` with located findings when it is not a schema,
    :class:`~tei.errors.UsageError` when there is no such file.
    """
    named = source if isinstance(source, bytes) else os.fspath(source)
    return Schema(named, tuple(os.fspath(folder) for folder in folders), ids=ids)


def to_xml(schema: "Path | str") -> str:
    """Return the schema in the file *schema*, of either syntax, in XML syntax; what it includes stays a reference.

    Raises as :func:`load` does.
    """
    from tei.relaxng import writing_xml  # noqa: PLC0415 - the writers are not needed to validate

    return writing_xml.write(_surface(schema))


def to_compact(schema: "Path | str") -> str:
    """Return the schema in the file *schema*, of either syntax, in compact syntax; what it includes stays a reference.

    Raises as :func:`load` does.
    """
    from tei.relaxng import writing_compact  # noqa: PLC0415 - as in to_xml

    return writing_compact.write(_surface(schema))


def check_defaults(schema: "Path | str", *, folders: "Iterable[Path | str]" = ()) -> "list[Diagnostic]":
    """Return what is wrong with the default values (``a:defaultValue``) in the file *schema*: warnings, by their place.

    They count for programs that complete documents, never for validation. Raises as :func:`load` does.
    """
    from tei.relaxng import defaults, sources  # noqa: PLC0415 - as in to_xml

    return defaults.check(_surface(schema), sources.files(schema, folders))


def _surface(path: "Path | str") -> "Pattern":
    from tei.relaxng import sources  # noqa: PLC0415 - as in to_xml

    return sources.read(loading.load(path, limits.DEFAULT), str(path))
