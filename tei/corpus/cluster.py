"""A task on many items, divided among the workers of a Dask cluster.

Batches of items become tasks of Dask, some of them ahead of the one whose results are wanted next: a million documents
must not be a million futures. Dask does again what a worker has not finished when it dies. A batch that it gives up,
for too many workers have died on it, is tried item by item, and only the item that they die on is lost.
"""

import contextlib
import os
import pickle
import signal
import sys
import warnings
from collections import deque
from concurrent import futures
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from tei import __version__
from tei.corpus.carrying import carried
from tei.corpus.losing import Cause, Loss
from tei.corpus.processors import available
from tei.corpus.workers import Answer
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

LOCAL: Final = "local"
_LARGEST_BATCH: Final = 32
_AHEAD: Final = 4
_LEAST_AHEAD: Final = 64
_LOOK_S: Final = 0.1
_CONNECTING_S: Final = 30
_PATIENCE_S: Final = 300
"""How long a cluster may take until its first worker has begun."""
_ON_THIS_MACHINE: Final = {
    # What a process has died on twice is lost, as without Dask.
    "distributed.scheduler.allowed-failures": 1,
    # Who does not answer here is dead.
    "distributed.comm.timeouts.connect": "3s",
}
_RUNNING: Final = f"tei {__version__} on Python {sys.version_info.major}.{sys.version_info.minor}"


def answers(
    task: "Callable[[Item], Result]",
    items: "Sequence[Item]",
    *,
    scheduler: str,
    jobs: int,
    stopped: "Callable[[], bool]",
) -> "Iterator[Answer]":
    """Yield an answer for each item, in their order; once it is *stopped*, a loss for what is not done.

    Raises :class:`~tei.errors.UsageError` if there is no scheduler at that address, and
    :class:`~tei.errors.EnvironmentFault` if the workers cannot do the work, or nobody comes to do it.
    """
    if items:
        with _connected(scheduler, min(jobs or available(), len(items))) as client:
            yield from _Flow(client, task, items, stopped).answers()


@contextlib.contextmanager
def _connected(scheduler: str, jobs: int) -> "Iterator[Any]":
    """Give a client of the scheduler, or of one of our own with *jobs* workers."""
    try:
        import distributed  # noqa: PLC0415 - few have a cluster
    except ImportError:
        message = "--scheduler needs Dask, which is not installed: python -m pip install 'tei[dask]'"
        raise EnvironmentFault(message) from None
    with contextlib.ExitStack() as closing:
        # What differs between the versions of packages matters in few of them: see _require_same.
        closing.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        address = closing.enter_context(_own_cluster(jobs)) if scheduler == LOCAL else _reached(scheduler)
        try:
            client = distributed.Client(address, timeout=_CONNECTING_S, set_as_default=False)  # type: ignore[no-untyped-call] # it has few types
        except (OSError, ValueError) as fault:
            message = f"--scheduler: there is no Dask scheduler at {scheduler}: {_first_line(fault)}"
            raise UsageError(message) from fault
        closing.enter_context(client)
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError as fault:
            message = f"no worker has come to {scheduler} within {_PATIENCE_S} seconds"
            raise EnvironmentFault(message) from fault
        yield client


def _reached(scheduler: str) -> str:
    """Return the address if somebody listens there: a client that finds nobody takes minutes to give up."""
    import socket  # noqa: PLC0415 - as in _connected

    try:
        parts = urlsplit(scheduler)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if scheme not in {"tcp", "tls"} or not host or not port:
        message = f"--scheduler: {scheduler} is no address of a Dask scheduler: write tcp://HOST:PORT, or {LOCAL}"
        raise UsageError(message)
    try:
        socket.create_connection((host, port), timeout=_CONNECTING_S).close()
    except OSError as fault:
        message = f"--scheduler: there is no Dask scheduler at {scheduler}: {fault.strerror or fault}"
        raise UsageError(message) from fault
    return scheduler


@contextlib.contextmanager
def _own_cluster(jobs: int) -> "Iterator[Any]":
    """Give a cluster on this machine with *jobs* processes that Ctrl-C does not reach."""
    import logging  # noqa: PLC0415 - as distributed

    import dask  # noqa: PLC0415 - as distributed
    import distributed  # noqa: PLC0415 - see _connected

    with dask.config.set(_ON_THIS_MACHINE):
        with _interrupts_kept():
            cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call] # as above
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
        with cluster:
            yield cluster


