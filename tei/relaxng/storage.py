"""Grammars out of the user's cache: read in milliseconds, where compiling takes a quarter of a second.

With a grammar goes what documents have taught its automaton, so that the next one, in another process, need not wait
for the same derivatives: names of elements and attributes in the order in which they can come, no text and no value.

An entry is found by the schema's path and bytes; it names the files that the schema includes, each with a digest, and
counts only as long as all of them are unchanged. One that is damaged, old or foreign is made anew, in silence.
"""

import os
from contextlib import suppress
from functools import cache as cache_once
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

import tei
from tei import cache
from tei.errors import TeiError
from tei.relaxng import archive, transitions
from tei.relaxng.digests import SIZE_BYTES, digest

if TYPE_CHECKING:
    from tei.relaxng.archive import Archived
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.compilation import Grammar
    from tei.relaxng.sources import Loader

KIND: Final = "relaxng"
# To be raised whenever an archive would be read or understood otherwise.
_FORMAT: Final = 2
TRANSITIONS: Final = "relaxng-transitions"
_MOST_BYTES: Final = 1 << 20
# It takes longer to write the transitions than to make some of them: a few more than before are no reason to.
_GROWTH: Final = 16


def grammar(data: bytes, path: str, load: "Loader", *, with_identifiers: bool = True) -> "Archived":
    """Return the grammar that *data* holds, compiled now or before; *load* gives the files that it includes.

    Raises :class:`~tei.errors.SchemaError` as :func:`tei.relaxng.compilation.compiled` does.
    """
    key = _key(data, path, with_identifiers=with_identifiers)
    kept = _unpacked(cache.load(KIND, key))
    if kept is not None and all(_unchanged(address, digest, load) for address, digest in kept.files):
        return kept
    return _made(data, path, load, key, with_identifiers=with_identifiers)


def renewed(data: bytes, path: str, load: "Loader", *, with_identifiers: bool = True) -> "Archived":
    """Return the grammar that *data* holds, compiled now, whatever the cache has: in case that made no sense."""
    key = _key(data, path, with_identifiers=with_identifiers)
    return _made(data, path, load, key, with_identifiers=with_identifiers)


def _key(data: bytes, path: str, *, with_identifiers: bool) -> str:
    checked = "ids" if with_identifiers else "no ids"
    return digest(f"{_FORMAT} {tei.__version__} {_engine()} {checked} {path}\n".encode(), data).hex()


@cache_once
def _engine() -> str:
    """Return what tells this engine from another that calls itself by the same version, as those of checkouts do."""
    here = os.path.dirname(__file__)  # noqa: PTH120 - a list of names with pathlib takes several times as long
    changed: list[str] = []
    for folder in (here, f"{here}/datatypes"):
        try:
            with os.scandir(folder) as entries:
                changed += [f"{one.name} {one.stat().st_mtime_ns}" for one in entries if one.name.endswith(".py")]
        except OSError:  # The package lies in an archive.
            return ""
    return digest("\n".join(sorted(changed)).encode()).hex()


def _unchanged(address: str, known: str, load: "Loader") -> bool:
    try:
        data, _path = load(address)
    except (TeiError, OSError):
        return False
    return digest(data).hex() == known


def _made(data: bytes, path: str, load: "Loader", key: str, *, with_identifiers: bool) -> "Archived":
    """Return the grammar, compiled and kept for the next time if the cache can be written."""
    files: dict[str, str] = {}

    def noting(address: str) -> tuple[bytes, str]:
        found, where = load(address)
        files[address] = digest(found).hex()
        return found, where

    compiled = import_module("tei.relaxng.compilation").compiled
    made = cast("Grammar", compiled(data, path, noting, with_identifiers=with_identifiers))
    has_context = bool(import_module("tei.relaxng.values").contextual(made.table.elements))
    packed = archive.written(made.start, made.table, has_context=has_context, files=files.items())
    cache.store(KIND, key, digest(packed) + packed)
    return archive.Archived(made.start, made.table, has_context, tuple(files.items()))


def _unpacked(data: bytes | None) -> "Archived | None":
    """Return the grammar in an entry, None if there is none or it is not as it was written."""
    whole = _whole(data)
    if data is None or whole is None:
        return None
    try:
        return archive.read(whole)._replace(digest=data[:SIZE_BYTES].hex())
    except archive.ArchiveError:
        return None


def _whole(data: bytes | None) -> bytes | None:
    """Return what stands after the digest in an entry, None if there is no entry or that is not as it was written."""
    if data is None or digest(data[SIZE_BYTES:]) != data[:SIZE_BYTES]:
        return None
    return data[SIZE_BYTES:]


class Memory:
    """What documents teach an automaton, from one process to the next. *found* is the grammar of the *automaton*."""

    def __init__(self, found: "Archived", automaton: "Automaton") -> None:
        # Where identifiers do not matter, other transitions are made; few ask for that.
        self._records = found.records if automaton.with_identifiers else None
        self._automaton = automaton
        self._key = digest(f"{_FORMAT} {tei.__version__} {_engine()} {found.digest}".encode()).hex()
        self._documents = 0
        self._known = 0
        if self._records is not None and (data := _whole(cache.load(TRANSITIONS, self._key))) is not None:
            with suppress(archive.ArchiveError):
                self._known = transitions.restore(automaton, self._records, data)

    def note_document(self) -> None:
        """Keep what is known now, at the first document, the second, the fourth, and so on, if it has become more."""
        self._documents += 1
        if self._records is None or self._documents & (self._documents - 1):
            return
        known = transitions.count(self._automaton)
        if known > self._known + self._known // _GROWTH:
            self._known = known
            with suppress(archive.ArchiveError):
                packed = transitions.written(self._automaton, self._records)
                if len(packed) <= _MOST_BYTES:
                    cache.store(TRANSITIONS, self._key, digest(packed) + packed)
