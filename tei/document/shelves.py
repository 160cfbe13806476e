"""Where a document's inclusions come from: which files may be read for it, and under which names they are shown."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote

from tei.document import observed
from tei.document.archives import member
from tei.document.loading import load
from tei.document.references import neighbour, place
from tei.errors import TeiError

if TYPE_CHECKING:
    from tei.limits import Limits


class Found(NamedTuple):
    """A file that may be read: its *place*, which nothing else has, and the *path* that it is shown under."""

    place: str
    path: str


class RefusedError(TeiError):
    """A file is not read; the message says why. *place* is where there is none, "" for another reason."""

    def __init__(self, message: str, rule: str, advice: str = "", place: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.advice = advice
        self.place = place


class Shelf(Protocol):
    """The files around one document."""

    def own(self) -> str:
        """Return the place of the document itself."""

    def find(self, address: str) -> Found:
        """Return the file at *address*, relative to the document. Raises :class:`RefusedError`."""

    def advice(self, href: str, place: str) -> str:
        """Return the reference that may be meant by *href*, which leads to no file at *place*; "" for none."""

    def read(self, found: Found, limits: "Limits") -> bytes:
        """Return its bytes. Raises as :func:`~tei.document.loading.load`."""


class Files:
    """The files of this machine below *folders*, true paths, and below the folder of the document at *path*."""

    def __init__(self, path: str, folders: tuple[str, ...] = ()) -> None:
        self._path = path
        self._folder = Path(path).absolute().parent
        within = member(path)
        # From an archive nothing leads out of it.
        given = (observed.true_path(within.archive),) if within else (*folders, os.path.realpath(self._folder))
        # All of a machine is nobody's project, though a command may be given from there.
        self._folders = frozenset(folder for folder in given if Path(folder).parent != Path(folder))

    def own(self) -> str:
        """Return the true path of the document."""
        return os.path.realpath(self._path)

    def find(self, address: str) -> Found:
        """Return the file at *address*. Raises :class:`RefusedError`."""
        target = place(self._folder, address)
        if not target:
            message = "is not a file beside the document, and nothing is included from elsewhere"
            raise RefusedError(message, "xi.elsewhere", "include a copy of it that lies below the project")
        if not any(str(folder) in self._folders for folder in Path(target).parents):
            message = "lies outside the folders of the document, of the project and of the call"
            advice = "move it there, or name its folder in the call"
            raise RefusedError(message, "xi.elsewhere", advice)
        if not observed.exists(target):
            message = "does not exist"
            raise RefusedError(message, "ptr.file-missing", place=target)
        if not observed.is_file(target):
            message = "is not a file"
            raise RefusedError(message, "xi.elsewhere")
        return Found(target, self._shown(address, target))

    @staticmethod
    def advice(href: str, place: str) -> str:
        """Return *href* with the name of the file there that may be meant, or ""."""
        return neighbour(href, place)

    @staticmethod
    def read(found: Found, limits: "Limits") -> bytes:
        """Return the bytes of the file."""
        return load(found.place, limits)

    def _shown(self, address: str, target: str) -> str:
        """Return the path as those of findings are: seen from where the call is made."""
        path = os.path.normpath(os.path.join(os.path.dirname(self._path), unquote(address)))  # noqa: PTH118, PTH120 - Path keeps ".."
        return path if observed.true_path(path) == target else target


class Nowhere:
    """What comes out of a pipe, or from an address, lies beside nothing."""

    @staticmethod
    def own() -> str:
        """Return a place that no file has."""
        return "<stdin>"

    @staticmethod
    def find(_address: str) -> Found:
        """Raise :class:`RefusedError`."""
        message = "cannot be included: what comes out of a pipe or from an address lies in no folder"
        raise RefusedError(message, "xi.elsewhere", "check the file itself")

    @staticmethod
    def advice(_href: str, _place: str) -> str:
        """Return nothing: nobody knows what lies beside it."""
        return ""

    @staticmethod
    def read(_found: Found, _limits: "Limits") -> bytes:
        """Return nothing; nobody asks."""
        return b""
