"""Where cached results lie, how much they take, and how they are written and removed."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from tei.errors import EnvironmentFault

_TAG = "CACHEDIR.TAG"
_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
_TAG_TEXT = _SIGNATURE + b"\n# This folder holds results that tei can make again: it needs no backup.\n"


class Kind(NamedTuple):
    """One kind of cached result: a folder below the cache's own."""

    name: str
    files: int
    size_bytes: int


def folder() -> Path:
    """Return the cache's folder, which need not exist yet.

    ``TEI_CACHE_DIR`` overrides each platform's habit: ``%LOCALAPPDATA%`` on Windows, ``~/Library/Caches`` on macOS,
    ``$XDG_CACHE_HOME`` or ``~/.cache`` elsewhere. Raises
    :class:`~tei.errors.EnvironmentFault` where nobody is at home.
    """
    chosen = os.environ.get("TEI_CACHE_DIR")
    try:
        return Path(chosen).expanduser().absolute() if chosen else _platform_folder() / "tei"
    except RuntimeError as fault:
        message = "there is no home folder for the cache; TEI_CACHE_DIR names another place"
        raise EnvironmentFault(message) from fault


def _platform_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    # The XDG specification says that a relative path is to be ignored.
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    return Path(xdg) if Path(xdg).is_absolute() else Path.home() / ".cache"


def entry(kind: str, key: str) -> Path:
    """Return where the result *key* of *kind* is or would be; two letters of the key make a subfolder."""
    return folder() / kind / key[:2] / key


def load(kind: str, key: str) -> bytes | None:
    """Return the cached result, or None. An unreadable one counts as absent."""
    try:
        return entry(kind, key).read_bytes()
    except (OSError, EnvironmentFault):
        return None


def store(kind: str, key: str, data: bytes) -> bool:
    """Return whether the result was kept: a full or read-only disk is no reason to fail."""
    from tei.files import write_atomically  # noqa: PLC0415 - to read an entry must take less time than to make one

    try:
        if not _is_ours(folder()):
            write_atomically(folder() / _TAG, _TAG_TEXT)
        write_atomically(entry(kind, key), data)
    except EnvironmentFault:
        return False
    return True


def kinds() -> list[Kind]:
    """Return what the cache holds, by kind, in the order of their names."""
    root = folder()
    if not _is_ours(root):
        return []
    return [_measure(child) for child in sorted(root.iterdir()) if child.is_dir() and not child.is_symlink()]


def _measure(kind: Path) -> Kind:
    sizes = []
    for path in kind.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                sizes.append(path.stat().st_size)
        except OSError:
            continue  # Another process may clear the cache at the same moment.
    return Kind(kind.name, len(sizes), sum(sizes))


def _is_ours(root: Path) -> bool:
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
