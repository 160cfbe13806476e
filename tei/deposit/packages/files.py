"""The files of a package on disk: written with their digests while they are written."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

CHUNK_BYTES: Final = 1024 * 1024

MEDIA_TYPES: Final = {
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "odd": "application/tei+xml",
    "pdf": "application/pdf",
    "ris": "application/x-research-info-systems",
    "rnc": "application/relax-ng-compact-syntax",
    "rng": "application/xml",
    "sch": "application/xml",
    "txt": "text/plain",
    "xml": "application/xml",
    "xsd": "application/xml",
}


class Entry(NamedTuple):
    """One file: its path from the root of what is packed, its size, and its digests in hexadecimal."""

    path: str
    size_bytes: int
    sha256: str
    sha512: str

    @property
    def media_type(self) -> str:
        """The media type, by where the file lies and how its name ends."""
        if self.path.startswith("documents/"):
            return "application/tei+xml"
        return MEDIA_TYPES.get(self.path.rpartition(".")[2].lower(), "application/octet-stream")


def write(root: Path, path: str, data: bytes) -> Entry:
    """Put *data* at *path* below *root* and return its entry. Raises :class:`~tei.errors.EnvironmentFault`."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as fault:
        message = f"cannot write {target}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    return described(path, data)


def described(path: str, data: bytes) -> Entry:
    """Return the entry of a file that holds *data*."""
    return Entry(path, len(data), hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())


def pieces(stream: "IO[bytes]") -> "Iterator[bytes]":
    """Yield what *stream* holds in pieces that fit into memory."""
    while piece := stream.read(CHUNK_BYTES):
        yield piece


def manifest(entries: "Iterable[Entry]", algorithm: str, prefix: str = "") -> bytes:
    """Return a line for each of *entries*, digest and path, as ``sha512sum`` writes and BagIt asks for."""
    return "".join(f"{getattr(one, algorithm)}  {prefix}{one.path}\n" for one in entries).encode("utf-8")
