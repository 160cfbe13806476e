"""One line a finding, for people and for other programs: ``path:line:column: severity: rule: message``."""

from tei.diagnostics import Diagnostic
from tei.validate.reports.columns import printable
from tei.validate.reports.style import Style
from tei.validate.results import Ignored, Report


def render(report: Report, _style: Style) -> str:
    """Return the findings, one a line; nothing when there are none."""
    shown = report.ignored if report.ignored_shown else ()
    return "".join(f"{line}\n" for line in (*map(_line, report.findings), *map(_ignored, shown)))


def _line(finding: Diagnostic) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"{place}: {finding.severity.value}: {finding.rule}: {finding.message}")


def _ignored(one: Ignored) -> str:
    finding = one.finding
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"{place}: ignored: {finding.rule}: {finding.message} ({one.reason}; {one.path}:{one.line})")
