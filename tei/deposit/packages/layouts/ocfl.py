"""An object of the Oxford Common File Layout 1.1: the first version of it, or the next one of an object that is there.

Source: https://ocfl.io/1.1/spec/
"""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tei.deposit.packages import files
from tei.errors import UsageError
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.deposit.packages.contents import Contents

INNER: Final = "incoming"
SUFFIX: Final = ""

DECLARATION: Final = "0=ocfl_object_1.1"
INVENTORY: Final = "inventory.json"
_ALGORITHM: Final = "sha512"
_TYPE: Final = "https://ocfl.io/1.1/spec/#inventory"

Inventory = dict[str, Any]


def finish(root: Path, contents: "Contents", target: Path) -> Path:
    """Return the object: that at *target* with a version more, or a new one.

    Raises :class:`~tei.errors.UsageError` if the version has no day, or *target* is no such object.
    """
    if contents.day is None:
        message = (
            "an OCFL object says when it was made, and no document has a date of publication; set SOURCE_DATE_EPOCH"
        )
        raise UsageError(message)
    made = root / "object"
    before = _before(target)
    state = _by_digest((entry.sha512, entry.path) for entry in contents.entries)
    if before is None:
        made.mkdir()
        (made / DECLARATION).write_bytes(b"ocfl_object_1.1\n")
        before = {"manifest": {}, "versions": {}}
    else:
        _copied(target, made)
        if before["versions"][before["head"]]["state"] == state:
            return made
    head = f"v{len(before['versions']) + 1}"
    manifest = before["manifest"] | _stored(root / INNER, made, head, contents, before["manifest"])
    version = {
        "created": stamps.moment(contents.day),
        "message": contents.title,
        "state": state,
        "user": {"name": "tei", "address": "https://www.tei-c.org/"},
    }
    _write_inventory(
        made,
        {
            "id": before.get("id", f"urn:tei:package:{quote(contents.name)}"),
            "type": _TYPE,
            "digestAlgorithm": _ALGORITHM,
            "head": head,
            "manifest": manifest,
            "versions": before["versions"] | {head: version},
        },
    )
    return made


def _before(target: Path) -> Inventory | None:
    """Return the inventory of the object that is there, None if there is nothing."""
    if not os.path.lexists(target):
        return None
    try:
        declared = (target / DECLARATION).is_file() and not target.is_symlink()
        found = json.loads((target / INVENTORY).read_bytes()) if declared else None
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("digestAlgorithm") != _ALGORITHM or not _is_versioned(found):
        message = f"{target} is there already, and is no OCFL object that a version could be added to"
        raise UsageError(message)
    return found


def _is_versioned(inventory: Inventory) -> bool:
    versions, head = inventory.get("versions"), inventory.get("head")
    return (
        isinstance(inventory.get("manifest"), dict)
        and isinstance(versions, dict)
        and set(versions) == {f"v{number}" for number in range(1, len(versions) + 1)}
        and head == f"v{len(versions)}"
        and all(isinstance(one, dict) and isinstance(one.get("state"), dict) for one in versions.values())
    )


def _by_digest(pairs: "Iterable[tuple[str, str]]") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for digest, path in sorted(pairs):
        found.setdefault(digest, []).append(path)
    return found


def _copied(target: Path, made: Path) -> None:
    """Copy the object; its files never change, so that a second name for each will do where the system has such."""

    def link(source: str, place: str) -> str:
        try:
            os.link(source, place)
        except OSError:
            shutil.copyfile(source, place)
        return place

    shutil.copytree(target, made, symlinks=True, copy_function=link)


def _stored(
    incoming: Path, made: Path, head: str, contents: "Contents", known: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Move what no version has yet into the new one, and return where it is, by digest."""
    found: dict[str, list[str]] = {}
    for entry in contents.entries:
        if entry.sha512 in known or entry.sha512 in found:
            continue
        place = made / head / "content" / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        (incoming / entry.path).rename(place)
        found[entry.sha512] = [f"{head}/content/{entry.path}"]
    return found


def _write_inventory(made: Path, inventory: Inventory) -> None:
    """Write the inventory and its digest, at the root of the object and in its new version."""
    data = (json.dumps(inventory, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
    sidecar = f"{hashlib.sha512(data).hexdigest()} {INVENTORY}\n".encode()
    for place in ("", f"{inventory['head']}/"):
        # The old one may share its place on the disk with the object that is there.
        for name in (INVENTORY, f"{INVENTORY}.{_ALGORITHM}"):
            (made / place / name).unlink(missing_ok=True)
        files.write(made, f"{place}{INVENTORY}", data)
        files.write(made, f"{place}{INVENTORY}.{_ALGORITHM}", sidecar)
