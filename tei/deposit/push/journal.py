"""What was done so far, beside the package: a push that was cut off goes on from there and makes no second record.

Each entry is written before the step that it announces, and again after it. The file is written beside its target,
given to the disk, and renamed, so it is whole at any moment; no token gets into it.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tei.errors import EnvironmentFault, UsageError
from tei.files import write_atomically

_FORM: Final = 1


class Entry:
    """What is known of one package in one repository."""

    def __init__(self, journal: "Journal", key: str) -> None:
        self._journal = journal
        self._key = key

    def get(self, name: str) -> str:
        """Return what was noted under *name*, or nothing."""
        value = self._journal.entries.get(self._key, {}).get(name, "")
        return value if isinstance(value, str) else ""

    def names(self, name: str) -> list[str]:
        """Return the list that was noted under *name*."""
        value = self._journal.entries.get(self._key, {}).get(name, [])
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def note(self, **values: str | list[str]) -> None:
        """Write *values* down before returning; an empty one is forgotten."""
        known = {**self._journal.entries.get(self._key, {}), **values}
        self._journal.entries[self._key] = {name: value for name, value in known.items() if value}
        self._journal.save()


class Journal:
    """The file ``PACKAGE.push.json``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: dict[str, dict[str, Any]] = _entries(path)

    def entry(self, profile: str, url: str) -> Entry:
        """Return the entry for a profile at an address: another address under the same name is another repository."""
        return Entry(self, f"{profile} {url}")

    def save(self) -> None:
        """Write the journal. Raises :class:`~tei.errors.EnvironmentFault`; the file of before is then still there."""
        text = json.dumps({"push": _FORM, "deposits": self.entries}, ensure_ascii=False, indent=2, sort_keys=True)
        try:
            write_atomically(self.path, text + "\n")
        except EnvironmentFault as fault:
            message = f"{fault}; nothing is sent that could not be noted, so this stops here"
            raise EnvironmentFault(message) from None
        _keep_name(self.path.parent)


def beside(package: Path) -> Path:
    """Return where the journal of *package* lies."""
    whole = package.absolute()
    return whole.with_name(f"{whole.name}.push.json")


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep a second push of the same package out while this one runs. Raises :class:`~tei.errors.UsageError`."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        stream = lock.open("ab")
    except OSError as fault:
        message = f"cannot write {lock}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from None
    with stream:
        if not (_locked(stream.fileno()) and _is_still_there(lock, stream.fileno())):
            message = f"another push of {path.name.removesuffix('.push.json')} is running"
            raise UsageError(message)
        try:
            yield
        finally:
            if os.name == "posix":  # Windows does not remove what is open
                lock.unlink(missing_ok=True)


def _locked(handle: int) -> bool:
    """Return whether the file is now ours; the system lets go of it however the process ends."""
    try:
        if os.name == "posix":
            import fcntl  # noqa: PLC0415 - POSIX alone has it

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    return True


def _is_still_there(lock: Path, handle: int) -> bool:
    """Return whether the file that is locked has not been removed meanwhile by the push that had it before."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except OSError:
        return False


def _keep_name(folder: Path) -> None:
    """Give the folder to the disk too, for the new name stands in it; systems that cannot are left alone."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from None
    except (ValueError, RecursionError):
        stored = None
    entries = stored.get("deposits") if isinstance(stored, dict) and stored.get("push") == _FORM else None
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        message = f"{path} is no journal that this version of tei wrote; move it away to begin anew"
        raise UsageError(message)
    return entries
