"""What is wrong with rules that were made from an ODD, told of the ODD: there the author wrote the expression.

Nothing is kept for this: an expression that cannot be compiled is the author's own, word for word, and is looked up.
"""

import json
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document
from tei.errors import TeiError
from tei.odd.prepared import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tei.diagnostics import Diagnostic, Span
    from tei.document import Document


_ATTRIBUTES: Final = ("context", "value", "test")
_RUNNING: Final = frozenset({"sch.document-absent", "sch.not-evaluated", "sch.schema.run"})
"""The rules of findings on a document whose help names a place in the schema."""


class _Written(NamedTuple):
    """Where the author of an ODD wrote an expression."""

    path: str
    span: "Span"
    xpath: str


class _Expression(NamedTuple):
    """An expression: the element and the attribute in which it is written."""

    tag: str
    attribute: str
    text: str


def traced(findings: "Sequence[Diagnostic]", rules: "Path") -> "list[Diagnostic]":
    """Return *findings* on the file *rules* with the places in the ODD that it was made from, as far as there are."""
    return [_traced(finding, rules) for finding in findings]


def retold(findings: "Sequence[Diagnostic]", rules: "Path") -> "list[Diagnostic]":
    """Return *findings* on a document, whose help names places in the file *rules*, with those in the ODD instead."""
    named = re.compile(rf"{re.escape(str(rules))}:([0-9]+):([0-9]+)$")

    def told(text: str) -> str:
        match = named.search(text)
        written = None if match is None else _written(rules, int(match[1]), int(match[2]))
        if match is None or written is None:
            return text
        return f"{text[: match.start()]}{written.path}:{written.span.line}:{written.span.column}"

    return [replace(one, help=tuple(map(told, one.help))) if one.rule in _RUNNING else one for one in findings]


def _traced(finding: "Diagnostic", rules: "Path") -> "Diagnostic":
    written = _written(rules, finding.span.line, finding.span.column)
    if written is None:
        return finding
    return replace(finding, path=written.path, span=written.span, xpath=written.xpath)


@lru_cache(maxsize=256)
def _written(rules: "Path", line: int, column: int) -> _Written | None:
    """Return where the expression is written that stands at this place of *rules*; None if that is not known.

    What is asked for is kept, since every document of a corpus may ask for it.
    """
    try:
        paths = [path for path, _digest in json.loads(rules.with_name(MANIFEST).read_text("utf-8"))["files"]]
        expressions = _expressions(document.read(rules), line, column)
        files = [document.read(path) for path in paths] if expressions else []
    except (OSError, ValueError, KeyError, TypeError, TeiError):
        return None
    for expression in expressions:
        for file in files:
            for element in file.root.iter(expression.tag):
                if element.get(expression.attribute) == expression.text:
                    span = file.attribute_span(element, expression.attribute)
                    return _Written(file.path, span, f"{file.xpath(element)}/@{expression.attribute}")
    return None


def _expressions(made: "Document", line: int, column: int) -> list[_Expression]:
    """Return the expression at this place, or those of the rule whose start tag is there, the likeliest first."""
    for element in made.root.iter("*"):
        for attribute, text in element.attrib.items():
            span = made.attribute_span(element, str(attribute))
            if (span.line, span.column) == (line, column):
                return [_Expression(str(element.tag), str(attribute), str(text))]
        span = made.span(element)
        if (span.line, span.column) == (line, column):
            named = ((part, name) for part in element.iter("*") for name in _ATTRIBUTES if name in part.attrib)
            return [_Expression(str(part.tag), name, str(part.get(name))) for part, name in named]
    return []
