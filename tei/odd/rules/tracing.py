"""What is wrong with rules that were made from an ODD, told of the ODD: there the author wrote the expression.

Nothing is kept for this: an expression that cannot be compiled is the author's own, word for word, and is looked up.
"""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tei import document
from tei.errors import TeiError
from tei.odd.prepared import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tei.diagnostics import Diagnostic
    from tei.document import Document


class _Expression(NamedTuple):
    """An expression: the element and the attribute in which it is written."""

    tag: str
    attribute: str
    text: str


def traced(findings: "Sequence[Diagnostic]", rules: "Path") -> "list[Diagnostic]":
    """Return *findings* on the file *rules* with the places in the ODD that it was made from, as far as there are."""
    try:
        paths = [path for path, _digest in json.loads(rules.with_name(MANIFEST).read_text("utf-8"))["files"]]
        made = document.read(rules)
        files = [document.read(path) for path in paths]
    except (OSError, ValueError, KeyError, TypeError, TeiError):
        return list(findings)
    return [_traced(finding, made, files) for finding in findings]


def _traced(finding: "Diagnostic", made: "Document", files: "Iterable[Document]") -> "Diagnostic":
    expression = _expression(finding, made)
    if expression is None:
        return finding
    for file in files:
        for element in file.root.iter(expression.tag):
            if element.get(expression.attribute) == expression.text:
                span = file.attribute_span(element, expression.attribute)
                xpath = f"{file.xpath(element)}/@{expression.attribute}"
                return replace(finding, path=file.path, span=span, xpath=xpath)
    return finding


def _expression(finding: "Diagnostic", made: "Document") -> _Expression | None:
    """Return the expression that *finding* is about, None if it is about something else."""
    for element in made.root.iter("*"):
        for attribute, text in element.attrib.items():
            if made.attribute_span(element, str(attribute)) == finding.span:
                return _Expression(str(element.tag), str(attribute), str(text))
    return None
