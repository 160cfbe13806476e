"""Work in other processes that end when a step of it takes too long: what a stranger's schema does cannot be foreseen.

The other process watches the time itself, so that it ends also when this one is killed. It is a program of its own and
not one of :mod:`multiprocessing`, which would run the caller's main module once more.
"""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final, NamedTuple, TypeVar, cast

from tei.corpus.processors import available

Item = TypeVar("Item")
Result = TypeVar("Result")

LATE: Final = 1
"""The exit code of a process that has ended itself: :mod:`faulthandler`, which watches the time, knows no other."""


class Broken(NamedTuple):
    """The step at which a process ended before its work was done, and whether that took too long."""

    step: str
    late: bool


def execute(
    task: "Callable[[Item, Callable[[str], None]], Result]",
    items: "Sequence[Item]",
    *,
    jobs: int = 1,
    prepare: "Callable[[Item], Item]" = lambda item: item,
) -> "Iterator[Result | Broken]":
    """Yield what *task* returns for each of *items*, in their order, or where it broke.

    *task* is a function of a module. It gets the item, which has ``seconds`` for each step, and what it calls with the
    name of a step that it begins. *prepare* may change an item when its turn has come. An error that *task* raises is
    raised here.
    """
    workers = min(jobs or available(), len(items))
    if not workers:
        return
    own, started = threading.local(), list[_Process]()

    def turn(item: Item) -> "Result | Broken":
        if not hasattr(own, "process"):
            own.process = _Process()
            started.append(own.process)
        return cast("Result | Broken", own.process.ask(task, prepare(item)))

    pool = ThreadPoolExecutor(workers)
    try:
        yield from pool.map(turn, items)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in started:
            process.end()
        pool.shutdown(wait=True)


class _Process:
    """A process that works one order off after the other; it is started when there is one."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, task: object, item: object) -> object:
        """Return the result of *task* on *item*, or :class:`Broken`."""
        running = self._started()
        step, kind, value = "", "", None
        try:
            _send(running, (task, item))
            while kind not in {"returned", "raised"}:
                step = str(value or "")
                kind, value = _received(running)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._running = None
            return Broken(step, late=_ended(running) == LATE)
        if kind == "raised":
            raise cast("Exception", value)
        return value

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._running is not None:
            self._running.kill()
            _ended(self._running)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._running is None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
            self._running = subprocess.Popen(
                [sys.executable, "-P", "-m", "tei.deposit.verifying.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
            )
        return self._running


def _send(running: "subprocess.Popen[bytes]", order: object) -> None:
    stream = cast("IO[bytes]", running.stdin)
    pickle.dump(order, stream)
    stream.flush()


def _received(running: "subprocess.Popen[bytes]") -> tuple[str, object]:
    found: tuple[str, object] = pickle.load(cast("IO[bytes]", running.stdout))  # noqa: S301 - from our own process
    return found


def _ended(running: "subprocess.Popen[bytes]") -> int:
    """Return the exit code of a process that has ended or is about to."""
    code = running.wait()
    for stream in (running.stdin, running.stdout):
        # What could not be sent any more is of no use now.
        with contextlib.suppress(OSError):
            cast("IO[bytes]", stream).close()
    return code
