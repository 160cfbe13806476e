"""What stands inside a document, packed: of thousands of documents it lies on the disk until somebody asks for it.

It has two blocks: the record of the header, and what the text names. What is large is not made into values before it
is shown: the names and dates of a whole site go from here into its register as they are.
"""

import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import EnvironmentFault
from tei.publish import packing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.metadata import Record

_LEVEL: Final = 6
_BLOCKS: Final = 2

Strings = list[str]


class Told(NamedTuple):
    """What a text names, in plain lists, as the packed form has it.

    ``anchors`` are those of paragraphs. A name is its key, kind, name, entry and a list of occurrences; an occurrence,
    and a moment, has the fields of :class:`~tei.publish.model.Occurrence` and :class:`~tei.publish.model.Moment`.
    """

    anchors: Strings
    names: list[tuple[str, str, str, str, list[Strings]]]
    moments: list[Strings]


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands inside a document, in memory."""

    data: bytes = b""

    def packed(self) -> bytes:
        """Return it as :func:`packed` has made it, b"" if there is nothing."""
        return self.data


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands inside a document, where it lies in a file."""

    file: Path
    start: int
    size_bytes: int

    def packed(self) -> bytes:
        """Return it as :func:`packed` has made it. Raises :class:`~tei.errors.EnvironmentFault`."""
        try:
            with self.file.open("rb") as file:
                file.seek(self.start)
                return file.read(self.size_bytes)
        except OSError as fault:
            message = f"cannot read {self.file}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault


def packed(record: "Record | None" = None, told: Told = Told([], [], [])) -> bytes:  # noqa: B008 - it stays empty
    """Return *record* and what is *told* as bytes: the same values give the same bytes."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    rest = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
    return packing.bound([packing.packed(record) if record is not None else b"", rest])


def told(inside: "Inside | Kept") -> Told:
    """Return what a text names. Raises :class:`~tei.publish.packing.PackingError` for what was not packed here."""
    return _told(inside)


@lru_cache(maxsize=1)
def _told(inside: "Inside | Kept") -> Told:
    data = inside.packed()
    if not data:
        return Told([], [], [])
    try:
        text = zlib.decompress(_block(data, 1))
        return Told(*json.loads(text.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, zlib.error) as fault:
        raise packing.PackingError(str(fault)) from fault


def record(inside: "Inside | Kept") -> "Record":
    """Return the record of the header. Raises :class:`~tei.publish.packing.PackingError` as :func:`told` does."""
    found: Record = packing.unpacked(_block(inside.packed(), 0), packing.OF_RECORDS)
    return found


def _block(data: bytes, number: int) -> bytes:
    blocks: Iterable[bytes] = packing.unbound(data)
    found = tuple(blocks)
    if len(found) != _BLOCKS:
        message = f"there are {len(found)} blocks"
        raise packing.PackingError(message)
    return found[number]