@contextlib.contextmanager
def _interrupts_kept() -> "Iterator[None]":
    """Let what is started within, threads and processes, leave Ctrl-C to the main thread."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - as distributed

    # It is started with the first process, and then lets signals in again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Flow:
    """Items on their way through a cluster."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - Dask is not always here
        task: object,
        items: "Sequence[Any]",
        stopped: "Callable[[], bool]",
    ) -> None:
        self._client = client
        # Each batch is a task of its own, whatever others have the same bytes.
        self._executor = client.get_executor(pure=False)
        self._task = task
        self._items = items
        self._stopped = stopped
        self._begun = 0
        self._waiting: deque[tuple[range, futures.Future[list[bytes] | str]]] = deque()
        self._workers = 1

    def answers(self) -> "Iterator[Answer]":
        """Yield an answer for each item, in their order."""
        try:
            while self._fill():
                numbers, future = self._waiting.popleft()
                yield from self._of_batch(numbers, future)
        finally:
            self._executor.shutdown(wait=False)

    def _fill(self) -> bool:
        """Return whether there is more to wait for; batches are sent until there are enough on their way."""
        while self._begun < len(self._items) and not self._stopped() and len(self._waiting) < self._ahead():
            if not self._waiting:
                self._workers = max(1, len(self._client.nthreads()))  # There may be more by now.
            rest = len(self._items) - self._begun
            size = min(rest, max(1, min(_LARGEST_BATCH, rest // (self._workers * 4))))
            numbers = range(self._begun, self._begun + size)
            self._waiting.append((numbers, self._sent(numbers)))
            self._begun += size
        if self._begun < len(self._items) and not self._waiting:  # It is stopped.
            numbers = range(self._begun, len(self._items))
            self._waiting.append((numbers, futures.Future()))
            self._begun = len(self._items)
        return bool(self._waiting)

    def _ahead(self) -> int:
        return max(_LEAST_AHEAD, _AHEAD * self._workers)

    def _sent(self, numbers: range) -> "futures.Future[list[bytes] | str]":
        # As bytes: Dask looks for futures in whatever else it is given.
        order = pickle.dumps((self._task, [self._items[number] for number in numbers]))
        sent: futures.Future[list[bytes] | str] = self._executor.submit(carry_out, order, os.getcwd(), _RUNNING)  # noqa: PTH109 - a string
        return sent

    def _of_batch(self, numbers: range, future: "futures.Future[list[bytes] | str]") -> "Iterator[Answer]":
        if not self._is_done(future):
            yield from (Answer(number, "lost", Loss(Cause.STOPPED)) for number in numbers)
            return
        outcomes = self._outcomes(future)
        if outcomes is not None:
            yield from (Answer(number, *pickle.loads(one)) for number, one in zip(numbers, outcomes, strict=True))  # noqa: S301 - from our own workers
        elif len(numbers) == 1:
            yield Answer(numbers[0], "lost", Loss(Cause.DIED, "was lost each time that Dask began it"))
        else:
            for number in numbers:
                alone = range(number, number + 1)
                yield from self._of_batch(alone, self._sent(alone))

    def _is_done(self, future: "futures.Future[list[bytes] | str]") -> bool:
        """Wait until the batch is done or the work is stopped, and return whether it is done."""
        while not self._stopped() and not future.done():
            futures.wait([future], timeout=_LOOK_S)
        return future.done()

    @staticmethod
    def _outcomes(future: "futures.Future[list[bytes] | str]") -> list[bytes] | None:
        """Return the outcomes of a batch, None if the workers died on it."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - as in _connected

        try:
            outcomes = future.result()
        except KilledWorker:
            return None
        except futures.CancelledError as fault:
            message = "the connection to the Dask scheduler is lost"
            raise EnvironmentFault(message) from fault
        except Exception as fault:
            why = f"{type(fault).__name__}: {_first_line(fault)}"
            message = f"the Dask cluster cannot do the work: {why}; is tei installed there?"
            raise EnvironmentFault(message) from fault
        if isinstance(outcomes, str):
            raise EnvironmentFault(outcomes)
        return outcomes


def carry_out(order: bytes, folder: str, running: str) -> list[bytes] | str:
    """Return the outcome of a task for each item of a batch, or why this worker cannot do it. Runs on a worker."""
    import distributed  # noqa: PLC0415 - it is here

    worker = distributed.get_worker()
    if running != _RUNNING:
        return f"the Dask worker {worker.address} has {_RUNNING}, and here is {running}: use one environment for both"
    if worker.state.nthreads != 1:
        advice = "start it with --nthreads 1, for Schematron needs a process of its own"
        return f"the Dask worker {worker.address} has {worker.state.nthreads} threads: {advice}"
    before = os.getcwd()  # noqa: PTH109 - a string
    try:
        os.chdir(folder)
    except OSError as fault:
        advice = "workers must see the same files, by the same paths"
        return f"the Dask worker {worker.address} cannot read {folder}: {fault.strerror}; {advice}"
    try:
        task, items = pickle.loads(order)  # noqa: S301 - from whoever may run anything here
        return [carried(task, item) for item in items]
    finally:
        os.chdir(before)


def _first_line(fault: BaseException) -> str:
    return (str(fault).strip() or type(fault).__name__).splitlines()[0]
