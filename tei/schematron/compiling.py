"""A schema's stylesheet, and the way back from Saxon's complaints about it to the schema's author."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei import resources, saxon
from tei.document import parse
from tei.errors import SchemaError
from tei.schematron.source import AT, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tei.diagnostics import Diagnostic, Span
    from tei.saxon import Stylesheet

_CODE: Final = re.compile(r"^((?:X[A-Z]{3}|F[A-Z]{3}|SX[A-Z]{2})\d{4})\s+(.*)$", re.DOTALL)
_UNDEFINED: Final = "XPST0008"
_NOT_DEFINED: Final = "sch.schema.variable-undefined"
_NO_PREFIX: Final = "XPST0081"
# Saxon's advice on options that are none of the author's business, and the compiler's own names.
_NOISE: Final = re.compile(
    r"\s*External function calls have been disabled\.?|Q\{http://www\.w3\.org/2005/xpath-functions\}"
)
_VARIABLE: Final = re.compile(r"\$([\w.\-]+)")
_PREFIX: Final = re.compile(r"prefix '?([\w.\-]+)'?")


def compiled(source: Source, phase: str, *, fixes: str = "titles") -> "Stylesheet":
    """Return the stylesheet that validates with *source* in *phase*, made once a process for each content.

    *fixes* is what it says of the quick fixes that are offered: ``none``, their ``titles``, or their ``edits``, too.
    Raises :class:`~tei.errors.SchemaError` with findings at the attributes whose expressions are faulty.
    """
    text = _generated(source.text, phase, fixes)
    try:
        return saxon.compile(text, trusted=False)
    except SchemaError as fault:
        raise SchemaError(authored(source, text, fault.diagnostics)) from fault


@lru_cache(maxsize=64)
def _generated(schema: str, phase: str, fixes: str) -> str:
    compiler = saxon.compile(resources.data_path("xslt", "schematron", "compile.xsl"), trusted=True)
    return compiler.transform(schema, parameters={"phase": phase, "fixes": fixes}).text


def authored(source: Source, stylesheet: str, reported: "Iterable[Diagnostic]", rule: str = "") -> "list[Diagnostic]":
    """Return what Saxon *reported* on the stylesheet as findings on the schema, each of them once.

    *rule* is the id to give; without one, the id follows from the error's code.
    """
    marks = _marks(stylesheet)
    found = [_on_schema(source, marks, diagnostic, rule) for diagnostic in reported]
    return list(dict.fromkeys(found))


def lacks_only(found: "Iterable[Diagnostic]", variables: "Collection[str]") -> bool:
    """Return whether all that was *found* is that some of these *variables* are not defined."""
    for diagnostic in found:
        named = _VARIABLE.search(diagnostic.message)
        if diagnostic.rule != _NOT_DEFINED or named is None or named[1] not in variables:
            return False
    return True


def _marks(stylesheet: str) -> "dict[tuple[int, int], str]":
    """Return the mark of each instruction by the end of its start tag, which is the place that Saxon tells."""
    document = parse(stylesheet.encode("utf-8"), "<compiled>")
    marks = {}
    for element in document.root.iter("*"):
        mark = element.get(AT)
        if mark is not None:
            span = document.span(element)
            marks[span.end_line, span.end_column] = mark
    return marks


def _mark_at(marks: "dict[tuple[int, int], str]", span: "Span") -> str:
    """Return the mark at *span*, or of the last marked instruction before it; the schema's own if there is none."""
    place = span.line, span.column
    if place not in marks:
        place = max((other for other in marks if other <= place), default=place)
    return marks.get(place, "0")


def _on_schema(
    source: Source,
    marks: "dict[tuple[int, int], str]",
    diagnostic: "Diagnostic",
    rule: str,
) -> "Diagnostic":
    at, _, attribute = _mark_at(marks, diagnostic.span).partition(" ")
    code, words = _told(diagnostic.message)
    where = f"the expression in @{attribute}" if attribute else "the XSLT in the schema"
    fault = "failed" if rule else "cannot be compiled"
    message = f"{where} {fault}: {words}" + (f" ({code})" if code else "")
    chosen = rule or _rule(code, words, embedded=not attribute)
    advice = _advice(code, words)
    return source.finding(chosen, message, at, attribute or None, *advice)


def _told(message: str) -> tuple[str, str]:
    """Return the code and the words of an error that Saxon reports."""
    match = _CODE.match(message)
    code, words = (match[1], match[2]) if match else ("", message)
    return code, " ".join(_NOISE.sub("", words).split())


def _rule(code: str, words: str, *, embedded: bool) -> str:
    if code == _UNDEFINED and "ariable" in words:
        return _NOT_DEFINED
    return "sch.schema.xslt" if embedded else "sch.schema.xpath"


def _advice(code: str, words: str) -> tuple[str, ...]:
    prefix = _PREFIX.search(words)
    if code == _NO_PREFIX and prefix:
        return (f'declare it in the schema: <sch:ns prefix="{prefix[1]}" uri="…"/>',)
    return ()
