"""The index itself, as Pagefind makes it of the leaves: files that do not differ where the leaves do not.

Pagefind is a program of its own, and its package brings it along. It holds all of an index that it makes: a large one
is made in parts, which lie in one folder with one entry. Only what the page of the search uses is kept of what it
writes: its own pages and styles are left out.
"""

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.errors import EnvironmentFault
from tei.publish.framing import Page
from tei.publish.search import collecting, settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from tei.publish.search.dividing import Division

FILTERS: Final = ("person", "place", "year", "archive", "hand")
"""What documents can be chosen by, in the order in which the page offers it."""

FOLDER: Final = "search/pagefind/"
"""Where the index lies in the site."""

ENTRY: Final = FOLDER + settling.ENTRY
"""The file that leads to all others of it."""

_PROGRAMS: Final = ("pagefind.js", "pagefind-worker.js")
_KINDS: Final = ("pagefind.*.pf_meta", "filter/*.pf_filter", "fragment/*.pf_fragment", "index/*.pf_index")
_KNOWN: Final = "pagefind 1.5."
_OWN_SETTINGS: Final = "PAGEFIND_"
_PIECE: Final = 20_000
"""How much is in one of the files with the words of an index, as Pagefind counts it, if nothing else is said."""
_LEAST: Final = 1_000
"""With less in each there would soon be more of these files than documents."""


class Index(NamedTuple):
    """A part of the index that has been made: what its entry says, and its files as paths in the folder."""

    folder: Path
    entry: dict[str, Any]
    names: tuple[str, ...]

    def pages(self) -> "Iterator[Page]":
        """Yield its files as those of the site."""
        for name in self.names:
            yield Page(FOLDER + name, (self.folder / name).read_bytes())


class Pagefind(NamedTuple):
    """The program, and which one it is, as ``pagefind 1.5.2``."""

    path: Path
    version: str


def found() -> Pagefind | None:
    """Return Pagefind, None if it is not installed, or is one whose files are not known here."""
    try:
        import cbor2  # noqa: F401, PLC0415 - an extra
        from pagefind.service import get_executable  # noqa: PLC0415 - an extra

        path = get_executable()
    except (ImportError, FileNotFoundError):
        return None
    if path is None:
        return None
    version = _run(path, "--version").strip()
    return Pagefind(path, version) if version.startswith(_KNOWN) else None


@contextmanager
def indexed(  # noqa: PLR0913 - each parameter is a wish of its own
    division: "Division", numbers: "Sequence[int]", site: Path, pagefind: Pagefind, jobs: int, *, cache: bool = True
) -> "Iterator[Callable[[], dict[str, Index]]]":
    """Make the parts *numbers* of the index of a *site*, and give what waits for them, by their inputs.

    They are gone when the ``with`` ends. Pagefind makes one after the other, while the leaves of the next are collected
    and the ``with`` does other things.
    """
    with TemporaryDirectory(prefix="tei-search-") as name, ThreadPoolExecutor(1) as apart:
        folder = Path(name)
        working: dict[str, Future[Index]] = {}
        try:
            for number, place in collecting.collected(division, numbers, site, folder, jobs, cache=cache):
                made = folder / f"index-{number}"
                work = apart.submit(_made, pagefind, place, made, division.suffix(number), len(division.inputs))
                working[division.inputs[number]] = work
            yield lambda: {inputs: one.result() for inputs, one in working.items()}
        finally:
            # Should something have failed, no further part is begun.
            apart.shutdown(wait=False, cancel_futures=True)


def _made(pagefind: Pagefind, source: Path, made: Path, suffix: str, parts: int) -> Index:
    """Return what Pagefind makes of the leaves in the folder *source*, which is gone then.

    A browser loads for a word one file of each part: with many *parts* each of these is so much smaller.
    """
    asked = ("--site", str(source), "--output-path", str(made), "--silent")
    own = {f"{_OWN_SETTINGS}UNSTABLE_INDEX_CHUNK_SIZE": str(max(_LEAST, _PIECE // parts))} if parts > 1 else {}
    _run(pagefind.path, *asked, folder=source.parent, settings=own)
    shutil.rmtree(source)
    entry = settling.settle(made, suffix)
    return Index(made, entry, tuple(_names(made, entry)))


def _names(made: Path, entry: "Mapping[str, Any]") -> "Iterator[str]":
    """Yield what of an index is kept."""
    yield from _PROGRAMS
    yield from sorted({f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()})
    yield from sorted(path.relative_to(made).as_posix() for kind in _KINDS for path in made.glob(kind))


def entry(said: "Sequence[Mapping[str, Any]]") -> Page:
    """Return what leads to an index, of what the entries of its parts say.

    It is written last: until it is there, the one before it leads to its own.
    """
    languages = {tag: one for part in said for tag, one in part["languages"].items()}
    whole = {**said[0], "languages": languages}
    return Page(ENTRY, json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def _run(
    pagefind: Path, *arguments: str, folder: Path | None = None, settings: "Mapping[str, str] | None" = None
) -> str:
    """Return what Pagefind prints; it reads these *settings* alone, and *folder* is where it would look for others."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_SETTINGS)}
    environment |= settings or {}
    try:
        done = subprocess.run(  # noqa: S603 - the program is the one of the package, the paths are our own
            [pagefind, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    except OSError as fault:
        raise _failed(fault.strerror or str(fault)) from fault
    if done.returncode:
        raise _failed((done.stderr or done.stdout).strip() or f"exit code {done.returncode}")
    return done.stdout


def _failed(reason: str) -> EnvironmentFault:
    message = f"Pagefind cannot make the index of the search: {reason}; “search = false” in [publish] does without it"
    return EnvironmentFault(message)
