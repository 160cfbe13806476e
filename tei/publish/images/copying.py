"""Images of the corpus copied into the site: a file that has not changed is not even read."""

import hashlib
import os
from typing import TYPE_CHECKING, Final

from tei.errors import EnvironmentFault
from tei.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE_BYTES: Final = 1 << 20


def copied(source: "Path", target: "Path", before: str) -> tuple[str, bool]:
    """Copy *source* unless it is there; return its digest, and whether it was written.

    *before* is the digest of what lies at *target*, "" if that is not known. A copy has the time of its original: what
    has the same and the same size is the same, as rsync has it, and a site of many large images is made anew at once.
    """
    try:
        if before and _is_alike(source, target):
            return before, False
        digest = hashlib.sha256()
        for piece in _pieces(source):
            digest.update(piece)
        found = digest.hexdigest()
        is_new = found != before or not target.is_file()
        if is_new:
            write_atomically(target, _pieces(source))
        time_ns = source.stat().st_mtime_ns
        os.utime(target, ns=(time_ns, time_ns))
    except OSError as fault:
        message = f"cannot copy {source} to {target}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    return found, is_new


def _is_alike(source: "Path", target: "Path") -> bool:
    if not target.is_file():
        return False
    one, other = source.stat(), target.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _pieces(path: "Path") -> "Iterator[bytes]":
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            yield piece
