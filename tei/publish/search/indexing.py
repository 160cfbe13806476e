"""The index itself, as Pagefind makes it of the leaves: files that do not differ where the leaves do not.

Pagefind is a program of its own, and its package brings it along. Only what the page of the search uses is kept of what
it writes: its own pages and styles are left out.
"""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus as corpora
from tei.errors import EnvironmentFault
from tei.publish.framing import Page
from tei.publish.search import kept, leaves, settling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tei.publish.search.cards import Card

FILTERS: Final = ("person", "place", "year", "archive", "hand")
"""What documents can be chosen by, in the order in which the page offers it."""

FOLDER: Final = "search/pagefind/"
"""Where the index lies in the site."""

EFFORT: Final = 0.002
"""What making a leaf takes beside the start of a process for it."""

_PROGRAMS: Final = ("pagefind.js", "pagefind-worker.js")
_PARTS: Final = ("pagefind.*.pf_meta", "filter/*.pf_filter", "fragment/*.pf_fragment", "index/*.pf_index")
_KNOWN: Final = "pagefind 1.5."
_OWN_SETTINGS: Final = "PAGEFIND_"


class Index(NamedTuple):
    """An index that has been made: the folder in which it lies, and the paths of its files in it, the entry last."""

    folder: Path
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
def indexed(
    cards: "Mapping[Card, str]", site: Path, pagefind: Pagefind, jobs: int, *, cache: bool = True
) -> "Iterator[Callable[[], Index]]":
    """Make the index of the documents whose pages lie in *site*, and give what waits for it; then it is gone.

    Pagefind works while the ``with`` does other things. The *cards* are given with the digests of their pages. Of what
    is as it was, the leaves lie in the *cache*.
    """
    with TemporaryDirectory(prefix="tei-search-") as name, ThreadPoolExecutor(1) as apart:
        source, made = Path(name, "leaves"), Path(name, "index")
        source.mkdir()
        _leaves(cards, site, source, jobs, cache=cache)
        asked = ("--site", str(source), "--output-path", str(made), "--silent")
        working = apart.submit(_run, pagefind.path, *asked, folder=Path(name))

        def waited() -> Index:
            working.result()
            settling.settle(made)
            return Index(made, tuple(_names(made)))

        yield waited


def _leaves(cards: "Mapping[Card, str]", site: Path, folder: Path, jobs: int, *, cache: bool) -> None:
    """Write the leaf of each document into *folder*."""
    before = kept.load(site) if cache else {}
    keys = {card: kept.key(card, page) for card, page in cards.items()}
    new = [card for card in cards if keys[card] not in before]
    made = corpora.execute(partial(leaves.write, site=site, folder=folder), new, jobs=jobs, effort=lambda _card: EFFORT)
    now = {keys[card]: text for card, text in zip(new, made, strict=True)}
    for card in cards.keys() - set(new):
        text = now[keys[card]] = before[keys[card]]
        leaves.put(card, text, folder)
    if cache and now.keys() != before.keys():
        kept.store(site, now)


def _names(made: Path) -> "Iterator[str]":
    """Yield what of an index is kept. The entry comes last: until it is there, the one before it leads to its own."""
    said = json.loads((made / settling.ENTRY).read_text(encoding="utf-8"))["languages"].values()
    yield from _PROGRAMS
    yield from sorted({f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in said})
    yield from sorted(path.relative_to(made).as_posix() for part in _PARTS for path in made.glob(part))
    yield settling.ENTRY


def _run(pagefind: Path, *arguments: str, folder: Path | None = None) -> str:
    """Return what Pagefind prints; it reads no settings of its own, and *folder* is where it would look for some."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_SETTINGS)}
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
