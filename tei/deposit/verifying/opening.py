"""A package opened: its format, its regular files, and a finding for everything in it that is none."""

import os
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.deposit.packages.files import pieces
from tei.deposit.packages.layouts import mets, ocfl, saf
from tei.diagnostics import Diagnostic
from tei.document import archives
from tei.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES: Final = 500_000
MOST_BYTES: Final = 16 * 1024 * MEBIBYTE
MOST_TIMES: Final = 200
"""How much larger than in the ZIP a file may become, if it becomes larger than :data:`FREE_BYTES`."""
FREE_BYTES: Final = 10 * MEBIBYTE

_DRIVE: Final = 2
_ENCRYPTED: Final = 0x1


class Package(NamedTuple):
    """A package: where its files are, as what it is shown, its format ("" if unknown), and its files by their paths."""

    root: Path
    shown: str
    form: str
    files: dict[str, Path]
    findings: tuple[Diagnostic, ...] = ()

    def finding(self, rule: str, path: str, message: str) -> Diagnostic:
        """Return a finding on a file of the package."""
        return Diagnostic(rule, message, f"{self.shown}/{path}" if path else self.shown)


def opened(path: Path, scratch: Path) -> Package:
    """Return the package at *path*; a ZIP is unpacked into *scratch*. Raises OSError."""
    if path.is_dir():
        return _of_folder(path, str(path), zipped=False)
    # A pipe would be waited on for ever.
    if not path.is_file() or not zipfile.is_zipfile(path):
        return Package(path, str(path), "", {})
    unpacked = scratch / "unpacked"
    unpacked.mkdir()
    findings = list(_unpacked(path, unpacked))
    tops = [one for one in sorted(unpacked.iterdir()) if one.is_dir()]
    if len(tops) == 1 and len(list(unpacked.iterdir())) == 1:
        unpacked = tops[0]
    package = _of_folder(unpacked, str(path), zipped=True)
    return package._replace(findings=(*findings, *package.findings))


def safe(name: str) -> bool:
    """Return whether *name* is a path that stays inside, on every platform."""
    return not (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or (len(name) >= _DRIVE and name[1] == ":")
        or any(part in {"", ".", ".."} for part in name.split("/"))
    )


def _of_folder(root: Path, shown: str, *, zipped: bool) -> Package:
    found = Package(root, shown, "", {})
    findings: list[Diagnostic] = []
    for path, is_file in _walk(root):
        if not is_file:
            findings.append(
                found.finding("dep.path-unsafe", path, "is a link, a device or a pipe, and is not followed")
            )
        elif len(found.files) >= MOST_FILES:
            findings.append(found.finding("dep.too-large", "", f"holds more than {MOST_FILES:,} files"))
            break
        else:
            found.files[path] = root / path
    return found._replace(form=_form(found.files, zipped=zipped), findings=tuple(findings))


def _walk(root: Path) -> "Iterator[tuple[str, bool]]":
    """Yield the paths below *root* in order, each with whether it is a regular file; no link is followed."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                yield path, entry.is_file(follow_symlinks=False)


def _form(files: dict[str, Path], *, zipped: bool) -> str:
    """Return the format, "" if it is none that is known."""
    if "bagit.txt" in files:
        return "archivematica" if "data/metadata/metadata.csv" in files else "bagit"
    if any(name.startswith("0=ocfl_object_") for name in files) or ocfl.DECLARATION in files:
        return "ocfl"
    if mets.NAME in files:
        return "mets"
    if "ro-crate-metadata.json" in files:
        return "zip" if zipped else "rocrate"
    items = [name for name in files if name.count("/") == 1 and name.endswith(f"/{saf.DUBLIN_CORE}")]
    return "saf" if items and zipped else ""


def _unpacked(path: Path, into: Path) -> "Iterator[Diagnostic]":
    """Yield what is wrong with the ZIP at *path* after all that is right has been unpacked. Raises OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            refusal = _too_large(members)
            if refusal:
                yield Diagnostic("dep.too-large", refusal, str(path))
                return
            seen: set[str] = set()
            for member in members:
                shown = f"{path}/{member.filename}"
                if not safe(member.filename) or not _is_plain(member):
                    yield Diagnostic("dep.path-unsafe", "is a link, or its name leads out of the package", shown)
                elif member.filename.casefold() in seen:
                    yield Diagnostic("dep.manifest", "is in the ZIP twice, perhaps in another case", shown)
                else:
                    seen.add(member.filename.casefold())
                    yield from _member(archive, member, into, shown)
    except archives.damages() as fault:
        yield Diagnostic("dep.manifest", f"cannot be unpacked: {fault}", str(path))


def _too_large(members: list[zipfile.ZipInfo]) -> str:
    if len(members) > MOST_FILES:
        return f"holds more than {MOST_FILES:,} files"
    if sum(member.file_size for member in members) > MOST_BYTES:
        return f"unpacks to more than {MOST_BYTES:,} bytes"
    for member in members:
        if member.file_size > FREE_BYTES and member.file_size > MOST_TIMES * max(member.compress_size, 1):
            return f"{member.filename} unpacks to more than {MOST_TIMES} times its size"
    return ""


def _is_plain(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in {0, stat.S_IFREG} and not member.flag_bits & _ENCRYPTED


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path, shown: str) -> "Iterator[Diagnostic]":
    target = into / member.filename
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # zipfile gives no more than the size that was looked at before.
        with archive.open(member) as source, target.open("xb") as sink:
            for piece in pieces(source):
                sink.write(piece)
    except archives.damages() as fault:
        yield Diagnostic("dep.file-changed", f"cannot be unpacked whole: {fault}", shown)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        yield Diagnostic("dep.manifest", "is a file and a folder at once", shown)
