"""Whether the files of a package are those that it lists, in the way of each format."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tei.deposit.packages.layouts import saf
from tei.deposit.verifying import bags, crates, items, objects
from tei.deposit.verifying.opening import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.diagnostics import Diagnostic

_LISTS = {
    "bagit": bags.findings,
    "archivematica": bags.findings,
    "ocfl": objects.findings,
    "mets": crates.of_mets,
    "rocrate": crates.of_crate,
    "zip": crates.of_crate,
    "saf": items.findings,
}
_INNER = {"bagit": "data/", "archivematica": "data/objects/"}


def findings(package: Package) -> "Iterator[Diagnostic]":
    """Yield what is missing, changed or too much in *package*. Raises OSError."""
    yield from _LISTS[package.form](package)


def contents(package: Package, scratch: Path) -> "Iterator[Package]":
    """Yield the common folder of *package*: where it lies, or copied to *scratch* where a format takes it apart.

    A ZIP for DSpace has one for each of its items.
    """
    if package.form == "ocfl":
        yield _laid_out(package, objects.state(package), scratch / "head", "")
    elif package.form == "saf":
        for number, item in enumerate(items.of(package)):
            yield _laid_out(package, items.described(package, item), scratch / f"item-{number}", f"/{item}")
            shutil.rmtree(scratch / f"item-{number}", ignore_errors=True)
    else:
        inner = _INNER.get(package.form, "")
        files = {path.removeprefix(inner): file for path, file in package.files.items() if path.startswith(inner)}
        yield Package(package.root / inner, f"{package.shown}/{inner}".rstrip("/"), package.form, files)


def _laid_out(package: Package, places: dict[str, Path], folder: Path, below: str) -> Package:
    files = {}
    folder.mkdir()
    for path, file in sorted(places.items()):
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue  # A list that makes one path a file and a folder has been found wrong already.
        files[path] = target
    form = saf.FORM if package.form == "saf" else package.form
    return Package(folder, f"{package.shown}{below}", form, files)
