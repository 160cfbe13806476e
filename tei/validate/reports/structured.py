"""JSON, with the keys that are promised to other programs."""

import json
from typing import Any

from tei.validate.reports.fixed import fixed_keys
from tei.validate.reports.style import Style
from tei.validate.results import Report


def render(report: Report, _style: Style) -> str:
    """Return the report as one JSON object."""
    content = {
        "documents": [
            {
                "path": document.path,
                "valid": document.valid,
                "findings": [finding.as_dict() for finding in document.findings],
            }
            for document in report.documents
        ],
        "summary": report.summary._asdict(),
        **baseline_keys(report),
        **fixed_keys(report),
    }
    # A name of a file that is not UTF-8 has lone surrogates, which cannot be written: they become question marks.
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace").decode("utf-8") + "\n"


def baseline_keys(report: Report) -> dict[str, Any]:
    """Return what the report has more where it was compared with a baseline."""
    compared = report.baseline
    if compared is None:
        return {}
    stale = [finding.as_dict() for finding in compared.stale]
    return {"baseline": {"path": compared.path, "known": compared.known, "stale": stale}}
