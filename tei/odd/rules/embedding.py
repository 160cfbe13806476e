"""Schematron inside RELAX NG: the rules as annotations of the grammar, for validators that take them from there.

Source: ISO/IEC 19757-3, annex D (a grammar in RELAX NG may hold elements of Schematron in any place).
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tei import names
from tei.names import SCH
from tei.relaxng.model import Annotation, AnnotationAttribute, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.rules.schematron import Schematron
    from tei.relaxng.model import Grammar


def embedded(grammar: "Grammar", schematron: "Schematron") -> "Grammar":
    """Return *grammar* with the declarations and patterns of *schematron* at its beginning."""
    return replace(grammar, annotations=(*grammar.annotations, *_annotations(schematron)))


def _annotations(schematron: "Schematron") -> "Iterator[Annotation]":
    for prefix, uri in schematron.prefixes.items():
        attributes = (AnnotationAttribute(QName("", "prefix"), prefix), AnnotationAttribute(QName("", "uri"), uri))
        yield Annotation(QName(SCH, "ns"), attributes, prefix="sch")
    patterns = (pattern for _path, pattern in schematron.patterns)
    for part in (*schematron.declarations, *patterns, *schematron.lists):
        yield annotation(part)


def annotation(element: "_Element") -> Annotation:
    """Return *element* as an annotation, without comments and processing instructions."""
    content: list[Annotation | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            content.append(annotation(child))
        if child.tail:
            content.append(child.tail)
    attributes = tuple(AnnotationAttribute(_name(str(key)), str(value)) for key, value in element.attrib.items())
    return Annotation(_name(str(element.tag)), attributes, tuple(content), element.prefix or "")


def _name(tag: str) -> QName:
    return QName(*names.split(tag))
