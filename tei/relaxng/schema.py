"""A RELAX NG schema, ready to be applied to documents."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar, cast

from tei import limits as limits_module
from tei.document import loading
from tei.errors import DocumentError, SchemaError
from tei.relaxng import storage
from tei.relaxng.archive import FAULTS
from tei.relaxng.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.document import Document
    from tei.limits import Limits
    from tei.relaxng.archive import Archived
    from tei.relaxng.compilation import Grammar
    from tei.relaxng.sources import Loader

_MEMORY: Final = "<schema>"
_Result = TypeVar("_Result")


class Schema:
    """A compiled schema; it may be used any number of times, and pickled: the other process compiles it again."""

    def __init__(self, source: str | bytes, folders: tuple[str, ...] = (), *, ids: bool = True) -> None:
        self._made_of = source, folders, ids
        self.path = source if isinstance(source, str) else _MEMORY
        self._memory: storage.Memory | None = None
        self._included: tuple[str, ...] = ()
        if isinstance(source, str):
            self._open(source, storage.grammar)
        else:
            self._validator = _of_bytes(source, with_identifiers=ids)

    def __reduce__(self) -> "tuple[Callable[..., Schema], tuple[str | bytes, tuple[str, ...], bool]]":
        """Return what pickle needs."""
        return _again, self._made_of

    def passes(self, file: "Path | str", limits: "Limits" = limits_module.DEFAULT, *, without: bytes = b"") -> bool:
        """Return whether a quick look at *file* is enough to say that it is well-formed, safe and valid.

        If not, it may still be all of that: :meth:`validate` takes the closer look. The file is not held in memory. One
        that has the bytes *without* in it does not pass, if there are any.
        """
        return self._applied(lambda validator: validator.passes(file, limits=limits, without=without))

    def passes_data(self, data: bytes, limits: "Limits" = limits_module.DEFAULT) -> bool:
        """Return what :meth:`passes` does, for a document that is in memory."""
        return self._applied(lambda validator: validator.passes_data(data, limits=limits))

    def is_valid(self, data: bytes, limits: "Limits" = limits_module.DEFAULT) -> bool:
        """Return whether the document in *data* is well-formed, safe and valid, without a word on why it is not."""
        return self._applied(lambda validator: validator.is_valid(data, limits=limits))

    def validate(
        self,
        document: "Path | str | bytes | Document",
        *,
        everything: bool = False,
        limits: "Limits" = limits_module.DEFAULT,
    ) -> "list[Diagnostic]":
        """Return the findings, in the order of their places; none when the document is valid.

        What is not well-formed is a finding too. With *everything*, what is allowed instead is told by every name and
        not by classes, the attributes too. What goes beyond *limits* is a finding; a valid file is not held in memory,
        so that they may be set high. Raises :class:`~tei.errors.UsageError` if there is no such file.
        """
        if isinstance(document, bytes):
            return self._applied(lambda validator: validator.validate(document, limits=limits, everything=everything))
        if isinstance(document, (str, os.PathLike)):
            return self._applied(
                lambda validator: validator.validate_file(document, limits=limits, everything=everything)
            )
        return self._applied(
            lambda validator: validator.validate_text(document.source, document.path, everything=everything)
        )

    def _applied(self, apply: "Callable[[Validator], _Result]") -> "_Result":
        """Return what *apply* gives.

        What the cache keeps is looked into no further than a document needs. Where it turns out to make no sense, as
        nobody but an intruder can have brought about, the schema is compiled; what still fails is raised.
        """
        source, _folders, _ids = self._made_of
        if self._memory is None or not isinstance(source, str):
            return apply(self._validator)
        try:
            result = apply(self._validator)
        except FAULTS:
            self._open(source, storage.renewed)
            return apply(self._validator)
        self._memory.note_document()
        return result

    def _open(self, path: str, grammar: "Callable[..., Archived]") -> None:
        """Make the validator for the schema in *path*, from the cache if nothing in it has changed since."""
        try:
            data = loading.load(path, limits_module.DEFAULT)
        except DocumentError as fault:
            raise SchemaError(fault.diagnostics) from fault
        _source, folders, ids = self._made_of
        found = grammar(data, path, _files(path, folders), with_identifiers=ids)
        self._validator = Validator(found.start, found.table, has_context=found.has_context, with_identifiers=ids)
        self._memory = storage.Memory(found, self._validator.automaton)
        self._included = tuple(address for address, _digest in found.files)

    @property
    def files(self) -> "tuple[Path, ...]":
        """The files that the schema is made of, its own first; none if it does not come from a file."""
        source, _folders, _ids = self._made_of
        if not isinstance(source, str):
            return ()
        from pathlib import Path  # noqa: PLC0415 - to load it takes as long as to read a grammar that is cached

        paths = import_module("tei.relaxng.sources").path
        return tuple(dict.fromkeys([Path(source), *map(paths, self._included)]))


def _again(source: str | bytes, folders: tuple[str, ...], ids: bool) -> Schema:  # noqa: FBT001 - pickle knows no keywords
    return Schema(source, folders, ids=ids)


def _of_bytes(data: bytes, *, with_identifiers: bool) -> Validator:
    """Return the validator for the schema in *data*, which comes from nowhere and so can include nothing."""
    load = import_module("tei.relaxng.sources").nothing
    compiled = import_module("tei.relaxng.compilation").compiled
    grammar = cast("Grammar", compiled(data, _MEMORY, load, with_identifiers=with_identifiers))
    return Validator(grammar.start, grammar.table, with_identifiers=with_identifiers)


def _files(schema: str, folders: tuple[str, ...]) -> "Loader":
    """Return the loader for *schema*, whose module is imported with the first file: few schemas are made of several."""

    def load(address: str) -> tuple[bytes, str]:
        files = cast("Loader", import_module("tei.relaxng.sources").files(schema, folders))
        return files(address)

    return load
