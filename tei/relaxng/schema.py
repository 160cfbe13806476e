"""A RELAX NG schema in XML syntax, compiled by libxml2."""

from pathlib import Path
from typing import Final

from lxml import etree

from tei import document as documents
from tei.diagnostics import Diagnostic, Span
from tei.document import Document
from tei.errors import DocumentError, SchemaError
from tei.names import RNG, split
from tei.relaxng.explain import explain
from tei.relaxng.identifiers import duplicate_identifiers
from tei.relaxng.vocabulary import Vocabulary

_MEMORY: Final = "<schema>"
_RULE: Final = "rng.schema"
_OUTERMOST: Final = frozenset(
    {"grammar", "element", "group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "mixed"},
)


class Schema:
    """A compiled schema; it may be used any number of times, and pickled: the other process compiles it again."""

    def __init__(self, source: Path | bytes) -> None:
        self._source = source
        self.path = str(source) if isinstance(source, Path) else _MEMORY
        schema = _read(source, self.path)
        self._compiled = _compile(schema)
        self._vocabulary = Vocabulary(schema.root)

    def __reduce__(self) -> "tuple[type[Schema], tuple[Path | bytes]]":
        """Return what pickle needs."""
        return Schema, (self._source,)

    def validate(self, document: Path | str | bytes | Document) -> list[Diagnostic]:
        """Return the findings, in the order of their places; none when the document is valid.

        What is not well-formed is a finding too. Raises :class:`~tei.errors.UsageError` if there is no such file.
        """
        try:
            parsed = _parsed(document)
        except DocumentError as fault:
            return list(fault.diagnostics)
        found = duplicate_identifiers(parsed) if self._vocabulary.has_identifiers else {}
        if self._compiled.validate(parsed.tree):
            return sorted(found.values())
        # libxml2 sometimes says no without a reason, and a document must never pass for want of words.
        refused = explain(parsed, self._vocabulary, self._compiled.error_log, known=found)
        return sorted([*refused, *found.values()]) or [_without_reason(parsed)]


def _parsed(document: Path | str | bytes | Document) -> Document:
    if isinstance(document, Document):
        return document
    return documents.parse(document) if isinstance(document, bytes) else documents.read(document)


def _without_reason(parsed: Document) -> Diagnostic:
    message = "the grammar refuses the document and does not say where"
    return Diagnostic("rng.invalid", message, parsed.path, parsed.span(parsed.root), xpath=parsed.xpath(parsed.root))


def _read(source: Path | bytes, path: str) -> Document:
    if path.lower().endswith(".rnc"):
        message = "the compact syntax of RELAX NG is not read yet; convert the schema to the XML syntax (.rng)"
        raise SchemaError([Diagnostic(_RULE, message, path)])
    try:
        schema = documents.read(source) if isinstance(source, Path) else documents.parse(source, path)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    namespace, local = split(str(schema.root.tag))
    if namespace != RNG or local not in _OUTERMOST:
        message = f"<{local}> in the namespace {namespace or '(none)'} is not a RELAX NG schema"
        raise SchemaError([Diagnostic(_RULE, message, path, schema.span(schema.root))])
    return schema


def _compile(schema: Document) -> etree.RelaxNG:
    try:
        return etree.RelaxNG(schema.tree)
    except etree.RelaxNGParseError as fault:
        found = [_defect(schema, entry) for entry in fault.error_log]
        raise SchemaError(found or [Diagnostic(_RULE, str(fault), schema.path)]) from None


def _defect(schema: Document, entry: etree._LogEntry) -> Diagnostic:
    """Return the finding for what libxml2 says of the schema."""
    message = entry.message.removeprefix("xmlRelaxNG: ").removeprefix("xmlRelaxNGParse: ")
    try:
        element = schema.resolve(entry.path or "/")
    except LookupError:
        return Diagnostic(_RULE, message, schema.path, Span(max(entry.line, 1), 1, max(entry.line, 1), 1))
    return Diagnostic(_RULE, message, schema.path, schema.span(element), xpath=schema.xpath(element))
