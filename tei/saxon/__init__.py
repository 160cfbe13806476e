"""The only door to saxonche: compile once, run often, in a processor that can neither read nor write files.

Out of the box a stylesheet may read and write any file of the user. Here one processor a process is made, with
extension functions off and no URI scheme allowed, so ``doc()``, ``unparsed-text()``, ``collection()``,
``xsl:result-document`` and their like fail. Stylesheets and documents are therefore handed over as text.

A processor belongs to the thread that made it: run transformations from one thread a process.
"""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

from tei.diagnostics import Diagnostic, Span
from tei.document import Document, parse, read
from tei.errors import DocumentError, EnvironmentFault, SchemaError
from tei.saxon.engine import ENCODING, MEMORY, RULE, captured, engine, reports
from tei.saxon.modules import NAMED, Joined, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Node:
    """A document inside the processor, parsed once and usable as a parameter any number of times."""

    __slots__ = ("xdm",)

    def __init__(self, xdm: Any) -> None:  # noqa: ANN401 - saxonche has no types
        self.xdm = xdm


Parameter: TypeAlias = "str | int | bool | Node | Mapping[str, Node]"
"""A value for a parameter of a stylesheet; a mapping becomes an XDM map of documents."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a transformation gave: its serialised result and the text of each ``xsl:message``."""

    text: str
    messages: tuple[str, ...] = ()


def compile(  # noqa: A001 - the room's word, used as saxon.compile
    stylesheet: Path | str,
    *,
    trusted: bool,
    library: Path | None = None,
    standing: "Mapping[str, str] | None" = None,
) -> "Stylesheet":
    """Return *stylesheet*, a file or the text itself, ready to run; compiled once a process for each content.

    A trusted stylesheet is ours: what it names in ``xsl:include`` is read and put in its place. Any other may include
    and import what lies in the folder *library*, where names *standing* for others mean these; without a library the
    instruction is refused.

    Raises :class:`~tei.errors.SchemaError`, and :class:`~tei.errors.UsageError` if there is no such file.
    """
    if isinstance(stylesheet, str) and library is None:
        return _alone(stylesheet)
    folder = stylesheet.parent if isinstance(stylesheet, Path) and trusted else library
    return _including(stylesheet, folder, library, standing)


@lru_cache(maxsize=64)
def _alone(text: str) -> "Stylesheet":
    """Return the stylesheet in *text*, which includes nothing. Rules are asked for again with each document."""
    return _including(text, None)


def _including(
    stylesheet: Path | str,
    folder: Path | None,
    library: Path | None = None,
    standing: "Mapping[str, str] | None" = None,
) -> "Stylesheet":
    try:
        source = read(stylesheet) if isinstance(stylesheet, Path) else parse(_undeclared(stylesheet), MEMORY)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    return Stylesheet(source.path, joined(source, folder=folder, within=library, standing=standing))


def _undeclared(text: str) -> bytes:
    """Return *text* as UTF-8 without its XML declaration: the encoding that it names was that of the file."""
    if text.startswith("<?xml "):
        declaration, _, rest = text.partition("?>")
        text = "\n" * declaration.count("\n") + rest
    return text.encode("utf-8")


class Stylesheet:
    """A compiled stylesheet. It can be pickled: what is sent is the text, and the other process compiles it."""

    def __init__(self, path: str, source: Joined) -> None:
        self.path = path
        self.text = source.text
        self._source = source
        self.digest = hashlib.sha256(source.text.encode("utf-8")).hexdigest()
        with self._placed():
            _compiled(path, self.text)

    def __reduce__(self) -> "tuple[type[Stylesheet], tuple[str, Joined]]":
        """Return what pickle needs."""
        return Stylesheet, (self.path, self._source)

    @contextlib.contextmanager
    def _placed(self) -> "Iterator[None]":
        """Place the findings of what is raised inside in the files that the text was joined from."""
        try:
            yield
        except SchemaError as fault:
            if not self._source.origins:
                raise
            raise SchemaError(dict.fromkeys(map(self._original, fault.diagnostics))) from fault

    def _original(self, finding: Diagnostic) -> Diagnostic:
        if finding.path != self.path and not finding.path.startswith(NAMED):
            return finding
        module = self._source.module(finding.path)
        origin = module.origin(finding.span.line, finding.span.column)
        if origin is None:
            return replace(finding, path=module.path)
        file, line = origin
        return replace(finding, path=file, span=Span(line, 1, line, 1))

    def transform(
        self,
        document: Document | str | Node,
        *,
        parameters: "Mapping[str, Parameter] | None" = None,
        mode: str | None = None,
        method: str | None = None,
    ) -> Result:
        """Return what becomes of *document*: text is parsed first, with all checks.

        *method* serialises the result in another way than the stylesheet's ``xsl:output`` asks for.

        Raises :class:`~tei.errors.SchemaError` when the stylesheet fails or ends itself, :class:`DocumentError` when
        a document given as text is not well-formed.
        """
        import saxonche  # noqa: PLC0415 - loaded only where it is needed

        source = _node_of(document)
        program = _compiled(self.path, self.text).clone()
        program.set_save_xsl_message(True)
        for name, value in (parameters or {}).items():
            program.set_parameter(name, _value(value))
        if method is not None:
            program.set_property("!method", method)
            # Without it the version of HTML that the stylesheet names would be taken for one of XML.
            program.set_property("!version", "1.0")
        fault: Exception | None = None
        text: str | None = None
        with captured() as said:
            try:
                text = _run(program, source.xdm, mode)
            except saxonche.PySaxonApiError as raised:
                fault = raised
        messages = tuple(str(message.string_value) for message in program.get_xsl_messages() or ())
        if fault is not None:
            with self._placed():
                raise SchemaError([_failure(self.path, fault, "".join(said), messages)]) from fault
        return Result(text or "", messages)


