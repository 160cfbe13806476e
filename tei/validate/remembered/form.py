"""Results as bytes and back: JSON, never a pickle, for what lies in a folder may have been put there by anybody.

A named tuple or a dataclass is a list that begins with its name; only those that are listed here are made again.
"""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from typing import Any, Final

from tei.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from tei.validate.excerpts import Excerpt
from tei.validate.pointers.facts import Facts
from tei.validate.pointers.placing import Placed
from tei.validate.results import Checked, Suppression

_KNOWN: Final = {
    kind.__name__: kind
    for kind in (Checked, Diagnostic, Edit, Excerpt, Facts, Fix, Placed, Severity, Span, Suppression)
}
_TUPLE: Final = ""
_BYTES: Final = "="
_PLAIN: Final = b"\0"
_PACKED: Final = b"\1"
_LEVEL: Final = 1
# A short result hardly becomes shorter, and is had sooner as it is.
_SHORT_BYTES: Final = 400
_LARGEST: Final = 64 << 20


class FormError(ValueError):
    """Something is no result, or not one that can be written."""


def written(value: object, notes: "list[Any] | None" = None) -> bytes:
    """Return *value* as bytes, with *notes*, lists of strings and truth values.

    Raises :class:`FormError` if something in *value* is of a kind that is not known here.
    """
    text = json.dumps([notes, _plain(value)], ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return _PLAIN + text if len(text) < _SHORT_BYTES else _PACKED + zlib.compress(text, _LEVEL)


def read(data: bytes) -> tuple[Any, Any]:
    """Return the value that :func:`written` made *data* of, and the notes. Raises :class:`FormError` if it is none."""
    try:
        text = data[1:] if data[:1] == _PLAIN else _unpacked(data[1:])
        notes, plain = json.loads(text.decode("utf-8", "surrogatepass"))
        return _value(plain), notes
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as fault:
        raise FormError(str(fault)) from fault


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, _LARGEST)
    if not unpacking.eof:
        message = "a result is cut off, or larger than any is"
        raise FormError(message)
    return text


def _plain(value: object) -> object:
    """Return *value* in the terms of JSON."""
    kind = type(value)
    if value is None or kind in {str, int, bool}:
        return value
    if kind is tuple:
        return [_TUPLE, *map(_plain, value)]  # type: ignore[call-overload] # it is a tuple
    if isinstance(value, bytes):
        return [_BYTES, b64encode(value).decode("ascii")]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if _KNOWN.get(kind.__name__) is not kind:
        message = f"a {kind.__name__} cannot be written"
        raise FormError(message)
    return [kind.__name__, *map(_plain, _parts(value))]


def _parts(value: Any) -> "list[Any]":  # noqa: ANN401 - one of those that are known
    if isinstance(value, Severity):
        return [value.value]
    return [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else list(value)


def _value(plain: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what :func:`_plain` made *plain* of."""
    if type(plain) is list:
        name = plain[0]
        if name == _TUPLE:
            return tuple(map(_value, plain[1:]))
        return b64decode(plain[1], validate=True) if name == _BYTES else _KNOWN[name](*map(_value, plain[1:]))
    return {key: _value(one) for key, one in plain.items()} if type(plain) is dict else plain
