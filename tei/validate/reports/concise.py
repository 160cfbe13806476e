"""One line a finding, for people and for other programs: ``path:line:column: severity: rule: message``."""

from collections.abc import Iterator

from tei.diagnostics import Diagnostic
from tei.validate.reports.columns import printable
from tei.validate.reports.style import Style
from tei.validate.results import Ignored, Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the findings, one a line; nothing when there are none."""
    yield from (f"{_line(finding)}\n" for document in report.told for finding in document.findings)
    yield from (f"{_ignored(one)}\n" for one in report.ignored if report.ignored_shown)


def _line(finding: Diagnostic) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"{place}: {finding.severity.value}: {finding.rule}: {finding.message}")


def _ignored(one: Ignored) -> str:
    finding = one.finding
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"{place}: ignored: {finding.rule}: {finding.message} ({one.reason}; {one.path}:{one.line})")
