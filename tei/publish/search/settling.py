"""Pagefind's lists of filters in one order, so that the same leaves give the same bytes.

All else that Pagefind 1.5 writes is the same each time; the values of a filter, the filters of a language and the
languages stand in any order. Files are called by what they hold, so that with a list also its name is another, and what
names it. The lists are CBOR in a file of gzip that begins with a mark.
"""

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

ENTRY: Final = "pagefind-entry.json"

_MARK: Final = b"pagefind_dcd"
_OF_FILTERS: Final = 3
"""The place of the filters in what is known of a language."""
_DIGITS: Final = 10


def settle(index: "Path") -> None:
    """Put the lists of the index in the folder *index* in order."""
    entry: dict[str, Any] = json.loads((index / ENTRY).read_text(encoding="utf-8"))
    for language, said in entry["languages"].items():
        said["hash"] = _language(index, language, said["hash"])
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    (index / ENTRY).write_text(text, encoding="utf-8", newline="\n")


def _language(index: "Path", language: str, name: str) -> str:
    """Put the filters of a language in order, and return the new name of what is known of it."""
    place = index / f"pagefind.{name}.pf_meta"
    known = _read(place)
    known[_OF_FILTERS] = sorted([filter_, _filter(index, language, chunk)] for filter_, chunk in known[_OF_FILTERS])
    data = _written(known)
    place.unlink()
    name = f"{language}_{_digest(data)}"
    (index / f"pagefind.{name}.pf_meta").write_bytes(data)
    return name


def _filter(index: "Path", language: str, name: str) -> str:
    """Put the values of a filter in order, and return its new name."""
    place = index / "filter" / f"{name}.pf_filter"
    filter_, values = _read(place)
    data = _written([filter_, sorted(values)])
    place.unlink()
    name = f"{language}_{_digest(data)}"
    (index / "filter" / f"{name}.pf_filter").write_bytes(data)
    return name


def _read(place: "Path") -> Any:  # noqa: ANN401 - what a list of Pagefind has
    import cbor2  # noqa: PLC0415 - an extra

    return cbor2.loads(gzip.decompress(place.read_bytes()).removeprefix(_MARK))


def _written(value: object) -> bytes:
    import cbor2  # noqa: PLC0415 - an extra

    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
