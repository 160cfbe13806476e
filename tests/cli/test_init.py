import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_new_project_validates_and_says_what_is_next(tei: Run, tmp_path: Path) -> None:
    done = tei("init", "letters", "--title", "Letters of 1951")
    assert (done.returncode, done.stderr) == (0, "")
    corpus = Path("letters") / "corpus"
    assert done.stdout == (
        "Written:\n"
        f"  {Path('letters') / 'tei.toml'}\n"
        f"  {Path('letters') / 'README.md'}\n"
        f"  {corpus / 'authority.xml'}\n"
        f"  {corpus / 'first-document.xml'}\n"
        f"  {Path('letters') / '.github' / 'workflows' / 'tei.yml'}\n"
        "Next:\n"
        "  cd letters\n"
        "  tei validate\n"
        "  tei render --html corpus -o edition/\n"
        "Then change corpus/first-document.xml into a document of yours.\n"
    )
    checked = tei("validate", cwd=tmp_path / "letters")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "2 documents, all valid (tei-documentary.rng, tei-documentary.sch)\n"


@pytest.mark.skipif(find_spec("tei.render") is None, reason="tei render is not there")
def test_new_project_can_be_rendered(tei: Run, tmp_path: Path) -> None:
    assert tei("init").returncode == 0
    done = tei("render", "--html", "corpus", "-o", "edition/")
    assert done.returncode == 0
    assert "Lindqvist" in (tmp_path / "edition" / "first-document.html").read_text(encoding="utf-8")


def test_current_folder_is_the_default_and_needs_no_cd(tei: Run, tmp_path: Path) -> None:
    done = tei("init")
    assert done.returncode == 0
    assert "cd " not in done.stdout
    assert (tmp_path / "tei.toml").is_file()


def test_second_start_overwrites_nothing(tei: Run, tmp_path: Path) -> None:
    tei("init", "--title", "First")
    before = (tmp_path / "tei.toml").read_bytes()
    done = tei("init", "--title", "Second")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tei: error: nothing was written, for this is there already: tei.toml, README.md, ")
    assert (tmp_path / "tei.toml").read_bytes() == before


def test_folder_name_that_a_shell_would_split_is_quoted(tei: Run) -> None:
    done = tei("init", "my letters")
    assert ("  cd 'my letters'\n" in done.stdout) or ('  cd "my letters"\n' in done.stdout)
