"""Documents against a grammar: a fast pass that says yes or no, and a second one that explains a no."""

import os
import pyexpat
import re
import sys
from functools import cached_property
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from tei import limits as limits_module
from tei.errors import DocumentError
from tei.relaxng import driver
from tei.relaxng.automaton import Automaton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.limits import Limits
    from tei.relaxng.explaining import Explainer
    from tei.relaxng.patterns import Pattern, Table

# Loaded when a document does not pass: to load it takes as long as to validate a letter.
_EXPLAINING: Final = "tei.relaxng.explaining"
_SAMPLE_BYTES: Final = 1024
_PIECE_BYTES: Final = 1 << 16
_LONGEST_TARGET_BYTES: Final = 256
# Namespaces in XML allows no colon there, which libxml2 minds and expat does not.
_COLON_IN_TARGET: Final = re.compile(rb"<\?[^\s?]*:")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_DECLARED: Final = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_VERSION: Final = re.compile(rb"""<\?xml\s+version\s*=\s*["']1\.[0-9]+["']""")


class Validator:
    """A grammar ready to be applied, any number of times; it is faster the more it has seen.

    Without *with_identifiers*, two elements may have the same ID, and an IDREF may lead nowhere. *has_context* tells,
    where it is known, whether some value is a name whose prefix must be looked up.
    """

    def __init__(
        self,
        start: "Pattern",
        table: "Table",
        *,
        with_identifiers: bool = True,
        has_context: bool | None = None,
    ) -> None:
        self._automaton = Automaton(table, start, has_context=has_context, with_identifiers=with_identifiers)

    @property
    def automaton(self) -> Automaton:
        """The automaton, as far as it has been made."""
        return self._automaton

    def is_valid(self, data: bytes, *, limits: "Limits" = limits_module.DEFAULT) -> bool:
        """Return whether the grammar accepts the document in *data*.

        What is not well-formed, or not safe to read, is not accepted.
        """
        try:
            return self._accepts(_utf8(data, "", limits), limits)
        except (pyexpat.ExpatError, DocumentError):
            return False

    def passes(self, file: "Path | str", *, limits: "Limits" = limits_module.DEFAULT, without: bytes = b"") -> bool:
        """Return whether a quick look at *file* is enough to say that it is well-formed, safe and valid.

        If not, it may still be all of that: :meth:`validate_file` takes the closer look. The file is not held in
        memory. One that has the bytes *without* in it does not pass, if there are any.
        """
        try:
            with open(file, "rb") as stream:  # noqa: PTH123 - pathlib is loaded only where it is needed
                size_bytes = os.fstat(stream.fileno()).st_size
                first = stream.read(_PIECE_BYTES)
                if size_bytes > limits.size_bytes or not _plain(first):
                    return False
                pieces = chain([first], iter(lambda: stream.read(_PIECE_BYTES), b""))
                return self._passes(_lacking(pieces, without) if without else pieces, size_bytes, limits)
        except (OSError, ValueError, pyexpat.ExpatError):
            return False

    def passes_data(self, data: bytes, *, limits: "Limits" = limits_module.DEFAULT) -> bool:
        """Return what :meth:`passes` does, for a document that is in memory."""
        if len(data) > limits.size_bytes or not _plain(data):
            return False
        try:
            return self._passes([data], len(data), limits)
        except (ValueError, pyexpat.ExpatError):
            return False

    def _passes(self, pieces: "Iterable[bytes]", size_bytes: int, limits: "Limits") -> bool:
        longest = _longest(size_bytes, limits)
        return driver.accepts_pieces(self._automaton, _without_colons(pieces), limits.depth, longest)

    def validate(
        self,
        data: bytes,
        path: str = "<memory>",
        *,
        limits: "Limits" = limits_module.DEFAULT,
        everything: bool = False,
    ) -> "list[Diagnostic]":
        """Return what is wrong with the document in *data*, in the order of the places; nothing if it is valid.

        What is not well-formed, or not safe to read, is a finding too. With *everything*, what is allowed instead is
        told by every name and not by classes.
        """
        try:
            try:
                if self._accepts(_utf8(data, path, limits), limits):
                    return []
            except pyexpat.ExpatError:
                pass  # The scan has the words for it.
            text = _decoded(data, path, limits)
        except DocumentError as fault:
            return list(fault.diagnostics)
        return self._explainer.explain(text, path, everything=everything)

    def validate_text(self, text: str, path: str = "<memory>", *, everything: bool = False) -> "list[Diagnostic]":
        """Return what :meth:`validate` does, for a document that has been decoded and found well-formed and safe."""
        # How deep it is has been looked at, by the limits of whoever read it.
        if driver.accepts(self._automaton, text.encode("utf-8"), sys.maxsize):
            return []
        return self._explainer.explain(text, path, everything=everything)

    def validate_file(
        self,
        file: "Path | str",
        *,
        limits: "Limits" = limits_module.DEFAULT,
        everything: bool = False,
    ) -> "list[Diagnostic]":
        """Return what is wrong with the document in *file*, as :meth:`validate` does.

        A valid document is never held in memory. Raises :class:`~tei.errors.UsageError` if there is no such file,
        :class:`~tei.errors.EnvironmentFault` if it cannot be read.
        """
        if self.passes(file, limits=limits):
            return []
        try:
            data = cast("bytes", import_module(_EXPLAINING).load(file, limits))
        except DocumentError as fault:
            return list(fault.diagnostics)
        return self.validate(data, str(file), limits=limits, everything=everything)

    def _accepts(self, data: bytes, limits: "Limits") -> bool:
        return driver.accepts(self._automaton, data, limits.depth, _longest(len(data), limits))

    @cached_property
    def _explainer(self) -> "Explainer":
        return cast("Explainer", import_module(_EXPLAINING).Explainer(self._automaton))


