"""Whether a document is TEI at all."""

from typing import Final

from tei import names
from tei.diagnostics import Diagnostic
from tei.document import Document

_ROOTS: Final = ("TEI", "teiCorpus")
_DECLARATION: Final = f'xmlns="{names.TEI}"'
_KNOWN: Final = {
    names.HTML: "an XHTML page",
    names.RNG: "a RELAX NG schema",
    names.SCH: "a Schematron schema",
    names.XS: "an XML Schema",
    names.XSL: "a stylesheet",
    names.SVG: "an SVG image",
}


def root_findings(document: Document) -> list[Diagnostic]:
    """Return the finding that the outermost element is neither TEI nor teiCorpus, if so."""
    namespace, local = names.split(str(document.root.tag))
    if namespace == names.TEI and local in _ROOTS:
        return []
    message, *advice = _said(namespace, local)
    root = document.root
    return [
        Diagnostic(
            "tei.not-tei",
            message,
            document.path,
            document.span(root),
            xpath=document.xpath(root),
            help=tuple(advice),
        ),
    ]


def _said(namespace: str, local: str) -> tuple[str, ...]:
    """Return the message and the help for a root that is not TEI's."""
    if namespace == names.TEI:
        return (f"the outermost element is <{local}>; a TEI document begins with <TEI> or <teiCorpus>",)
    if local in {"TEI.2", "teiCorpus.2"}:
        return (f"<{local}> is TEI P4; documents of TEI P5 begin with <TEI> or <teiCorpus>",)
    if local in _ROOTS:
        where = f"in the namespace {namespace}, which is not TEI’s" if namespace else "in no namespace"
        return f"<{local}> is {where}", f"write <{local} {_DECLARATION}>"
    if namespace in _KNOWN:
        return (f"the outermost element is <{local}>: this is {_KNOWN[namespace]}, not a TEI document",)
    where = f"in the namespace {namespace}" if namespace else "in no namespace"
    return (f"the outermost element is <{local}> {where}; a TEI document begins with <TEI {_DECLARATION}>",)
