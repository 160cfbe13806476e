"""Which documents a call means, and where each edition goes."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from tei.corpus.discover import discover
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STANDARD_OUTPUT: Final = Path("-")
DEFAULT_FOLDER: Final = Path("edition")

_SUFFIXES: Final = {"html": ".html", "text": ".txt", "pdf": ".pdf", "epub": ".epub", "markdown": ".md"}
_WORDS: Final = {"text", "markdown"}
_BINARY: Final = {"pdf": "a PDF", "epub": "an EPUB"}
_BOOK: Final = "book.epub"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and its place below the folder through which it was meant."""

    path: Path
    below: PurePath


def sources(paths: "Iterable[Path | str]", *, leave_out: Path | None = None) -> tuple[Source, ...]:
    """Return the documents that *paths* mean, in their order and each once.

    *leave_out*, the authority file, is no edition: it is a document only if it is named itself. Raises
    :class:`~tei.errors.UsageError` if a path is missing or a folder holds no document.
    """
    found: dict[str, Source] = {}
    for given in map(Path, paths):
        is_folder = given.is_dir()
        for path in discover([given]):
            if is_folder and leave_out is not None and _same(path, leave_out):
                continue
            below = path.relative_to(given) if is_folder else PurePath(path.name)
            found.setdefault(_identity(path), Source(path, below))
    if not found:
        message = "there is nothing to render: no document was found"
        raise UsageError(message)
    return tuple(found.values())


def targets(  # noqa: PLR0913 - what names of files depend on
    chosen: "Sequence[Source]",
    *,
    out: Path | str | None,
    form: str = "",
    view: str = "",
    suffix: str = "",
    kept: "Iterable[Path | None]" = (),
) -> tuple[Path, ...]:
    """Return the file for each of the *chosen* documents, or `STANDARD_OUTPUT` for a single one.

    What *form* and *view* do not say of the names, *suffix* does. Raises :class:`~tei.errors.UsageError` if two would
    be written to one file, or one over a document, or over what is to be *kept*: what it is made with.
    """
    place = _place(out, form, single=len(chosen) == 1)
    if isinstance(place, _Folder):
        suffix = suffix or (".diplomatic" if view == "diplomatic" else "") + _SUFFIXES[form]
        files = tuple(place.path / source.below.parent / (source.below.stem + suffix) for source in chosen)
    else:
        files = (place,)
    _require_distinct(files, chosen, kept)
    return files


def book_place(
    chosen: "Sequence[Source]", *, form: str, out: Path | str | None, kept: "Iterable[Path | None]" = ()
) -> Path:
    """Return the file for the one book of all the *chosen* documents.

    Raises :class:`~tei.errors.UsageError` if *form* makes no books, or the book would be written over a document, or
    over what is to be *kept*.
    """
    if form != "epub":
        message = f"only an EPUB binds several documents into a book; the form is {form!r}"
        raise UsageError(message)
    place = _place(out, form, single=True)
    file = place.path / _BOOK if isinstance(place, _Folder) else place
    _require_distinct((file,), chosen, kept)
    return file


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path


def _place(out: Path | str | None, form: str, *, single: bool) -> "Path | _Folder":
    if out is None:
        return STANDARD_OUTPUT if form in _WORDS and single else _Folder(DEFAULT_FOLDER)
    path = Path(out)
    separators = tuple(filter(None, {"/", os.sep, os.altsep}))
    ends_as_folder = str(out).endswith(separators)
    if single and str(out) == "-":
        if form in _BINARY:
            message = f"{_BINARY[form]} is no text for standard output; name a file or a folder with -o"
            raise UsageError(message)
        return STANDARD_OUTPUT
    if path.is_dir() or (ends_as_folder and not path.exists()):
        return _Folder(path)
    if path.exists():
        if single and not ends_as_folder:
            return path
        message = f"-o {out} is a file, and a folder is needed"
        raise UsageError(message)
    return path if single and path.suffix else _Folder(path)


def _require_distinct(files: "Sequence[Path]", chosen: "Sequence[Source]", kept: "Iterable[Path | None]") -> None:
    by_file: dict[str, Source] = {}
    there = {_identity(path): path for path in (*filter(None, kept), *(source.path for source in chosen))}
    # One file for all of them is a book.
    for file, source in zip(files, chosen, strict=len(files) > 1):
        key = _identity(file)
        if key in there and file != STANDARD_OUTPUT:
            message = f"{source.path} would be written over {there[key]}; choose another -o"
            raise UsageError(message)
        if key in by_file:
            message = f"{by_file[key].path} and {source.path} would both be written to {file}; render them one by one"
            raise UsageError(message)
        by_file[key] = source


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _same(path: Path, other: Path) -> bool:
    return _identity(path) == _identity(other)
