"""How far a command has come, for whoever waits at a terminal."""

import sys
from collections.abc import Callable
from typing import Final

_LEAST_SHOWN: Final = 20


def shown() -> Callable[[int, int], None] | None:
    """Return what shows the progress on a terminal, None where there is nobody to see it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, documents: int) -> None:
        if documents < _LEAST_SHOWN:
            return
        # The line is overwritten, and in the end wiped: the report begins on a clean one.
        line = "\r\x1b[K" if done == documents else f"\r{done:,} of {documents:,} documents"
        sys.stderr.write(line)
        sys.stderr.flush()

    return show
