"""Records and items as bytes and back: JSON, never a pickle, for anybody may have put something into a cache.

A value is a list that begins with its name; only those that are listed here are made again.
"""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from tei.diagnostics import Span
from tei.metadata import Record, values

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class PackingError(ValueError):
    """Something was not packed here."""


def packed(value: object) -> bytes:
    """Return *value*, of dataclasses, tuples and plain values, as bytes: the same value gives the same bytes."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(data: bytes, kinds: "Mapping[str, type]") -> Any:  # noqa: ANN401 - whatever was packed
    """Return what :func:`packed` made *data* of; only *kinds* are made. Raises :class:`PackingError`."""
    try:
        reading = zlib.decompressobj()
        text = reading.decompress(data, _LARGEST_BYTES)
        if not reading.eof:
            raise PackingError(_CUT)
        return _value(json.loads(text.decode("utf-8", "surrogatepass")), kinds)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as fault:
        raise PackingError(str(fault)) from fault


def _plain(value: object) -> object:
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, tuple):
        return [_TUPLE, *map(_plain, value)]
    if isinstance(value, bytes):
        return [_BYTES, b64encode(value).decode("ascii")]
    return value


def _value(plain: Any, kinds: "Mapping[str, type]") -> Any:  # noqa: ANN401 - whatever was packed
    if not isinstance(plain, list):
        return plain
    name, *parts = plain
    if name == _BYTES:
        return b64decode(parts[0], validate=True)
    made = [_value(part, kinds) for part in parts]
    return tuple(made) if name == _TUPLE else kinds[name](*made)
