"""Leaves from one build to the next: of a page that is the same the leaf is, and to read pages takes longest.

There is an entry in the cache for each part of the index, which the next build replaces. A part has the same entry
however many there are: when they become twice as many, its entry holds all the leaves that it keeps.
"""

import hashlib
import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import cache

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.publish.search.cards import Card

_KIND: Final = "search"
_FASTEST: Final = 1


def load(site: Path, part: int) -> dict[str, str]:
    """Return the leaves that a part of the *site* had, by what :func:`key` gives; none that cannot be read."""
    data = cache.load(_KIND, _name(site, part))
    if data is None:
        return {}
    try:
        found = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def store(site: Path, part: int, leaves: "Mapping[str, str]") -> None:
    """Keep the *leaves* of a part; a cache that cannot be written to is no reason to fail."""
    said = json.dumps(leaves, ensure_ascii=False).encode("utf-8", "surrogatepass")
    cache.store(_KIND, _name(site, part), zlib.compress(said, _FASTEST))


def forget(site: Path, count: int) -> None:
    """Remove what is kept of parts that the *site* no longer has, which has *count* now."""
    while Path(cache.entry(_KIND, _name(site, count))).exists():
        cache.remove(_KIND, _name(site, count))
        count += 1


def key(card: "Card", page: str) -> str:
    """Return what the leaf of *card* depends on: the digest of its *page*, and the programs that read it."""
    return hashlib.sha256(f"{card}\n{page}\n{_PROGRAMS}".encode("utf-8", "surrogatepass")).hexdigest()


def _name(site: Path, part: int) -> str:
    """Return the key in the cache."""
    said = os.fsencode(site.absolute()) + (f"\n{part}".encode() if part else b"")
    return hashlib.sha256(said).hexdigest()


def _digest() -> str:
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


_PROGRAMS: Final = _digest()
