"""Records and items as bytes and back: JSON, never a pickle, for anybody may have put something into a cache.

A value is a list that begins with its name; only those that are listed here are made again.
"""

import io
import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from tei.diagnostics import Span
from tei.metadata import Record, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OF_RECORDS: Final[dict[str, type]] = {
    kind.__name__: kind
    for kind in (Record, Span, *(getattr(values, name) for name in values.__all__))
    if isinstance(kind, type)
}
"""What a record is made of, by name."""

_TUPLE: Final = ""
_BYTES: Final = "="
_CUT: Final = "something is missing at the end"
_LEVEL: Final = 6
_LARGEST_BYTES: Final = 1 << 30
_SIZE_BYTES: Final = 4


class PackingError(ValueError):
    """Something was not packed here."""


def packed(value: object) -> bytes:
    """Return *value*, of dataclasses, tuples and plain values, as bytes: the same value gives the same bytes."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(data: bytes, kinds: "Mapping[str, type]") -> Any:  # noqa: ANN401 - whatever was packed
    """Return what :func:`packed` made *data* of; only *kinds* are made. Raises :class:`PackingError`."""
    return Unpacking(kinds).unpacked(data)


def bound(blocks: "Iterable[bytes]") -> bytes:
    """Return *blocks*, of which each is short of 4 GiB, as one."""
    return b"".join(part for block in blocks for part in (len(block).to_bytes(_SIZE_BYTES, "big"), block))


def unbound(data: bytes) -> "Iterator[bytes]":
    """Yield the blocks that :func:`bound` put together. Raises :class:`PackingError`."""
    file = io.BytesIO(data)
    while file.tell() < len(data):
        yield next_of(file)


def next_of(file: BinaryIO) -> bytes:
    """Return the next block of *file*. Raises :class:`PackingError`."""
    said = file.read(_SIZE_BYTES)
    size_bytes = int.from_bytes(said, "big")
    data = file.read(size_bytes)
    if len(said) < _SIZE_BYTES or len(data) < size_bytes:
        raise PackingError(_CUT)
    return data


def _plain(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_TUPLE, *map(_plain, value)]
    if isinstance(value, bytes):
        return [_BYTES, b64encode(value).decode("ascii")]
    kind = type(value)
    return [kind.__name__, *[_plain(getattr(value, name)) for name in _names(kind)]] if is_dataclass(kind) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


class Unpacking:
    """Makes values of what was packed: a string that comes again, as names and declarations do, is kept once."""

    def __init__(self, kinds: "Mapping[str, type]") -> None:
        self._kinds = kinds
        self._strings: dict[str, str] = {}

    def unpacked(self, data: bytes) -> Any:  # noqa: ANN401 - whatever was packed
        """Return what :func:`packed` made *data* of. Raises :class:`PackingError`."""
        try:
            reading = zlib.decompressobj()
            text = reading.decompress(data, _LARGEST_BYTES)
            if not reading.eof:
                raise PackingError(_CUT)
            return self._value(json.loads(text.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as fault:
            raise PackingError(str(fault)) from fault

    def _value(self, plain: Any) -> Any:  # noqa: ANN401 - whatever was packed
        if isinstance(plain, str):
            return self._strings.setdefault(plain, plain)
        if not isinstance(plain, list):
            return plain
        name, *parts = plain
        if name == _BYTES:
            return b64decode(parts[0], validate=True)
        made = [self._value(part) for part in parts]
        return tuple(made) if name == _TUPLE else self._kinds[name](*made)
