"""A RELAX NG schema, ready to be applied to documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import limits as limits_module
from tei.document import loading
from tei.errors import DocumentError, SchemaError
from tei.relaxng import sources, storage
from tei.relaxng.archive import ArchiveError
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.diagnostics import Diagnostic
    from tei.document import Document

_MEMORY: Final = "<schema>"


class Schema:
    """A compiled schema; it may be used any number of times, and pickled: the other process compiles it again."""

    def __init__(self, source: Path | bytes, folders: tuple[Path, ...] = (), *, ids: bool = True) -> None:
        self._made_of = source, folders, ids
        self._doubtful = isinstance(source, Path)
        """Whether the grammar may come from the cache, parts of which are read when they are needed."""
        self.path = str(source) if isinstance(source, Path) else _MEMORY
        if isinstance(source, Path):
            self._validator = _of_file(source, folders, with_identifiers=ids)
        else:
            self._validator = _of_bytes(source, with_identifiers=ids)

    def __reduce__(self) -> "tuple[Callable[..., Schema], tuple[Path | bytes, tuple[Path, ...], bool]]":
        """Return what pickle needs."""
        return _again, self._made_of

    def validate(self, document: "Path | str | bytes | Document") -> "list[Diagnostic]":
        """Return the findings, in the order of their places; none when the document is valid.

        What is not well-formed is a finding too. Raises :class:`~tei.errors.UsageError` if there is no such file.
        """
        try:
            return self._findings(document)
        except (ArchiveError, RecursionError):
            source, folders, ids = self._made_of
            if not self._doubtful or not isinstance(source, Path):
                raise
        self._doubtful = False
        self._validator = _of_file(source, folders, with_identifiers=ids, anew=True)
        return self._findings(document)

    def _findings(self, document: "Path | str | bytes | Document") -> "list[Diagnostic]":
        if isinstance(document, bytes):
            return self._validator.validate(document)
        if isinstance(document, (str, Path)):
            return self._validator.validate_file(document)
        return self._validator.validate_text(document.source, document.path)


def _again(source: Path | bytes, folders: tuple[Path, ...], ids: bool) -> Schema:  # noqa: FBT001 - pickle knows no keywords
    return Schema(source, folders, ids=ids)


def _of_file(path: Path, folders: tuple[Path, ...], *, with_identifiers: bool, anew: bool = False) -> Validator:
    """Return the validator for the schema in *path*, from the cache if nothing in it has changed since."""
    try:
        data = loading.load(path, limits_module.DEFAULT)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    read = storage.renewed if anew else storage.grammar
    kept = read(data, str(path), sources.files(path, folders), with_identifiers=with_identifiers)
    return Validator(kept.start, kept.table, has_context=kept.has_context, with_identifiers=with_identifiers)


def _of_bytes(data: bytes, *, with_identifiers: bool) -> Validator:
    """Return the validator for the schema in *data*, which comes from nowhere and so can include nothing."""
    grammar = compiled(data, _MEMORY, sources.nothing, with_identifiers=with_identifiers)
    return Validator(grammar.start, grammar.table, with_identifiers=with_identifiers)
