"""Lists of files with digests, compared with the files that are there."""

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.deposit.packages.files import pieces
from tei.deposit.verifying.opening import Package, safe
from tei.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tei.diagnostics import Diagnostic

ALGORITHMS: Final = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
MOST_BYTES: Final = 256 * MEBIBYTE
"""What a list of files may have."""
MOST_JSON_BYTES: Final = 64 * MEBIBYTE
"""What one in JSON may have, which takes many times as much in memory."""

_LINE: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(\S.*)")
_ENCODED: Final = re.compile(r"%(0[AaDd]|25)")


class Listed(NamedTuple):
    """What a list says of a file: its digest, by which algorithm, and its size where it has one."""

    path: str
    algorithm: str
    digest: str
    size_bytes: int | None = None


def text(package: Package, name: str) -> "str | None":
    """Return the text of the file *name*, None if it is too large or not UTF-8. Raises OSError."""
    file = package.files[name]
    if file.stat().st_size > MOST_BYTES:
        return None
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def structure(package: Package, name: str) -> object:
    """Return what the JSON file *name* holds, None if it is too large or no JSON. Raises OSError."""
    if name not in package.files or package.files[name].stat().st_size > MOST_JSON_BYTES:
        return None
    try:
        return json.loads(text(package, name) or "")
    except (ValueError, RecursionError):
        return None


def manifest(package: Package, name: str, algorithm: str) -> "tuple[list[Listed], list[Diagnostic]]":
    """Return what the manifest *name* lists, and what is wrong with its lines. Raises OSError."""
    written = text(package, name)
    if written is None:
        return [], [package.finding("dep.manifest", name, "is not text in UTF-8")]
    listed: dict[str, Listed] = {}
    wrong = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", written), start=1):
        match = _LINE.fullmatch(line)
        if not line.strip():
            continue
        if match is None:
            wrong.append(package.finding("dep.manifest", name, f"line {number} is no digest and path"))
            continue
        path = _ENCODED.sub(lambda code: chr(int(code[1], 16)), match[2]).removeprefix("./")
        if not safe(path):
            wrong.append(package.finding("dep.path-unsafe", name, f"line {number} lists {path}, which leads out"))
        elif path in listed:
            wrong.append(package.finding("dep.manifest", name, f"line {number} lists {path} once more"))
        else:
            listed[path] = Listed(path, algorithm, match[1].lower())
    return list(listed.values()), wrong


def compared(package: Package, listed: "Iterable[Listed]", name: str) -> "Iterator[Diagnostic]":
    """Yield what is missing or changed of what the list *name* has. Each file is read once. Raises OSError."""
    by_path: dict[str, list[Listed]] = {}
    for one in listed:
        by_path.setdefault(one.path, []).append(one)
    for path, claims in by_path.items():
        file = package.files.get(path)
        if file is None:
            yield package.finding("dep.file-missing", path, f"is listed in {name}, and is not there")
            continue
        size_bytes, digests = _measured(file, {one.algorithm for one in claims})
        wrong = [one.algorithm for one in claims if digests[one.algorithm] != one.digest]
        sizes = [one.size_bytes for one in claims if one.size_bytes not in {None, size_bytes}]
        if wrong:
            yield package.finding("dep.file-changed", path, f"is not the file that {name} lists ({', '.join(wrong)})")
        elif sizes:
            message = f"has {size_bytes:,} bytes; {name} says {sizes[0]:,}"
            yield package.finding("dep.file-changed", path, message)


def unlisted(package: Package, listed: "Iterable[str]", among: "Iterable[str]", name: str) -> "Iterator[Diagnostic]":
    """Yield the files *among* those there that are not *listed* in the list *name*."""
    known = set(listed)
    for path in among:
        if path not in known:
            yield package.finding("dep.file-extra", path, f"is not listed in {name}")


def _measured(file: "Path", algorithms: "Iterable[str]") -> tuple[int, dict[str, str]]:
    made = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    size_bytes = 0
    with file.open("rb") as stream:
        for piece in pieces(stream):
            size_bytes += len(piece)
            for one in made.values():
                one.update(piece)
    return size_bytes, {name: one.hexdigest() for name, one in made.items()}
