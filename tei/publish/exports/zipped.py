"""All documents of the edition as one ZIP file, byte for byte the same for the same documents.

Names are sorted, nothing is said of owners and systems, and the time of all is that of the edition's last change: what
a ZIP file would else take from the disk of whoever made it.
"""

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Final

from tei.metadata.oai import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_EARLIEST: Final = "1980-01-01"
"""Before this day, of MS-DOS, a ZIP file knows no time."""
_LATEST: Final = "2107-12-31"
_MODE: Final = 0o100644 << 16
_UNIX: Final = 3
_LEVEL: Final = 6


class _Outlet(io.RawIOBase):
    """What is written to it waits to be taken: no more than one document is held at a time."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override] # what zipfile gives
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """Return what has been written since it was last asked."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def zipped(members: "Mapping[str, Callable[[], bytes]]", modified: str) -> "Iterator[bytes]":
    """Yield the parts of a ZIP file of *members*: paths with slashes, and what returns the content of each.

    *modified* is a day, month or year; where it is none, the time of all is the first that ZIP files know.
    """
    date = dt.date.fromisoformat(min(max(day(modified) or _EARLIEST, _EARLIEST), _LATEST))
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for path in sorted(members):
            archive.writestr(_entry(path, date), members[path](), compresslevel=_LEVEL)
            yield outlet.taken()
    yield outlet.taken()


def _entry(path: str, date: dt.date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (date.year, date.month, date.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _MODE
    entry.create_system = _UNIX
    return entry
