"""Names of files inside packages: such as every platform, archive and manifest takes, and no two alike."""

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES: Final = 120
"""The length of a name; a package adds suffixes of its own, and most file systems have 255 bytes."""

# Control characters, what Windows refuses, and the percent sign, which manifests write in two ways.
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f"%*/:<>?\\|\ud800-\udfff\ufffe\uffff\u2028\u2029]+')
_RESERVED: Final = re.compile(r"(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_DIGEST_CHARS: Final = 8


def safe(name: str) -> str:
    """Return *name*, one step of a path, as packages have it: in NFC, without what some platform cannot write."""
    cleaned = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" ").rstrip(".")
    cleaned = f"_{cleaned}" if cleaned.startswith(".") or _RESERVED.match(cleaned) else cleaned
    return _shortened(cleaned or "unnamed", name)


def _shortened(cleaned: str, name: str) -> str:
    if len(cleaned.encode("utf-8")) <= MOST_BYTES:
        return cleaned
    stem, dot, suffix = cleaned.rpartition(".")
    if not stem or len(suffix) > _DIGEST_CHARS:
        stem, dot, suffix = cleaned, "", ""
    room = MOST_BYTES - len(f"-{dot}{suffix}".encode()) - _DIGEST_CHARS
    kept = stem.encode("utf-8")[:room].decode("utf-8", errors="ignore").rstrip(" .")
    return f"{kept}-{digest(name)}{dot}{suffix}"


def distinct(paths: "Iterable[tuple[str, ...]]") -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for each of *paths*, given in steps, its safe steps.

    No two are the same but for case, and none is a folder of another: where two would be, the later in order gets some
    digits that are computed from its name.
    """
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    taken: set[str] = set()
    for path in sorted(set(paths)):
        steps = tuple(map(safe, path))
        if _key(steps) in taken:
            stem, dot, suffix = steps[-1].rpartition(".")
            last = f"{stem}-{digest('/'.join(path))}.{suffix}" if dot else f"{suffix}-{digest('/'.join(path))}"
            steps = (*steps[:-1], last)
        taken.add(_key(steps))
        found[path] = steps
    return found


def _key(steps: tuple[str, ...]) -> str:
    return "/".join(steps).casefold()


def digest(name: str) -> str:
    """Return some digits that are computed from *name* and tell it from others."""
    return hashlib.sha256(name.encode("utf-8", errors="surrogateescape")).hexdigest()[:_DIGEST_CHARS]
