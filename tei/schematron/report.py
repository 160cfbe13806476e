"""What the compiled schema reports, as findings and as SVRL."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.diagnostics import Diagnostic, Severity
from tei.names import SVRL, XML, prefixed
from tei.schematron.fixes.offers import offered
from tei.schematron.source import Source, sch_name

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
_SEVERITIES: Final = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,  # The word of TEI's own rules.
    "info": Severity.INFO,
    "information": Severity.INFO,
    "error": Severity.ERROR,
    "fatal": Severity.ERROR,
}


def findings(report: "_Element", document: "Document", source: Source) -> list[Diagnostic]:
    """Return the findings in *report* on *document*, in the order of their places."""
    found = []
    for entry in report.iter(*_ASSERTIONS, _FAULT, _ABSENT, _FIX_FAULT):
        if entry.tag == _ABSENT:
            found.append(_absent(entry, document, source))
        elif entry.tag == _FIX_FAULT:
            found.append(_fix_fault(entry, document, source))
        elif entry.tag == _FAULT:
            found.append(_fault(entry, document, source))
        else:
            found.append(_assertion(entry, document))
    return sorted(found)


def severity(role: str | None, flag: str | None) -> Severity:
    """Return the severity that an author's ``@role`` or, failing that, ``@flag`` speaks of; an error by default."""
    for written in (role, flag):
        for word in (written or "").lower().split():
            if word in _SEVERITIES:
                return _SEVERITIES[word]
    return Severity.ERROR


def _assertion(entry: "_Element", document: "Document") -> Diagnostic:
    identifier = entry.get("id") or entry.get("rule") or entry.get("pattern") or "assertion"
    advice = tuple(words for child in entry.iterchildren(f"{_REPORT}diagnostic") if (words := child.text))
    message = entry.findtext(f"{_REPORT}message") or _unspoken(entry)
    weight = severity(entry.get("role"), entry.get("flag"))
    fixes = offered(entry, document, here=_other_document(entry) is None)
    finding = Diagnostic(f"sch.{identifier}", message, document.path, severity=weight, help=advice, fixes=fixes)
    return _placed(finding, entry, document)


def _unspoken(entry: "_Element") -> str:
    """Return the words for an assertion whose author found none."""
    outcome = "does not hold" if entry.tag == f"{_REPORT}failed-assert" else "applies"
    return f"this {outcome}: {entry.get('test')}"


def _fault(entry: "_Element", document: "Document", source: Source) -> Diagnostic:
    attribute = entry.get("attribute")
    named = entry.get("id") or entry.get("rule") or entry.get("pattern")
    who = "a variable of the rule" if attribute == "let" else "the assertion"
    message = f"{who}{f' {named}' if named else ''} could not be evaluated here: {entry.text} ({entry.get('code')})"
    place = source.place(str(entry.get("at")), None if attribute == "let" else attribute)
    finding = Diagnostic("sch.not-evaluated", message, document.path, help=(f"the expression: {place}",))
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
        span = document.span_at(location, _characters(entry))
        xpath = document.xpath(document.resolve(location))
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


def svrl(report: "_Element", document: "Document", source: Source, phase: str | None) -> str:
    """Return *report* in the Schematron Validation Report Language.

    An expression that could not be evaluated counts as an assertion that failed: SVRL has no word for it.
    """
    output = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
    title = source.root.find(sch_name("title"))
    _set(output, title=None if title is None else _words(title), phase=phase)
    _set(output, schemaVersion=source.root.get("schemaVersion"))
    for namespace in source.root.iterchildren(sch_name("ns")):
        declared = etree.SubElement(output, f"{{{SVRL}}}ns-prefix-in-attribute-values")
        _set(declared, prefix=namespace.get("prefix"), uri=namespace.get("uri"))
    for pattern in report.iter(f"{_REPORT}pattern"):
        active = etree.SubElement(output, f"{{{SVRL}}}active-pattern")
        documents = pattern.get("document") or (None if document.path.startswith("<") else document.path)
        _set(active, id=pattern.get("id"), name=pattern.get("name"), documents=documents)
        for entry in pattern:
            _append(output, entry)
    return etree.tostring(output, encoding="unicode", pretty_print=True)


def _append(output: "_Element", entry: "_Element") -> None:
    if entry.tag == f"{_REPORT}fired":
        fired = etree.SubElement(output, f"{{{SVRL}}}fired-rule")
        _set(fired, **{name: entry.get(name) for name in ("id", "context", "role", "flag")})
        return
    local = "successful-report" if entry.tag == f"{_REPORT}successful-report" else "failed-assert"
    outcome = etree.SubElement(output, f"{{{SVRL}}}{local}")
    _set(outcome, **{name: entry.get(name) for name in ("id", "test", "location", "role", "flag")})
    for diagnostic in entry.iterchildren(f"{_REPORT}diagnostic"):
        reference = etree.SubElement(outcome, f"{{{SVRL}}}diagnostic-reference", diagnostic=str(diagnostic.get("id")))
        text = etree.SubElement(reference, f"{{{SVRL}}}text")
        text.text = diagnostic.text
        _set(text, **{f"{{{XML}}}lang": diagnostic.get(f"{{{XML}}}lang")})
    for own in entry.iterchildren(f"{_REPORT}property"):
        reference = etree.SubElement(outcome, f"{{{SVRL}}}property-reference", property=str(own.get("id")))
        _set(reference, role=own.get("role"), scheme=own.get("scheme"))
        reference.text = own.text
        reference.extend(list(own))
    words = entry.text if entry.tag == _FAULT else entry.findtext(f"{_REPORT}message")
    etree.SubElement(outcome, f"{{{SVRL}}}text").text = words


def _set(element: "_Element", **attributes: str | None) -> None:
    """Set those of *attributes* that have a value."""
    for name, value in attributes.items():
        if value is not None:
            element.set(name, value)


def _words(element: "_Element") -> str:
    return " ".join("".join(map(str, element.itertext())).split())
