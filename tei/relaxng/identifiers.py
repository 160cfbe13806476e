"""Identifiers that occur twice, of which libxml2 only says that something is wrong with the attribute.

Source: RELAX NG DTD Compatibility, section 5.2; xml:id, section 4.
"""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.diagnostics import Diagnostic

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.document import Document

XML_ID: Final = f"{{{names.XML}}}id"


def duplicate_identifiers(document: "Document") -> "dict[_Element, Diagnostic]":
    """Return the elements whose ``xml:id`` an earlier one has already, each with the finding."""
    first: dict[str, _Element] = {}
    found: dict[_Element, Diagnostic] = {}
    for element in document.root.iter("*"):
        identifier = " ".join(element.get(XML_ID, "").split())
        if not identifier:
            continue
        owner = first.setdefault(identifier, element)
        if owner is not element:
            found[element] = _duplicate(document, element, owner, identifier)
    return found


def _duplicate(document: "Document", element: "_Element", owner: "_Element", identifier: str) -> Diagnostic:
    place = document.attribute_span(owner, XML_ID)
    holder = f"<{names.prefixed(str(owner.tag))}> at {place.line}:{place.column}"
    message = f'xml:id="{identifier}" is taken: {holder} has it'
    # The readable XPath is anchored at identifiers, and this one is ambiguous.
    xpath = document.tree.getelementpath(element)
    span = document.attribute_span(element, XML_ID)
    return Diagnostic("rng.duplicate-id", message, document.path, span, xpath=_readable(xpath, document.root))


def _readable(path: str, root: "_Element") -> str:
    outermost = names.prefixed(str(root.tag))
    return f"/{outermost}/{path.replace(f'{{{names.TEI}}}', '')}/@xml:id".replace("/./", "/")
