"""Workflow commands of GitHub Actions: each finding becomes an annotation at its line in the files changed."""

from collections.abc import Iterator
from typing import Final

from tei.diagnostics import Diagnostic, Severity
from tei.validate.reports.addresses import slashed
from tei.validate.reports.columns import printable
from tei.validate.reports.fixed import advice
from tei.validate.reports.style import Style
from tei.validate.results import Report

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield one command a line: for what could not be read, then for each finding."""
    # A name of a file that is not UTF-8 has lone surrogates, which `printable` has replaced.
    yield from (f"::error title=tei::{_data(fault)}\n" for fault in report.faults)
    yield from (f"{_command(finding)}\n" for document in report.told for finding in document.findings)


def _command(finding: Diagnostic) -> str:
    span = finding.span
    said = {"file": slashed(finding.path), "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:  # Columns are shown within one line alone, and the last one belongs to it.
        said |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    said["title"] = finding.rule
    properties = ",".join(f"{name}={_property(value)}" for name, value in said.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(finding.message, *advice(finding))}"


def _data(*lines: str) -> str:
    """Return *lines* as the message of a command, in which a line feed and a percent sign are escaped."""
    return "%0A".join(printable(line).replace("%", "%25") for line in lines)


def _property(value: str) -> str:
    """Return *value* as that of a property, in which what ends it is escaped too."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")
