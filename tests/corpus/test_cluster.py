"""The same work on a real cluster of Dask: two processes with one thread each, some of which die."""

import operator
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tei.corpus import Cause, Loss, cluster, execute
from tei.errors import DocumentError, EnvironmentFault, UsageError

distributed = pytest.importorskip("distributed", reason="the cluster needs tei[dask]")


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    """A cluster of two processes that are started anew when they die."""
    with cluster._own_cluster(2) as own:
        yield own


@pytest.fixture
def address(running: Any) -> str:
    """The address of its scheduler."""
    return str(running.scheduler_address)


class Logged(NamedTuple):
    """A number, and a file to note it in when its turn has come."""

    number: int
    log: Path


def test_results_come_in_the_order_of_the_items(address: str) -> None:
    assert list(execute(operator.neg, range(3000), scheduler=address)) == [-number for number in range(3000)]
    assert list(execute(operator.neg, [], scheduler=address)) == []


def test_local_scheduler_is_one_of_our_own() -> None:
    processes = set(execute(_process, range(8), scheduler="local", jobs=1))
    assert len(processes) == 1
    assert os.getpid() not in processes


def test_worker_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(address: str, tmp_path: Path) -> None:
    items = [Logged(number, tmp_path / "log") for number in range(200)]
    found = list(execute(_die_at_seven_once, items, scheduler=address))
    assert found == [-number for number in range(200)]
    turns = _turns(tmp_path / "log")
    assert turns[7] == 2
    assert set(turns) == set(range(200))


def test_item_that_kills_each_worker_is_lost_alone(address: str, tmp_path: Path) -> None:
    items = [Logged(number, tmp_path / "log") for number in range(60)]
    lost = Loss(Cause.DIED, "was lost each time that Dask began it")
    found = list(execute(_die_at_seven, items, scheduler=address, lost=lambda _item, loss: loss))
    assert found == [-number if number != 7 else lost for number in range(60)]


def test_error_of_the_task_is_raised_here(address: str) -> None:
    with pytest.raises(ZeroDivisionError):
        list(execute(_divide, [1, 0, 2], scheduler=address))
    with pytest.raises(DocumentError) as caught:
        list(execute(_refuse, ["a", "b"], scheduler=address))
    assert caught.value.diagnostics[0].message == "refused a"


@pytest.mark.full
def test_what_is_not_done_when_the_work_is_stopped_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_LARGEST_BATCH", 1)
    done: list[object] = []
    results = execute(
        _wait,
        [0.0, 0.0, 0.0, *[3600.0] * 2000],
        scheduler="local",
        jobs=1,
        lost=lambda _item, loss: loss.cause,
        stopped=lambda: len(done) > 2,
    )
    # One by one, for it is stopped by what is done.
    for result in results:
        done += [result]
    assert done == [0.0, 0.0, 0.0, *[Cause.STOPPED] * 2000]


def test_a_few_batches_are_ahead_of_what_is_wanted_and_not_all(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = 0
    before = cluster._Flow._sent

    def counted(flow: Any, numbers: range) -> Any:
        nonlocal sent
        sent += 1
        return before(flow, numbers)

    monkeypatch.setattr(cluster._Flow, "_sent", counted)
    monkeypatch.setattr(cluster, "_LARGEST_BATCH", 1)
    results = execute(operator.neg, range(10**6), scheduler=address)
    assert next(results) == 0
    assert sent == cluster._LEAST_AHEAD
    results.close()  # type: ignore[attr-defined] # it is a generator


def test_worker_finds_files_by_the_paths_that_hold_here(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here.txt").write_text("seen", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    assert list(execute(_text, [Path("here.txt")], scheduler=address)) == ["seen"]


def test_worker_that_does_not_see_the_folder_is_a_fault(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getcwd", lambda: str(tmp_path / "elsewhere"))
    with pytest.raises(EnvironmentFault, match=r"the Dask worker tcp:\S+ cannot read \S+elsewhere: .*the same paths"):
        list(execute(operator.neg, [1, 2], scheduler=address))


def test_worker_with_another_version_is_a_fault(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = cluster._RUNNING
    monkeypatch.setattr(cluster, "_RUNNING", "tei 99 on Python 3.99")
    with pytest.raises(EnvironmentFault, match=rf"has {own}, and here is tei 99 on Python 3\.99: use one environment"):
        list(execute(operator.neg, [1, 2], scheduler=address))


def test_worker_with_several_threads_is_a_fault() -> None:
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address="127.0.0.1:0"
        ) as threaded,
        pytest.raises(EnvironmentFault, match=r"the Dask worker \S+ has 2 threads: start it with --nthreads 1"),
    ):
        list(cluster._Flow(threaded.get_client(), operator.neg, [1, 2], lambda: False).answers())


def test_task_that_the_cluster_does_not_know_is_a_fault(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unknown_there.py").write_text("def task(item):\n    return item\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import unknown_there  # type: ignore[import-not-found] # noqa: PLC0415 - made two lines above

    (tmp_path / "unknown_there.py").unlink()
    with pytest.raises(EnvironmentFault, match=r"cannot do the work: ModuleNotFoundError: .*'unknown_there'"):
        list(execute(unknown_there.task, [1, 2], scheduler=address))


@pytest.mark.parametrize("wrong", ["127.0.0.1:8786", "foo://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://a:b", "cluster"])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"is no address of a Dask scheduler: write tcp://HOST:PORT, or local"):
        list(execute(operator.neg, [1], scheduler=wrong))


def test_address_where_nobody_listens_is_refused() -> None:
    with socket.socket() as silent:
        # It is kept, so that nobody else gets it meanwhile.
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        with pytest.raises(UsageError, match=f"there is no Dask scheduler at tcp://127.0.0.1:{port}: "):
            list(execute(operator.neg, [1], scheduler=f"tcp://127.0.0.1:{port}"))


def test_cluster_without_workers_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE_S", 0.1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(EnvironmentFault, match=r"no worker has come to tcp://\S+ within 0\.1 seconds"),
    ):
        list(execute(operator.neg, [1], scheduler=empty.scheduler_address))


def test_time_for_an_item_is_limited_by_our_own_processes_alone(address: str) -> None:
    with pytest.raises(UsageError, match="with --jobs, not with --scheduler"):
        list(execute(operator.neg, [1], scheduler=address, timeout_s=1))


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EnvironmentFault, match=r"Dask, which is not installed: python -m pip install 'tei\[dask\]'"):
        list(execute(operator.neg, [1], scheduler="local"))


# --- tasks ---


def _turns(log: Path) -> Counter[int]:
    return Counter(map(int, log.read_text(encoding="ascii").split())) if log.exists() else Counter()


def _noted(item: Logged) -> int:
    with item.log.open("a", encoding="ascii") as file:
        file.write(f"{item.number}\n")
    return -item.number


def _die_at_seven(item: Logged) -> "int | Loss":
    value = _noted(item)
    if item.number == 7:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        threading.Event().wait()
    return value


def _die_at_seven_once(item: Logged) -> "int | Loss":
    return _noted(item) if item.number == 7 and _turns(item.log)[7] else _die_at_seven(item)


def _process(_item: int) -> int:
    return os.getpid()


def _divide(number: int) -> float:
    return 1 / number


def _refuse(name: str) -> None:
    from tei.diagnostics import Diagnostic  # noqa: PLC0415 - the worker has no need of it before

    raise DocumentError([Diagnostic("xml.empty", f"refused {name}", "x.xml")])


def _text(path: Path) -> str:
    return path.read_text(encoding="ascii")


def _wait(seconds: float) -> "float | Cause":
    time.sleep(seconds)
    return seconds
