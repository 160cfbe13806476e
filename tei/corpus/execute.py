"""Carries a task out on many items: one after the other, on several processes, or on a cluster."""

from typing import TYPE_CHECKING, Final, TypeVar

from tei.corpus.losing import NO_MEMORY, Cause, Loss
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tei.corpus.workers import Answer

Item = TypeVar("Item")
Result = TypeVar("Result")

_EFFORT: Final = 0.02
"""Ten milliseconds, beside the half second until a process has begun."""

_WORTH: Final = 2
"""So much more than its start a process is to do: it takes time from others even where it saves none here."""


def _usual(_item: object) -> float:
    return _EFFORT


def _never() -> bool:
    return False


def execute(  # noqa: PLR0913 - each parameter is a wish of its own
    task: "Callable[[Item], Result]",
    items: "Sequence[Item]",
    *,
    jobs: int = 1,
    effort: "Callable[[Item], float]" = _usual,
    lost: "Callable[[Item, Loss], Result] | None" = None,
    stopped: "Callable[[], bool]" = _never,
    timeout_s: float = 0,
    memory_bytes: int = 0,
    scheduler: str = "",
) -> "Iterator[Result]":
    """Yield what *task* returns for each of *items*, in their order, wherever the work is done.

    *jobs* is the number of processes. With ``jobs=0`` there are as many as get the work done soonest, at most one for
    each processor: *effort* says how long an item takes, as a multiple of what it takes to start a process for it, and
    where others do not pay, this process does all. *task* must be a function of a module, and the items and results
    picklable. An error raised by *task* is raised here.

    *lost* returns what stands for an item that has no result: a process has died on it, twice; it took longer than
    *timeout_s* seconds (0 is no limit); or it was not done when *stopped*, which is asked between items, said so.
    Without *lost*, a process that dies is an :class:`~tei.errors.EnvironmentFault`.

    Where the processes together take more than *memory_bytes* (0 is no limit), the one that takes most is ended, as if
    it had died; this holds where there are other processes at all.

    *scheduler* is the address of a Dask scheduler that divides the work among its workers, or ``local`` for one of our
    own with *jobs* workers.
    """
    if scheduler:
        from tei.corpus import cluster  # noqa: PLC0415 - few have one

        if timeout_s:
            message = "the time for a document can be limited with --jobs, not with --scheduler"
            raise UsageError(message)
        answers = cluster.answers(task, items, scheduler=scheduler, jobs=jobs, stopped=stopped)
        yield from (_result(answer, items, lost) for answer in answers)
        return
    workers = min(jobs, len(items)) if jobs else _that_pay(items, effort)
    if workers <= 1 and not (timeout_s and items):
        yield from _here(task, items, lost, stopped)
        return
    # Loading these takes as long as checking a small document; most calls have one.
    from tei.corpus.workers import Work  # noqa: PLC0415 - see above

    answers = Work(task, items, workers, timeout_s, memory_bytes).answers(stopped)
    yield from (_result(answer, items, lost) for answer in answers)


def _here(
    task: "Callable[[Item], Result]",
    items: "Sequence[Item]",
    lost: "Callable[[Item, Loss], Result] | None",
    stopped: "Callable[[], bool]",
) -> "Iterator[Result]":
    for item in items:
        yield _instead(item, Loss(Cause.STOPPED), lost) if stopped() else _done(task, item, lost)


def _done(task: "Callable[[Item], Result]", item: "Item", lost: "Callable[[Item, Loss], Result] | None") -> "Result":
    try:
        return task(item)
    except MemoryError:
        return _instead(item, Loss(Cause.DIED, NO_MEMORY), lost)


def _that_pay(items: "Sequence[Item]", effort: "Callable[[Item], float]") -> int:
    """Return how many processes have at least twice as much to do, each, as it takes to start one."""
    if len(items) <= 1:
        return 1
    from tei.corpus.processors import available  # noqa: PLC0415 - of many items alone

    most = min(available(), len(items))
    expected = 0.0
    for item in items:
        expected += effort(item) / _WORTH
        if expected >= most:
            return most
    return max(1, int(expected))


def _result(answer: "Answer", items: "Sequence[Item]", lost: "Callable[[Item, Loss], Result] | None") -> "Result":
    if answer.kind == "raised":
        raise answer.value
    if answer.kind == "lost":
        return _instead(items[answer.number], answer.value, lost)
    result: Result = answer.value
    return result


def _instead(item: "Item", loss: Loss, lost: "Callable[[Item, Loss], Result] | None") -> "Result":
    if lost is not None:
        return lost(item, loss)
    if loss.cause is Cause.STOPPED:
        raise KeyboardInterrupt
    message = f"a worker process died: it {loss.ending}; if memory is short, try fewer --jobs"
    raise EnvironmentFault(message)
