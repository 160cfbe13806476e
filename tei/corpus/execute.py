"""Carries a task out on many items, one after the other or on several processes."""

import os
from typing import TYPE_CHECKING, Final, TypeVar

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

_LARGEST_CHUNK: Final = 16


def execute(
    task: "Callable[[Item], Result]",
    items: "Sequence[Item]",
    *,
    jobs: int = 1,
) -> "Iterator[Result]":
    """Yield what *task* returns for each of *items*, in their order, whatever the number of *jobs*.

    With ``jobs=0`` there is one process for each processor. *task* must be a function of a module, and the items and
    results picklable. An error raised by *task* is raised here. Raises :class:`~tei.errors.EnvironmentFault` if a
    process dies.
    """
    workers = min(jobs or os.cpu_count() or 1, len(items))
    if workers <= 1:
        yield from map(task, items)
        return
    yield from _in_parallel(task, items, workers)


def _in_parallel(task: "Callable[[Item], Result]", items: "Sequence[Item]", workers: int) -> "Iterator[Result]":
    # Loading these takes as long as checking a small document; most calls have one.
    import multiprocessing  # noqa: PLC0415 - see above
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415 - see above

    # Few items a turn, so that one large document does not hold up the rest; many, so that sending costs little.
    chunk = max(1, min(_LARGEST_CHUNK, len(items) // (workers * 4)))
    # Spawn everywhere: a fork of a process that runs Saxon's threads hangs, and Windows has no fork.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield from pool.map(task, items, chunksize=chunk)
    except BrokenProcessPool as fault:
        message = "a worker process died, perhaps for want of memory; try fewer --jobs"
        raise EnvironmentFault(message) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
