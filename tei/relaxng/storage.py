"""Grammars out of the user's cache: read in milliseconds, where compiling takes a quarter of a second.

An entry is found by the schema's path and bytes; it names the files that the schema includes, each with a digest, and
counts only as long as all of them are unchanged. One that is damaged, old or foreign is made anew, in silence.
"""

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

import tei
from tei import cache
from tei.errors import TeiError
from tei.relaxng import archive

if TYPE_CHECKING:
    from tei.relaxng.archive import Archived
    from tei.relaxng.compilation import Grammar
    from tei.relaxng.sources import Loader

KIND: Final = "relaxng"
# To be raised whenever an archive would be read or understood otherwise.
_FORMAT: Final = 1
_DIGEST_BYTES: Final = 32


def grammar(data: bytes, path: str, load: "Loader", *, with_identifiers: bool = True) -> "Archived":
    """Return the grammar that *data* holds, compiled now or before; *load* gives the files that it includes.

    Raises :class:`~tei.errors.SchemaError` as :func:`tei.relaxng.compilation.compiled` does.
    """
    key = _key(data, path, with_identifiers=with_identifiers)
    kept = _unpacked(cache.load(KIND, key))
    if kept is not None and all(_unchanged(address, digest, load) for address, digest in kept.files):
        return kept
    return _made(data, path, load, key, with_identifiers=with_identifiers)


def renewed(data: bytes, path: str, load: "Loader", *, with_identifiers: bool = True) -> "Archived":
    """Return what :func:`grammar` does, compiled now: what is kept has turned out not to be as it was written."""
    key = _key(data, path, with_identifiers=with_identifiers)
    return _made(data, path, load, key, with_identifiers=with_identifiers)


def _key(data: bytes, path: str, *, with_identifiers: bool) -> str:
    checked = "ids" if with_identifiers else "no ids"
    digest = hashlib.sha256(f"{_FORMAT} {tei.__version__} {checked} {path}\n".encode())
    digest.update(data)
    return digest.hexdigest()


def _unchanged(address: str, digest: str, load: "Loader") -> bool:
    try:
        data, _path = load(address)
    except (TeiError, OSError):
        return False
    return hashlib.sha256(data).hexdigest() == digest


def _made(data: bytes, path: str, load: "Loader", key: str, *, with_identifiers: bool) -> "Archived":
    """Return the grammar, compiled and kept for the next time if the cache can be written."""
    files: dict[str, str] = {}

    def noting(address: str) -> tuple[bytes, str]:
        found, where = load(address)
        files[address] = hashlib.sha256(found).hexdigest()
        return found, where

    compiled = import_module("tei.relaxng.compilation").compiled
    made = cast("Grammar", compiled(data, path, noting, with_identifiers=with_identifiers))
    has_context = bool(import_module("tei.relaxng.values").contextual(made.table.elements))
    packed = archive.written(made.start, made.table, has_context=has_context, files=files.items())
    cache.store(KIND, key, hashlib.sha256(packed).digest() + packed)
    return archive.Archived(made.start, made.table, has_context, tuple(files.items()))


def _unpacked(data: bytes | None) -> "Archived | None":
    """Return the grammar in an entry, None if there is none or it is not as it was written."""
    if data is None or hashlib.sha256(data[_DIGEST_BYTES:]).digest() != data[:_DIGEST_BYTES]:
        return None
    try:
        return archive.read(data[_DIGEST_BYTES:])
    except archive.ArchiveError:
        return None
