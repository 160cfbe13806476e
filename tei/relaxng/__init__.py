"""RELAX NG: a schema, and the findings of a document under it.

``load`` and ``Schema.validate`` are the room's promise. Behind them stands libxml2 as long as there is no engine of
our own; its messages are put into our words in :mod:`tei.relaxng.explain`.
"""

from pathlib import Path

from tei.relaxng.schema import Schema

__all__ = ["Schema", "load"]


def load(source: Path | str | bytes) -> Schema:
    """Return the schema in the file at *source*, or in the bytes themselves.

    Raises :class:`~tei.errors.SchemaError` with located findings when it is not a schema,
    :class:`~tei.errors.UsageError` when there is no such file.
    """
    return Schema(source if isinstance(source, bytes) else Path(source))
