"""Items of a Simple Archive Format ZIP: the list of files, their checksums, and the record for DSpace."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei.deposit.packages.layouts.saf import CHECKSUMS, CONTENTS, DUBLIN_CORE
from tei.deposit.verifying import lists
from tei.deposit.verifying.opening import Package, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.diagnostics import Diagnostic


def of(package: Package) -> list[str]:
    """Return the folders of the items."""
    return sorted({path.partition("/")[0] for path in package.files if "/" in path})


def findings(package: Package) -> "Iterator[Diagnostic]":
    """Yield what is wrong with the items. Raises OSError."""
    for path in package.files:
        if "/" not in path:
            yield package.finding("dep.file-extra", path, "is in no item")
    for name in of(package):
        item = _item(package, name)
        absent = [one for one in (CONTENTS, CHECKSUMS, DUBLIN_CORE) if one not in item.files]
        yield from (item.finding("dep.file-missing", one, "belongs to every item") for one in absent)
        if not absent:
            yield from _of_item(item)


def described(package: Package, name: str) -> dict[str, Path]:
    """Return the files of an item by their paths in the common folder, which the list of files keeps."""
    item = _item(package, name)
    placed = dict(_listed(item)) if CONTENTS in item.files else {}
    return {
        path: item.files[file]
        for file, path in placed.items()
        if file in item.files and file != CHECKSUMS and safe(path)
    }


def _item(package: Package, name: str) -> Package:
    inner = f"{name}/"
    files = {path.removeprefix(inner): file for path, file in package.files.items() if path.startswith(inner)}
    return Package(package.root / name, f"{package.shown}/{name}", package.form, files)


def _of_item(item: Package) -> "Iterator[Diagnostic]":
    listed, wrong = lists.manifest(item, CHECKSUMS, "sha512")
    yield from wrong
    yield from lists.compared(item, listed, CHECKSUMS)
    placed = dict(_listed(item))
    for file, path in placed.items():
        if not safe(file) or not safe(path):
            yield item.finding("dep.path-unsafe", CONTENTS, f"lists {file} as {path}, which leads out of the package")
        elif file not in item.files:
            yield item.finding("dep.file-missing", file, f"is listed in {CONTENTS}, and is not there")
    yield from lists.unlisted(item, {CONTENTS, DUBLIN_CORE, *placed}, item.files, CONTENTS)
    summed = {CHECKSUMS, *(one.path for one in listed)}
    yield from lists.unlisted(item, summed, item.files, CHECKSUMS)


def _listed(item: Package) -> "Iterator[tuple[str, str]]":
    """Yield each file that the list of an item has, with its path in the common folder."""
    for line in (lists.text(item, CONTENTS) or "").splitlines():
        file, *options = line.split("\t")
        paths = [one.removeprefix("description:") for one in options if one.startswith("description:")]
        if file.strip():
            yield file, paths[0] if paths else file
