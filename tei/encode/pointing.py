"""Pointers from a document to other files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def relative(path: Path, folder: Path) -> str:
    """Return *path* as seen from *folder*, with slashes."""
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


@dataclass(slots=True)
class Pointer:
    """Makes pointers from a document in *folder*; ``made`` has the file and the identifier of each."""

    folder: Path
    made: dict[str, tuple[str, str]] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str, identifier: str) -> str:
        """Return the relative pointer to *identifier* in the file *path*."""
        pointer = f"{self._relative(path)}#{identifier}"
        self.made[pointer] = (path, identifier)
        return pointer

    def _relative(self, path: str) -> str:
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = relative(Path(path), self.folder)
        return known
