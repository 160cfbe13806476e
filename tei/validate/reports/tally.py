"""How often each rule is broken, and in how many documents."""

from typing import NamedTuple

from tei.diagnostics import Severity
from tei.validate.results import Report


class Tally(NamedTuple):
    """The figures of one rule; ``severity`` is the heaviest that its findings have."""

    rule: str
    severity: Severity
    findings: int
    documents: int


def tallies(report: Report) -> list[Tally]:
    """Return the figures of each rule that is broken, the most frequent first."""
    counted: dict[str, Tally] = {}
    for document in report.told:
        seen: set[str] = set()
        for finding in document.findings:
            rule = finding.rule
            before = counted.get(rule, Tally(rule, finding.severity, 0, 0))
            heaviest = min(before.severity, finding.severity, key=list(Severity).index)
            counted[rule] = Tally(rule, heaviest, before.findings + 1, before.documents + (rule not in seen))
            seen.add(rule)
    return sorted(counted.values(), key=lambda tally: (-tally.findings, tally.rule))
