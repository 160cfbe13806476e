"""Findings that do not come from ``tei validate``, printed as it prints them: with the line they stand on."""

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tei.cli.terminal import report_style
from tei.errors import TeiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.diagnostics import Diagnostic


def show(found: "Iterable[Diagnostic]", stream: "TextIO | None" = None) -> None:
    """Print *found*, by file and place, to *stream* or standard output."""
    findings = sorted(found)
    if not findings:
        return
    from tei.validate.excerpts import excerpts  # noqa: PLC0415 - most runs find nothing
    from tei.validate.reports.findings import findings as blocks  # noqa: PLC0415 - as above
    from tei.validate.results import Checked  # noqa: PLC0415 - as above

    for path, group in groupby(findings, key=lambda finding: finding.path):
        own = tuple(group)
        document = Checked(path, own, excerpts(_text(path), own))
        (stream or sys.stdout).write("\n".join(blocks(document, report_style(), explained=False)) + "\n")


def _text(path: str) -> str:
    """Return the text of the file *path*, XML or not, "" if it cannot be read any more."""
    from tei.document.decoding import decode  # noqa: PLC0415 - as above

    try:
        data = Path(path).read_bytes()
    except OSError:
        return ""
    try:
        return decode(data, path)
    except TeiError:
        return data.decode("utf-8-sig", errors="replace")
