"""JSON Lines: one object a finding, with the keys of the JSON report, for programs that read as they go."""

import json
from collections.abc import Iterator

from tei.validate.reports.style import Style
from tei.validate.results import Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the findings, one object a line; nothing when there are none."""
    for document in report.told:
        for finding in document.findings:
            # As in the JSON report: lone surrogates cannot be written.
            text = json.dumps(finding.as_dict(), ensure_ascii=False).encode("utf-8", errors="replace")
            yield f"{text.decode('utf-8')}\n"
