"""The program behind :mod:`tei.corpus.workers`: a task, then items on standard input; results on standard output."""

import os
import pickle
import queue
import signal
import sys
import threading
from typing import IO, Any, Final

from tei.corpus.carrying import carried, packed

_END_WITH_PARENT: Final = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""

_FAILED: Final = 70
"""The exit code for a fault of this program, ``EX_SOFTWARE`` of sysexits.h."""


def main() -> None:
    """Work off one batch of items after the other, and end as soon as nobody is there who wants results."""
    _end_with_the_other()
    orders: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # What a library prints must not get between the results.
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)
        threading.Thread(target=_listen, args=(orders,), daemon=True).start()
        task = orders.get()
        _tell(results, packed("raised", task) if isinstance(task, Exception) else packed("ready", None))
        while True:
            batch = orders.get()
            if isinstance(batch, Exception):
                _tell(results, packed("raised", batch))
                continue
            for item in batch:
                _tell(results, carried(task, item))


def _end_with_the_other() -> None:
    """Have this process ended with the one that started it, also while it is in a library that lets no thread run.

    A stylesheet that never ends is such work, and :func:`_listen` would never have its turn. Linux alone can do this.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - needed there alone

        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def _listen(orders: "queue.SimpleQueue[Any]") -> None:
    """Pass on what comes; where nothing comes any more, end the process, whatever it is doing.

    The process that started this one may have been killed: nothing else would tell, and what a task does may never end.
    """
    while True:
        try:
            orders.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
        except EOFError:
            os._exit(0)
        except Exception as fault:  # noqa: BLE001 - it is raised in the other process
            orders.put(fault)


def _tell(results: IO[bytes], message: bytes) -> None:
    results.write(message)
    results.flush()


if __name__ == "__main__":
    try:
        main()
    except BaseException:  # noqa: BLE001 - the other process sees the code, and its user no traceback
        os._exit(_FAILED)
