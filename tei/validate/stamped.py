"""A file as it is at one moment, as the key of what is made from it."""

from pathlib import Path
from typing import NamedTuple

from tei.errors import EnvironmentFault


class Stamped(NamedTuple):
    """A path with its file's size and time: one that has changed since is read and compiled again."""

    path: Path
    size_bytes: int
    time_ns: int

    @classmethod
    def of(cls, path: Path) -> "Stamped":
        """Return *path* as it is now. Raises :class:`~tei.errors.EnvironmentFault`."""
        try:
            now = path.stat()
        except OSError as fault:
            message = f"cannot read {path}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault
        return cls(path, now.st_size, now.st_mtime_ns)
