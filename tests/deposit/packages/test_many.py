"""A corpus of a thousand documents: by default a few dozen, all of them with TEI_TEST_FULL=1."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DOCUMENTS = 1000 if os.environ.get("TEI_TEST_FULL") == "1" else 30
MOST_MEBIBYTES = 700

# Says at the end how much memory the largest of its processes had. Linux counts as a process's own what the one that
# started it had, here pytest: the status of a process knows better.
PROGRAM = """
import pathlib, resource, sys
from tei.cli import main

def own():
    status = pathlib.Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:"))

if __name__ == "__main__":
    code = main(sys.argv[1:])
    most = max(own(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(most // (1024 if sys.platform == "linux" else 1024 * 1024), file=sys.stderr)
    sys.exit(code)
"""

Measured = Callable[..., tuple[str, int]]


@pytest.fixture
def corpus(tmp_path: Path, repository: Path) -> Path:
    text = (repository / "tests/fixtures/valid/minutes.xml").read_text(encoding="utf-8")
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"minutes-{number:04}.xml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def measured(tmp_path: Path, repository: Path) -> Measured:
    """A function that runs tei, and gives what it printed and the MiB that its largest process had."""
    pytest.importorskip("resource", reason="Windows does not say how much memory a process had")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")

    def run(*arguments: str) -> tuple[str, int]:
        done = subprocess.run(
            [sys.executable, str(program), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(repository)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout, int(done.stderr.splitlines()[-1])

    return run


def test_corpus_is_one_package_and_intact(corpus: Path, measured: Measured) -> None:
    printed, most = measured("deposit", "pack", corpus.name, "--no-pdf", "--jobs", "2")
    assert printed == f"{Path('packages/corpus')}\n"
    assert most < MOST_MEBIBYTES
    printed, most = measured("deposit", "verify", "packages/corpus", "--jobs", "2")
    assert printed.endswith(f" {DOCUMENTS:,} documents valid\n")
    assert most < MOST_MEBIBYTES


def test_corpus_is_a_package_a_document(corpus: Path, measured: Measured, tmp_path: Path) -> None:
    printed, most = measured("deposit", "pack", corpus.name, "--each", "--format", "zip", "--no-pdf", "--jobs", "2")
    assert printed.splitlines() == [f"{Path(f'packages/minutes-{number:04}.zip')}" for number in range(DOCUMENTS)]
    assert len(list((tmp_path / "packages").iterdir())) == DOCUMENTS
    assert most < MOST_MEBIBYTES
