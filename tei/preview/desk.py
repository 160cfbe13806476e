"""Work that many threads ask for and one thread does: a processor of stylesheets belongs to the thread that made it."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

# On Windows a thread that waits for ever cannot be interrupted.
_WAIT_S: Final = 0.5


class Desk:
    """Where work is asked for with :meth:`ask`, and done by whoever calls :meth:`work`."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()

    def ask(self, call: Callable[[], Result]) -> Result:
        """Return what *call* returns, once it is done; raise what it raises."""
        answer: Future[Result] = Future()
        self._asked.put((call, answer))
        return answer.result()

    def work(self, stopped: Callable[[], bool]) -> None:
        """Do what is asked for, one after the other, until *stopped* says so."""
        while not stopped():
            try:
                call, answer = self._asked.get(timeout=_WAIT_S)
            except Empty:
                continue
            try:
                answer.set_result(call())
            except Exception as fault:  # noqa: BLE001 - it is raised where the work was asked for
                answer.set_exception(fault)
