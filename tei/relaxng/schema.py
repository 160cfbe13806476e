"""A RELAX NG schema, ready to be applied to documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import limits as limits_module
from tei.document import loading
from tei.errors import DocumentError, SchemaError
from tei.relaxng import sources, storage
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.document import Document

_MEMORY: Final = "<schema>"


class Schema:
    """A compiled schema; it may be used any number of times, and pickled: the other process compiles it again."""

    def __init__(self, source: Path | bytes) -> None:
        self._source = source
        self.path = str(source) if isinstance(source, Path) else _MEMORY
        self._validator = _of_file(source) if isinstance(source, Path) else _of_bytes(source)

    def __reduce__(self) -> "tuple[type[Schema], tuple[Path | bytes]]":
        """Return what pickle needs."""
        return Schema, (self._source,)

    def validate(self, document: "Path | str | bytes | Document", *, everything: bool = False) -> "list[Diagnostic]":
        """Return the findings, in the order of their places; none when the document is valid.

        What is not well-formed is a finding too. With *everything*, what is allowed instead is told by every name and
        not by classes, the attributes too. Raises :class:`~tei.errors.UsageError` if there is no such file.
        """
        if isinstance(document, bytes):
            return self._validator.validate(document, everything=everything)
        if isinstance(document, (str, Path)):
            return self._validator.validate_file(document, everything=everything)
        return self._validator.validate_text(document.source, document.path, everything=everything)


def _of_file(path: Path) -> Validator:
    """Return the validator for the schema in *path*, from the cache if nothing in it has changed since."""
    try:
        data = loading.load(path, limits_module.DEFAULT)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    kept = storage.grammar(data, str(path), sources.files(path))
    return Validator(kept.start, kept.table, has_context=kept.has_context)


def _of_bytes(data: bytes) -> Validator:
    """Return the validator for the schema in *data*, which comes from nowhere and so can include nothing."""
    grammar = compiled(data, _MEMORY, sources.nothing)
    return Validator(grammar.start, grammar.table)
