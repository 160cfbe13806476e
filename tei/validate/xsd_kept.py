"""XML Schemas as xmlschema builds them, kept from process to process: that of all of TEI takes it seconds.

xmlschema's own form can only be pickled, and a pickle is a program of whoever has written it. So each carries a seal,
made with a key that lies apart from the cache, in the folder of what the user has added, and that nobody else can read
or write: who could forge the seal could run programs as the user anyway. Nothing is unpickled before its seal is found
to be right; where it cannot be known who owns a file, nothing is kept at all.
"""

import hashlib
import hmac
import os
import pickle
import stat
import sys
import tempfile
import zlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xmlschema

import tei
from tei import cache
from tei.errors import EnvironmentFault
from tei.odd.bases import shelf_folder
from tei.relaxng.digests import digest
from tei.validate.remembered import reached
from tei.validate.remembered.reached import UnknownError

if TYPE_CHECKING:
    from collections.abc import Callable

KIND: Final = "xsd"
_SEAL_BYTES: Final = 32
_KEY_NAME: Final = "seal-key"
_MOST: Final = 16
_NOT_OWN: Final = stat.S_IRWXG | stat.S_IRWXO
_WRITABLE: Final = stat.S_IWGRP | stat.S_IWOTH
# What a schema that cannot be pickled raises, and what a pickle of other versions does.
_FAULTS: Final = (
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    pickle.PickleError,
    zlib.error,
)


def kept(path: Path, build: "Callable[[], xmlschema.XMLSchemaBase]") -> xmlschema.XMLSchemaBase:
    """Return the schema in the file *path*, as it was built before or as *build* does now. Raises as that."""
    name, key = _name(path), _key()
    if not name or key is None:
        return build()
    found = _read(name, key)
    if found is not None:
        return found
    made = build()
    if _name(path) == name:  # No file of it was changed meanwhile.
        _write(name, key, made)
    return made


def _name(path: Path) -> str:
    """Return what the schema is kept by: its place, all that it is made of, and who built it; "" if that is unknown."""
    try:
        content = reached.made_of(path).digest
    except (UnknownError, OSError):
        return ""
    built_by = (tei.__version__, sys.version, *(f"{name} {version(name)}" for name in ("xmlschema", "elementpath")))
    return digest("\n".join((*built_by, str(path.absolute()))).encode("utf-8", "surrogateescape"), content).hex()


def _read(name: str, key: bytes) -> xmlschema.XMLSchemaBase | None:
    data = _own_bytes(cache.entry(KIND, name), _WRITABLE)
    if data is None or not hmac.compare_digest(_seal(name, key, data[_SEAL_BYTES:]), data[:_SEAL_BYTES]):
        return None
    try:
        found = pickle.loads(zlib.decompress(data[_SEAL_BYTES:]))  # noqa: S301 - sealed by this very user
    except _FAULTS:
        return None
    return found if isinstance(found, xmlschema.XMLSchemaBase) else None


def _write(name: str, key: bytes, schema: xmlschema.XMLSchemaBase) -> None:
    folder = Path(cache.entry(KIND, name)).parent
    try:
        packed = zlib.compress(pickle.dumps(schema, protocol=5), 1)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(os.lstat(folder), _WRITABLE):
            cache.store(KIND, name, _seal(name, key, packed) + packed)
            Path(cache.entry(KIND, name)).chmod(0o600)
            _tidy()
    except (OSError, EnvironmentFault, *_FAULTS):
        return


def _tidy() -> None:
    """Remove the oldest schemas, if there are many."""
    paths = [Path(cache.entry(KIND, name)) for name in cache.keys(KIND)]
    for path in sorted(paths, key=lambda one: one.stat().st_mtime_ns)[:-_MOST]:
        cache.remove(KIND, path.name)


def _seal(name: str, key: bytes, data: bytes) -> bytes:
    """Return the keyed digest (RFC 7693) of *data* as what is kept by *name*."""
    return hashlib.blake2b(name.encode() + b"\n" + data, key=key, digest_size=_SEAL_BYTES).digest()


def _key() -> bytes | None:
    """Return the user's key, made now if there is none; None where it cannot be a secret."""
    if os.name != "posix":
        return None
    try:
        folder = shelf_folder.folder().parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(os.lstat(folder), _WRITABLE):
            return None
        path = folder / _KEY_NAME
        if not os.path.lexists(path):
            _make_key(path)
    except (OSError, EnvironmentFault):
        return None
    key = _own_bytes(str(path), _NOT_OWN)
    return key if key is not None and len(key) == _SEAL_BYTES else None


def _make_key(path: Path) -> None:
    """Put a new key at *path*, whole and at once, unless another process has done so meanwhile."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # It is for its owner alone.
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(os.urandom(_SEAL_BYTES))
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


def _own_bytes(path: str, forbidden: int) -> bytes | None:
    """Return what a file of this user holds, None if others have a right to it that is *forbidden*, or it is none."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(handle)
        return stream.read() if stat.S_ISREG(state.st_mode) and _is_own(state, forbidden) else None


def _is_own(state: os.stat_result, forbidden: int) -> bool:
    """Return whether what is in this *state* is this user's, and nobody else has a right to it that is *forbidden*."""
    return state.st_uid == os.geteuid() and not state.st_mode & forbidden
