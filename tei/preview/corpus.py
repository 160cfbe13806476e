"""Which files a preview shows: documents and pictures of one folder, and nothing outside it."""

import os
import re
from pathlib import Path
from typing import Final

from tei.corpus import discover, survey

PICTURES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The media types of the pictures that documents may show, by the endings of their names."""

_DOCUMENT: Final = ".xml"
# A drive, a stream or another separator on Windows; no name of a file is worth finding out where it leads.
_UNSAFE: Final = re.compile(r"[\x00-\x1f\\:]")


class Corpus:
    """The documents below *path*, a folder, or the one document that *path* is; each has a name, ``1949/a.xml``."""

    def __init__(self, path: Path) -> None:
        """Raise :class:`~tei.errors.UsageError` if there is no such file, or no document in the folder."""
        discover([path])
        self._only = None if path.is_dir() else path.name
        self.folder = path if path.is_dir() else path.parent
        self._root = os.path.realpath(self.folder)

    def names(self) -> tuple[str, ...]:
        """Return the names of the documents, in the order of their paths."""
        if self._only:
            return (self._only,)
        found = (path.relative_to(self.folder).as_posix() for path in survey([self.folder]).paths)
        return tuple(name for name in found if self.document(name))

    def document(self, name: str) -> Path | None:
        """Return the path of the document *name*, None if there is none to be shown."""
        if self._only and name != self._only:
            return None
        return self._file(name) if name.lower().endswith(_DOCUMENT) or name == self._only else None

    def picture(self, name: str) -> Path | None:
        """Return the path of the picture *name*, None if there is none."""
        return self._file(name) if Path(name).suffix.lower() in PICTURES else None

    def _file(self, name: str) -> Path | None:
        """Return the path of a file that truly lies in the folder, wherever links lead, and is not hidden."""
        parts = name.split("/")
        if _UNSAFE.search(name) or any(part == "" or part.startswith(".") for part in parts):
            return None
        path = self.folder.joinpath(*parts)
        inside = os.path.realpath(path).startswith(self._root.rstrip(os.sep) + os.sep)
        return path if inside and path.is_file() else None
