"""Where the transcription of each document goes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def places(documents: Sequence[Path], out: Path) -> tuple[Path, ...]:
    """Return the file for each of *documents*: *out*, or ``NAME.txt`` in it if it is a folder or there are several.

    What is not there and has no suffix is taken for a folder. Raises `UsageError` if two would be written to one file,
    or one over a document.
    """
    if len(documents) > 1 and out.is_file():
        message = f"-o {out} is a file, and a folder is needed"
        raise UsageError(message)
    is_folder = len(documents) > 1 or out.is_dir() or not (out.suffix or out.exists())
    files = tuple(out / f"{path.stem}.txt" if is_folder else out for path in documents)
    read = {_identity(path): path for path in documents}
    written: dict[str, Path] = {}
    for file, path in zip(files, documents, strict=True):
        if over := read.get(_identity(file)):
            message = f"{path} would be written over {over}; choose another -o"
            raise UsageError(message)
        if (other := written.setdefault(_identity(file), path)) is not path:
            message = f"{other} and {path} would both be written to {file}; decode them one by one"
            raise UsageError(message)
    return files


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
