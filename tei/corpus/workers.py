"""A task on many items, divided among processes; one that dies costs no more than the item that it died on.

A process gets a batch of items and answers each as soon as it is done: when it dies, the first that has no answer is
the one that it was at. That item is tried once more, alone in a new process, for a process may be killed by somebody
else, or for the memory that others take. The rest of the batch has not been begun.

The processes are programs of their own and none of :mod:`multiprocessing`, which would run the caller's main module
once more. Each has a thread here that waits for its answers.
"""

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar, cast

from tei.corpus import memory
from tei.corpus.losing import TOO_MUCH_MEMORY, Cause, Loss
from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

_LARGEST_BATCH: Final = 16
_TRIALS: Final = 2
_LOOK_S: Final = 0.1
"""How long it takes at most until it is seen that the work is stopped, or an item too late."""

_MEASURE_S: Final = 0.25
"""How long it takes until the memory of the processes is looked at again; where a program tells it, that costs some."""


class Answer(NamedTuple):
    """What became of the item with that number: ``returned`` its result, ``raised`` an error, or ``lost``.

    What has ``failed`` is no item: the work cannot go on.
    """

    number: int
    kind: str
    value: Any


class Work(Generic[Item, Result]):
    """Items, the task for them, and up to *workers* processes that carry it out.

    With *timeout_s*, an item that takes longer ends its process; with *memory_bytes*, the process that takes most is
    ended where all together take more.
    """

    def __init__(
        self,
        task: "Callable[[Item], Result]",
        items: "Sequence[Item]",
        workers: int,
        timeout_s: float = 0,
        memory_bytes: int = 0,
    ) -> None:
        self._task = task
        self._items = items
        self._workers = workers
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._measured = 0.0
        self._lock = threading.Lock()
        self._begun = 0
        self._again: deque[int] = deque()
        self._deaths: dict[int, int] = {}
        self._ended = False
        self._processes: set[_Process] = set()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()

    def answers(self, stopped: "Callable[[], bool]") -> "Iterator[Answer]":
        """Yield an answer for each item, in their order; once it is *stopped*, a loss for what is not done."""
        threads = [threading.Thread(target=self._drive, daemon=True) for _ in range(self._workers)]
        waiting: dict[int, Answer] = {}
        try:
            for thread in threads:
                thread.start()
            for number in range(len(self._items)):
                while number not in waiting and not stopped():
                    self._wait(waiting)
                if number not in waiting:
                    self._take_what_is_there(waiting)
                yield waiting.pop(number) if number in waiting else Answer(number, "lost", Loss(Cause.STOPPED))
        finally:
            self._end()
            for thread in threads:
                thread.join()

    def _wait(self, waiting: dict[int, Answer]) -> None:
        """Add the next answer, if one comes soon."""
        self._end_late()
        self._end_largest()
        with contextlib.suppress(queue.Empty):
            answer = self._answers.get(timeout=_LOOK_S)
            if answer.kind == "failed":
                raise answer.value
            waiting[answer.number] = answer

    def _take_what_is_there(self, waiting: dict[int, Answer]) -> None:
        """Add the answers that have come before the work was stopped."""
        with contextlib.suppress(queue.Empty):
            while True:
                answer = self._answers.get_nowait()
                waiting[answer.number] = answer

    def _end_late(self) -> None:
        if self._timeout_s:
            with self._lock:
                for process in self._processes:
                    if process.since and time.monotonic() - process.since > self._timeout_s:
                        process.late = True
                        process.kill()

    def _end_largest(self) -> None:
        """End the process that takes most, where all together take too much: the system might end any other."""
        if not self._memory_bytes or time.monotonic() - self._measured < _MEASURE_S:
            return
        self._measured = time.monotonic()
        with self._lock:
            taken = {process: memory.taken_bytes(process.number) for process in self._processes}
            if sum(taken.values()) > self._memory_bytes:
                largest = max(taken, key=taken.__getitem__)
                largest.large = True
                largest.kill()

    def _end(self) -> None:
        """End the processes, whatever they are doing, and let the threads come to their end."""
        with self._lock:
            self._ended = True
            for process in self._processes:
                process.kill()

    # What the threads do

    def _drive(self) -> None:
        """Give batch after batch to a process, and to another one when it has died."""
        _leave_interrupts()
        process: _Process | None = None
        numbers: deque[int] = deque()
        try:
            while numbers := self._batch():
                process = process or self._started()
                try:
                    self._ask(process, numbers)
                except (EOFError, OSError, pickle.UnpicklingError):
                    self._lose(numbers, process)
                    process = None
        except Exception as fault:  # noqa: BLE001 - whatever it is: the main thread waits for an answer
            self._answers.put(Answer(-1, "failed", fault))
            if process is not None:
                process.kill()
        if process is not None:
            self._finish(process)

    def _batch(self) -> deque[int]:
        """Return the numbers of the next items: many at first, that sending costs little; few in the end.

        None waits then for one large item before it. What has been given back is tried alone.
        """
        with self._lock:
            if self._ended:
                return deque()
            if self._again:
                return deque([self._again.popleft()])
            rest = len(self._items) - self._begun
            size = min(max(1, min(_LARGEST_BATCH, rest // (self._workers * 4))), rest)
            self._begun += size
            return deque(range(self._begun - size, self._begun))

    def _started(self) -> "_Process":
        try:
            process = _Process()
        except OSError as fault:
            message = f"a worker process could not be started: {fault.strerror or fault}; try fewer --jobs"
            raise EnvironmentFault(message) from fault
        with self._lock:
            self._processes.add(process)
            if self._ended:
                process.kill()
        try:
            process.greet(self._task)
        except EnvironmentFault:
            self._finish(process)
            raise
        except (EOFError, OSError, pickle.UnpicklingError):
            message = f"a worker process could not be started: it {self._finish(process)}"
            raise EnvironmentFault(message) from None
        return process

    def _ask(self, process: "_Process", numbers: deque[int]) -> None:
        """Send the items and pass on what comes back; *numbers* are then those without an answer."""
        process.send([self._items[number] for number in numbers])
        while numbers:
            process.since = time.monotonic()
            kind, value = process.received()
            self._answers.put(Answer(numbers.popleft(), kind, value))
        process.since = 0.0

    def _lose(self, numbers: deque[int], process: "_Process") -> None:
        """Give back the items without an answer, but for the one that the process has died on too often."""
        ending = self._finish(process)
        with self._lock:
            if self._ended:
                return
            first = numbers.popleft()
            loss = self._loss(first, ending, process)
            self._again.extend(numbers if loss else (first, *numbers))
        if loss:
            self._answers.put(Answer(first, "lost", loss))

    def _loss(self, number: int, ending: str, process: "_Process") -> Loss | None:
        """Return why the item on which *process* has ended is lost, None if it gets another trial."""
        if process.late:
            # It may have come to the next item in the same moment.
            late = time.monotonic() - process.since > self._timeout_s
            return Loss(Cause.LATE, ending) if late else None
        self._deaths[number] = self._deaths.get(number, 0) + 1
        again = self._deaths[number] < _TRIALS
        return None if again else Loss(Cause.DIED, f"{ending}, and so did the next one")

    def _finish(self, process: "_Process") -> str:
        """Return how a process has ended that is about to, or has no more to do."""
        with self._lock:
            self._processes.discard(process)
        return process.ended()


class _Process:
    """A running :mod:`tei.corpus.worker`; ``since`` is when it began with an item, 0 where it has none.

    It was ended if it is ``late``, or takes more memory than there is for it, and is ``large``.
    """

    def __init__(self) -> None:
        self.since = 0.0
        self.late = False
        self.large = False
        # Its modules are found where ours are, and not first of all in the current folder (-P), which anybody may have
        # put a pickle.py into. A new group keeps Ctrl-C in Windows' console from it.
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        self._running = subprocess.Popen(
            [sys.executable, "-P", "-m", "tei.corpus.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    @property
    def number(self) -> int:
        """The number by which the system knows it."""
        return self._running.pid

    def greet(self, task: object) -> None:
        """Send the task, and wait until its modules are loaded. Raises :class:`~tei.errors.EnvironmentFault`."""
        self.send(task)
        kind, value = self.received()
        if kind == "raised":
            message = f"a worker process could not be started: {type(value).__name__}: {value}"
            self.kill()
            raise EnvironmentFault(message)

    def send(self, order: object) -> None:
        """Send the task, or a list of items."""
        stream = cast("IO[bytes]", self._running.stdin)
        pickle.dump(order, stream)
        stream.flush()

    def received(self) -> tuple[str, object]:
        """Return the next answer. Raises an error of reading if the process has ended."""
        found: tuple[str, object] = pickle.load(cast("IO[bytes]", self._running.stdout))  # noqa: S301 - our own process
        return found

    def kill(self) -> None:
        """End the process at once."""
        self._running.kill()

    def ended(self) -> str:
        """Return how the process has ended; it does so when nothing more can come for it."""
        # What could not be sent any more is of no use now.
        with contextlib.suppress(OSError):
            cast("IO[bytes]", self._running.stdin).close()
        code = self._running.wait()
        cast("IO[bytes]", self._running.stdout).close()
        return TOO_MUCH_MEMORY if self.large else _ending(code)


def _ending(code: int) -> str:
    """Return the end of a process in words, with the name of the signal that it was killed by."""
    if code >= 0:
        return f"ended itself with the code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by the signal {-code}"


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the main thread; a process that is started from here has the same mask, and goes on."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
