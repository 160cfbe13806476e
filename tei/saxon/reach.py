"""Which files a stylesheet of the user may read: those beside and below it, and those that are named."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEME: Final = "local"
"""The scheme of the only addresses that are opened. Nothing is behind it but a catalogue, which names each file."""

_MOST_FILES: Final = 20_000


def address(path: Path) -> str:
    """Return the address of the file at *path*, as it is written and not where links lead."""
    return SCHEME + ":" + _absolute(path).as_uri().removeprefix("file://")


def spellings(named: str) -> tuple[str, ...]:
    """Return the ways in which the processor may spell an address: it writes letters of Latin-1 as their own bytes."""
    plain = unquote(named)
    if plain.isascii():
        return (named,)
    raw = plain.replace(" ", "%20")
    with contextlib.suppress(UnicodeEncodeError):
        return named, raw, quote(plain, safe="/:", encoding="latin-1")
    return named, raw


def read_back(spelt: str) -> str:
    """Return the path that the processor spells like this."""
    try:
        return unquote(spelt, errors="strict")
    except UnicodeDecodeError:
        return unquote(spelt, encoding="latin-1")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


class Reach(NamedTuple):
    """The folders and files that may be read, with the links to them followed."""

    folders: tuple[Path, ...]
    files: frozenset[Path]

    def has(self, path: Path) -> bool:
        """Return whether the file at *path* may be read; a link is where it leads."""
        real = path.resolve()
        return real.is_file() and (real in self.files or any(_is_open(real, folder) for folder in self.folders))

    def listed(self, start: "Iterable[Path]") -> "Iterator[Path]":
        """Yield the files in *start*, files and folders as they are written, that may be read.

        Raises :class:`~tei.errors.UsageError` if there are too many to be told apart.
        """
        for count, path in enumerate((found for each in start for found in _walked(each)), start=1):
            if count > _MOST_FILES:
                message = (
                    f"the stylesheet reads other files, and there are more than {_MOST_FILES:,} in its folder or those "
                    "named with --also; put it into a folder of its own, and name the files it needs"
                )
                raise UsageError(message)
            if self.has(path):
                yield path


def reach(stylesheet: Path, also: "Iterable[Path]") -> Reach:
    """Return what *stylesheet* may read: its folder and *also*. Raises :class:`~tei.errors.UsageError`."""
    named = [path.resolve() for path in also]
    for path in named:
        if not path.exists():
            message = f"there is no file or folder {path} for the stylesheet to read"
            raise UsageError(message)
    folders = (_absolute(stylesheet).parent.resolve(), *(path for path in named if path.is_dir()))
    return Reach(folders, frozenset(path for path in named if path.is_file()))


def _is_open(real: Path, folder: Path) -> bool:
    return real.is_relative_to(folder) and not any(map(_is_hidden, real.relative_to(folder).parts))


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _walked(start: Path) -> "Iterator[Path]":
    if start.is_file():
        yield start
        return
    for folder, folders, files in os.walk(start):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        yield from (Path(folder, name) for name in sorted(files) if not _is_hidden(name))
