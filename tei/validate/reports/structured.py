"""JSON, with the keys that are promised to other programs."""

from collections.abc import Iterator
from typing import Any

from tei.validate.reports.fixed import fixed_keys
from tei.validate.reports.json_parts import framed
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one JSON object."""
    frame = {
        "documents": [],
        "summary": report.summary._asdict(),
        **baseline_keys(report),
        **interrupted_key(report),
        **fixed_keys(report),
    }
    return framed(frame, "documents", map(_document, report.documents), 2)


def _document(document: Checked) -> dict[str, Any]:
    findings = [finding.as_dict() for finding in document.findings]
    return {"path": document.path, "valid": document.valid, "findings": findings}


def interrupted_key(report: Report) -> dict[str, str]:
    """Return what the report has more where the run was interrupted."""
    return {"interrupted": report.stopped} if report.stopped else {}


def baseline_keys(report: Report) -> dict[str, Any]:
    """Return what the report has more where it was compared with a baseline."""
    compared = report.baseline
    if compared is None:
        return {}
    stale = [finding.as_dict() for finding in compared.stale]
    return {"baseline": {"path": compared.path, "known": compared.known, "stale": stale}}