def _longest(size_bytes: int, limits: "Limits") -> int:
    """Return how long an attribute may be in a document of this size; 0 where none can be longer."""
    return limits.attribute_chars if size_bytes > limits.attribute_chars else 0


def _without_colons(pieces: "Iterable[bytes]") -> "Iterator[bytes]":
    """Yield *pieces*. Raises ValueError where one names the target of a processing instruction with a colon."""
    end = b""
    for piece in pieces:
        if (b"<?" in piece or b"<" in end) and _COLON_IN_TARGET.search(end + piece):
            raise ValueError
        end = piece[-_LONGEST_TARGET_BYTES:]
        yield piece


def _lacking(pieces: "Iterator[bytes]", without: bytes) -> "Iterator[bytes]":
    """Yield *pieces*. Raises ValueError where *without* is in them."""
    end = b""
    for piece in pieces:
        if without in piece or without in end + piece[: len(without)]:
            raise ValueError
        end = piece[-len(without) :]
        yield piece


def _decoded(data: bytes, path: str, limits: "Limits") -> str:
    return cast("str", import_module(_EXPLAINING).decoded(data, path, limits))


def _utf8(data: bytes, path: str, limits: "Limits") -> bytes:
    """Return the document in UTF-8, looked through where that is needed before expat reads it.

    A document in UTF-8 without a DOCTYPE declares nothing that could expand, and expat itself refuses what is no UTF-8.
    """
    return data if _plain(data) else _decoded(data, path, limits).encode("utf-8")


def _plain(data: bytes) -> bool:
    """Return whether *data* is UTF-8 as far as its beginning tells, and declares nothing that must be counted."""
    sample = data[:_SAMPLE_BYTES].removeprefix(_BYTE_ORDER_MARK)
    declared = _DECLARED.match(sample)
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        return False
    if sample.startswith(b"<?xml") and not _VERSION.match(sample):
        return False
    return sample.lstrip().startswith(b"<") and b"\0" not in sample and b"<!DOCTYPE" not in data
