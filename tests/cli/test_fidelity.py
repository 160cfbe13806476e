"""`tei fidelity TEXT TEI`: the verdict, the figures and the exit code."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
FAITHFUL = "faithful: 4,532 of 4,532 characters of the document are in the TEI; 10 lines around it are in the header\n"


@pytest.fixture
def corpus(repository: Path, tmp_path: Path) -> Path:
    """A copy of the corpus that a test may spoil."""
    return Path(shutil.copytree(repository / "corpus", tmp_path / "corpus"))


def spoil(corpus: Path, old: str, new: str) -> None:
    """Replace *old*, which occurs, by *new* in the cable's TEI."""
    path = corpus / "cable-59363.xml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_cable_is_faithful(tei: Run, corpus: Path) -> None:
    done = tei("fidelity", "cable-59363.txt", "cable-59363.xml", cwd=corpus)
    assert (done.returncode, done.stdout, done.stderr) == (0, FAITHFUL, "")


def test_a_loss_is_shown_with_its_line_and_exits_1(tei: Run, corpus: Path) -> None:
    spoil(corpus, '<ab type="copy">Copy Nº 2</ab>', "")
    done = tei("fidelity", "cable-59363.txt", "cable-59363.xml", cwd=corpus)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "cable-59363.txt:29:1  fid.missing  “Copy Nº 2” is not in the TEI",
        "   29 | Copy Nº 2",
        "      | ^^^^^^^^^",
        "",
        "not faithful: 4,522 of 4,532 characters of the document are in the TEI; 10 lines around it are in the header",
    ]


def test_a_line_that_ends_elsewhere_is_listed_and_exits_0(tei: Run, corpus: Path) -> None:
    spoil(corpus, "<lb/>", "")
    done = tei("fidelity", "cable-59363.txt", "cable-59363.xml", cwd=corpus)
    assert done.returncode == 0
    assert done.stdout.startswith("cable-59363.txt:34:1  fid.line  warning: a line begins with “incoming” here")
    assert done.stdout.endswith(FAITHFUL)


def test_json_has_the_figures_and_the_findings(tei: Run, corpus: Path) -> None:
    spoil(corpus, "1100</time>", "1101</time>")
    done = tei("fidelity", "cable-59363.txt", "cable-59363.xml", "--format", "json", cwd=corpus)
    content = json.loads(done.stdout)
    assert (done.returncode, content["faithful"], content["characters"], content["kept"]) == (1, False, 4532, 4527)
    (finding,) = content["findings"]
    assert (finding["rule"], finding["path"], finding["line"]) == ("fid.changed", "cable-59363.txt", 104)


def test_files_that_are_not_there_or_not_xml_are_told_apart(tei: Run, corpus: Path) -> None:
    absent = tei("fidelity", "cable-59363.txt", "none.xml", cwd=corpus)
    assert absent.returncode == 2
    assert absent.stderr.startswith("tei: error: no such file or folder: none.xml")
    text = tei("fidelity", "cable-59363.txt", "cable-59363.txt", cwd=corpus)
    assert text.returncode == 1
    assert text.stdout.startswith("cable-59363.txt:1:1  xml.not-xml  ")


def test_arguments_the_other_way_round_are_recognised(tei: Run, corpus: Path) -> None:
    done = tei("fidelity", "cable-59363.xml", "cable-59363.txt", cwd=corpus)
    assert done.returncode == 2
    assert done.stderr.startswith("tei: error: TEXT comes first, then TEI: ")
