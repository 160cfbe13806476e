"""Leaves from one build to the next: of a page that is the same the leaf is, and to read pages takes longest."""

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


def load(site: Path) -> dict[str, str]:
    """Return the leaves of the last build of the *site*, by what :func:`key` gives; none that cannot be read."""
    data = cache.load(_KIND, _name(site))
    if data is None:
        return {}
    try:
        found = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def store(site: Path, leaves: "Mapping[str, str]") -> None:
    """Keep *leaves*; a cache that cannot be written to is no reason to fail."""
    said = json.dumps(leaves, ensure_ascii=False).encode("utf-8", "surrogatepass")
    cache.store(_KIND, _name(site), zlib.compress(said, _FASTEST))


def key(card: "Card", page: str) -> str:
    """Return what the leaf of *card* depends on: the digest of its *page*, and the programs that read it."""
    return hashlib.sha256(f"{card}\n{page}\n{_PROGRAMS}".encode("utf-8", "surrogatepass")).hexdigest()


def _name(site: Path) -> str:
    """Return the key in the cache: there is one entry for each site, which the next build replaces."""
    return hashlib.sha256(os.fsencode(site.absolute())).hexdigest()


def _digest() -> str:
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


_PROGRAMS: Final = _digest()