def _run(program: Any, source: Any, mode: str | None) -> str | None:  # noqa: ANN401 - saxonche has no types
    program.set_global_context_item(xdm_item=source)
    if mode is not None:
        program.set_initial_mode(mode)
    program.set_initial_match_selection(xdm_value=source)
    result: str | None = program.apply_templates_returning_string(encoding=ENCODING)
    return result


@cache
def _compiled(path: str, text: str) -> Any:  # noqa: ANN401 - saxonche has no types
    import saxonche  # noqa: PLC0415 - loaded only where it is needed

    fault: Exception | None = None
    program: Any = None
    with captured() as said:
        try:
            program = engine().new_xslt30_processor().compile_stylesheet(stylesheet_text=text, encoding=ENCODING)
        except saxonche.PySaxonApiError as raised:
            fault = raised
    if fault is not None:
        raise SchemaError(_reported(path, f"{fault}\n") or [_failure(path, fault, "".join(said), ())]) from fault
    return program


def _reported(path: str, report: str) -> list[Diagnostic]:
    """Return the findings in what Saxon says, one for each error; what is imported has the name that it gives that."""
    return [
        Diagnostic(
            RULE,
            found.message,
            found.module if found.module.startswith(NAMED) else path,
            Span(found.line, found.column, found.line, found.column),
        )
        for found in reports(report)
    ]


def _failure(path: str, fault: Exception, report: str, messages: tuple[str, ...]) -> Diagnostic:
    """Return the finding for a transformation that failed; Saxon's report on it has the place."""
    reported = _reported(path, report)
    last = reported[-1] if reported else Diagnostic(RULE, " ".join(str(fault).split()), path)
    if "terminated by xsl:message" in last.message and messages:
        return Diagnostic(RULE, f"the stylesheet ended itself: {messages[-1]}", path, last.span)
    return last


@lru_cache(maxsize=8)
def values(json: str) -> Node:
    """Return *json*, text in JSON, as maps and arrays of the processor, for use as a parameter; kept for the next."""
    return Node(engine().parse_json(json_text=json, encoding=ENCODING))


_nodes: "WeakKeyDictionary[Document, Node]" = WeakKeyDictionary()


def node(xml: str | Document) -> Node:
    """Return *xml* as a node of the processor, for use as a parameter or as a source.

    A Document keeps its node, so that several stylesheets run on one parse. Raises
    :class:`~tei.errors.DocumentError`, and :class:`~tei.errors.EnvironmentFault` if Saxon cannot take the document.
    """
    document = parse(_undeclared(xml)) if isinstance(xml, str) else xml
    if document not in _nodes:
        _nodes[document] = _parsed(document)
    return _nodes[document]


def _parsed(document: Document) -> Node:
    import saxonche  # noqa: PLC0415 - loaded only where it is needed

    reason = ""
    with captured():
        try:
            return Node(engine().parse_xml(xml_text=document.serialised, encoding=ENCODING))
        except saxonche.PySaxonApiError as fault:
            reason = " ".join(str(fault).split())
    # The document has passed two parsers: what is left are bounds of the third.
    message = f"Saxon cannot read {document.path}: {reason}"
    raise EnvironmentFault(message)


def _node_of(source: Document | str | Node) -> Node:
    return source if isinstance(source, Node) else node(source)


def _value(value: "Parameter") -> Any:  # noqa: ANN401 - saxonche has no types
    if isinstance(value, Node):
        return value.xdm
    if isinstance(value, bool):  # Before int, of which bool is a kind.
        return engine().make_boolean_value(value)
    if isinstance(value, int):
        return engine().make_integer_value(value)
    if isinstance(value, str):
        # The name of a file may have lone surrogates, for bytes that are not UTF-8.
        return engine().make_string_value(value.encode("utf-8", errors="replace").decode("utf-8"), ENCODING)
    if not value:  # make_map takes no empty map.
        return engine().new_xpath_processor().evaluate_single("map{}")
    text = engine().make_string_value
    return engine().make_map({text(key, ENCODING): one.xdm for key, one in value.items()})
