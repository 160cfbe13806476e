"""How many processors there are for this process: a container or a cluster's job mostly has fewer than the machine."""

import math
import os
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = Path("/")


def available(root: Path = _ROOT) -> int:
    """Return how many processors this process may keep busy, at least one.

    That is what it may be scheduled on, and no more than the quota of its control group, rounded up. *root* is the
    folder that has ``proc`` and ``sys``.
    """
    allowed = _allowed()
    quotas = _quotas(root) if sys.platform == "linux" else ()
    return max(1, min([allowed, *map(math.ceil, quotas)]))


def _allowed() -> int:
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    # Not every system can bind a process to processors.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _quotas(root: Path) -> "Iterator[float]":
    """Yield the quota of each control group that the process is in, in processors."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        _number, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        # One hierarchy has no controllers in its line: version 2.
        if controllers and "cpu" not in controllers.split(","):
            continue
        groups = root / "sys/fs/cgroup" / controllers
        files = ["cpu.cfs_quota_us", "cpu.cfs_period_us"] if controllers else ["cpu.max"]
        here = PurePosixPath(path.lstrip("/"))
        for group in (here, *here.parents):
            quota, period, *_ = [*" ".join(_text(groups / group / file) for file in files).split(), "", ""]
            # "max" and -1 stand for none; inside a container the path may be one of the world outside.
            if quota.isdigit() and period.isdigit() and int(period):
                yield int(quota) / int(period)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
