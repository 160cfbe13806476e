"""Where cached results lie, how much they take, and how they are written and removed."""

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TAG = "CACHEDIR.TAG"
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
_TAG_TEXT = _SIGNATURE + b"\n# This folder holds results that tei can make again: it needs no backup.\n"


class Kind(NamedTuple):
    """One kind of cached result: a folder below the cache's own."""

    name: str
    files: int
    size_bytes: int


def folder() -> "Path":
    """Return the cache's folder, which need not exist yet.

    ``TEI_CACHE_DIR`` overrides each platform's habit: ``%LOCALAPPDATA%`` on Windows, ``~/Library/Caches`` on macOS,
    ``$XDG_CACHE_HOME`` or ``~/.cache`` elsewhere. Raises
    :class:`~tei.errors.EnvironmentFault` where nobody is at home.
    """
    from pathlib import Path  # noqa: PLC0415 - to load it takes as long as to read a grammar that is cached here

    return Path(_root())


def _root() -> str:
    chosen = os.environ.get("TEI_CACHE_DIR")
    return os.path.abspath(_from_home(chosen)) if chosen else os.path.join(_platform_folder(), "tei")


def _platform_folder() -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or _from_home("~/AppData/Local")
    if sys.platform == "darwin":
        return _from_home("~/Library/Caches")
    # The XDG specification says that a relative path is to be ignored.
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    return xdg if os.path.isabs(xdg) else _from_home("~/.cache")


def _from_home(path: str) -> str:
    found = os.path.expanduser(path)
    if found.startswith("~"):
        message = "there is no home folder for the cache; TEI_CACHE_DIR names another place"
        raise EnvironmentFault(message)
    return found


def entry(kind: str, key: str) -> str:
    """Return where the result *key* of *kind* is or would be; two letters of the key make a subfolder."""
    return os.path.join(_root(), kind, key[:2], key)


def load(kind: str, key: str) -> bytes | None:
    """Return the cached result, or None. An unreadable one counts as absent."""
    try:
        with open(entry(kind, key), "rb") as file:
            return file.read()
    except (OSError, EnvironmentFault):
        return None


def store(kind: str, key: str, data: bytes) -> bool:
    """Return whether the result was kept: a full or read-only disk is no reason to fail."""
    try:
        write(entry(kind, key), data)
    except EnvironmentFault:
        return False
    return True


def write(path: "Path | str", data: "bytes | Iterable[bytes]") -> None:
    """Put *data*, which may come in parts, at *path*, which lies in the cache's folder.

    Raises :class:`~tei.errors.EnvironmentFault`.
    """
    from tei.files import write_atomically  # noqa: PLC0415 - to read an entry must take less time than to make one

    if not _is_ours(folder()):
        write_atomically(folder() / _TAG, _TAG_TEXT)
    write_atomically(path, data)


def keys(kind: str) -> list[str]:
    """Return the keys of what is kept of *kind*, sorted."""
    try:
        found = [name for folder in os.scandir(os.path.join(_root(), kind)) for name in os.listdir(folder)]
    except (OSError, EnvironmentFault):  # Nothing is kept, or it is being cleared.
        return []
    return sorted(name for name in found if not name.startswith("."))  # A file that is being written has a dot.


def remove(kind: str, key: str) -> None:
    """Remove the result *key* of *kind*, if it is there and can be removed."""
    with suppress(OSError, EnvironmentFault):
        os.remove(entry(kind, key))


def kinds() -> list[Kind]:
    """Return what the cache holds, by kind, in the order of their names."""
    root = folder()
    if not _is_ours(root):
        return []
    return [_measure(child) for child in sorted(root.iterdir()) if child.is_dir() and not child.is_symlink()]


def _measure(kind: "Path") -> Kind:
    sizes = []
    for path in kind.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                sizes.append(path.stat().st_size)
        except OSError:
            continue  # Another process may clear the cache at the same moment.
    return Kind(kind.name, len(sizes), sum(sizes))


def _is_ours(root: "Path") -> bool:
    """Return whether *root* has the tag that :func:`store` puts there (see https://bford.info/cachedir/)."""
    try:
        return (root / _TAG).read_bytes().startswith(_SIGNATURE)
    except OSError:
        return False


def clear() -> None:
    """Remove what the cache holds; the folder itself stays, for it may be one that the user made.

    Only folders inside a folder that :func:`store` has tagged go: ``TEI_CACHE_DIR`` may name anything, and a wrong
    value must cost nothing. Raises :class:`~tei.errors.EnvironmentFault`.
    """
    import shutil  # noqa: PLC0415 - as in store

    root = folder()
    if not _is_ours(root):
        return
    for child in root.iterdir():
        if child.is_symlink() or not child.is_dir():
            continue
        try:
            shutil.rmtree(child)
        except OSError as fault:
            message = f"cannot clear the cache at {root}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault
