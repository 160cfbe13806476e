"""A kill at any moment leaves a whole package, or what was there before."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.deposit import packages
from tei.deposit.packages import placing
from tei.deposit.verifying import verify

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no signal that cannot be caught"),
]

Edition = Callable[..., Path]
Letter = Callable[..., str]

# Says when it begins, so that the moments are spread over the packing and not over the start of Python.
PROGRAM = """
import sys
from tei.deposit.packages import pack
import tei.deposit.packages.making, tei.saxon
print("begins", flush=True)
pack(["letters"], form=sys.argv[1], out="out", pdf=False, replace=True)
print("ends", flush=True)
"""


def start(root: Path, repository: Path, form: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, form],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(repository)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("form", ["bagit", "ocfl", "zip"])
def test_killed_packing_leaves_the_old_package_or_the_new_one(
    form: str, edition: Edition, letter: Letter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edition({"a.xml": letter("a")})
    monkeypatch.chdir(root)
    with start(root, repository, form) as whole:
        assert whole.stdout is not None
        assert whole.stdout.readline() == "begins\n"
        began = time.monotonic()
        assert whole.stdout.readline() == "ends\n"
        takes = time.monotonic() - began
    moments = random.Random(4)  # noqa: S311 - moments, not secrets
    killed = 0
    for number in range(int(os.environ.get("TEI_TEST_KILLS", "12" if os.environ.get("TEI_TEST_FULL") == "1" else "3"))):
        (root / "letters/a.xml").write_text(letter("a", f"<p>Words {number}.</p>"), encoding="utf-8")
        with start(root, repository, form) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(moments.random() * takes)
            running.send_signal(signal.SIGKILL)
            killed += running.stdout.readline() == ""
        visible = [path for path in (root / "out").iterdir() if not path.name.startswith(".")]
        assert [path.stem for path in visible] == ["a"]
        report = verify(visible[0])
        assert [(one.rule, one.path) for one in report.findings] == []
    assert killed > 0
    packages.pack(["letters"], form=form, out="out", pdf=False, replace=True)
    assert [path.name for path in (root / "out").iterdir()] == [visible[0].name]


def test_first_packing_that_is_killed_leaves_nothing_that_looks_like_a_package(
    edition: Edition, letter: Letter, repository: Path
) -> None:
    root = edition({f"{number}.xml": letter(str(number)) for number in range(40)})
    with start(root, repository, "bagit") as running:
        assert running.stdout is not None
        running.stdout.readline()
        while not list(root.glob("out/.*/package/data/documents/letters/2*.xml")):
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    assert not [path for path in (root / "out").iterdir() if not path.name.startswith(".")]


def test_package_that_was_moved_away_by_a_process_that_died_is_put_back(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    old = tmp_path / f".a.{placing._machine()}-{dead.pid}.replaced"
    old.mkdir()
    (old / "kept.txt").write_text("kept", encoding="utf-8")
    with placing.stage(tmp_path, "a"):
        assert (tmp_path / "a" / "kept.txt").read_text(encoding="utf-8") == "kept"


def test_folder_of_a_process_that_is_still_at_work_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / f".a.{placing._machine()}-{os.getppid()}.partial"
    theirs.mkdir()
    with placing.stage(tmp_path, "a"):
        assert theirs.is_dir()


def test_package_is_replaced_also_where_the_system_cannot_exchange_two_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "_swapped", lambda *_: False)
    for name, words in (("target", "old"), ("made", "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(words, encoding="utf-8")
    assert placing.put(tmp_path / "made", tmp_path / "target", replace=True)
    assert (tmp_path / "target" / "file").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
