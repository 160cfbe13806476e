"""Records and items as bytes and back: JSON, never a pickle, for anybody may have put something into a cache.

Each is a line. A value is a list that begins with its name; only those that are listed here are made again.
"""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tei.diagnostics import Span
from tei.metadata import Record, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_PIECE_BYTES: Final = 1 << 20


class PackingError(ValueError):
    """Something was not packed here."""


def packed(*values: object) -> bytes:
    """Return *values*, of dataclasses, tuples and plain values, as bytes: the same values give the same bytes."""
    packing = zlib.compressobj(_LEVEL)
    return b"".join([*(packing.compress(_line(value)) for value in values), packing.flush()])


def unpacked(data: bytes, kinds: "Mapping[str, type]") -> "Iterator[Any]":
    """Yield the values that :func:`packed` made *data* of; only *kinds* are made. Raises :class:`PackingError`.

    One is made after the other, for as text all of them take several times as much memory.
    """
    unpacking = _Unpacking(kinds)
    try:
        for line in _lines(data):
            yield unpacking.value(json.loads(line.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as fault:
        raise PackingError(str(fault)) from fault


def _line(value: object) -> bytes:
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "surrogatepass")


def _lines(data: bytes) -> "Iterator[bytes]":
    reading = zlib.decompressobj()
    rest, size_bytes = b"", 0
    while not reading.eof:
        piece = reading.decompress(data, _PIECE_BYTES)
        data = reading.unconsumed_tail
        size_bytes += len(piece)
        if size_bytes > _LARGEST_BYTES or not (piece or reading.eof):
            raise PackingError(_CUT)
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        raise PackingError(_CUT)


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


class _Unpacking:
    """What is unpacked at once: a string that comes again, as names and declarations do, is kept once."""

    def __init__(self, kinds: "Mapping[str, type]") -> None:
        self._kinds = kinds
        self._strings: dict[str, str] = {}

    def value(self, plain: Any) -> Any:  # noqa: ANN401 - whatever was packed
        if isinstance(plain, str):
            return self._strings.setdefault(plain, plain)
        if not isinstance(plain, list):
            return plain
        name, *parts = plain
        if name == _BYTES:
            return b64decode(parts[0], validate=True)
        made = [self.value(part) for part in parts]
        return tuple(made) if name == _TUPLE else self._kinds[name](*made)
