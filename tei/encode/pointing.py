"""Pointers from a document to other files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def relative(path: Path, folder: Path) -> str:
    """Return *path* as seen from *folder*, with slashes."""
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


@dataclass(frozen=True, slots=True)
class Pointer:
    """Makes pointers from a document in *folder*."""

    folder: Path

    def __call__(self, path: str, identifier: str) -> str:
        """Return the relative pointer to *identifier* in the file *path*."""
        return f"{relative(Path(path), self.folder)}#{identifier}"
