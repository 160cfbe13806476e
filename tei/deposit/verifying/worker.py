"""The program behind :mod:`tei.deposit.verifying.bounded`: orders on standard input, steps and results on output."""

import faulthandler
import os
import pickle
import sys
from pathlib import Path
from typing import IO, Any, Final

_FAILED: Final = 70
"""The exit code for a fault of this program, ``EX_SOFTWARE`` of sysexits.h."""


def main() -> None:
    """Work off one order after the other until there are no more."""
    # What a library prints must not get between the results.
    with os.fdopen(os.dup(1), "wb") as results, Path(os.devnull).open("wb") as nowhere:
        os.dup2(2, 1)
        while True:
            try:
                task, item = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
            except EOFError:
                return
            outcome = _outcome(results, nowhere, task, item)
            faulthandler.cancel_dump_traceback_later()
            _tell(results, outcome)


def _outcome(results: IO[bytes], nowhere: IO[bytes], task: Any, item: Any) -> tuple[str, object]:  # noqa: ANN401
    def begin(step: str) -> None:
        _tell(results, ("step", step))
        # Its thread is none of Python's: it also ends what never comes back from a library.
        faulthandler.dump_traceback_later(item.seconds, file=nowhere, exit=True)

    begin("")
    try:
        return "returned", task(item, begin)
    except Exception as fault:  # noqa: BLE001 - it is raised in the other process
        return "raised", fault


def _tell(results: IO[bytes], message: tuple[str, object]) -> None:
    pickle.dump(message, results)
    results.flush()


if __name__ == "__main__":
    try:
        main()
    except BaseException:  # noqa: BLE001 - the other process sees the code, and its user no traceback
        os._exit(_FAILED)
