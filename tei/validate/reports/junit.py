"""JUnit's XML, which most systems for continuous integration show: a document is a test, an error makes it fail.

There has never been one schema of it. This keeps the one that JUnit 5 and Jenkins have, and puts all errors of a
document into one ``failure``, since some programs read no second one. A time is not told: it is no part of what was
found.
"""

from collections.abc import Iterator

from tei.diagnostics import Diagnostic, Severity
from tei.validate.reports.fixed import offers
from tei.validate.reports.markup import one_line, text
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Ignored, Report

_SUITE = "tei validate"


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield one test suite; what could not be read is a test that ended in an error."""
    failures = sum(bool(_errors(document)) for document in report.documents)
    tests = len(report.documents) + len(report.faults)
    figures = f'tests="{tests}" failures="{failures}" errors="{len(report.faults)}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    yield f'<testsuite name="{_SUITE}" {figures}>\n'
    yield from (f"{line}\n" for line in _schemas(report))
    yield from (f"{_test(document)}\n" for document in report.documents)
    yield from (f"{_fault(fault)}\n" for fault in report.faults)
    yield "<system-out>"
    yield from _remarks(report)
    yield "</system-out>\n</testsuite>\n</testsuites>\n"


def _schemas(report: Report) -> list[str]:
    if not report.schemas:
        return []
    return [f'<properties><property name="schemas" value="{one_line(", ".join(report.schemas))}"/></properties>']


def _errors(document: Checked) -> list[Diagnostic]:
    return [finding for finding in document.findings if finding.severity is Severity.ERROR]


def _test(document: Checked) -> str:
    start = f'<testcase classname="{_SUITE}" name="{one_line(document.path)}"'
    errors = _errors(document)
    if not errors:
        return f"{start}/>"
    more = f" (and {len(errors) - 1:,} more)" if len(errors) > 1 else ""
    first = f'message="{one_line(errors[0].message)}{more}" type="{one_line(errors[0].rule)}"'
    return f"{start}><failure {first}>{''.join(map(_told, errors))}</failure></testcase>"


def _fault(fault: str) -> str:
    start = f'<testcase classname="{_SUITE}" name="{one_line(fault)}">'
    return f'{start}<error message="{one_line(fault)}" type="unreadable">{text(fault)}</error></testcase>'


def _remarks(report: Report) -> Iterator[str]:
    """Yield what is no error, and what is ignored: it makes no test fail, and is told below all tests."""
    yield from (_told(finding) for finding in report.findings if finding.severity is not Severity.ERROR)
    yield from map(_ignored, report.ignored)


def _ignored(one: Ignored) -> str:
    finding = one.finding
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    why = f"   reason: {one.reason} ({one.path}:{one.line})"
    return text(f"{place}: ignored: {finding.rule}: {finding.message}\n{why}\n")


def _told(finding: Diagnostic) -> str:
    weight = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    lines = [f"{place}: {weight}{finding.rule}: {finding.message}", *(f"   help: {advice}" for advice in finding.help)]
    lines += [f"   fix: {offer}" for offer in offers(finding)]
    return text("".join(f"{line}\n" for line in lines))
