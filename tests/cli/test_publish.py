"""``tei publish`` on the command line."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of the edition in this repository."""
    folder = tmp_path / "edition"
    for name in ("corpus", "schemas"):
        shutil.copytree(repository / name, folder / name)
    shutil.copy(repository / "tei.toml", folder)
    return folder


def test_corpus_of_the_settings_becomes_a_site(tei: Run, project: Path) -> None:
    # Whether there is a search depends on what is installed.
    with (project / "tei.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publish]\nsearch = false\n")
    ran = tei("publish", cwd=project)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "1 document, 1 made anew\n69 files written, 0 unchanged, 0 removed: site\n"
    assert (project / "site" / "documents" / "cable-59363" / "index.html").is_file()
    again = tei("publish", cwd=project)
    assert again.stdout == "1 document, 0 made anew\n0 files written, 69 unchanged, 0 removed: site\n"


def test_finding_closes_the_gate_and_is_shown(tei: Run, project: Path) -> None:
    cable = project / "corpus" / "cable-59363.xml"
    cable.write_text(cable.read_text(encoding="utf-8").replace("<body>", "<body><nonsense/>"), encoding="utf-8")
    ran = tei("publish", "corpus", "-o", "web", cwd=project)
    assert ran.returncode == 1
    assert "rng.element-not-allowed" in ran.stdout
    assert "<nonsense>" in ran.stdout
    assert ran.stderr == "tei: nothing is published; --force publishes all the same\n"
    assert not (project / "web").exists()
    forced = tei("publish", "corpus", "-o", "web", "--force", cwd=project)
    assert forced.returncode == 0
    assert "rng.element-not-allowed" in forced.stdout
    assert (project / "web" / "index.html").is_file()


def test_path_that_is_missing_is_named(tei: Run) -> None:
    ran = tei("publish", "nowhere")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "tei: error: no such file or folder: nowhere\n"
