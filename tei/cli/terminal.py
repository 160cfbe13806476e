"""How reports look on the terminal that standard output is, or is not."""

import os
import shutil
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Final, TextIO

from tei.validate.reports import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tei.diagnostics import Diagnostic

_PLAIN_COLUMNS: Final = 100
"""The width of a report that goes to a file or a pipe."""
_PATIENCE_S: Final = 0.5
"""How long a command works before it shows how far it has come: most are done by then."""
_REFRESH_S: Final = 0.1
_KNOWN_BY: Final = 100
"""How many refreshes back the rate is measured: ten seconds of steady work."""
_BAR_COLUMNS: Final = range(10, 41)


def report_style() -> Style:
    """Return the style for standard output: colour and its own width on a terminal, and where nobody minds."""
    if not sys.stdout.isatty():
        return Style(_PLAIN_COLUMNS)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(shutil.get_terminal_size().columns, colour=not plain)


def listed(findings: "Iterable[Diagnostic]") -> str:
    """Return the findings one below the other, each with its help."""
    return "\n".join(line for found in findings for line in (str(found), *(f"   help: {line}" for line in found.help)))


def progress() -> "Progress | None":
    """Return what shows the progress on a terminal, None where there is nobody to see it."""
    return Progress(sys.stderr) if sys.stderr.isatty() else None


class Progress:
    """One line on a terminal that says how far the work has come, how fast it goes, and how long it will take."""

    def __init__(self, stream: TextIO, clock: "Callable[[], float]" = time.monotonic, columns: int = 0) -> None:
        self._stream = stream
        self._clock = clock
        self._columns = columns
        self._started = clock()
        self._shown_at = 0.0
        self._steps: deque[tuple[float, int]] = deque(maxlen=_KNOWN_BY)
        self._written = 0

    def __call__(self, done: int, documents: int) -> None:
        """Show that so many of the *documents* are *done*; when all are, nothing any more."""
        now = self._clock()
        if done >= documents:
            self.wipe()
        elif now - self._shown_at >= _REFRESH_S:
            self._shown_at = now
            self._steps.append((now, done))
            if now - self._started >= _PATIENCE_S:
                self._show(self._line(done, documents))

    def wipe(self) -> None:
        """Leave the line as it was found: the report begins on a clean one."""
        if self._written:
            self._stream.write(f"\r{' ' * self._written}\r")
            self._stream.flush()
            self._written = 0

    def _show(self, line: str) -> None:
        # A line as wide as the terminal would begin another one. Not every terminal knows how to clear one.
        width = (self._columns or shutil.get_terminal_size().columns) - 1
        line = line[: max(width, 0)]
        self._stream.write(f"\r{line}{' ' * (self._written - len(line))}")
        self._stream.flush()
        self._written = len(line)

    def _line(self, done: int, documents: int) -> str:
        """Return the line, with a bar as far as there is room for one."""
        words = [f"{done:,} of {documents:,} documents", *self._speed(documents - done)]
        room = (self._columns or shutil.get_terminal_size().columns) - len("  ".join(words)) - len("[]  ") - 1
        if room >= _BAR_COLUMNS.start:
            room = min(room, _BAR_COLUMNS.stop - 1)
            filled = room * done // documents
            words.insert(0, f"[{'#' * filled}{'-' * (room - filled)}]")
        return "  ".join(words)

    def _speed(self, left: int) -> list[str]:
        """Return the rate and the time left in words, nothing as long as there is too little to go by."""
        (since, before), (now, done) = self._steps[0], self._steps[-1]
        if done == before:
            return []
        rate = (done - before) / (now - since)
        shown = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.1f}/min"  # noqa: PLR2004 - as few digits as tell
        minutes, seconds = divmod(round(left / rate), 60)
        hours, minutes = divmod(minutes, 60)
        return [shown, f"{hours}:{minutes:02}:{seconds:02} left" if hours else f"{minutes}:{seconds:02} left"]
