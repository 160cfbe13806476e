"""JSON Lines: one object a finding, with the keys of the JSON report, for programs that read as they go."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tei.validate.reports.structured import ignored
from tei.validate.reports.style import Style
from tei.validate.results import Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the findings, one object a line; nothing when there are none."""
    yield from (_line(finding.as_dict()) for document in report.told for finding in document.findings)
    yield from (_line(ignored(one)) for one in report.ignored if report.ignored_shown)


def _line(content: Mapping[str, Any]) -> str:
    # As in the JSON report: lone surrogates cannot be written.
    return json.dumps(content, ensure_ascii=False).encode("utf-8", errors="replace").decode("utf-8") + "\n"
