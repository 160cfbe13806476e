"""A package as an upload sees it: files with names, and the metadata that lie among them."""

import contextlib
import hashlib
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from tei.deposit.packages import recipe
from tei.document import archives
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_BLOCK_BYTES: Final = 1024 * 1024
_METADATA_BYTES: Final = 16 * 1024 * 1024
_RECORD: Final = re.compile(r"(?:^|/)metadata/([^/]+)/[^/]+$")
_RECIPE: Final = re.compile(rf"(?:[^/]+/){{0,2}}{re.escape(recipe.NAME)}")
_VERSION: Final = re.compile(r"v([0-9]{1,9})/content/(.+)")
"""Where an OCFL object has the files that are new in a version."""
_MARKS: Final = uuid.UUID("8f1d3c1e-6f0b-5d0a-9a57-3c6d0f6a2b11")
"""The name space of marks; any constant would do, but it must stay."""


class File(NamedTuple):
    """One file as it is uploaded. *name* has slashes and no others; *open* gives it from the beginning."""

    name: str
    size_bytes: int
    sha256: str
    md5: str
    open: "Callable[[], AbstractContextManager[IO[bytes]]]"

    def digest(self, algorithm: str) -> str | None:
        """Return the digest by the name of its algorithm; None if it is another one that must be computed."""
        return {"md5": self.md5, "sha256": self.sha256}.get(algorithm.lower().replace("-", ""))


@dataclass(frozen=True, slots=True)
class Package:
    """What is deposited: a ZIP file is one file, a folder as many as are in it. Metadata are found in either."""

    path: Path
    files: tuple[File, ...]
    metadata: dict[str, Callable[[], bytes]]
    recipe: Callable[[], bytes] | None = None

    @property
    def name(self) -> str:
        """The name of the folder or file."""
        return self.path.name

    @property
    def mark(self) -> str:
        """The identifier of exactly these files under these names, by which a record is found again."""
        lines = "".join(f"{file.sha256} {file.size_bytes} {file.name}\n" for file in self.files)
        return f"urn:uuid:{uuid.uuid5(_MARKS, lines)}"

    def record(self, file_name: str, wanted: str = "") -> tuple[str, bytes]:
        """Return where the metadata of this file name lie and what they are; of several, those of *wanted*.

        Raises :class:`~tei.errors.UsageError` if there are none, or several and none is wanted.
        """
        found = {path: read for path, read in self.metadata.items() if path.rpartition("/")[2] == file_name}
        names = {path: name_of_record(path) for path in found}
        chosen = [path for path in found if names[path] == wanted] if wanted else list(found)
        if len(chosen) == 1:
            return chosen[0], found[chosen[0]]()
        if not found:
            message = f"{self.path} has no metadata/NAME/{file_name}; make the package with tei deposit pack"
        elif chosen:
            message = f"{self.path} has the metadata of several documents; say --record with one of {_listed(names)}"
        else:
            message = f"{self.path} has no metadata of {wanted}; it has those of {_listed(names)}"
        raise UsageError(message)


def read(path: Path) -> Package:
    """Return the package at *path*. Raises :class:`~tei.errors.TeiError` if there is none that can be read."""
    try:
        if path.is_dir():
            return _folder(path)
        if path.is_file() and zipfile.is_zipfile(path):
            return _zip(path)
    except OSError as fault:
        message = f"cannot read {fault.filename or path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from None
    message = f"{path} is no package: neither a folder nor a ZIP file" if path.exists() else f"there is no {path}"
    raise UsageError(message)


def _folder(path: Path) -> Package:
    """Return the folder with all that is in it; what is no plain file is refused, for it could lead out of it."""
    files = []
    for entry in sorted(path.rglob("*"), key=lambda entry: entry.relative_to(path).as_posix()):
        name = entry.relative_to(path).as_posix()
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            message = f"{entry} is a link or something else that is no file; a package has none"
            raise UsageError(message)
        if entry.is_file():
            files.append(_file(name, entry))
    if not files:
        message = f"{path} is empty"
        raise UsageError(message)
    named = _latest({file.name: _reader(file) for file in files})
    return Package(path, tuple(files), *_of_interest(named))


def _zip(path: Path) -> Package:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in archive.infolist()]
    except zipfile.BadZipFile:
        message = f"{path} is no ZIP file that can be read"
        raise UsageError(message) from None
    named = {name: _member_reader(path, name) for name in names}
    return Package(path, (_file(path.name, path),), *_of_interest(named))


_Readers = dict[str, Callable[[], bytes]]


def _latest(named: _Readers) -> _Readers:
    """Return *named* without the files of an OCFL object that a later version has otherwise."""
    if not any("/" not in name and name.startswith("0=ocfl_object_") for name in named):
        return named
    latest: dict[str, tuple[int, str]] = {}
    for name in named:
        if match := _VERSION.fullmatch(name):
            latest[match[2]] = max(latest.get(match[2], (0, "")), (int(match[1]), name))
    return {name: named[name] for _, name in latest.values()}


def _of_interest(named: _Readers) -> tuple[_Readers, Callable[[], bytes] | None]:
    """Return the metadata among *named*, and what says how the package was made."""
    recipes = sorted((name.count("/"), name) for name in named if _RECIPE.fullmatch(name))
    return (
        {name: read_whole for name, read_whole in named.items() if _RECORD.search(name)},
        named[recipes[0][1]] if recipes else None,
    )


def _file(name: str, path: Path) -> File:
    sha256, md5, size_bytes = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            sha256.update(block)
            md5.update(block)
            size_bytes += len(block)
    return File(name, size_bytes, sha256.hexdigest(), md5.hexdigest(), lambda: _opened(path))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        stream = path.open("rb")
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from None
    with stream:
        yield stream


def _reader(file: File) -> Callable[[], bytes]:
    def read_whole() -> bytes:
        with file.open() as stream:
            return stream.read(_METADATA_BYTES)

    return read_whole


def _member_reader(path: Path, name: str) -> Callable[[], bytes]:
    def read_member() -> bytes:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
                return stream.read(_METADATA_BYTES)
        except archives.damages(OSError):
            message = f"cannot read {name} in {path}"
            raise EnvironmentFault(message) from None

    return read_member


def name_of_record(path: str) -> str:
    """Return whose metadata lie at *path*: NAME of ``metadata/NAME/…``."""
    found = _RECORD.search(path)
    return found[1] if found else ""


def _listed(names: dict[str, str]) -> str:
    return ", ".join(sorted(set(names.values())))
