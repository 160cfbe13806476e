"""The report for people: each finding with the line it stands on, then the figures."""

from collections.abc import Iterator
from typing import Final

from tei.validate.reports.columns import printable
from tei.validate.reports.style import Style
from tei.validate.results import Compared, Report

_SHOWN_FILES: Final = 3


def parts(report: Report, style: Style) -> Iterator[str]:
    """Yield the findings in full and the summary line; nothing when no document could be read."""
    if report.documents:
        yield from (f"{found}\n" for found in _findings(report, style))
        yield from (f"{found}\n" for found in _ignored(report, style))
        yield closing(report)


def closing(report: Report) -> str:
    """Return the lines below the findings: what was not looked at, then the figures."""
    lines = (*_not_run(report), *_unchecked(report), *_parts(report), *_mended(report), summary(report))
    return "".join(f"{line}\n" for line in lines)


def _mended(report: Report) -> Iterator[str]:
    """Yield the line that says what was mended."""
    if report.fixed is not None:
        from tei.validate.reports.fixed import told  # noqa: PLC0415 - few runs mend anything

        yield told(report.fixed)


def _findings(report: Report, style: Style) -> Iterator[str]:
    if not report.findings:
        return
    from tei.validate.reports.findings import findings  # noqa: PLC0415 - most reports have none

    for document in report.told:
        yield from findings(document, style, explained=report.explained)


def _ignored(report: Report, style: Style) -> Iterator[str]:
    if not report.ignored_shown or not report.ignored:
        return
    from tei.validate.reports.findings import ignored  # noqa: PLC0415 - most reports have none

    for one in report.ignored:
        yield ignored(one, style)


def summary(report: Report) -> str:
    """Return the last line: ``2 documents, 1 valid, 3 findings``."""
    if report.baseline is not None:
        return _compared(report, report.baseline)
    figures = report.summary
    schemas = f" ({', '.join(map(printable, report.schemas))})" if report.schemas else ""
    documents = _count(figures.documents, "document")
    aside = _aside(report)
    if figures.invalid:
        return f"{documents}, {figures.valid:,} valid, {_count(figures.findings, 'finding')}{_weights(report)}{aside}"
    valid = "valid" if figures.documents == 1 else "all valid"
    if figures.findings:
        return f"{documents}, {valid}, {_count(figures.findings, 'finding')}{_weights(report)}{aside}"
    return f"{documents}, {valid}{aside}{schemas}"


def _aside(report: Report) -> str:
    """Return how many findings are ignored, "" if none are."""
    return f", {len(report.ignored):,} ignored" if report.ignored else ""


def _compared(report: Report, baseline: Compared) -> str:
    """Return the last line where there is a baseline: ``2 documents, 1 valid, no new finding, 3 known (base.json)``."""
    figures = report.summary
    parts = [
        _count(figures.documents, "document"),
        f"{figures.valid:,} valid" if figures.invalid else "all valid",
        f"{_count(figures.findings, 'new finding')}{_weights(report)}" if figures.findings else "no new finding",
        f"{baseline.known:,} known",
        *([f"{len(baseline.stale):,} stale"] if baseline.stale else []),
    ]
    return f"{', '.join(parts)}{_aside(report)} ({printable(baseline.path)})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _weights(report: Report) -> str:
    """Return how the findings divide into errors and others, "" if all are errors."""
    counted = (*report.documents, *report.settings)
    severities = [finding.severity.value for document in counted for finding in document.findings]
    if all(severity == "error" for severity in severities):
        return ""
    nouns = {"error": "error", "warning": "warning", "info": "remark"}
    parts = [_count(severities.count(kind), noun) for kind, noun in nouns.items() if kind in severities]
    return f" ({', '.join(parts)})" if len(parts) > 1 or len(severities) > 1 else f" (a {nouns[severities[0]]})"


def _not_run(report: Report) -> Iterator[str]:
    """Yield a line for each kind of schema that some documents were not checked against."""
    kinds = dict.fromkeys(kind for document in report.documents for kind in document.not_run)
    for kind in kinds:
        number = sum(kind in document.not_run for document in report.documents)
        those = f"{_count(number, 'document')} that the grammar refuses"
        yield f"{kind} not run: {those} (--all runs it nevertheless)"


def _unchecked(report: Report) -> Iterator[str]:
    """Yield the line that names the files which are pointed into, and nobody looked into."""
    files = list(dict.fromkeys(file for document in report.documents for file in document.unchecked))
    if files:
        shown = printable(", ".join(files[:_SHOWN_FILES]))
        more = f" and {len(files) - _SHOWN_FILES:,} more" if len(files) > _SHOWN_FILES else ""
        others = "outside the project, " if report.pointers else ""
        why = f'{others}only the files that tei.toml names are looked into: [validate] authority = ["…"]'
        yield f"Not checked: pointers into {shown}{more} ({why})"


def _parts(report: Report) -> Iterator[str]:
    """Yield the line that names the files which are no documents of their own."""
    if report.parts:
        shown = printable(", ".join(report.parts[:_SHOWN_FILES]))
        more = f" and {len(report.parts) - _SHOWN_FILES:,} more" if len(report.parts) > _SHOWN_FILES else ""
        yield f"Checked in the documents that include them: {shown}{more}"
