"""Packages that describe their files in one document: METS and RO-Crate, also in a ZIP."""

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from tei import document
from tei.deposit.packages.contents import CRATE
from tei.deposit.packages.layouts import mets
from tei.deposit.verifying import lists
from tei.deposit.verifying.lists import Listed
from tei.deposit.verifying.opening import Package, safe
from tei.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.diagnostics import Diagnostic

_ALGORITHMS: Final = {"SHA-512": "sha512", "SHA-256": "sha256", "SHA-1": "sha1", "MD5": "md5"}
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


def of_mets(package: Package) -> "Iterator[Diagnostic]":
    """Yield what is wrong with the files that ``mets.xml`` lists. Raises OSError."""
    try:
        root = document.read(package.files[mets.NAME]).root
    except DocumentError as fault:
        yield from (package.finding("dep.manifest", mets.NAME, one.message) for one in fault.diagnostics)
        return
    listed = []
    for file in root.iter(f"{{{mets.METS}}}file"):
        location = file.find(f"{{{mets.METS}}}FLocat")
        path = None if location is None else location.get(f"{{{mets.XLINK}}}href")
        algorithm = _ALGORITHMS.get(file.get("CHECKSUMTYPE", ""))
        if path is None or algorithm is None:
            yield package.finding("dep.manifest", mets.NAME, "has a file without a place or a checksum")
            continue
        listed.append(Listed(unquote(path), algorithm, file.get("CHECKSUM", "").lower(), _size(file.get("SIZE"))))
    yield from _compared(package, listed, mets.NAME)


def of_crate(package: Package) -> "Iterator[Diagnostic]":
    """Yield what is wrong with the files that the crate describes. Raises OSError."""
    graph = _graph(package)
    if graph is None:
        yield package.finding("dep.manifest", CRATE, "is no description of an RO-Crate")
        return
    listed = []
    for entity in graph:
        name, digest = entity.get("@id"), entity.get("sha256")
        kinds = entity.get("@type")
        if "File" not in (kinds if isinstance(kinds, list) else [kinds]) or not isinstance(name, str):
            continue
        if not isinstance(digest, str):
            yield package.finding("dep.manifest", CRATE, f"has no checksum of {name}")
            continue
        listed.append(Listed(unquote(name), "sha256", digest.lower(), _size(entity.get("contentSize"))))
    yield from _compared(package, listed, CRATE)


def _compared(package: Package, listed: "list[Listed]", name: str) -> "Iterator[Diagnostic]":
    for one in listed:
        if not safe(one.path):
            yield package.finding("dep.path-unsafe", name, f"lists {one.path}, which leads out of the package")
    inside = [one for one in listed if safe(one.path)]
    yield from lists.compared(package, inside, name)
    yield from lists.unlisted(package, {name, *(one.path for one in inside)}, package.files, name)


def _graph(package: Package) -> "Iterable[dict[str, Any]] | None":
    found = lists.structure(package, CRATE)
    graph = found.get("@graph") if isinstance(found, dict) else None
    return [one for one in graph if isinstance(one, dict)] if isinstance(graph, list) else None


def _size(written: object) -> int | None:
    return int(written) if isinstance(written, str) and _NUMBER.fullmatch(written) else None
