import os
import sys
from pathlib import Path

import pytest

from tei.corpus import processors

linux = pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")


@pytest.fixture(autouse=True)
def _a_large_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors, "_allowed", lambda: 64)


def machine(root: Path, files: dict[str, str]) -> Path:
    """A folder with these files of the system in it."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="ascii")
    return root


def test_without_control_groups_all_processors_are_available(tmp_path: Path) -> None:
    assert processors.available(tmp_path) == 64


@linux
@pytest.mark.parametrize(
    "files, expected",
    [
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "200000 100000\n"}, 2),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "150000 100000\n"}, 2),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "10000 100000\n"}, 1),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "max 100000\n"}, 64),
        # The quota of a group holds for those within it.
        (
            {
                "proc/self/cgroup": "0::/slurm/job_7/step_0\n",
                "sys/fs/cgroup/slurm/job_7/cpu.max": "400000 100000\n",
                "sys/fs/cgroup/slurm/job_7/step_0/cpu.max": "max 100000\n",
            },
            4,
        ),
        # Seen from within a container, the path may be one of the world outside.
        ({"proc/self/cgroup": "0::/../outside\n", "sys/fs/cgroup/cpu.max": "300000 100000\n"}, 3),
        (
            {
                "proc/self/cgroup": "12:memory:/x\n4:cpu,cpuacct:/docker/ab\n",
                "sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_quota_us": "500000\n",
                "sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.cfs_period_us": "100000\n",
            },
            5,
        ),
        (
            {
                "proc/self/cgroup": "4:cpu,cpuacct:/\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            },
            64,
        ),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "none of this\n"}, 64),
    ],
)
def test_quota_of_a_control_group_is_kept(files: dict[str, str], expected: int, tmp_path: Path) -> None:
    assert processors.available(machine(tmp_path, files)) == expected


def test_no_more_than_the_process_is_bound_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    expected = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    assert processors.available(Path("nowhere")) == expected
