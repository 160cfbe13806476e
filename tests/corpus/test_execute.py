import ctypes
import operator
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tei.corpus import Cause, Loss, execute
from tei.errors import DocumentError, EnvironmentFault
from tei.limits import MEBIBYTE

NUMBERS: Sequence[int] = range(40)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(execute(operator.neg, NUMBERS, jobs=jobs)) == [-number for number in NUMBERS]


def test_one_item_needs_no_other_process() -> None:
    # The process id of a worker would be another.
    assert list(execute(_process, [0], jobs=4)) == [os.getpid()]


def test_no_item_gives_no_result() -> None:
    assert list(execute(operator.neg, [], jobs=0)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_error_of_the_task_is_raised_here(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(execute(_divide, [1, 0, 2], jobs=jobs))


def test_package_errors_cross_the_border_between_processes() -> None:
    with pytest.raises(DocumentError) as caught:
        list(execute(_refuse, ["a", "b"], jobs=2))
    assert caught.value.diagnostics[0].message == "refused a"


def test_process_that_dies_is_a_fault_of_the_machine() -> None:
    with pytest.raises(EnvironmentFault, match=r"a worker process died: it ended itself with the code 3, and so"):
        list(execute(os._exit, [3, 3], jobs=2))


def test_results_are_given_as_they_come() -> None:
    results = execute(_wait, [0.0, 60.0], jobs=1)
    assert next(results) == 0.0


def test_work_is_divided_where_it_takes_longer_than_to_start_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei.corpus.processors.available", lambda: 3)
    asked: list[int] = []

    def long(item: int) -> float:
        asked.append(item)
        return 0.25

    assert os.getpid() not in list(execute(_process, NUMBERS, jobs=0, effort=long))
    assert asked == list(range(24))  # Then it is known to be enough for three.


@pytest.mark.parametrize("effort, processors", [(0.04, 8), (1.0, 1)])
def test_work_stays_here_where_others_do_not_pay(
    effort: float, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tei.corpus.processors.available", lambda: processors)
    assert set(execute(_process, NUMBERS, jobs=0, effort=lambda _item: effort)) == {os.getpid()}


# --- processes that die ---


class Logged(NamedTuple):
    """A number, and a file to note it in when its turn has come."""

    number: int
    log: Path


def test_item_that_kills_each_process_is_lost_and_every_other_done_once(tmp_path: Path) -> None:
    items = [Logged(number, tmp_path / "log") for number in range(30)]
    found = list(execute(_die_at_seven, items, jobs=2, lost=_instead))
    assert found == [-number if number != 7 else Loss(Cause.DIED, DEATH) for number in range(30)]
    assert _turns(tmp_path / "log") == {number: 2 if number == 7 else 1 for number in range(30)}


def test_process_that_somebody_kills_costs_nothing(tmp_path: Path) -> None:
    items = [Logged(number, tmp_path / "log") for number in range(30)]
    assert list(execute(_die_at_seven_once, items, jobs=2)) == [-number for number in range(30)]
    assert _turns(tmp_path / "log") == {number: 2 if number == 7 else 1 for number in range(30)}


def test_task_that_kills_each_process_it_meets_comes_to_an_end() -> None:
    assert list(execute(_die, range(3), jobs=2, lost=lambda item, loss: (item, loss.cause))) == [
        (number, Cause.DIED) for number in range(3)
    ]


def test_item_that_takes_too_long_is_lost(tmp_path: Path) -> None:
    # One item alone, too: nobody else could end it.
    assert list(execute(_wait, [600.0], timeout_s=0.1, lost=lambda _item, loss: loss.cause)) == [Cause.LATE]
    items = [Logged(number, tmp_path / "log") for number in range(3)]
    found = list(execute(_wait_at_one, items, jobs=2, timeout_s=2, lost=lambda _item, loss: loss.cause))
    assert found == [0, Cause.LATE, -2]
    assert _turns(tmp_path / "log") == {0: 1, 1: 1, 2: 1}


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells there how much memory a process takes")
def test_item_that_takes_more_memory_than_all_may_have_is_lost() -> None:
    found = execute(
        _take_memory, [0, 1_000, 0, 0], jobs=2, memory_bytes=400 * MEBIBYTE, lost=lambda item, loss: (item, loss)
    )
    lost = Loss(Cause.DIED, "took too much memory, and so did the next one")
    assert list(found) == [0, (1_000, lost), 0, 0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_item_that_takes_all_memory_is_lost(jobs: int) -> None:
    found = execute(_take_all_memory_at_one, range(4), jobs=jobs, lost=lambda _item, loss: loss)
    assert list(found) == [0, Loss(Cause.DIED, "ran out of memory"), 2, 3]


def test_process_for_which_there_is_no_room_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(EnvironmentFault, match=r"could not be started: No such file or directory; try fewer --jobs"):
        list(execute(operator.neg, [1, 2], jobs=2))


def test_process_that_cannot_load_the_task_is_a_fault_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here_alone.py").write_text("import os\ndef task(item):\n    return item\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import here_alone  # type: ignore[import-not-found] # noqa: PLC0415 - made two lines above

    (tmp_path / "here_alone.py").unlink()
    with pytest.raises(
        EnvironmentFault, match="could not be started: ModuleNotFoundError: No module named 'here_alone'"
    ):
        list(execute(here_alone.task, [1, 2], jobs=2))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no program called false")
def test_process_that_ends_before_it_begins_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(EnvironmentFault, match="could not be started: it ended itself with the code 1"):
        list(execute(operator.neg, [1, 2], jobs=2))


def test_what_cannot_be_sent_is_a_fault_and_not_waited_for() -> None:
    with pytest.raises(EnvironmentFault, match="function cannot be sent from one process to another"):
        list(execute(_function, [1, 2], jobs=2))
    with pytest.raises(EnvironmentFault, match="_UnreadableError cannot be sent"):
        list(execute(_raise_unreadable, [1, 2], jobs=2))
    with pytest.raises(TypeError, match="cannot pickle"):
        list(execute(_wait, [threading.Lock(), threading.Lock()], jobs=2))  # type: ignore[arg-type] # the mistake


def test_processes_load_nothing_from_the_folder_of_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(5)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert list(execute(operator.neg, [1, 2], jobs=2)) == [-1, -2]


def test_what_a_task_prints_does_not_get_between_the_results() -> None:
    assert list(execute(_print, ["a", "b"], jobs=2)) == ["a", "b"]


# --- work that is stopped ---


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_not_done_when_the_work_is_stopped_is_lost(jobs: int) -> None:
    done: list[object] = []
    # To do all of it would take hours.
    items = [0.0, 0.0, 0.0, *[3600.0] * 10]
    results = execute(_wait, items, jobs=jobs, lost=lambda _item, loss: loss.cause, stopped=lambda: len(done) > 2)
    # One by one, for it is stopped by what is done.
    for result in results:
        done += [result]
    assert done == [0.0, 0.0, 0.0, *[Cause.STOPPED] * 10]


def test_what_was_done_out_of_order_is_kept_when_the_work_is_stopped(tmp_path: Path) -> None:
    items = [Logged(number, tmp_path / "log") for number in range(6)]
    # Both processes are held up, one by the second item, and the other has done what stands between.
    found = execute(
        _wait_at_one_and_four,
        items,
        jobs=2,
        lost=lambda _item, loss: loss.cause,
        stopped=lambda: {1, 4} <= set(_turns(tmp_path / "log")),
    )
    assert list(found) == [0, Cause.STOPPED, -2, -3, Cause.STOPPED, Cause.STOPPED]


def test_results_that_nobody_wants_any_more_end_the_processes() -> None:
    results = execute(_wait, [0.0, 3600.0, 3600.0], jobs=2)
    assert next(results) == 0.0
    results.close()  # type: ignore[attr-defined] # it is a generator
    assert not [thread for thread in threading.enumerate() if "_drive" in thread.name]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_processes_end_with_the_one_that_started_them(repository: Path, tmp_path: Path) -> None:
    _end_while(repository, tmp_path, "_note_process")


def _end_while(repository: Path, tmp_path: Path, task: str) -> None:
    program = (
        f"from tests.corpus.test_execute import Logged, {task}; from pathlib import Path; "
        "from tei.corpus import execute; import sys; "
        f"print(next(execute({task}, [Logged(n, Path(sys.argv[1])) for n in range(9)], jobs=2)))"
    )
    running = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "log")], cwd=repository)
    while len(_turns(tmp_path / "log")) < 2:
        assert running.poll() is None
        time.sleep(0.01)
    running.kill()
    running.wait()
    while any(_is_running(process) for process in _turns(tmp_path / "log")):
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with another, whatever it is doing")
def test_processes_end_with_the_one_that_started_them_also_where_no_thread_can_run(
    repository: Path, tmp_path: Path
) -> None:
    _end_while(repository, tmp_path, "_keep_all_threads_waiting")


# --- tasks ---

KILLED = "was killed by SIGKILL" if sys.platform != "win32" else "ended itself with the code 1"
DEATH = f"{KILLED}, and so did the next one"


def _turns(log: Path) -> Counter[int]:
    return Counter(map(int, log.read_text(encoding="ascii").split())) if log.exists() else Counter()


def _noted(item: Logged, number: int) -> int:
    with item.log.open("a", encoding="ascii") as file:
        file.write(f"{number}\n")
    return -item.number


def _instead(_item: Logged, loss: Loss) -> "Loss | int":
    return loss


def _kill_this_process() -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    time.sleep(60)


def _die_at_seven(item: Logged) -> "Loss | int":
    value = _noted(item, item.number)
    if item.number == 7:
        _kill_this_process()
    return value


def _die_at_seven_once(item: Logged) -> int:
    value = _noted(item, item.number)
    if item.number == 7 and _turns(item.log)[7] == 1:
        _kill_this_process()
    return value


def _die(_item: int) -> "tuple[int, Cause]":
    os._exit(9)


def _wait_at_one(item: Logged) -> "int | Cause":
    value = _noted(item, item.number)
    if item.number == 1:
        time.sleep(3600)
    return value


def _wait_at_one_and_four(item: Logged) -> "int | Cause":
    value = _noted(item, item.number)
    if item.number in {1, 4}:
        time.sleep(3600)
    return value


def _note_process(item: Logged) -> None:
    _noted(item, os.getpid())
    time.sleep(3600)


def _keep_all_threads_waiting(item: Logged) -> None:
    """Work as a library does that holds the lock of the interpreter: what sleeps is called without letting go of it."""
    _noted(item, os.getpid())
    ctypes.PyDLL(None).sleep(3600)


def _is_running(process: int) -> bool:
    """Whether there is such a process; one that has ended and was not waited for by anybody is none."""
    state = Path(f"/proc/{process}/stat")
    if state.parent.parent.exists() and Path("/proc/self/stat").exists():
        return state.exists() and state.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    return subprocess.run(["/bin/ps", "-p", str(process)], capture_output=True, check=False).returncode == 0


class _UnreadableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def _take_memory(mebibytes: int) -> "int | tuple[int, Loss]":
    taken = b"x" * (mebibytes * MEBIBYTE)
    if taken:
        time.sleep(3600)
    return len(taken)


def _take_all_memory_at_one(number: int) -> "int | Loss":
    if number == 1:
        raise MemoryError
    return number


def _raise_unreadable(_item: int) -> None:
    first = "a"
    raise _UnreadableError(first, "b")


def _function(_item: int) -> "Callable[[], int]":
    return lambda: 1


def _print(word: str) -> str:
    print("printed")  # noqa: T201 - that is what is tested
    os.write(1, b"written\n")
    return word


def _process(_item: int) -> int:
    return os.getpid()


def _divide(number: int) -> float:
    return 1 / number


def _refuse(name: str) -> None:
    from tei.diagnostics import Diagnostic  # noqa: PLC0415 - as small a worker as can be

    raise DocumentError([Diagnostic("xml.empty", f"refused {name}", "x.xml")])


def _wait(seconds: float) -> "float | Cause":
    time.sleep(seconds)
    return seconds


def test_time_for_items_that_pay_no_process_is_limited_in_one() -> None:
    def never(_item: float) -> float:
        return 0

    assert list(execute(_wait, [0.0, 0.0], jobs=0, effort=never, timeout_s=60)) == list(
        execute(_wait, [0.0, 0.0], jobs=1)
    )
