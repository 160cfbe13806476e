"""BagIt 1.0: payload, manifests, and what the bag says of itself.

Source: RFC 8493.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import __version__
from tei.deposit.packages import files
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.deposit.packages.contents import Contents

INNER: Final = "data"
SUFFIX: Final = ""

_DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ALGORITHMS: Final = ("sha256", "sha512")


def finish(root: Path, contents: "Contents", _target: Path) -> Path:
    """Return *root*, a bag now."""
    write_tags(root, contents, f"{INNER}/")
    return root


def write_tags(root: Path, contents: "Contents", prefix: str) -> None:
    """Write what makes *root* a bag whose payload is *contents*, below *prefix*."""
    tags = [files.write(root, "bagit.txt", _DECLARATION), files.write(root, "bag-info.txt", _info(contents))]
    for algorithm in _ALGORITHMS:
        listed = files.manifest(contents.entries, algorithm, prefix)
        tags.append(files.write(root, f"manifest-{algorithm}.txt", listed))
    for algorithm in _ALGORITHMS:
        files.write(root, f"tagmanifest-{algorithm}.txt", files.manifest(sorted(tags), algorithm))


def _info(contents: "Contents") -> bytes:
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in _facts(contents)).encode("utf-8")


def _facts(contents: "Contents") -> "Iterator[tuple[str, str]]":
    """Yield the elements of bag-info.txt (RFC 8493, section 2.2.2) that are known."""
    publishers = dict.fromkeys(card.publisher.name for card in contents.cards if card.publisher)
    yield from (("Source-Organization", name) for name in publishers)
    yield "External-Description", contents.title
    if contents.card is not None:
        yield from (("External-Identifier", one) for one in contents.card.identifiers)
    if contents.day:
        yield "Bagging-Date", stamps.full(contents.day) or ""
    total = sum(entry.size_bytes for entry in contents.entries)
    yield "Payload-Oxum", f"{total}.{len(contents.entries)}"
    yield "Internal-Sender-Identifier", contents.name
    yield "Bag-Software-Agent", f"tei {__version__}"


def with_entries(contents: "Contents", prefix: str, *more: files.Entry) -> "Contents":
    """Return *contents* with each file below *prefix*, and *more* files."""
    moved = [entry._replace(path=f"{prefix}{entry.path}") for entry in contents.entries]
    return replace(contents, entries=tuple(sorted([*moved, *more])))
