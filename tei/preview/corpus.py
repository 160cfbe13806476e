"""Which files a preview shows: documents and pictures of one folder, and nothing outside it."""

from pathlib import Path
from typing import Final

from tei.corpus import discover, survey
from tei.pictures import inside, media_type

_DOCUMENT: Final = ".xml"


class Corpus:
    """The documents below *path*, a folder, or the one document that *path* is; each has a name, ``1949/a.xml``."""

    def __init__(self, path: Path) -> None:
        """Raise :class:`~tei.errors.UsageError` if there is no such file, or no document in the folder."""
        discover([path])
        self._only = None if path.is_dir() else path.name
        self.folder = path if path.is_dir() else path.parent

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
        return inside(self.folder, name) if name.lower().endswith(_DOCUMENT) or name == self._only else None

    def picture(self, name: str) -> Path | None:
        """Return the path of the picture *name*, None if there is none."""
        return inside(self.folder, name) if media_type(name) else None
