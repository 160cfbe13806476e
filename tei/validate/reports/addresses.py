"""Paths as other programs want them."""

from pathlib import Path, PurePath
from urllib.parse import quote


def slashed(path: str) -> str:
    """Return *path* with ``/`` between its parts, and without ``./`` before it."""
    return PurePath(path).as_posix()


def reference(path: str) -> str:
    """Return *path* as a URI: relative as long as it is, else with the scheme ``file``."""
    if PurePath(path).is_absolute():
        return Path(path).as_uri()
    # A colon in the first part would make it a scheme. A name that is not UTF-8 keeps its bytes.
    return quote(slashed(path), safe="/", errors="surrogateescape")
