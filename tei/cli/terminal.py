"""How reports look on the terminal that standard output is, or is not."""

import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

from tei.validate.reports import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tei.diagnostics import Diagnostic

_PLAIN_COLUMNS: Final = 100
"""The width of a report that goes to a file or a pipe."""
_LEAST_FOR_PROGRESS: Final = 20


def report_style() -> Style:
    """Return the style for standard output: colour and its own width on a terminal, and where nobody minds."""
    if not sys.stdout.isatty():
        return Style(_PLAIN_COLUMNS)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(shutil.get_terminal_size().columns, colour=not plain)


def listed(findings: "Iterable[Diagnostic]") -> str:
    """Return the findings one below the other, each with its help."""
    return "\n".join(line for found in findings for line in (str(found), *(f"   help: {line}" for line in found.help)))


def progress() -> "Callable[[int, int], None] | None":
    """Return what shows the progress on a terminal, None where there is nobody to see it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, documents: int) -> None:
        if documents < _LEAST_FOR_PROGRESS:
            return
        # The line is overwritten, and in the end wiped: the report begins on a clean one.
        line = "\r\x1b[K" if done == documents else f"\r{done:,} of {documents:,} documents"
        sys.stderr.write(line)
        sys.stderr.flush()

    return show
