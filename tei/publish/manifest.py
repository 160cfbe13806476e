"""What lies in a site and what it was made from, so that a later build makes only what has changed.

The manifest is a file of the site. Only what it names is ever replaced or removed.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from tei.errors import EnvironmentFault, UsageError
from tei.files import write_atomically

NAME: Final = ".tei-site.json"
_FORM: Final = 2
_READ: Final = frozenset({1, _FORM})
"""Forms that can be read; the first one knew the index of the search as a whole, which is made anew then."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a document: the digest of all that it was made from, and its files with theirs."""

    inputs: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the index of the search: the digest of all that it was made from, what its entry says, and its files.

    These are pages of the site, and called here as in the folder of the index; parts may have some in common.
    """

    inputs: str
    entry: dict[str, Any]
    files: tuple[str, ...]


@dataclass(slots=True)
class Manifest:
    """The files of a site, with the digests of what they hold: by document, and those of no document.

    ``index`` are the parts of the index of the search that are there, ``inputs`` the digests of what pages were made
    from, as far as it is kept.
    """

    documents: dict[str, Made] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    index: tuple[Part, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)

    def files(self) -> set[str]:
        """Return the paths of all files."""
        return {*self.pages, *(name for made in self.documents.values() for name in made.files)}


def read(out: Path) -> Manifest | None:
    """Return the manifest of the site in *out*, None if there is nothing yet.

    Raises :class:`~tei.errors.UsageError` if the folder holds something else than a site.
    """
    try:
        text = (out / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        if out.is_dir() and any(out.iterdir()):
            message = f"{out} holds something, and no site that tei has made: choose another -o, or empty it"
            raise UsageError(message) from None
        return None
    except (OSError, UnicodeDecodeError) as fault:
        message = f"cannot read {out / NAME}: {fault}"
        raise EnvironmentFault(message) from fault
    return _read(text, out)


def _read(text: str, out: Path) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(text)
        documents = {path: Made(str(made["inputs"]), _files(made["files"])) for path, made in said["documents"].items()}
        index = tuple(map(_part, said["index"])) if said["form"] == _FORM else ()
        known = Manifest(documents, _files(said["pages"]), index, _files(said.get("inputs", {})))
        return known if said["form"] in _READ else Manifest()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        message = f"{out / NAME} is damaged: empty the folder {out}, and everything is made anew"
        raise UsageError(message) from fault


def _part(said: dict[str, Any]) -> Part:
    languages = said["entry"]["languages"]
    if not all(isinstance(one, dict) and isinstance(one["hash"], str) for one in languages.values()):
        raise ValueError(languages)
    return Part(str(said["inputs"]), said["entry"], tuple(map(str, said["files"])))


def _files(said: dict[str, str]) -> dict[str, str]:
    """Return *said*, of which nothing may lie outside the site. Raises ValueError."""
    for name in said:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ValueError(name)
    return {str(name): str(digest) for name, digest in said.items()}


def write(out: Path, manifest: Manifest) -> None:
    """Write *manifest* into the site."""
    said = {
        "form": _FORM,
        "documents": {
            path: {"inputs": made.inputs, "files": dict(sorted(made.files.items()))}
            for path, made in sorted(manifest.documents.items())
        },
        "pages": dict(sorted(manifest.pages.items())),
        "index": [{"inputs": one.inputs, "entry": one.entry, "files": one.files} for one in manifest.index],
        "inputs": dict(sorted(manifest.inputs.items())),
    }
    write_atomically(out / NAME, json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def remove(out: Path, names: "set[str]") -> int:
    """Remove the files *names* of the site, and folders that are left empty; return how many files there were."""
    removed = 0
    for name in sorted(names):
        path = out / name
        try:
            path.unlink()
            removed += 1
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as fault:
            message = f"cannot remove {path}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault
        _prune(path.parent, out)
    return removed


def _prune(folder: Path, out: Path) -> None:
    """Remove *folder* and those around it, up to the site, as far as they are empty."""
    while folder != out and folder.is_relative_to(out):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
