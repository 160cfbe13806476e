"""Pictures that documents show: which files are some, and which of a folder may be looked at."""

import os
import re
from pathlib import Path
from typing import Final

MEDIA_TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""The media types of the pictures that browsers show, by the endings of their names."""

DRAWING: Final = ".svg"
"""The ending of the one kind that can hold a script."""

# A drive, a stream or another separator on Windows; no name of a file is worth finding out where it leads.
_UNSAFE: Final = re.compile(r"[\x00-\x1f\\:]")


def media_type(name: str) -> str:
    """Return the media type of the picture that a file called *name* is, "" if it is none."""
    return MEDIA_TYPES.get(os.path.splitext(name)[1].lower(), "")  # noqa: PTH122 - a name, and not a path of this system


def inside(folder: Path, name: str) -> Path | None:
    """Return the path of the file *name*, with slashes, that truly lies in *folder*, wherever links lead.

    None if there is no such file, or it is hidden; one outside is not even looked for.
    """
    parts = name.split("/")
    if _UNSAFE.search(name) or any(part == "" or part.startswith(".") for part in parts):
        return None
    path = folder.joinpath(*parts)
    root = os.path.realpath(folder).rstrip(os.sep) + os.sep
    return path if os.path.realpath(path).startswith(root) and path.is_file() else None
