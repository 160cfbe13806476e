"""Reads a file's bytes, never more of them than the limit allows; those that are packed unpacked."""

import errno
import os
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn, cast

from tei.errors import DocumentError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tei.limits import Limits

_FIRST_BYTES: Final = 1 << 16
"""Most documents have no more: to make room for all that the limit allows takes longer than to read them."""
listeners: "Final[list[Callable[[str, bytes], None]]]" = []
"""Who is told of each file that is read, and what was in it; see :mod:`tei.document.observed`."""


def load(path: "Path | str", limits: "Limits") -> bytes:
    """Return the bytes of the file at *path*.

    Raises :class:`~tei.errors.DocumentError` if there are too many, :class:`~tei.errors.UsageError` if there is no
    such file, :class:`~tei.errors.EnvironmentFault` if it cannot be read.
    """
    data = _loaded(path, limits)
    for tell in listeners:
        tell(str(path), data)
    return data


def _loaded(path: "Path | str", limits: "Limits") -> bytes:
    # Without pathlib, which takes longer to load than a grammar out of the cache.
    if is_in_archive(path):
        from tei.document import archives  # noqa: PLC0415 - few documents come in an archive

        return archives.load(str(path), limits)
    try:
        if os.path.isdir(path):  # noqa: PTH112 - see above
            message = f"{path} is a folder, not a file"
            raise UsageError(message)
        with open(path, "rb") as stream:  # noqa: PTH123 - see above
            # Asked of the open file: between a look at the path and the opening it could have been replaced.
            size_bytes = os.fstat(stream.fileno()).st_size
            if size_bytes > limits.size_bytes:
                refuse(str(path), size_bytes, limits)
            return contents(stream, str(path), limits)
    except FileNotFoundError:
        message = f"there is no file {path}"
        raise UsageError(message) from None
    except ValueError:
        message = f"{str(path)!r} cannot be the name of a file"
        raise UsageError(message) from None
    except OSError as fault:
        if fault.errno == errno.ENAMETOOLONG:
            message = f"the name of the file is too long: {str(path)[:60]}…"
            raise UsageError(message) from None
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault


def is_in_archive(path: "Path | str") -> bool:
    """Return whether *path* goes into a ZIP archive."""
    if ".zip" not in str(path).lower():
        return False
    from tei.document import archives  # noqa: PLC0415 - as above

    return archives.member(path) is not None


def is_file(path: str) -> bool:
    """Return whether there is a file at *path*, on the disk or in an archive."""
    if os.path.isfile(path):  # noqa: PTH113 - as in load
        return True
    if ".zip" not in path.lower():
        return False
    from tei.document import archives  # noqa: PLC0415 - as above

    return archives.is_file(path)


def contents(stream: BinaryIO, path: str, limits: "Limits") -> bytes:
    """Return what *stream* holds, unpacked if *path* says that it is packed. Raises as :func:`load`."""
    if path.lower().endswith(".gz"):
        return _unpacked(stream, path, limits)
    return load_stream(stream, path, limits)


def load_stream(stream: BinaryIO, path: str, limits: "Limits") -> bytes:
    """Return what *stream* holds; *path* names it in findings. Raises :class:`~tei.errors.DocumentError`.

    A stream has no size beforehand, and a file may grow while it is read: one byte past the limit settles it.
    """
    data = stream.read(min(_FIRST_BYTES, limits.size_bytes + 1))
    if len(data) >= _FIRST_BYTES:
        data += stream.read(limits.size_bytes + 1 - len(data))
    if len(data) > limits.size_bytes:
        refuse(path, len(data), limits)
    return data


def _unpacked(stream: BinaryIO, path: str, limits: "Limits") -> bytes:
    """Return what the gzip file in *stream* holds. Raises :class:`~tei.errors.DocumentError`."""
    import gzip  # noqa: PLC0415 - few files are packed
    import zlib  # noqa: PLC0415 - as above

    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            return load_stream(cast("BinaryIO", unpacked), path, limits)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        from tei.diagnostics import Diagnostic  # noqa: PLC0415 - as below

        message = "the file is called .gz, and is not a whole gzip file"
        raise DocumentError([Diagnostic("xml.not-xml", message, path)]) from fault


def refuse(path: str, size_bytes: int, limits: "Limits") -> NoReturn:
    """Raise the finding for a file of *size_bytes* or more."""
    from tei.diagnostics import Diagnostic  # noqa: PLC0415 - not loaded as long as there is no finding

    message = f"the file has {size_bytes:,} bytes or more; at most {limits.size_bytes:,} are read"
    advice = "divide the file, or raise size_bytes in the [limits] of tei.toml"
    raise DocumentError([Diagnostic("xml.too-large", message, path, help=(advice,))])
