"""Ctrl-C, as a terminal sends it: to the command and to all processes that it has started."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tei.cli.interrupting import Interruption

if sys.platform == "win32":
    pytest.skip("signals and terminals are POSIX's", allow_module_level=True)

import pty

# To check all of them takes far longer than to hear of the first.
DOCUMENTS = 8000
Interrupt = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Hear Ctrl-C, and let what is started hear it: in the background of a script it is ignored by all processes."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def corpus(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many small documents, one in ten of them with a fault."""
    folder = tmp_path_factory.mktemp("corpus")
    good = (repository / "tests" / "fixtures" / "valid" / "minimal.xml").read_text(encoding="utf-8")
    bad = good.replace("</body>", "<item>x</item></body>")
    for number in range(DOCUMENTS):
        (folder / f"{number:04}.xml").write_text(bad if number % 10 == 3 else good, encoding="utf-8")
    return folder


@pytest.fixture
def interrupt(repository: Path, corpus: Path) -> Interrupt:
    """A function that begins to validate the corpus, sends a signal when it sees progress, and tells the end."""

    def interrupter(*options: str, number: int = signal.SIGINT) -> tuple[int, str, str]:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "tei", "validate", str(corpus), "--no-cache", *options],
            cwd=repository,
            stdout=subprocess.PIPE,
            stderr=theirs,
            start_new_session=True,
            encoding="utf-8",
        ) as running:
            os.close(theirs)
            said = b""
            while f" of {DOCUMENTS:,} documents".encode() not in said:
                said += os.read(ours, 1000)
            os.killpg(running.pid, number)
            shown = running.communicate(timeout=120)[0]
            said += _rest(ours)
            _wait_until_nobody_is_left(running.pid)
            return running.returncode, shown, said.decode()

    return interrupter


def _wait_until_nobody_is_left(group: int) -> None:
    """Wait until the last process of the group has gone, which is soon after the command."""
    try:
        while True:
            os.killpg(group, 0)
            time.sleep(0.01)
    except ProcessLookupError:
        return


def _rest(terminal: int) -> bytes:
    """What is left to read from a terminal that nobody writes to any more."""
    said = b""
    try:
        while read := os.read(terminal, 1000):
            said += read
    except OSError:  # So Linux tells the end.
        pass
    os.close(terminal)
    return said


@pytest.mark.slow
@pytest.mark.parametrize(
    "where",
    [["--jobs", "1"], ["--jobs", "2"], pytest.param(["--scheduler", "local", "--jobs", "2"], marks=pytest.mark.full)],
    ids=" ".join,
)
def test_interrupted_run_prints_the_report_on_what_is_done(where: list[str], interrupt: Interrupt) -> None:
    code, shown, said = interrupt(*where, "--format", "json")
    report = json.loads(shown)
    done = report["summary"]["documents"]
    assert code == 130
    assert 0 < done < DOCUMENTS
    assert report["interrupted"] == (
        f"{DOCUMENTS - done:,} of {DOCUMENTS:,} documents were not checked, and not all pointers were looked up"
    )
    assert f"tei: error: interrupted: {report['interrupted']}" in said
    # What is reported is right, and each document is there once.
    names = [Path(one["path"]).stem for one in report["documents"]]
    assert names == sorted(set(names))
    assert [one["valid"] for one in report["documents"]] == [int(name) % 10 != 3 for name in names]
    assert "Traceback" not in said


@pytest.mark.slow
def test_sigterm_does_the_same_with_its_own_code(interrupt: Interrupt, tmp_path: Path) -> None:
    code, shown, said = interrupt(
        "--jobs", "2", "--format", "jsonl", "-o", str(tmp_path / "report"), number=signal.SIGTERM
    )
    assert (code, shown) == (143, "")
    # The report may be without findings so early; it is there, and whole.
    lines = (tmp_path / "report").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["rule"] for line in lines} <= {"rng.element-not-allowed"}
    assert "documents were not checked" in said
    assert "Traceback" not in said


def test_first_time_stops_the_work_and_the_second_ends_it() -> None:
    with Interruption() as interruption:
        interruption.note(1)
        assert not interruption()
        signal.raise_signal(signal.SIGINT)
        assert interruption()
        assert interruption.code == 130
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_before_anything_is_done_there_is_nothing_to_report() -> None:
    with Interruption(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_signals_are_what_they_were_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with Interruption() as interruption:
            signal.raise_signal(signal.SIGTERM)
            assert not interruption()
    finally:
        signal.signal(signal.SIGTERM, before)
