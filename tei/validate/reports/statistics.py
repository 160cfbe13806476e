"""Figures in place of findings: how often each rule is broken, and in how many documents."""

from typing import TYPE_CHECKING, Final

from tei.validate.reports.columns import printable
from tei.validate.reports.json_parts import dumped
from tei.validate.reports.structured import baseline_keys, figures, interrupted_key
from tei.validate.reports.tally import tallies
from tei.validate.reports.text import closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.validate.results import Report


def text(report: "Report") -> str:
    """Return a line for each rule, the most frequent first, then what closes the text report."""
    if not report.documents:
        return ""
    rows = [
        (f"{tally.findings:,}", tally.severity.value, printable(tally.rule), _documents(tally.documents))
        for tally in tallies(report)
    ]
    number, severity, rule = (max((len(row[column]) for row in rows), default=0) for column in range(3))
    lines = [f"{row[0]:>{number}}  {row[1]:<{severity}}  {row[2]:<{rule}}  {row[3]}\n" for row in rows]
    return "".join((*lines, *(["\n"] if lines else []), closing(report)))


def _documents(number: int) -> str:
    return "in 1 document" if number == 1 else f"in {number:,} documents"


def structured(report: "Report") -> str:
    """Return the same as one JSON object."""
    rows = [{**tally._asdict(), "severity": tally.severity.value} for tally in tallies(report)]
    content = {
        "statistics": rows,
        "summary": figures(report),
        **baseline_keys(report),
        **interrupted_key(report),
    }
    return f"{dumped(content)}\n"


FORMS: "Final[dict[str, Callable[[Report], str]]]" = {"text": text, "json": structured}
"""The formats that have figures alone, by name."""
