"""Bags: payload and tag manifests, and the sums of bag-info.txt.

Source: RFC 8493, section 3.
"""

import re
from typing import TYPE_CHECKING, Final

from tei.deposit.verifying import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.deposit.verifying.lists import Listed
    from tei.deposit.verifying.opening import Package
    from tei.diagnostics import Diagnostic

_MANIFEST: Final = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_DECLARATION: Final = re.compile(r"BagIt-Version: (?:0\.97|1\.0)\s+Tag-File-Character-Encoding: UTF-8\s*")
_OXUM: Final = re.compile(r"^Payload-Oxum:\s*(\d+)\.(\d+)\s*$", re.MULTILINE | re.IGNORECASE)
_PAYLOAD: Final = "data/"


def findings(package: "Package") -> "Iterator[Diagnostic]":
    """Yield what is wrong with the bag. Raises OSError."""
    if not _DECLARATION.fullmatch(lists.text(package, "bagit.txt") or ""):
        yield package.finding("dep.manifest", "bagit.txt", "is not the declaration of a bag of version 1.0 in UTF-8")
    if "fetch.txt" in package.files:
        yield package.finding(
            "dep.manifest", "fetch.txt", "lists files to be fetched from elsewhere, which is not done"
        )
    payload = [path for path in package.files if path.startswith(_PAYLOAD)]
    tags = [path for path in package.files if "/" not in path and not path.startswith("tagmanifest-")]
    yield from _by_manifests(package, payload, tag=False)
    yield from _by_manifests(package, tags, tag=True)
    yield from _sums(package, payload)


def _by_manifests(package: "Package", among: list[str], *, tag: bool) -> "Iterator[Diagnostic]":
    """Yield what the manifests of one kind say is missing, changed or too much."""
    every: list[Listed] = []
    names = ", ".join(name for name, _algorithm in _manifests(package, tag=tag))
    for name, algorithm in _manifests(package, tag=tag):
        if algorithm not in lists.ALGORITHMS:
            yield package.finding("dep.manifest", name, f"is by an algorithm that is not known, {algorithm}")
            continue
        listed, wrong = lists.manifest(package, name, algorithm)
        yield from wrong
        yield from lists.unlisted(package, (one.path for one in listed), among, name)
        every += listed
    if every:
        yield from lists.compared(package, every, names)
    else:
        kind = "tag manifest" if tag else "manifest"
        yield package.finding("dep.manifest", "", f"has no {kind} that lists anything")


def _manifests(package: "Package", *, tag: bool) -> "Iterator[tuple[str, str]]":
    for name in package.files:
        match = _MANIFEST.fullmatch(name)
        if match is not None and bool(match[1]) == tag:
            yield name, match[2]


def _sums(package: "Package", payload: list[str]) -> "Iterator[Diagnostic]":
    if "bag-info.txt" not in package.files:
        return
    claimed = _OXUM.search(lists.text(package, "bag-info.txt") or "")
    if claimed is None:
        yield package.finding("dep.manifest", "bag-info.txt", "does not say how much the payload is (Payload-Oxum)")
        return
    size_bytes = sum(package.files[path].stat().st_size for path in payload)
    if (str(size_bytes), str(len(payload))) != (claimed[1].lstrip("0") or "0", claimed[2].lstrip("0") or "0"):
        message = f"says {claimed[1]} bytes in {claimed[2]} files; there are {size_bytes} in {len(payload)}"
        yield package.finding("dep.manifest", "bag-info.txt", message)
