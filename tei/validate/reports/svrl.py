"""SVRL: every finding, not those of Schematron alone, for programs that read Schematron's reports.

A document is an active pattern with one rule that fires at its root; a finding is a failed assertion whose ``test`` is
the rule's id. There is no ``id`` on it: ISO 19757-3, annex D, has it an identifier, and a rule may be broken twice.
"""

from collections.abc import Iterator

from tei.diagnostics import Diagnostic
from tei.names import SVRL
from tei.validate.reports.fixed import offers
from tei.validate.reports.markup import one_line, text
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Report


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield one SVRL document on all documents."""
    # What could not be read leaves no document, and the standard asks for one pattern at least.
    documents = report.told or (Checked(""),)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<svrl:schematron-output xmlns:svrl="{SVRL}" title="tei validate">\n'
    yield from (f"{_element('text', text(fault))}\n" for fault in report.faults)
    yield from (f"{line}\n" for document in documents for line in _document(document))
    yield "</svrl:schematron-output>\n"


def _document(document: Checked) -> Iterator[str]:
    yield f'<svrl:active-pattern documents="{one_line(document.path)}"/>'
    yield '<svrl:fired-rule context="/"/>'
    yield from map(_failed, document.findings)


def _failed(finding: Diagnostic) -> str:
    location = f'location="{one_line(finding.xpath or "/")}"'
    start = f'<svrl:failed-assert test="{one_line(finding.rule)}" {location} role="{finding.severity.value}">'
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    parts = [_diagnostic("place", place), *(_diagnostic("help", advice) for advice in finding.help)]
    parts += [_diagnostic("fix", offer) for offer in offers(finding)]
    return f"{start}{''.join(parts)}{_element('text', text(finding.message))}</svrl:failed-assert>"


def _diagnostic(name: str, content: str) -> str:
    inner = _element("text", text(content))
    return f'<svrl:diagnostic-reference diagnostic="{name}">{inner}</svrl:diagnostic-reference>'


def _element(name: str, content: str) -> str:
    return f"<svrl:{name}>{content}</svrl:{name}>"
