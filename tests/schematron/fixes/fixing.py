"""Fixes applied to documents as the tests of this folder need it: one fix of one finding, by its edits alone."""

from tei import schematron
from tei.diagnostics import Diagnostic, Fix
from tei.document import parse
from tei.document.positions import Positions

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'xmlns:sqf="http://www.schematron-quickfix.com/validator/process" queryBinding="xslt3">'
    '<sch:ns prefix="t" uri="urn:t"/>'
)


def rule(context: str, *fixes: str, offered: str = "f", test: str = "true()", shared: str = "") -> str:
    """A schema that reports each *context* where *test* holds, and offers fixes for it."""
    report = f'<sch:report id="r" test="{test}" sqf:fix="{offered}">found</sch:report>'
    body = f'<sch:pattern><sch:rule context="{context}">{report}{"".join(fixes)}</sch:rule></sch:pattern>'
    return f"{HEAD}{body}{shared}</sch:schema>"


def fix(body: str, name: str = "f", attributes: str = "") -> str:
    """A fix with the title *name*."""
    title = f"<sqf:description><sqf:title>{name}</sqf:title></sqf:description>"
    return f'<sqf:fix id="{name}" {attributes}>{title}{body}</sqf:fix>'


def findings(schema: str, data: bytes | str, entries: dict[str, str] | None = None) -> list[Diagnostic]:
    """The findings of *schema* on a document, with the edits of their fixes."""
    document = parse(data if isinstance(data, bytes) else data.encode(), "d.xml")
    return schematron.load(schema.encode()).validate(document, edits=True, entries=entries)


def offered(schema: str, data: bytes | str, entries: dict[str, str] | None = None) -> list[Fix]:
    """The fixes of the first finding."""
    return list(findings(schema, data, entries)[0].fixes)


def edited(text: str, one: Fix) -> str:
    """*text* after the edits of a fix."""
    positions = Positions("d.xml", text)
    for edit in reversed(one.edits):
        span = edit.span
        start, end = positions.offset(span.line, span.column), positions.offset(span.end_line, span.end_column)
        text = f"{text[:start]}{edit.text}{text[end:]}"
    return text


def mended(schema: str, text: str, entries: dict[str, str] | None = None) -> str:
    """*text* after the first fix of the first finding, which must be one that can be applied."""
    first = offered(schema, text, entries)[0]
    assert first.refusal == ""
    return edited(text, first)


def refusal(schema: str, text: str) -> str:
    """Why the first fix of the first finding cannot be applied."""
    first = offered(schema, text)[0]
    assert first.edits == ()
    return first.refusal
