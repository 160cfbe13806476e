"""Documents at addresses that somebody names, read through fsspec: ``s3://bucket/letters/*.xml``, ``https://…``.

Nothing but what was named is fetched. The backends are fsspec's own and those of its plug-ins; what they raise can be
anything, and is told as a fault in reaching that address.
"""

import re
from typing import TYPE_CHECKING, Any, Final

from tei.document.loading import contents
from tei.errors import EnvironmentFault, TeiError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.limits import Limits

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_PATTERN: Final = re.compile(r"[*?[]")
# github://org:repo@branch has no password in this place.
_PASSWORD: Final = re.compile(r"(?<!github)(?P<before>://[^/@:\s]*):[^/@\s]*(?=@)")
_CHAINED: Final = "::"
_NOT_FOUND: Final = 404
_OF_ONE_PROCESS: Final = ("memory://",)
_MISSING: Final = "addresses need fsspec, which is not installed: pip install 'tei[fsspec]'"


def is_address(path: object) -> bool:
    """Return whether *path* is an address, and not a path of this machine."""
    return isinstance(path, str) and _ADDRESS.match(path) is not None


def is_of_one_process(path: object) -> bool:
    """Return whether what lies at *path* can be read by this process alone."""
    return isinstance(path, str) and any(one in path for one in _OF_ONE_PROCESS)


def shown(address: str) -> str:
    """Return *address* as it may be told to anybody: without a password."""
    return _PASSWORD.sub(r"\g<before>", address)


def survey(address: str) -> list[str]:
    """Return the addresses of the documents that *address* means, sorted where it is a folder or a pattern.

    A folder means the ``.xml`` files below it, without those that are hidden. Raises
    :class:`~tei.errors.UsageError` if there are none, :class:`~tei.errors.EnvironmentFault` if it cannot be reached.
    """
    files, path = _opened(address)
    try:
        found, wanted = _listed(files, path)
    except Exception as fault:
        raise _unreachable(address, fault) from fault
    if not found:
        message = f"nothing matches {shown(address)}" if wanted else f"no .xml file below {shown(address)}"
        raise UsageError(message)
    return [_whole(address, path, one, files) for one in found]


def _listed(files: Any, path: str) -> tuple[list[str], bool]:  # noqa: ANN401 - fsspec is optional
    """Return the paths that *path* means, and whether it is a pattern."""
    if _PATTERN.search(path):
        return sorted(one for one in files.glob(path) if not files.isdir(one)), True
    # Where there are no folders, a file is asked for first: a server of web pages calls much a folder.
    if path.lower().endswith((".xml", ".xml.gz")) or not files.isdir(path):
        return [path], False
    below = (one for one in files.find(path) if one.lower().endswith(".xml"))
    inside = ((one, one[len(path.rstrip("/")) :].split("/")) for one in below)
    return sorted(one for one, parts in inside if not any(part.startswith(".") for part in parts)), False


def _whole(address: str, path: str, found: str, files: Any) -> str:  # noqa: ANN401 - as above
    """Return the address of the file at the path *found*, where *path* is that of *address*."""
    first, chained, rest = address.partition(_CHAINED)
    if first.endswith(path):
        return f"{first[: len(first) - len(path)]}{found}{chained}{rest}"
    if first.rstrip("/").endswith(path.rstrip("/")):
        return f"{first.rstrip('/')[: len(first.rstrip('/')) - len(path.rstrip('/'))]}{found}{chained}{rest}"
    return f"{files.unstrip_protocol(found)}{chained}{rest}"


def beginnings(addresses: "Iterable[str]", size_bytes: int) -> dict[str, bytes]:
    """Return the first bytes of what lies at each of *addresses*; those that cannot be had are left out."""
    found = {}
    for address in addresses:
        try:
            files, path = _opened(address)
            found[address] = bytes(files.cat_file(path, start=0, end=size_bytes))
        except Exception:  # noqa: BLE001, S112 - whoever checks the document will say why
            continue
    return found


def load(address: str, limits: "Limits") -> bytes:
    """Return the bytes at *address*, never more of them than the limit allows. Raises as the loading of a file does."""
    files, path = _opened(address)
    try:
        with files.open(path, "rb") as stream:
            # A server that does not tell the size of a file can give it in pieces only.
            return contents(stream, shown(address).partition(_CHAINED)[0], limits)
    except TeiError:
        raise
    except Exception as fault:
        raise _unreachable(address, fault) from fault


def _opened(address: str) -> tuple[Any, str]:
    """Return the file system of *address* and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - optional
    except ImportError as fault:
        raise EnvironmentFault(_MISSING) from fault
    try:
        files, path = url_to_fs(address)
    except Exception as fault:
        raise _unreachable(address, fault) from fault
    return files, path


def _unreachable(address: str, fault: Exception) -> EnvironmentFault:
    reason: Exception = fault
    if isinstance(fault, FileNotFoundError):
        # A server that cannot be reached is told as a file that is not there, with the true reason behind it.
        cause = fault.__cause__
        if not isinstance(cause, Exception) or getattr(cause, "status", None) == _NOT_FOUND:
            return EnvironmentFault(f"there is no file {shown(address)}")
        reason = cause
    lines = str(reason).strip().splitlines()
    said = shown(lines[0]) if lines else type(fault).__name__
    advice = "; install what it asks for with pip" if isinstance(fault, ImportError) else ""
    return EnvironmentFault(f"cannot read {shown(address)}: {said}{advice}")
