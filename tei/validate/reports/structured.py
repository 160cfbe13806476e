"""JSON, with the keys that are promised to other programs."""

from collections.abc import Iterator
from typing import Any

from tei.validate.reports.fixed import fixed_keys
from tei.validate.reports.json_parts import framed
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Ignored, Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one JSON object."""
    frame = {
        "documents": [],
        "summary": figures(report),
        **_settings_keys(report),
        **baseline_keys(report),
        **interrupted_key(report),
        **fixed_keys(report),
    }
    return framed(frame, "documents", map(_document, report.documents), 2)


def _document(document: Checked) -> dict[str, Any]:
    findings = [finding.as_dict() for finding in document.findings]
    aside = {"ignored": list(map(ignored, document.ignored))} if document.ignored else {}
    return {"path": document.path, "valid": document.valid, "findings": findings, **aside}


def interrupted_key(report: Report) -> dict[str, str]:
    """Return what the report has more where the run was interrupted."""
    return {"interrupted": report.stopped} if report.stopped else {}


def ignored(one: Ignored) -> dict[str, Any]:
    """Return a finding that does not count, with the reason and the place where that is said."""
    return {**one.finding.as_dict(), "ignored": {"reason": one.reason, "path": one.path, "line": one.line}}


def figures(report: Report) -> dict[str, int]:
    """Return the summary; how many findings are ignored is in it where some are."""
    return report.summary._asdict() | ({"ignored": len(report.ignored)} if report.ignored else {})


def _settings_keys(report: Report) -> dict[str, Any]:
    """Return what the report has more where there are remarks on settings."""
    told = [finding.as_dict() for file in report.settings for finding in file.findings]
    return {"settings": told} if told else {}


def baseline_keys(report: Report) -> dict[str, Any]:
    """Return what the report has more where it was compared with a baseline."""
    compared = report.baseline
    if compared is None:
        return {}
    stale = [finding.as_dict() for finding in compared.stale]
    return {"baseline": {"path": compared.path, "known": compared.known, "stale": stale}}
