"""Specimens out of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tei.encode.profile import keys
from tei.encode.profile.source import Source
from tei.encode.profile.specimens import specimens
from tei.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.encode.profile.specimens import Specimen

_KEYS: Final = ("title", "number", "convention", "specimen")
"""What stands in a file of specimens; the first three are for those who read it."""


def read(paths: Iterable[Path]) -> list[Specimen]:
    """Return the specimens in the files at *paths*, and in the ``.toml`` files of folders, in the order of the names.

    Raises `UsageError` for a path that is not there or has no specimen, `DocumentError` with all faults of the files.
    """
    found: list[Specimen] = []
    faults: list[Diagnostic] = []
    for path in paths:
        before = len(found)
        for file in _files(path):
            source = Source.of(file)
            found.extend(_of(source, source.tables()))
            faults.extend(source.faults)
        if len(found) == before and not faults:
            message = f"{path} has no [[specimen]]"
            raise UsageError(message)
    if faults:
        raise DocumentError(sorted(faults))
    return found


def _files(path: Path) -> Iterator[Path]:
    yield from sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _of(source: Source, tables: dict[str, Any]) -> tuple[Specimen, ...]:
    for name in tables:
        if name not in _KEYS:
            source.fault((name,), f"unknown key or table {name}", given=name, known=_KEYS)
    keys.check({"specimen": tables.get("specimen", [])}, source)
    return () if source.faults else specimens(source, tables)
