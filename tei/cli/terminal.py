"""How reports look on the terminal that standard output is, or is not."""

import os
import shutil
import sys
from typing import Final

from tei.validate.reports import Style

_PLAIN_COLUMNS: Final = 100
"""The width of a report that goes to a file or a pipe."""


def report_style() -> Style:
    """Return the style for standard output: colour and its own width on a terminal, and where nobody minds."""
    if not sys.stdout.isatty():
        return Style(_PLAIN_COLUMNS)
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(shutil.get_terminal_size().columns, colour=not plain)
