"""Where the sources lie that a user has added. Apart from the shelf, for to ask for it must take no time."""

import os
import sys
from pathlib import Path

from tei.errors import EnvironmentFault


def folder() -> Path:
    """Return the folder of what the user has added, which need not exist yet.

    ``TEI_DATA_DIR`` overrides each platform's habit: ``%APPDATA%`` on Windows, ``~/Library/Application Support`` on
    macOS, ``$XDG_DATA_HOME`` or ``~/.local/share`` elsewhere. Raises :class:`~tei.errors.EnvironmentFault` where nobody
    is at home.
    """
    chosen = os.environ.get("TEI_DATA_DIR")
    data = Path(os.path.abspath(_at_home(chosen))) if chosen else Path(_platform_folder(), "tei")  # noqa: PTH100 - no links
    return data / "sources"


def _platform_folder() -> str:
    if sys.platform == "win32":
        # Not where the cache is: what clears that must not find these.
        return os.environ.get("APPDATA") or _at_home("~/AppData/Roaming")
    if sys.platform == "darwin":
        return _at_home("~/Library/Application Support")
    # The XDG specification says that a relative path is to be ignored.
    xdg = os.environ.get("XDG_DATA_HOME", "")
    return xdg if os.path.isabs(xdg) else _at_home("~/.local/share")  # noqa: PTH117 - as os.environ has it


def _at_home(path: str) -> str:
    found = os.path.expanduser(path)  # noqa: PTH111 - says where nobody is at home without raising
    if found.startswith("~"):
        message = "there is no home folder for sources; TEI_DATA_DIR names another place"
        raise EnvironmentFault(message)
    return found


# Finding
