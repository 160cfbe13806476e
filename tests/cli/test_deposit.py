"""``tei deposit check`` and ``tei deposit explain`` as commands."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_deposit_alone_lists_its_commands(tei: Run) -> None:
    done = tei("deposit")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: tei deposit COMMAND")
    assert "\n  check " in done.stderr
    assert "\n  explain " in done.stderr


def test_check_prints_findings_then_the_score(tei: Run, repository: Path) -> None:
    done = tei("deposit", "check", cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("corpus/cable-59363.xml:10:17  dep.agent-unidentified  warning: Kovalev")
    assert "Findable        85 %  █████████████████░░░  17 of 20 points" in lines
    assert "               wanting: a persistent identifier" in lines
    assert lines[-1] == "1 document, 6 warnings"


def test_check_fails_on_what_is_asked_for(tei: Run, repository: Path) -> None:
    cable = str(repository / "corpus" / "cable-59363.xml")
    assert tei("deposit", "check", cable, "--fail-on", "warning").returncode == 1
    done = tei("deposit", "check", cable, "--for", "dataverse")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 document, not fit for Dataverse, 1 error, 6 warnings"
    assert tei("deposit", "check", cable, "--for", "invenio").stdout.splitlines()[-1] == (
        "1 document, fit for InvenioRDM, 6 warnings"
    )
    assert tei("deposit", "check", "absent.xml").returncode == 2
    assert tei("deposit", "check", cable, "--for", "figshare").returncode == 2


def test_check_is_concise_or_json(tei: Run, repository: Path) -> None:
    done = tei("deposit", "check", "--format", "concise", cwd=repository)
    assert done.stdout.splitlines()[0] == (
        "corpus/cable-59363.xml:10:17: warning: dep.agent-unidentified: Kovalev, Ivan Vladimirovich has no identifier"
    )
    content = json.loads(tei("deposit", "check", "--format", "json", "--for", "hal", cwd=repository).stdout)
    assert (content["for"], content["documents"][0]["fit"]) == ("hal", False)
    assert content["principles"]["Findable"] == {"percent": 85, "reached": 17, "possible": 20}
    assert content["criteria"][0] == {
        "rule": "dep.title-missing",
        "principle": "Findable",
        "weight": 3,
        "asks": "a title",
        "met": 1.0,
        "records": 1,
    }


def test_explain_prints_the_tables(tei: Run, repository: Path) -> None:
    done = tei("deposit", "explain", "corpus/cable-59363.xml", cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("corpus/cable-59363.xml\n… is //TEI")
    content = json.loads(tei("deposit", "explain", "corpus/cable-59363.xml", "--format", "json", cwd=repository).stdout)
    assert content["path"] == "corpus/cable-59363.xml"


def test_explain_says_what_it_cannot_do(tei: Run, repository: Path) -> None:
    cable = str(repository / "corpus" / "cable-59363.xml")
    done = tei("deposit", "explain", cable, "--form", "marc21")
    assert done.returncode == 2
    assert done.stderr.startswith("tei: error: there is no form marc21; known are ")
    assert tei("deposit", "explain", "absent.xml").stderr == "tei: error: no such file or folder: absent.xml\n"
