"""What the compiled schema reports, in the Schematron Validation Report Language.

Source: ISO/IEC 19757-3:2016, annex D, and 2025, annex C. What the edition of 2025 added is
written where the schema has what it answers to, as ``active-group`` for ``sch:group``; ``error``, and the role of a
diagnostic, only where the schema says that it is of 2025.
"""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import SVRL, XML
from tei.schematron.source import Source, sch_name

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.document import Document

_REPORT: Final = "{urn:tei:schematron:report}"
_FAULT: Final = f"{_REPORT}fault"
_LANGUAGE: Final = f"{{{XML}}}lang"
_SPACE: Final = f"{{{XML}}}space"
_RICH: Final = (_LANGUAGE, _SPACE, "see", "icon", "fpi")
_LATEST: Final = "2025"


def report(tree: "_Element", document: "Document", source: Source, phase: str | None) -> str:
    """Return the report *tree* on *document* as SVRL.

    An expression that could not be evaluated is an ``error`` in the edition of 2025; before, SVRL had no word for it,
    and it counts as an assertion that failed.
    """
    output = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
    title = source.root.find(sch_name("title"))
    edition = source.root.get("schematronEdition")
    _set(output, title=None if title is None else _words(title), phase=None if phase == "#ALL" else phase)
    _set(output, schemaVersion=source.root.get("schemaVersion"), schematronEdition=edition)
    for namespace in source.root.iterchildren(sch_name("ns")):
        declared = etree.SubElement(output, f"{{{SVRL}}}ns-prefix-in-attribute-values")
        _set(declared, prefix=namespace.get("prefix"), uri=namespace.get("uri"))
    for entry in tree.iterchildren(_FAULT):
        _put_first(output, entry, edition, document)
    for pattern in tree.iter(f"{_REPORT}pattern"):
        active = etree.SubElement(output, f"{{{SVRL}}}active-{pattern.get('kind')}")
        name = pattern.get("document") or (None if document.path.startswith("<") else document.path)
        _set(active, id=pattern.get("id"), name=pattern.get("name"), role=pattern.get("role"), documents=name)
        for entry in pattern:
            if entry.tag == _FAULT and edition == _LATEST:
                _append_error(active, entry, name or document.path)
            else:
                _append(output, entry, name)
    return etree.tostring(output, encoding="unicode", pretty_print=True)


def _put_first(output: "_Element", entry: "_Element", edition: str | None, document: "Document") -> None:
    """Say before all else why a pattern was not applied: as an error, or in an edition without errors in words."""
    if edition == _LATEST:
        _append_error(output, entry, document.path)
        said = output[-1]
    else:
        said = etree.SubElement(output, f"{{{SVRL}}}text")
        said.text = entry.text
    output.insert(0, said)


def _append_error(active: "_Element", entry: "_Element", document: str) -> None:
    error = etree.SubElement(active, f"{{{SVRL}}}error", document=document)
    _set(error, location=entry.get("location"), code=entry.get("code"))
    error.text = entry.text


def _append(output: "_Element", entry: "_Element", document: str | None) -> None:
    if entry.tag == f"{_REPORT}fired":
        fired = etree.SubElement(output, f"{{{SVRL}}}fired-rule")
        _set(fired, **{name: entry.get(name) for name in ("id", "context", "visit-each", "role", "flag")})
        _set(fired, document=document)
        return
    local = "successful-report" if entry.tag == f"{_REPORT}successful-report" else "failed-assert"
    outcome = etree.SubElement(output, f"{{{SVRL}}}{local}")
    _set(outcome, **{name: entry.get(name) for name in ("id", "test", "location", "role", "flag", "severity")})
    if entry.tag == _FAULT and entry.get("test") is None:  # What failed is a variable, or what the rule is to visit.
        _set(outcome, test="")
    for diagnostic in entry.iterchildren(f"{_REPORT}diagnostic"):
        reference = etree.SubElement(outcome, f"{{{SVRL}}}diagnostic-reference", diagnostic=str(diagnostic.get("id")))
        _set(reference, role=diagnostic.get("role") if output.get("schematronEdition") == _LATEST else None)
        _append_text(reference, diagnostic)
    for own in entry.iterchildren(f"{_REPORT}property"):
        reference = etree.SubElement(outcome, f"{{{SVRL}}}property-reference", property=str(own.get("id")))
        _set(reference, role=own.get("role"), scheme=own.get("scheme"))
        _append_text(reference, own)
    message = entry.find(f"{_REPORT}message")
    _append_text(outcome, entry if message is None else message)


def _append_text(parent: "_Element", spoken: "_Element") -> None:
    text = etree.SubElement(parent, f"{{{SVRL}}}text")
    _set(text, **{name: spoken.get(name) for name in _RICH})
    text.text = spoken.text
    text.extend(list(spoken))


def _set(element: "_Element", **attributes: str | None) -> None:
    """Set those of *attributes* that have a value."""
    for name, value in attributes.items():
        if value is not None:
            element.set(name, value)


def _words(element: "_Element") -> str:
    return " ".join("".join(map(str, element.itertext())).split())
