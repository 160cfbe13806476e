"""GitLab's Code Quality report, which shows findings in a merge request: those that the branch adds."""

from collections.abc import Iterator
from typing import Any, Final

from tei.diagnostics import Severity
from tei.validate.fingerprints import fingerprints
from tei.validate.reports.addresses import slashed
from tei.validate.reports.fixed import advice
from tei.validate.reports.json_parts import listed
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Report

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the findings as an array; what could not be read has no place in it."""
    yield from listed(issue for document in report.told for issue in _issues(document))
    yield "\n"


def _issues(document: Checked) -> Iterator[dict[str, Any]]:
    """Yield an issue for each finding. GitLab compares fingerprints: they stay when lines move."""
    known_by = fingerprints(document, slashed(document.path))
    for finding, fingerprint in zip(document.findings, known_by, strict=True):
        span = finding.span
        yield {
            "description": "\n".join((finding.message, *advice(finding))),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": slashed(finding.path), "lines": {"begin": span.line, "end": span.end_line}},
        }
