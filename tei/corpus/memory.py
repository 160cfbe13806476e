"""How much memory there is for this process and those that it starts, and how much one of them takes."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tei.corpus import groups

if TYPE_CHECKING:
    from pathlib import Path

_KIBIBYTE: Final = 1024
_PS: Final = "/bin/ps"


def available_bytes(root: "Path" = groups.ROOT) -> int:
    """Return the memory of the machine, or of a control group that has less; 0 if nobody tells."""
    try:
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (AttributeError, ValueError, OSError):
        found = []
    if sys.platform == "linux":
        files = {"first": ["memory.limit_in_bytes"], "second": ["memory.max"]}
        # "max" stands for none.
        found += [int(said[0]) for said in groups.allowances(root, "memory", **files) if said and said[0].isdigit()]
    return min((size_bytes for size_bytes in found if size_bytes > 0), default=0)


def taken_bytes(process: int) -> int:
    """Return how much memory *process* has in use, 0 if that is not known, as on Windows, or it has ended."""
    return _told_by_linux(process) if sys.platform == "linux" else _told_by_ps(process)


def _told_by_linux(process: int) -> int:
    _whole, resident, *_ = [*groups.text(groups.ROOT / f"proc/{process}/statm").split(), "", ""]
    return int(resident or 0) * os.sysconf("SC_PAGE_SIZE")


def _told_by_ps(process: int) -> int:
    asked = [_PS, "-o", "rss=", "-p", str(process)]
    try:
        said = subprocess.run(asked, capture_output=True, encoding="ascii", errors="replace", check=False)  # noqa: S603 - a number
    except OSError:
        return 0
    resident = said.stdout.strip()
    return int(resident) * _KIBIBYTE if resident.isdigit() else 0
