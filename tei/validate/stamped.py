"""A file as it is at one moment, as the key of what is made from it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from tei.validate.remembered.footing import Footing


class Stamped(NamedTuple):
    """A path with its file's size and time: one that has changed since is read and compiled again.

    ``made_of`` is the digest of all that goes into what the file says, where somebody has looked.
    """

    path: Path
    size_bytes: int
    time_ns: int
    made_of: bytes = b""

    @classmethod
    def of(cls, path: Path, footing: "Footing | None" = None) -> "Stamped":
        """Return *path* as it is now, and as *footing* knows it. Raises :class:`~tei.errors.EnvironmentFault`."""
        try:
            now = path.stat()
        except OSError as fault:
            message = f"cannot read {path}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault
        return cls(path, now.st_size, now.st_mtime_ns, b"" if footing is None else footing.made_of(path))
