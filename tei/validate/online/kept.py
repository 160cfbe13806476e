"""What was fetched, as files in the cache: each where its address puts it, so that what it includes lies beside it.

A record beside it says where it came from, when, and with which digest; what does not have its digest any more counts
as absent.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from tei import cache
from tei.errors import EnvironmentFault
from tei.validate.online.fetching import UnreachableError

if TYPE_CHECKING:
    from tei.validate.online.fetching import Answer

KIND: Final = "online"
_LONGEST: Final = 100
_UNUSUAL: Final = re.compile(r"[^\w.\-]", re.ASCII)


class Record(NamedTuple):
    """A file that was fetched: its *address*, the one that answered in the end, the *day*, the SHA-256 *digest*."""

    address: str
    final: str
    fetched: str
    digest: str
    size_bytes: int
    content_type: str
    last_modified: str
    file: Path

    @property
    def day(self) -> str:
        """The day on which it was fetched."""
        return self.fetched[:10]


def folder() -> Path:
    """Return the folder of the files that were fetched."""
    return cache.folder() / KIND / "files"


def find(address: str) -> Record | None:
    """Return the record for *address*, None if nothing is kept for it, or not what was fetched."""
    try:
        told = json.loads(_record_file(address).read_bytes())
        # The folder of the cache may have been moved.
        record = Record(**told, file=folder() / place(told["final"]))
        content = record.file.read_bytes()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    sound = record.address == address and hashlib.sha256(content).hexdigest() == record.digest
    return record if sound else None


def keep(address: str, answer: "Answer") -> Record:
    """Return the record of what was fetched from *address*. Raises :class:`UnreachableError` if it cannot be kept."""
    file = folder() / place(answer.final)
    digest = hashlib.sha256(answer.content).hexdigest()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    size = len(answer.content)
    record = Record(address, answer.final, now, digest, size, answer.content_type, answer.last_modified, file)
    told = {name: value for name, value in record._asdict().items() if name != "file"}
    try:
        cache.write(file, answer.content)
        cache.write(_record_file(address), json.dumps(told, ensure_ascii=False, indent=2).encode())
    except EnvironmentFault as fault:
        message = f"it cannot be kept: {fault}"
        raise UnreachableError(message) from fault
    return record


def _record_file(address: str) -> Path:
    key = hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
    return cache.folder() / KIND / "records" / f"{key}.json"


def place(address: str) -> Path:
    """Return where the file at *address* lies below :func:`folder`.

    Its folders are those of the address, so that ``../other.rng`` means the same. Characters that a name of a file
    cannot have on every system are written otherwise, as are names that are too long.
    """
    parts = urlsplit(address)
    *folders, name = parts.path.lstrip("/").split("/") or [""]
    name = _named(name or "index", parts.query)
    return Path(
        _named(parts.netloc.lower().replace(":", "_")),
        *(_named(one) for one in folders if one not in {"", ".", ".."}),
        name,
    )


def _named(written: str, query: str = "") -> str:
    plain = _UNUSUAL.sub("_", written)
    if plain == written and not query and len(plain) <= _LONGEST:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    digest = hashlib.blake2b(f"{written}?{query}".encode(), digest_size=6).hexdigest()
    return f"{(stem or plain)[:_LONGEST]}-{digest}{dot if stem else ''}{suffix[:10] if stem else ''}"
