"""How much memory there is and is taken: of this machine, and of folders that look like control groups."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tei.corpus import memory
from tei.limits import MEBIBYTE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing tells it there")

TAKEN_MIB = 300


def test_process_takes_what_it_holds() -> None:
    held = b"x" * (TAKEN_MIB * MEBIBYTE)
    assert len(held) < memory.taken_bytes(os.getpid()) < memory.available_bytes()


def test_where_no_file_tells_it_a_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.access("/bin/ps", os.X_OK):
        pytest.skip("there is no ps")
    held = b"x" * (TAKEN_MIB * MEBIBYTE)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert len(held) < memory.taken_bytes(os.getpid())


def test_process_that_has_ended_takes_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert memory.taken_bytes(ended.pid) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
@pytest.mark.parametrize(
    "line, file, said, expected",
    [
        ("0::/job", "job/memory.max", "1048576", MEBIBYTE),
        ("0::/job", "memory.max", "1048576", MEBIBYTE),
        ("0::/job", "job/memory.max", "max", None),
        ("7:memory:/job", "memory/job/memory.limit_in_bytes", "1048576", MEBIBYTE),
        ("7:memory:/job", "memory/job/memory.limit_in_bytes", "9223372036854771712", None),
        ("7:cpu:/job", "cpu/job/memory.limit_in_bytes", "1048576", None),
    ],
)
def test_control_group_may_have_less(tmp_path: Path, line: str, file: str, said: str, expected: int | None) -> None:
    for name, text in (("proc/self/cgroup", line), (f"sys/fs/cgroup/{file}", said)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="ascii")
    whole = memory.available_bytes(tmp_path / "none")
    assert whole > MEBIBYTE
    assert memory.available_bytes(tmp_path) == (expected or whole)
