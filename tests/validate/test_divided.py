"""One report, wherever the documents are checked: here, in other processes, on a cluster; also when some die."""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tei.corpus import cluster
from tei.diagnostics import Severity, Span
from tei.validate import Report, validate
from tei.validate.reports import FORMATS, render
from tei.validate.results import Checked, Left, Unreadable
from tei.validate.session import Task, check

Write = Callable[..., Path]
DANGLING = '<p xml:id="p-the-orchard" corresp="other.xml#nobody">The orchard is in bloom.</p>'
UNWRAPPED = "<p>Bring <item>bread</item></p>"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two processes with one thread each."""
    pytest.importorskip("distributed", reason="the cluster needs tei[dask]")
    with cluster._own_cluster(2) as own:
        yield str(own.scheduler_address)


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A folder of forty documents, some with faults of their own and some with faults of their pointers."""
    for number in range(40):
        faulty = {3: (UNWRAPPED,), 5: (DANGLING,), 17: ("<p>Fish & chips</p>",), 31: (UNWRAPPED,)}
        write(f"corpus/letter-{number:02}.xml", *faulty.get(number, ()))
    write("corpus/other.xml")
    return tmp_path / "corpus"


def check_all(folder: Path, **options: Any) -> Report:
    """The report on the grammar and the pointers, which need no Saxon."""
    return validate(folder, schema="tei-documentary", pointers=True, **options)


def test_serial_parallel_and_cluster_give_one_report(folder: Path, address: str) -> None:
    serial = check_all(folder)
    assert [(Path(one.path).name, one.rule) for one in serial.findings] == [
        ("letter-03.xml", "rng.element-not-allowed"),
        ("letter-05.xml", "ptr.dangling"),
        ("letter-17.xml", "xml.not-well-formed"),
        ("letter-31.xml", "rng.element-not-allowed"),
    ]
    assert check_all(folder, jobs=2) == serial
    assert check_all(folder, jobs=0) == serial
    assert check_all(folder, scheduler=address) == serial


@pytest.mark.full
def test_schematron_gives_one_report_everywhere(folder: Path, address: str) -> None:
    serial = validate(folder)
    assert serial.schemas == ("tei-documentary.rng", "tei-documentary.sch")
    assert validate(folder, jobs=2) == serial
    assert validate(folder, scheduler=address) == serial


def test_cluster_checks_paths_that_are_relative_to_here(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    report = validate("corpus", schema="tei-documentary", scheduler=address)
    assert report == validate("corpus", schema="tei-documentary")
    assert report.documents[0].path == str(Path("corpus", "letter-00.xml"))


@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_worker_that_is_killed_in_the_middle_changes_nothing(
    where: str, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = request.getfixturevalue("address") if where == "cluster" else ""
    serial = validate(folder, schema="tei-documentary")
    (folder.parent / "marks").mkdir()
    monkeypatch.setattr("tei.validate.check", check_and_die_once)
    assert validate(folder, schema="tei-documentary", jobs=2, scheduler=scheduler) == serial
    assert (folder.parent / "marks" / "letter-11.xml").exists()


@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_document_that_kills_its_worker_is_one_finding(
    where: str, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = request.getfixturevalue("address") if where == "cluster" else ""
    serial = check_all(folder)
    monkeypatch.setattr("tei.validate.check", check_and_die)
    report = check_all(folder, jobs=2, scheduler=scheduler)
    lost = report.documents[11]
    (finding,) = lost.findings
    assert (finding.rule, finding.severity, finding.span) == ("run.worker-lost", Severity.ERROR, Span())
    assert finding.path == lost.path == str(folder / "letter-11.xml")
    # All others are what they were.
    assert report._replace(documents=(*report.documents[:11], *report.documents[12:])) == serial._replace(
        documents=(*serial.documents[:11], *serial.documents[12:])
    )
    assert report.exit_code() == 1
    for form in FORMATS:
        assert render(report, form).count("letter-11.xml") >= 1, form
        assert "run.worker-lost" in render(report, form), form


def test_document_that_takes_too_long_is_one_finding(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei.validate.check", check_for_ever)
    report = validate(write("a.xml"), schema="tei-documentary", timeout_s=0.1)
    assert [(one.rule, one.span) for one in report.findings] == [("run.timeout", Span())]
    assert report.findings[0].message == (
        "the check of this document took longer than --timeout allows, and was given up"
    )


# --- interrupted ---


@pytest.fixture
def interrupted(folder: Path) -> Report:
    """The report of a run that was stopped after twelve documents."""
    done = []
    return check_all(folder, progress=lambda *step: done.append(step), stopped=lambda: len(done) == 12)


def test_interrupted_run_reports_what_is_done(interrupted: Report) -> None:
    assert len(interrupted.documents) == 12
    assert [one.rule for one in interrupted.findings] == ["rng.element-not-allowed"]
    assert interrupted.stopped == "29 of 41 documents were not checked, and not all pointers were looked up"
    assert interrupted.faults == (f"interrupted: {interrupted.stopped}",)
    assert interrupted.exit_code() == 2
    assert all(document.facts is None for document in interrupted.documents)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "svrl", "github", "html"])
def test_report_says_that_the_run_was_interrupted(form: str, interrupted: Report) -> None:
    assert interrupted.stopped in render(interrupted, form)


def test_json_has_a_key_for_it_where_the_run_was_interrupted(interrupted: Report, folder: Path) -> None:
    assert json.loads(render(interrupted, "json"))["interrupted"] == interrupted.stopped
    assert json.loads(render(interrupted, "json", statistics=True))["interrupted"] == interrupted.stopped
    assert "interrupted" not in json.loads(render(check_all(folder / "other.xml"), "json"))


def test_run_that_is_stopped_when_all_is_done_is_whole(write: Write) -> None:
    stopped = threading.Event()
    report = validate(
        [write("a.xml"), write("b.xml")],
        schema="tei-documentary",
        progress=lambda done, documents: stopped.set() if done == documents else None,
        stopped=stopped.is_set,
    )
    assert (report.summary.documents, report.stopped, report.exit_code()) == (2, "", 0)


def test_pointers_that_were_not_all_looked_up_are_told(write: Write) -> None:
    stopped = threading.Event()
    report = validate(
        [write("a.xml", DANGLING), write("other.xml")],
        schema="tei-documentary",
        pointers=True,
        progress=lambda done, documents: stopped.set() if done == documents else None,
        stopped=stopped.is_set,
    )
    assert report.findings == ()
    assert report.stopped == "not all pointers were looked up"


# --- checks that end as few do ---


def check_and_die(task: Task) -> Checked | Unreadable | Left:
    """Check the document, but for one that ends the process."""
    if Path(task.path).name == "letter-11.xml":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        threading.Event().wait()
    return check(task)


def check_and_die_once(task: Task) -> Any:
    """Check the document, and end the process at one of them, the first time."""
    mark = Path(task.path).parent.parent / "marks" / Path(task.path).name
    if mark.exists():
        return check(task)
    mark.touch()
    return check_and_die(task)


def check_for_ever(_task: Task) -> Any:
    """Never end."""
    threading.Event().wait()
