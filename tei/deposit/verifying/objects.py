"""OCFL objects: inventories, their digests, and the files of all versions.

Source: https://ocfl.io/1.1/spec/#validation
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.deposit.packages.layouts.ocfl import DECLARATION, INVENTORY
from tei.deposit.verifying import lists
from tei.deposit.verifying.lists import Listed
from tei.deposit.verifying.opening import Package, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.diagnostics import Diagnostic

_ALGORITHMS: Final = ("sha256", "sha512")


def findings(package: Package) -> "Iterator[Diagnostic]":
    """Yield what is wrong with the object. Raises OSError."""
    if DECLARATION not in package.files or lists.text(package, DECLARATION) != "ocfl_object_1.1\n":
        yield package.finding("dep.manifest", DECLARATION, "is not the declaration of an OCFL object of version 1.1")
    inventory = _inventory(package)
    if inventory is None:
        yield package.finding("dep.manifest", INVENTORY, "is no inventory of an OCFL object")
        return
    head, algorithm = inventory["head"], inventory["digestAlgorithm"]
    versions = [f"v{number}" for number in range(1, len(inventory["versions"]) + 1)]
    if set(inventory["versions"]) != set(versions) or head != versions[-1]:
        yield package.finding("dep.manifest", INVENTORY, "does not number its versions from v1 to its head")
    kept = [INVENTORY, *(f"{version}/{INVENTORY}" for version in versions)]
    for name in kept:
        yield from _by_sidecar(package, name, algorithm)
    latest = f"{head}/{INVENTORY}"
    if latest in package.files and lists.text(package, latest) != lists.text(package, INVENTORY):
        yield package.finding("dep.manifest", latest, f"is not the same as {INVENTORY}")
    yield from _unsafe(package, inventory)
    listed = [Listed(path, algorithm, digest.lower()) for digest, path in _pairs(inventory["manifest"])]
    yield from lists.compared(package, listed, INVENTORY)
    allowed = {DECLARATION, *kept, *(f"{name}.{algorithm}" for name in kept), *(one.path for one in listed)}
    yield from lists.unlisted(package, allowed, package.files, INVENTORY)
    known = {digest.lower() for digest in inventory["manifest"]}
    for version, described in inventory["versions"].items():
        if any(digest.lower() not in known for digest in described["state"]):
            yield package.finding("dep.manifest", INVENTORY, f"has a file in {version} that its manifest lacks")


def state(package: Package) -> dict[str, Path]:
    """Return the files of the latest version by their paths in it, as far as they are there."""
    inventory = _inventory(package)
    if inventory is None:
        return {}
    places = {digest: paths for digest, paths in inventory["manifest"].items() if paths}
    found = {}
    for digest, path in _pairs(inventory["versions"].get(inventory["head"], {"state": {}})["state"]):
        place = next((one for one in places.get(digest, ()) if one in package.files), None)
        if place is not None and safe(path):
            found[path] = package.files[place]
    return found


def _inventory(package: Package) -> dict[str, Any] | None:
    """Return the inventory, None if it is not one in form."""
    found = lists.structure(package, INVENTORY)
    if not isinstance(found, dict) or found.get("digestAlgorithm") not in _ALGORITHMS:
        return None
    versions = found.get("versions")
    sound = (
        isinstance(found.get("head"), str)
        and _is_map(found.get("manifest"))
        and isinstance(versions, dict)
        and bool(versions)
        and all(isinstance(one, dict) and _is_map(one.get("state")) for one in versions.values())
    )
    return found if sound else None


def _is_map(value: object) -> bool:
    """Return whether *value* has lists of paths by digests."""
    return isinstance(value, dict) and all(
        isinstance(paths, list) and all(isinstance(path, str) for path in paths) for paths in value.values()
    )


def _pairs(digests: dict[str, list[str]]) -> "Iterator[tuple[str, str]]":
    return ((digest, path) for digest, paths in digests.items() for path in paths)


def _by_sidecar(package: Package, name: str, algorithm: str) -> "Iterator[Diagnostic]":
    """Yield what the digest beside an inventory says of it."""
    sidecar = f"{name}.{algorithm}"
    if name not in package.files or sidecar not in package.files:
        missing = name if name not in package.files else sidecar
        yield package.finding("dep.file-missing", missing, "belongs to every version of an OCFL object")
        return
    digest, _space, named = (lists.text(package, sidecar) or "").strip().partition(" ")
    if named.strip() != INVENTORY:
        yield package.finding("dep.manifest", sidecar, "is not the digest of an inventory")
        return
    yield from lists.compared(package, [Listed(name, algorithm, digest.lower())], sidecar)


def _unsafe(package: Package, inventory: dict[str, Any]) -> "Iterator[Diagnostic]":
    listed = [*_pairs(inventory["manifest"])]
    for described in inventory["versions"].values():
        listed += _pairs(described["state"])
    for path in dict.fromkeys(path for _digest, path in listed):
        if not safe(path):
            yield package.finding("dep.path-unsafe", INVENTORY, f"lists {path}, which leads out of the package")
