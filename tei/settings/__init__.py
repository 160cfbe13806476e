"""A project's settings, checked: the nearest ``tei.toml`` or ``[tool.tei]`` of a ``pyproject.toml`` upwards holds.

:mod:`tables` has what there is to say, :mod:`reading` takes it out of the file, :mod:`values` what a key may have,
:mod:`lines` knows where it stands; :mod:`globs` are the patterns that files are named with. :mod:`by_file` and
:mod:`telling` say what holds for a file.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.settings.tables import (
    Deposit,
    Deposits,
    Encode,
    Files,
    Ignore,
    Project,
    Publish,
    Render,
    Settings,
    Validate,
    Weight,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FILE_NAME",
    "SHARED_NAME",
    "Deposit",
    "Deposits",
    "Encode",
    "Files",
    "Ignore",
    "Project",
    "Publish",
    "Render",
    "Settings",
    "Validate",
    "Weight",
    "find",
    "load",
    "of",
    "read",
]

FILE_NAME: Final = "tei.toml"
SHARED_NAME: Final = "pyproject.toml"
_OURS: Final = re.compile(rb"""^[ \t]*\[\[?[ \t]*tool[ \t]*\.[ \t]*["']?tei["']?[ \t]*[].]""", re.MULTILINE)


def find(start: Path | None = None) -> Path | None:
    """Return the nearest file of settings in *start*, a file or folder, or above it; by default in the current folder.

    That is a ``tei.toml``, or in a folder without one a ``pyproject.toml`` that has a table ``[tool.tei]``.
    """
    folder = (start or Path()).absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
        if _is_ours(candidate / SHARED_NAME):
            return candidate / SHARED_NAME
    return None


def _is_ours(path: Path) -> bool:
    """Return whether the file is there and has settings for tei: most of that name are about something else."""
    try:
        return path.is_file() and _OURS.search(path.read_bytes()) is not None
    except OSError:
        return False


def load(start: Path | None = None) -> Settings:
    """Return the settings of the nearest file of settings, or the defaults. Paths are absolute.

    Raises :class:`~tei.errors.SettingsError`, naming file, line and key; :class:`~tei.errors.EnvironmentFault` when
    the file cannot be read.
    """
    path = find(start)
    return Settings() if path is None else read(path)


def of(paths: "Sequence[Path | str]") -> Settings:
    """Return the settings of the project that the first of *paths* lies in, else of the one around the current folder.

    Raises as :func:`load` does.
    """
    start = Path(paths[0]) if paths else None
    if start is not None:
        found = load(start if start.is_dir() else start.parent)
        if found.path is not None:
            return found
    return load()


def read(path: Path) -> Settings:
    """Return the settings in the file at *path*. Raises as :func:`load` does."""
    from tei.settings import reading  # noqa: PLC0415 - loaded where there is a file to read

    return reading.read(path)
