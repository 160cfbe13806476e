"""A quick verdict by XML Schema 1.0: libxml2 says whether a document is valid, so that nothing else need be built.

libxml2 makes a schema of TEI three times faster than xmlschema and validates a hundred times faster; but it tells
little of a mistake, checks nothing of what IDREF and ENTITY ask for, and reads files by itself. So it is asked only
where all files of a schema are known, lie where they may, and have no such types; what it does not accept is left to
xmlschema.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document, names
from tei.errors import TeiError
from tei.relaxng import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.document import Document

_REFERENCES: Final = tuple(f"{{{names.XS}}}{local}" for local in ("include", "import", "redefine", "override"))
_NOT_CHECKED: Final = re.compile(r"\b(?:IDREFS?|ENTIT(?:Y|IES)|NOTATION)\b|<!DOCTYPE")
_MIN_VERSION: Final = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"
_MOST_FILES: Final = 500


def version(path: Path) -> str:
    """Return "1.1" if the schema in the file *path* asks for that version, "1.0" otherwise."""
    try:
        least = document.read(path).root.get(_MIN_VERSION, "")
    except TeiError:
        return "1.0"
    return "1.1" if least.strip() == "1.1" else "1.0"


class Verdict:
    """A schema in libxml2; its ``files`` are those that it is made of."""

    def __init__(self, schema: etree.XMLSchema, files: tuple[Path, ...]) -> None:
        self._schema = schema
        self.files = files

    def accepts(self, checked: "Document") -> bool:
        """Return whether *checked* is certainly valid; False says nothing."""
        # libxml2 would follow what a document says of other schemas.
        return "chemaLocation" not in checked.source and self._schema.validate(checked.tree)


def make(path: Path, sandbox: Path | None) -> Verdict | None:
    """Return what gives verdicts by the schema in the file *path*, None if libxml2 is not to be asked."""
    try:
        files = tuple(_files(path, sandbox))
        return Verdict(etree.XMLSchema(file=str(path)), files) if files else None
    except (_NotToBeAskedError, etree.LxmlError, OSError):
        return None


class _NotToBeAskedError(Exception):
    """Something in a schema is not for libxml2."""


def _files(path: Path, sandbox: Path | None) -> "Iterator[Path]":
    """Yield the files of a schema, each once. Raises if one is not to be read, or has what libxml2 does not check."""
    limit = None if sandbox is None else sandbox.resolve()
    waiting = [path]
    seen: set[Path] = set()
    while waiting:
        file = waiting.pop(0)
        if file.resolve() in seen:
            continue
        seen.add(file.resolve())
        if len(seen) > _MOST_FILES or (limit is not None and not file.resolve().is_relative_to(limit)):
            raise _NotToBeAskedError
        yield file
        waiting += _referred(file)


def _referred(file: Path) -> list[Path]:
    """Return the files that the part of a schema in *file* names."""
    try:
        part = document.read(file)
    except TeiError as fault:
        raise _NotToBeAskedError from fault
    if _NOT_CHECKED.search(part.source):
        raise _NotToBeAskedError
    found = []
    for element in part.root.iter(*_REFERENCES):
        href = element.get("schemaLocation")
        if href is None:
            raise _NotToBeAskedError
        try:
            found.append(sources.path(sources.resolve(sources.uri(str(file)), href.strip())))
        except sources.UnreadableError as fault:
            raise _NotToBeAskedError from fault
    return found
