"""JSON, with the keys that are promised to other programs."""

import json
from typing import Any

from tei.validate.reports.style import Style
from tei.validate.results import Ignored, Report


def render(report: Report, _style: Style) -> str:
    """Return the report as one JSON object."""
    content = {
        "documents": [
            {
                "path": document.path,
                "valid": document.valid,
                "findings": [finding.as_dict() for finding in document.findings],
                **({"ignored": list(map(ignored, document.ignored))} if document.ignored else {}),
            }
            for document in report.documents
        ],
        "summary": figures(report),
        **_settings_keys(report),
        **baseline_keys(report),
    }
    # A name of a file that is not UTF-8 has lone surrogates, which cannot be written: they become question marks.
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace").decode("utf-8") + "\n"


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
