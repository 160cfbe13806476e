"""What a repository holds beside what it was given: digests of what comes back, and metadata field by field."""

import hashlib
import html
from collections.abc import Callable, Iterator
from typing import Any, Final

from tei.deposit.push.package import File
from tei.deposit.push.transport import Client, Download

_DEEPEST: Final = 50


def comes_back(client: Client, path: str, file: File) -> str:
    """Return how what is downloaded from *path* differs from *file*, or nothing: every byte is compared by SHA-256."""
    found = _Digest()
    answer = client.send("GET", path, headers={"Accept": "*/*"}, download=Download(file.size_bytes, found.begin))
    if answer.status != 200:  # noqa: PLR2004 - the content, and not a part of it
        return f"asked for it again, the repository answers {answer.status}"
    if found.size_bytes != file.size_bytes:
        return f"{found.size_bytes:,} bytes come back of {file.size_bytes:,}"
    if found.sha256.hexdigest() != file.sha256:
        return "other bytes come back"
    return ""


class _Digest:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> Callable[[bytes], None]:
        self.sha256 = hashlib.sha256()
        self.size_bytes = 0
        return self.take

    def take(self, piece: bytes) -> None:
        self.sha256.update(piece)
        self.size_bytes += len(piece)


def checksum(said: str, file: File) -> bool | None:
    """Return whether a checksum such as ``md5:0123…`` is that of *file*; None if its algorithm is not known."""
    algorithm, colon, value = said.partition(":")
    own = file.digest(algorithm if colon else "md5")
    return None if own is None else own == (value if colon else said).strip().lower()


def lacking(given: Any, held: Any, at: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Yield place and value of all in *given* that *held* has not, or has otherwise.

    What the repository adds of its own, titles of vocabulary entries or a name made of its parts, is no difference.
    """
    if at.count(".") > _DEEPEST:
        return
    if isinstance(given, dict):
        for key, value in given.items():
            theirs = held.get(key) if isinstance(held, dict) else None
            yield from lacking(value, theirs, f"{at}.{key}" if at else str(key))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            theirs = held[number] if isinstance(held, list) and number < len(held) else None
            yield from lacking(value, theirs, f"{at}.{number}")
    elif given not in (None, "") and not _same(given, held, at):
        yield at, str(given)


def changes(given: Any, held: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield the lines of a dry run for metadata: ``+`` what would come, ``~`` what would change."""
    for at, value in lacking(given, held):
        theirs = value_at(held, at)
        if theirs is None:
            yield f"+ {at}: {value}"
        else:
            yield f"~ {at}: {theirs} -> {value}"


def _same(given: Any, held: Any, at: str) -> bool:  # noqa: ANN401 - JSON
    """Return whether two values say the same: markup may be escaped, identifiers may get or lose their scheme."""
    if not (isinstance(given, str) and isinstance(held, str)):
        return bool(given == held)
    one, other = (" ".join(html.unescape(text).split()) for text in (given, held))
    if at.endswith("identifier") and one and other:
        one, other = one.lower(), other.lower()
        return one.endswith(other) or other.endswith(one)
    return one == other


def value_at(held: Any, place: str) -> Any:  # noqa: ANN401 - JSON
    """Return the value at a place that :func:`lacking` names, None if there is none."""
    for key in place.split("."):
        if isinstance(held, list) and key.isdigit() and int(key) < len(held):
            held = held[int(key)]
        elif isinstance(held, dict):
            held = held.get(key)
        else:
            return None
    return None if isinstance(held, dict | list) else held
