"""How many processors there are for this process: a container or a cluster's job mostly has fewer than the machine."""

import math
import os
import sys
from typing import TYPE_CHECKING

from tei.corpus import groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def available(root: "Path" = groups.ROOT) -> int:
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


def _quotas(root: "Path") -> "Iterator[float]":
    """Yield the quota of each control group that the process is in, in processors."""
    files = ["cpu.cfs_quota_us", "cpu.cfs_period_us"]
    for said in groups.allowances(root, "cpu", first=files, second=["cpu.max"]):
        quota, period, *_ = (*said, "", "")
        # "max" and -1 stand for none.
        if quota.isdigit() and period.isdigit() and int(period):
            yield int(quota) / int(period)
