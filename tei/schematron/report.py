"""What the compiled schema reports, as findings."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.diagnostics import Diagnostic, Severity
from tei.names import prefixed
from tei.schematron.fixes.offers import offered
from tei.schematron.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.document import Document

_REPORT: Final = "{urn:tei:schematron:report}"
_ASSERTIONS: Final = frozenset({f"{_REPORT}failed-assert", f"{_REPORT}successful-report"})
_FAULT: Final = f"{_REPORT}fault"
_ABSENT: Final = f"{_REPORT}absent"
_FIX_FAULT: Final = f"{_REPORT}fix-fault"
# The scheme of a sch:property that says which characters of a text a finding is about: the first and how many.
_CHARACTERS: Final = "urn:tei:schematron:characters"
_COUNTED: Final = re.compile(r"\s*([0-9]{1,9}) ([0-9]{1,9})\s*")
_ATTRIBUTE: Final = re.compile(r"/@(?:Q\{([^}]*)\})?([^/{}]+)$")
EXPRESSION: Final = "the expression:"
"""How the help of a finding begins that names the place of an expression in the schema."""

_SPEAKERS: Final = {
    "documents": "what the pattern{} applies to",
    "from": "the part that the phase{} validates",
    "let": "a variable of the rule{}",
    "visit-each": "what the rule{} is to visit",
}
"""What could not be evaluated, by the attribute; {} is the space before a name and the name, if there is one."""

_INSIDE: Final = re.compile(r"/(?:@[^/{}]+|@Q\{[^}]*\}[^/{}]+|[a-z-]+\([^)]*\)(?:\[[0-9]+\])?)$")
"""The end of a path that leads to an attribute, a text or another node in an element."""

_SEVERITIES: Final = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,  # The word of TEI's own rules.
    "info": Severity.INFO,
    "information": Severity.INFO,
    "error": Severity.ERROR,
    "fatal": Severity.ERROR,
}


_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_NOTHING: Final = re.compile(r"<report [^<]*>(?:<pattern [^<]*/>)*</report>")
"""A report that has patterns, and nothing in them: that of a valid document."""


def tree(report: str) -> "_Element":
    """Return *report*, as the compiled schema writes it."""
    return etree.fromstring(report.encode("utf-8"), _PARSER)


def findings(report: str, document: "Document", source: Source, *, errors_only: bool = False) -> list[Diagnostic]:
    """Return the findings in *report* on *document*, in the order of their places, or the errors among them."""
    if _NOTHING.fullmatch(report):
        return []
    found = []
    for entry in tree(report).iter(*_ASSERTIONS, _FAULT, _ABSENT, _FIX_FAULT):
        if entry.tag == _ABSENT:
            found.append(_absent(entry, document, source))
        elif entry.tag == _FIX_FAULT:
            found.extend([] if errors_only else [_fix_fault(entry, document, source)])
        elif entry.tag == _FAULT:
            found.append(_fault(entry, document, source))
        elif not errors_only or _weight(entry) is Severity.ERROR:
            found.append(_assertion(entry, document))
    return sorted(found)


def severity(*written_in: str | None) -> Severity:
    """Return the severity that the first of an author's attributes to speak of one gives; an error by default.

    The attributes are ``@severity``, ``@role`` and ``@flag``, in this order.
    """
    for written in written_in:
        for word in (written or "").lower().split():
            if word in _SEVERITIES:
                return _SEVERITIES[word]
    return Severity.ERROR


def _assertion(entry: "_Element", document: "Document") -> Diagnostic:
    identifier = entry.get("id") or entry.get("rule") or entry.get("pattern") or "assertion"
    advice = tuple(words for child in entry.iterchildren(f"{_REPORT}diagnostic") if (words := child.text))
    message = entry.findtext(f"{_REPORT}message") or _unspoken(entry)
    fixes = offered(entry, document, here=_other_document(entry) is None)
    finding = Diagnostic(f"sch.{identifier}", message, document.path, severity=_weight(entry), help=advice, fixes=fixes)
    return _placed(finding, entry, document)


def _weight(entry: "_Element") -> Severity:
    return severity(*map(entry.get, ("severity", "role", "flag")))


def _unspoken(entry: "_Element") -> str:
    """Return the words for an assertion whose author found none."""
    outcome = "does not hold" if entry.tag == f"{_REPORT}failed-assert" else "applies"
    return f"this {outcome}: {entry.get('test')}"


def _fault(entry: "_Element", document: "Document", source: Source) -> Diagnostic:
    attribute = entry.get("attribute")
    named = entry.get("id") or entry.get("rule") or entry.get("pattern")
    who = _SPEAKERS.get(str(attribute), "the assertion{}").format(f" {named}" if named else "")
    message = f"{who} could not be evaluated here: {entry.text} ({entry.get('code')})"
    place = source.place(str(entry.get("at")), None if attribute == "let" else attribute)
    finding = Diagnostic("sch.not-evaluated", message, document.path, help=(f"{EXPRESSION} {place}",))
    return _placed(finding, entry, document)


def _fix_fault(entry: "_Element", document: "Document", source: Source) -> Diagnostic:
    """Return the finding for a fix that cannot be offered; it stands where the assertion does that would offer it."""
    message = f"the fix {entry.get('id')} could not be evaluated here: {entry.text} ({entry.get('code')})"
    advice = (f"the fix: {source.place(str(entry.get('at')), None)}",)
    finding = Diagnostic("sch.fix-not-evaluated", message, document.path, severity=Severity.WARNING, help=advice)
    parent = entry.getparent()
    return finding if parent is None else _placed(finding, parent, document)


def _absent(entry: "_Element", document: "Document", source: Source) -> Diagnostic:
    message = f"the document {entry.get('document')!r}, to which a pattern of the schema applies, is not at hand"
    advice = (f"the pattern: {source.place(str(entry.get('at')), 'documents')}",)
    return Diagnostic("sch.document-absent", message, document.path, document.span(document.root), help=advice)


def _placed(finding: Diagnostic, entry: "_Element", document: "Document") -> Diagnostic:
    """Return *finding* with the place in *document* that *entry* tells."""
    location = entry.get("location", "/")
    other = _other_document(entry)
    if other is not None:
        return replace(finding, path=other, xpath=location)
    try:
        element = document.resolve(location)
        xpath = document.xpath(element)
        span = document.span_at(location, _characters(entry)) if _INSIDE.search(location) else document.span(element)
    except LookupError:  # A node of the schema's own making, such as a variable's content, is nowhere in the document.
        span, xpath = document.span(document.root), location
    if attribute := _ATTRIBUTE.search(location):
        xpath = f"{xpath}/@{prefixed(f'{{{attribute[1]}}}{attribute[2]}' if attribute[1] else attribute[2])}"
    return replace(finding, span=span, xpath=xpath)


def _characters(entry: "_Element") -> tuple[int, int] | None:
    """Return the characters of its text that *entry* is about, if its author says so in a property."""
    for own in entry.iterchildren(f"{_REPORT}property"):
        counted = _COUNTED.fullmatch(own.text or "") if own.get("scheme") == _CHARACTERS else None
        if counted:
            return int(counted[1]), int(counted[2])
    return None


def _other_document(entry: "_Element") -> str | None:
    """Return the name of the document that the pattern was applied to, if it is not the one validated."""
    parent = entry.getparent()
    return None if parent is None else parent.get("document")
