"""JSON Lines: one object a finding, with the keys of the JSON report, for programs that read as they go."""

import json

from tei.validate.reports.structured import ignored
from tei.validate.reports.style import Style
from tei.validate.results import Report


def render(report: Report, _style: Style) -> str:
    """Return the findings, one object a line; nothing when there are none."""
    shown = report.ignored if report.ignored_shown else ()
    found = [*(finding.as_dict() for finding in report.findings), *map(ignored, shown)]
    text = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found)
    # As in the JSON report: lone surrogates cannot be written.
    return text.encode("utf-8", errors="replace").decode("utf-8")
