"""Pagefind's lists of filters in one order, so that the same leaves give the same bytes; names that are a part's own.

All else that Pagefind 1.5 writes is the same each time; the values of a filter, the filters of a language and the
languages stand in any order. Files are called by what they hold, so that with a list also its name is another, and what
names it. The lists are CBOR in a file of gzip that begins with a mark.

Pagefind's own names have 28 bits of what a file holds, or more where two of one index would be called the same. All
parts of an index lie in one folder, and thousands of documents soon have two names in common: the names of a part
begin with its tag, and are no other's.
"""

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

ENTRY: Final = "pagefind-entry.json"

_MARK: Final = b"pagefind_dcd"
_OF_PAGES: Final = 1
_OF_WORDS: Final = 2
_OF_FILTERS: Final = 3
"""The places of the documents, of the pieces with the words and of the filters in what is known of a language."""
_DIGITS: Final = 10


def settle(index: "Path", suffix: str = "") -> dict[str, Any]:
    """Put the lists of the index in the folder *index* in order, and return its entry.

    Behind the tag of each language comes *suffix*, there and in the names of files.
    """
    entry: dict[str, Any] = json.loads((index / ENTRY).read_text(encoding="utf-8"))
    (index / ENTRY).unlink()
    languages: dict[str, Any] = entry["languages"]
    entry["languages"] = {
        language + suffix: {**said, "hash": _language(index, language, suffix, said["hash"])}
        for language, said in sorted(languages.items())
    }
    return entry


def _language(index: "Path", language: str, suffix: str, name: str) -> str:
    """Put the filters of a language in order, and return the new name of what is known of it."""
    place = index / f"pagefind.{name}.pf_meta"
    known = _read(place)
    tag = language + suffix
    known[_OF_FILTERS] = sorted([filter_, _filter(index, tag, chunk)] for filter_, chunk in known[_OF_FILTERS])
    if suffix:
        for page in known[_OF_PAGES]:
            page[0] = _renamed(index / "fragment", tag, page[0], ".pf_fragment")
        for words in known[_OF_WORDS]:
            words[-1] = _renamed(index / "index", tag, words[-1], ".pf_index")
    data = _written(known)
    place.unlink()
    name = f"{tag}_{_digest(data)}"
    (index / f"pagefind.{name}.pf_meta").write_bytes(data)
    return name


def _renamed(folder: "Path", tag: str, name: str, ending: str) -> str:
    """Call the file *name* as one of the part that has the *tag*, and return its new name."""
    now = f"{tag}_{name.rpartition('_')[2]}"
    (folder / f"{name}{ending}").rename(folder / f"{now}{ending}")
    return now


def _filter(index: "Path", tag: str, name: str) -> str:
    """Put the values of a filter in order, and return its new name."""
    place = index / "filter" / f"{name}.pf_filter"
    filter_, values = _read(place)
    data = _written([filter_, sorted(values)])
    place.unlink()
    name = f"{tag}_{_digest(data)}"
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
