"""Documents in a ZIP archive, under paths that go on into it: ``corpus.zip/letters/1.xml``.

Nothing is unpacked to the disk. An archive's directory is read once a process.
"""

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import DocumentError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from typing import NoReturn
    from zipfile import ZipFile, ZipInfo

    from tei.limits import Limits

ENDING: Final = ".zip"
_DOCUMENTS: Final = (".xml", ".xml.gz")
_MEMBERS: Final = 500_000
_LARGE_BYTES: Final = 10 * 1024 * 1024
_RATIO: Final = 200
_ENCRYPTED: Final = 0x1
# Few: each holds its file open.
_OPENED: Final = 2


class Member(NamedTuple):
    """A name in the archive at the path ``archive``."""

    archive: str
    name: str


def member(path: "os.PathLike[str] | str") -> Member | None:
    """Return the archive that *path* goes into, and the name there; None if it goes into none."""
    written = str(path).replace("\\", "/") if os.sep == "\\" else str(path)
    lowered = written.lower()
    position = lowered.find(f"{ENDING}/")
    while position >= 0:
        end = position + len(ENDING)
        if os.path.isfile(written[:end]):  # noqa: PTH113 - a string, of which there may be thousands
            return Member(written[:end], os.path.normpath(written[end + 1 :]).replace("\\", "/"))
        position = lowered.find(f"{ENDING}/", end)
    return None


def is_file(path: "os.PathLike[str] | str") -> bool:
    """Return whether an archive has a file at *path*."""
    found = member(path)
    if found is None:
        return False
    try:
        return found.name in _directory(found.archive).members
    except EnvironmentFault:
        return False


def members(archive: "os.PathLike[str] | str") -> tuple[list[str], list[str]]:
    """Return the paths of the documents in *archive*, sorted, and a sentence for each that is not looked at.

    Raises :class:`~tei.errors.UsageError` if it has none, :class:`~tei.errors.EnvironmentFault` if it cannot be read.
    """
    directory = _directory(str(archive))
    visible = (name for name in directory.members if not any(map(_is_hidden, name.split("/"))))
    names = sorted((name for name in visible if name.lower().endswith(_DOCUMENTS)), key=lambda name: name.split("/"))
    faults = [f"{archive}: {reason}" for reason in directory.faults]
    if not names and not faults:
        message = f"no .xml file in the archive {archive}"
        raise UsageError(message)
    return [f"{archive}/{name}" for name in names], faults


def load(path: str, limits: "Limits", beginning: int | None = None) -> bytes:
    """Return the bytes of the member at *path*, unpacked; of its *beginning*, if that is given, so many alone.

    Raises as :func:`tei.document.loading.load`.
    """
    found = member(path)
    directory = _directory(found.archive) if found else None
    if found is None or directory is None or found.name not in directory.members:
        message = f"there is no file {path}"
        raise UsageError(message)
    info = directory.members[found.name]
    if info.flag_bits & _ENCRYPTED:
        message = f"cannot read {path}: it is encrypted"
        raise EnvironmentFault(message)
    _require_size(path, info, limits)
    from tei.document import loading  # noqa: PLC0415 - it leads here

    try:
        with directory.opened.open(info) as stream:
            if beginning is not None:
                return stream.read(beginning)
            return loading.contents(stream, path, limits)  # type: ignore[arg-type] # it reads, and that is enough
    except damages(OSError) as fault:
        message = f"cannot read {path}: {fault}"
        raise EnvironmentFault(message) from fault


def damages(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return *more* and what is raised for an archive that is damaged, or packed in a way that is unknown here."""
    import lzma  # noqa: PLC0415 - few documents come in an archive
    import struct  # noqa: PLC0415 - as above
    import zlib  # noqa: PLC0415 - as above
    from zipfile import BadZipFile  # noqa: PLC0415 - as above

    mistaken = (ValueError, EOFError, NotImplementedError, RuntimeError, OverflowError)
    return (BadZipFile, zlib.error, lzma.LZMAError, struct.error, *mistaken, *more)


def _require_size(path: str, info: "ZipInfo", limits: "Limits") -> None:
    """Refuse a member that would become too large, before anything is unpacked."""
    from tei.document import loading  # noqa: PLC0415 - it leads here

    if info.file_size > limits.size_bytes:
        loading.refuse(path, info.file_size, limits)
    if info.file_size > _LARGE_BYTES and info.file_size > _RATIO * max(info.compress_size, 1):
        from tei.diagnostics import Diagnostic  # noqa: PLC0415 - not loaded as long as there is no finding

        times = info.file_size // max(info.compress_size, 1)
        message = f"unpacked, the file would be {times:,} times as large; at most {_RATIO} times are unpacked"
        raise DocumentError([Diagnostic("xml.too-large", message, path)])


class _Directory(NamedTuple):
    """An open archive, its files by their names, and what is said of others."""

    opened: "ZipFile"
    members: "dict[str, ZipInfo]"
    faults: tuple[str, ...]


def _directory(archive: str) -> _Directory:
    try:
        now = os.stat(archive)  # noqa: PTH116 - as above
        return _read(archive, now.st_size, now.st_mtime_ns)
    except OSError as fault:
        message = f"cannot read {archive}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault


@lru_cache(maxsize=_OPENED)
def _read(archive: str, _size_bytes: int, _time_ns: int) -> _Directory:
    from zipfile import ZipFile  # noqa: PLC0415 - few documents come in an archive

    try:
        opened = ZipFile(archive)
    except damages() as fault:
        _unusable(archive, f"it is no ZIP archive, or a damaged one ({fault})", fault)
    infos = opened.infolist()
    if len(infos) > _MEMBERS:
        _unusable(archive, f"it has {len(infos):,} files; at most {_MEMBERS:,} are looked at", None)
    found: dict[str, ZipInfo] = {}
    faults: dict[str, None] = {}
    for info in infos:
        name = info.filename.replace("\\", "/")
        if info.is_dir() or not name.lower().endswith(_DOCUMENTS):
            continue
        if not _is_inside(name):
            faults[f"the name {name!r} leads out of the archive, so that file is not looked at"] = None
        elif name in found:
            faults[f"the name {name} is there twice, and the first of the two files is looked at"] = None
        else:
            found[name] = info
    return _Directory(opened, _with_others(found, infos), tuple(faults))


def _with_others(found: "dict[str, ZipInfo]", infos: "list[ZipInfo]") -> "dict[str, ZipInfo]":
    """Return *found* with the files that are no documents, which documents may include."""
    for info in infos:
        name = info.filename.replace("\\", "/")
        if not info.is_dir() and _is_inside(name):
            found.setdefault(name, info)
    return found


def _is_inside(name: str) -> bool:
    """Return whether *name* is a plain way down, and not one that leads elsewhere on some system."""
    parts = name.split("/")
    return not any(part in {"", ".", ".."} for part in parts) and ":" not in parts[0] and "\0" not in name


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part == "__MACOSX"


def _unusable(archive: str, reason: str, fault: Exception | None) -> "NoReturn":
    message = f"cannot read {archive}: {reason}"
    raise EnvironmentFault(message) from fault
