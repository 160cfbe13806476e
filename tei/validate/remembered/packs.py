"""Packs: files of the cache with many small results each, found by digest.

A pack is written whole and never changed: whoever reads sees all of it or none, on a disk of the network, too, and any
number of processes may read and write at once without a lock. It begins with a table of keys, sorted, so that a result
is found without reading the others. Each result has a digest of its own: a damaged one counts as absent.

Packs become fewer as small ones are joined, and the oldest go where all of them would take too much room.
"""

import os
import struct
import time
from bisect import bisect_left
from contextlib import closing, suppress
from typing import TYPE_CHECKING, BinaryIO, Final

from tei import cache
from tei.relaxng.digests import SIZE_BYTES, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KIND: Final = "findings"
MOST_BYTES: Final = 256 << 20
"""How much all packs together may take."""
_MOST_PACKS: Final = 8
# Larger ones are joined with no others: joined with all, the oldest result would be as young as the youngest.
_LARGE_BYTES: Final = MOST_BYTES // 16
_MAGIC: Final = b"tei pack 1\n"
_COUNT: Final = struct.Struct("<Q")
_HEAD_BYTES: Final = len(_MAGIC) + _COUNT.size
_ROW: Final = struct.Struct(f"<{SIZE_BYTES}sQQ")
_LARGEST: Final = 64 << 20


class _Keys:
    """The keys of a table, as a sequence to be searched."""

    def __init__(self, table: bytes) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table) // _ROW.size

    def __getitem__(self, index: int) -> bytes:
        return self._table[index * _ROW.size : index * _ROW.size + SIZE_BYTES]


class _Pack:
    """One pack, open to be read. Raises ``OSError`` or ``ValueError`` if it is none."""

    def __init__(self, path: str) -> None:
        self._stream: BinaryIO = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 - open as long as the pack is
        try:
            self.size_bytes = os.fstat(self._stream.fileno()).st_size
            self._table = self._stream.read(_table_bytes(self._stream.read(_HEAD_BYTES), self.size_bytes))
        except BaseException:
            self._stream.close()
            raise
        self._keys = _Keys(self._table)

    def find(self, key: bytes) -> bytes | None:
        """Return the result with *key*, None if there is none or it is not as it was written."""
        index = bisect_left(self._keys, key)
        return self._at(index) if index < len(self._keys) and self._keys[index] == key else None

    def items(self) -> "Iterator[tuple[bytes, bytes]]":
        """Yield all results that are as they were written."""
        for index in range(len(self._keys)):
            if (found := self._at(index)) is not None:
                yield self._keys[index], found

    def _at(self, index: int) -> bytes | None:
        key, offset, length = _ROW.unpack_from(self._table, index * _ROW.size)
        if length > _LARGEST or offset > self.size_bytes:
            return None
        self._stream.seek(offset)
        whole = self._stream.read(length)
        return whole[SIZE_BYTES:] if digest(key, whole[SIZE_BYTES:]) == whole[:SIZE_BYTES] else None

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _table_bytes(head: bytes, most: int) -> int:
    """Return how long the table is in a pack that begins with *head*. Raises ``ValueError`` if that is none."""
    if not head.startswith(_MAGIC) or len(head) < _HEAD_BYTES:
        message = "this is no pack"
        raise ValueError(message)
    return min(int(_COUNT.unpack_from(head, len(_MAGIC))[0]) * _ROW.size, most)


class Packs:
    """What the cache holds at one moment, to be read."""

    def __init__(self) -> None:
        self._open: dict[str, _Pack] = {}
        for name in reversed(cache.keys(KIND)):
            self._add(name)

    def _add(self, name: str) -> None:
        try:
            self._open[name] = _Pack(cache.entry(KIND, name))
        except (OSError, ValueError):  # Somebody has joined it with others, or it is damaged.
            return

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._open)

    def find(self, key: bytes) -> bytes | None:
        """Return the result with *key*, the youngest first; None if there is none."""
        for pack in self._open.values():
            try:
                found = pack.find(key)
            except OSError:
                continue
            if found is not None:
                return found
        return None

    def close(self) -> None:
        """Close the files."""
        for pack in self._open.values():
            pack.close()
        self._open.clear()


def add(results: "Mapping[bytes, bytes]") -> None:
    """Keep *results*, by their keys, in a pack of their own; nothing is said if the cache cannot be written."""
    if results and not cache.store(KIND, _name(time.time_ns(), written := _written(results)), written):
        return
    _tidy()


def _tidy() -> None:
    """Join small packs if there are many, and remove the oldest if all take too much room."""
    sizes = {name: _size(name) for name in cache.keys(KIND)}
    small = [name for name, size_bytes in sizes.items() if size_bytes < _LARGE_BYTES]
    if len(small) > _MOST_PACKS:
        _join(_alike(small, sizes))
        sizes = {name: _size(name) for name in cache.keys(KIND)}
    excess = sum(sizes.values()) - MOST_BYTES
    for name, size_bytes in sizes.items():
        if excess <= 0:
            break
        cache.remove(KIND, name)
        excess -= size_bytes


def _alike(names: list[str], sizes: dict[str, int]) -> list[str]:
    """Return the youngest of *names* that are worth joining: no large pack is written anew for a few bytes."""
    taken: list[str] = []
    total = 0
    for name in reversed(names):
        if len(taken) > 1 and sizes[name] > 2 * total:
            break
        taken.append(name)
        total += sizes[name]
    return taken[::-1]


def _join(names: list[str]) -> None:
    """Put the results of the packs *names*, the oldest first, into one that is as young as the youngest."""
    results: dict[bytes, bytes] = {}
    for name in names:
        with suppress(OSError, ValueError), closing(_Pack(cache.entry(KIND, name))) as pack:
            results.update(pack.items())
    whole = _written(results)
    joined = _name(max(map(_time_ns, names)), whole)
    if cache.store(KIND, joined, whole):
        for name in names:
            if name != joined:
                cache.remove(KIND, name)


def _name(time_ns: int, pack: bytes) -> str:
    """Return the name of *pack*: sorted, names tell which is younger; the same content at one time has one name."""
    return f"{time_ns:016x}-{digest(pack).hex()[:16]}"


def _time_ns(name: str) -> int:
    """Return when the pack *name* was written, 0 for what is none."""
    try:
        return int(name.partition("-")[0], 16)
    except ValueError:
        return 0


def _size(name: str) -> int:
    try:
        return os.stat(cache.entry(KIND, name)).st_size  # noqa: PTH116 - a string
    except OSError:
        return 0


def _written(results: "Mapping[bytes, bytes]") -> bytes:
    """Return the bytes of a pack of *results*."""
    offset = _HEAD_BYTES + len(results) * _ROW.size
    rows, bodies = [], []
    for key, result in sorted(results.items()):
        body = digest(key, result) + result
        rows.append(_ROW.pack(key, offset, len(body)))
        bodies.append(body)
        offset += len(body)
    return b"".join((_MAGIC, _COUNT.pack(len(results)), *rows, *bodies))
