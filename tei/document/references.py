"""Where the relative references of a document lead: which file on this machine, and never one that is elsewhere."""

import os
from pathlib import Path
from urllib.parse import unquote

from tei.document import observed


def place(folder: Path, file: str) -> str:
    """Return where the relative reference *file* leads from *folder*, "" for what is no relative reference."""
    written = unquote(file)
    # What begins with a slash is another host's or the root's; on Windows, looking there can be a call to a server.
    if "\0" in written or written.startswith(("/", "\\")) or ":" in written.partition("/")[0]:
        return ""
    return observed.true_path(os.fspath(folder / written))
