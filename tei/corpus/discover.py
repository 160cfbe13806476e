"""Which files a list of paths means."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LIKENESS: Final = 0.7
_PATTERN: Final = re.compile(r"[*?[]")


class Discovery(NamedTuple):
    """The files that were found, in order and each once, and a sentence for each path that gave none."""

    paths: tuple[Path, ...]
    faults: tuple[str, ...] = ()


def discover(paths: "Iterable[Path | str]") -> tuple[Path, ...]:
    """Return the files that *paths* mean, in their order and each once.

    A file is taken as it is; a folder means the ``.xml`` files below it, sorted, without those that are hidden. A
    pattern, as ``letters/**/*.xml``, means what it matches, for shells that leave it to the command. Raises
    :class:`~tei.errors.UsageError` if a path is missing or a folder holds no ``.xml`` file.
    """
    found = survey(paths)
    if found.faults:
        raise UsageError("\n".join(found.faults))
    return found.paths


def survey(paths: "Iterable[Path | str]", *, archives: bool = False) -> Discovery:
    """Return what :func:`discover` would, with the faults beside what was found instead of in its place.

    With *archives*, a ZIP archive means the ``.xml`` and ``.xml.gz`` files in it.
    """
    files: dict[str, Path] = {}
    faults: dict[str, None] = {}
    for path in map(Path, paths):
        below: list[Path] = []
        try:
            below = _in_archive(path, faults) if archives else _files_of(path, faults)
        except (UsageError, EnvironmentFault) as fault:
            faults[str(fault)] = None
        for file in below:
            files.setdefault(os.path.normcase(os.path.abspath(file)), file)  # noqa: PTH100 - resolve() would follow links
    if not files and not faults:
        faults["nothing to read: no path was given"] = None
    return Discovery(tuple(files.values()), tuple(faults))


def _in_archive(path: Path, faults: dict[str, None]) -> list[Path]:
    """Return what *path* means, where archives are opened, and paths may go into them."""
    if ".zip" not in str(path).lower():
        return _files_of(path, faults)
    from tei.document import archives  # noqa: PLC0415 - seldom needed

    if archives.is_file(path):
        return [path]
    found: list[Path] = []
    for file in _files_of(path, faults):
        if file.suffix.lower() != archives.ENDING or not file.is_file():
            found.append(file)
            continue
        members, reasons = archives.members(file)
        found += map(Path, members)
        faults.update(dict.fromkeys(reasons))
    return found


def _files_of(path: Path, faults: dict[str, None]) -> list[Path]:
    try:
        if path.is_dir():
            return _below(path, faults)
        # Also a pipe or a device: whether it can be read is for the reader to find out.
        if path.exists():
            return [path]
    except OSError as fault:  # No permission to look, a loop of links, a name that is too long.
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise UsageError(message) from fault
    except ValueError as fault:  # A NUL in the name.
        message = f"{str(path)!r} is not a path"
        raise UsageError(message) from fault
    if is_pattern(str(path)):
        return [file for found in _matching(path) for file in _files_of(found, faults)]
    raise UsageError(missing(path))


def is_pattern(path: str) -> bool:
    """Return whether *path* stands for what it matches, if nothing is called so."""
    return _PATTERN.search(path) is not None


def _matching(pattern: Path) -> list[Path]:
    """Return what *pattern* matches, sorted; ``**`` means folders at any depth."""
    from glob import glob  # noqa: PLC0415 - shells mostly do this themselves

    found = sorted(map(Path, glob(str(pattern), recursive=True)), key=lambda path: path.parts)  # noqa: PTH207 - of a whole path
    if not found:
        message = f"nothing matches {pattern}"
        raise UsageError(message)
    return found


def _below(folder: Path, faults: dict[str, None]) -> list[Path]:
    """Return the documents below *folder*; a subfolder that cannot be listed is added to *faults*."""
    found = sorted(_walk(folder, faults), key=lambda path: path.parts)
    if found:
        return found
    if not os.access(folder, os.R_OK | os.X_OK):
        return []  # Already among the faults.
    message = f"no .xml file in the folder {folder}"
    raise UsageError(message)


def _walk(folder: Path, faults: dict[str, None]) -> "Iterator[Path]":
    def unreadable(fault: OSError) -> None:
        faults[f"cannot read {fault.filename}: {fault.strerror}"] = None

    for parent, subfolders, names in os.walk(folder, followlinks=True, onerror=unreadable):
        here = Path(parent)
        # A link that leads back up would be walked for ever; a link elsewhere is part of the corpus.
        ancestors = _identities(here, folder)
        subfolders[:] = [
            name for name in subfolders if not name.startswith(".") and _identity(here / name) not in ancestors
        ]
        for name in names:
            # macOS leaves ._name.xml beside name.xml on foreign disks: hidden, and not XML.
            if not name.lower().endswith(".xml") or name.startswith("."):
                continue
            # A pipe in a folder would be waited on for ever; whoever means one names it.
            if (here / name).is_file():
                yield here / name
            elif not (here / name).exists():
                faults[missing(here / name)] = None


def _identities(folder: Path, top: Path) -> set[str]:
    """Return the true places of *folder* and of what lies between it and *top*."""
    between = [folder, *folder.parents]
    return {_identity(each) for each in between[: len(folder.parts) - len(top.parts) + 1]}


def _identity(folder: Path) -> str:
    return os.path.realpath(folder)


def missing(path: Path) -> str:
    """Return the sentence on a path that does not exist, with the neighbour that may be meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed for a slip alone

    if path.is_symlink():
        return f"the link {path} leads to nothing"
    neighbours = _names_in(path.parent)
    if neighbours is None:
        return f"no such file or folder: {path} (there is no folder {path.parent})"
    # A forgotten suffix or another case of the same letters before a slip of the keyboard.
    near = [name for name in neighbours if path.name.lower() in {name.lower(), Path(name).stem.lower()}]
    near = near or get_close_matches(path.name, neighbours, n=1, cutoff=_LIKENESS)
    if near:
        return f"no such file or folder: {path}; did you mean {path.parent / near[0]}?"
    return f"no such file or folder: {path}"


def _names_in(folder: Path) -> list[str] | None:
    """Return the visible names in *folder*, sorted, or None if there is no such folder."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names, not paths
    except OSError:
        return None
