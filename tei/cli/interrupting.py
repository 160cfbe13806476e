"""What Ctrl-C does to a command that has something to report."""

import os
import signal
import sys
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import FrameType

_NOTE: Final = b"\ntei: stopping; Ctrl-C once more ends at once\n"


class Interruption:
    """Whether somebody wants the work to stop: by Ctrl-C, or by SIGTERM, as clusters and services do.

    Before anything is done, and at the second time, it is a :class:`KeyboardInterrupt`. ``code`` is the exit code that
    shells know such an end by.
    """

    def __init__(self) -> None:
        self.code = 0
        self._done = 0
        self._before: dict[signal.Signals, object] = {}

    def __call__(self) -> bool:
        """Return whether the work is to stop."""
        return bool(self.code)

    def note(self, done: int) -> None:
        """Take note that so many documents are done, which a report can be made on."""
        self._done = done

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            # What is ignored stays so: a command behind nohup, or in the background of a script.
            if signal.getsignal(number) is not signal.SIG_IGN:
                try:
                    self._before[number] = signal.signal(number, self._signalled)
                except ValueError:  # Not the main thread: whoever made it a part of a program looks after signals.
                    return self
        return self

    def __exit__(self, *_raised: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type] # as it was given

    def _signalled(self, number: int, _frame: "FrameType | None") -> None:
        again = self()
        self.code = 128 + number
        if again or not self._done:
            raise KeyboardInterrupt
        if sys.stderr is not None and sys.stderr.isatty():
            os.write(sys.stderr.fileno(), _NOTE)  # Not through the stream, which may be writing at this moment.
