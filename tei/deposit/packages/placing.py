"""Packages put in their place in one step: a kill at any moment leaves a whole package there, or what was there before.

A package is built beside its place, in a folder whose name begins with a dot and has the number of the process. What a
process that is no more has left of it is swept away by the next that makes the same package.
"""

import contextlib
import ctypes
import errno
import filecmp
import os
import re
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.deposit.packages import names
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAGE: Final = ".partial"
_OLD: Final = ".replaced"
_CURRENT_FOLDER: Final = -100
_EXCHANGE: Final = 2


@contextlib.contextmanager
def stage(folder: Path, name: str) -> "Iterator[Path]":
    """Give an empty folder beside the place of the package *name* in *folder*; it is gone afterwards.

    Raises :class:`~tei.errors.EnvironmentFault` if it cannot be made, or something in it cannot be written.
    """
    place = folder / f".{name}.{_machine()}-{os.getpid()}{_STAGE}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, name)
        # Not mkdtemp, which would give the package a mode that nobody else can read.
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        yield place
    except OSError as fault:
        message = f"cannot write {fault.filename or place}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    finally:
        shutil.rmtree(place, ignore_errors=True)


def put(made: Path, target: Path, *, replace: bool) -> bool:
    """Rename *made* to *target* and return True, or False if the same package is there already.

    Raises :class:`~tei.errors.UsageError` if another is there and *replace* does not allow to put this in its place.
    """
    if os.path.lexists(target):
        if _same(made, target):
            return False
        if not replace:
            message = f"{target} is there already, and is another package; --replace puts the new one in its place"
            raise UsageError(message)
    _settle(made)
    if made.is_file() or not os.path.lexists(target):
        made.replace(target)
    else:
        _exchange(made, target)
    _sync(target.parent)
    return True


def _machine() -> str:
    return names.safe(socket.gethostname()) or "host"


def _sweep(folder: Path, name: str) -> None:
    """Remove what dead processes of this machine have left, and put back what one was about to replace."""
    ours = re.compile(rf"\.{re.escape(name)}\.{re.escape(_machine())}-(\d+)({re.escape(_STAGE)}|{re.escape(_OLD)})")
    for found in sorted(folder.iterdir()):
        match = ours.fullmatch(found.name)
        if match is None or _is_alive(int(match[1])):
            continue
        if match[2] == _OLD and not os.path.lexists(folder / name):
            found.rename(folder / name)
        else:
            shutil.rmtree(found, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name != "posix":  # There os.kill would end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return process != os.getpid()


def _exchange(made: Path, target: Path) -> None:
    """Put the folder *made* in the place of *target*, which is removed; in one step where the system has one."""
    if not _swapped(made, target):
        old = target.parent / f".{target.name}.{_machine()}-{os.getpid()}{_OLD}"
        target.rename(old)
        made.rename(target)
        made = old
    if made.is_dir() and not made.is_symlink():
        shutil.rmtree(made)
    else:
        made.unlink()


def _swapped(one: Path, other: Path) -> bool:
    """Return whether the two have changed places, as Linux can do it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    code: int = rename(_CURRENT_FOLDER, os.fsencode(one), _CURRENT_FOLDER, os.fsencode(other), _EXCHANGE)
    if code and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS, errno.EPERM}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return code == 0


def _same(made: Path, target: Path) -> bool:
    if made.is_file():
        return target.is_file() and filecmp.cmp(made, target, shallow=False)
    listed = sorted(path.relative_to(made) for path in made.rglob("*"))
    if not target.is_dir() or listed != sorted(path.relative_to(target) for path in target.rglob("*")):
        return False
    return all(
        (target / path).is_dir()
        if (made / path).is_dir()
        else (target / path).is_file() and filecmp.cmp(made / path, target / path, shallow=False)
        for path in listed
    )


def _settle(made: Path) -> None:
    """Have everything in *made* written to the disk: a rename must not outlive what is renamed."""
    if made.is_file():
        _sync(made)
        return
    for folder, _subfolders, found in os.walk(made):
        for name in found:
            _sync(Path(folder, name))
        _sync(Path(folder))


def _sync(path: Path) -> None:
    """Wait until *path* is on the disk; where a folder cannot be waited for, as on Windows, do without."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
