"""Writes a file beside its target and renames it into place: a kill leaves the old file or the new one."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_atomically(path: Path | str, data: "bytes | str | Iterable[str] | Iterable[bytes]") -> None:
    """Put *data* at *path* in one step, with missing folders; text is UTF-8 with line feeds, and all may come in parts.

    An existing file keeps its mode, and a symbolic link goes on pointing where it pointed. Nothing is left beside the
    target when writing fails. What is there and is no file, a device or a pipe, is written to and not replaced. Raises
    :class:`~tei.errors.EnvironmentFault`.
    """
    target = Path(path)
    content = _parts(data)
    try:
        if _is_stream(target):
            with target.open("wb") as stream:
                stream.writelines(content)
            return
        if target.is_symlink():
            target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        message = f"cannot write {path}: {reason}"
        raise EnvironmentFault(message) from fault


def _parts(data: "bytes | str | Iterable[str] | Iterable[bytes]") -> "Iterable[bytes]":
    if isinstance(data, bytes):
        return (data,)
    if isinstance(data, str):
        return (data.encode("utf-8"),)
    return (part if isinstance(part, bytes) else part.encode("utf-8") for part in data)


def _is_stream(target: Path) -> bool:
    """Return whether *target* is a device, a pipe, or a name that POSIX systems have for an open stream."""
    if os.name == "posix" and target.is_absolute() and target.parts[1:2] in {("dev",), ("proc",)}:
        return True
    return target.exists() and not target.is_file() and not target.is_dir()


def _replace(target: Path, content: "Iterable[bytes]") -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:64]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp gives 0o600. Windows has no such modes, and there chmod would only toggle the read-only flag.
        if os.name == "posix":
            temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        # Also on Ctrl-C: the temporary file is ours alone, so nobody else would ever remove it.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode(target: Path) -> int:
    """Return the mode of *target*, or the one that a new file would get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
