"""The only door to saxonche: compile once, run often, in a processor that can neither read nor write files.

Out of the box a stylesheet may read and write any file of the user. Here one processor a process is made, with
extension functions off and no URI scheme allowed, so ``doc()``, ``unparsed-text()``, ``collection()``,
``xsl:result-document`` and their like fail. Stylesheets and documents are therefore handed over as text.

A processor belongs to the thread that made it: run transformations from one thread a process.
"""

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from tei.diagnostics import Diagnostic, Span
from tei.document import Document, parse, read
from tei.errors import DocumentError, EnvironmentFault, SchemaError
from tei.saxon.modules import Joined, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RULE: Final = "xsl.stylesheet"
_MEMORY: Final = "<stylesheet>"
_CLOSED: Final = {
    "http://saxon.sf.net/feature/allow-external-functions": "false",
    "http://saxon.sf.net/feature/allowedProtocols": "",
    # The parser inside has limits of its own, 100 levels and 200 attributes among them. What comes here has met ours.
    **{
        f"http://saxon.sf.net/feature/parserProperty?uri=jdk.xml.{limit}": "0"
        for limit in ("maxElementDepth", "elementAttributeLimit", "maxXMLNameLimit")
    },
}
_REPORTED: Final = re.compile(
    r"^\s*(?:Error|Type error)\b(?P<where>[^\n]*?)"
    r"(?:\bon line (?P<line>\d+))?(?: column (?P<column>\d+))?(?: of [^\n]*)?:?\s*\n"
    r"(?P<text>(?:[ \t]+[^\n]*\n?)+)",
    re.MULTILINE,
)
_TRACE: Final = re.compile(
    r"^\s*(?:In template rule|In template|In function|at |invoked by|called by)\b.*",
    re.DOTALL | re.MULTILINE,
)


# What is not said is the platform's own, which is not UTF-8 on Windows.
_ENCODING: Final = "UTF-8"


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


@cache
def _engine() -> Any:  # noqa: ANN401 - saxonche has no types
    """Return the process's only processor. It is made on first use: loading it costs a third of a second."""
    import saxonche  # noqa: PLC0415 - see above

    processor = saxonche.PySaxonProcessor(license=False)
    for feature, value in _CLOSED.items():
        processor.set_configuration_property(feature, value)
    return processor


@contextlib.contextmanager
def _captured() -> "Iterator[list[str]]":
    """Give a list that holds, once the block has been left, what the native library wrote to standard error.

    Saxon prints each dynamic error there, with its place, besides raising an exception without one. No property of
    SaxonC stops it, and ``sys.stderr`` is not what it writes to, so the file descriptor itself is turned aside.
    """
    said: list[str] = []
    try:
        kept = os.dup(2)
    except OSError:  # Standard error is closed, as for a program without a console: nothing to turn aside.
        yield said
        return
    aside = _aside(os.getpid())
    os.dup2(aside, 2)
    try:
        yield said
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        said.append(_emptied(aside))


@cache
def _aside(_process: int) -> int:
    """Return the descriptor of a file of this process, open for good: to make one takes as long as small rules do."""
    with tempfile.TemporaryFile() as made:
        return os.dup(made.fileno())


def _emptied(file: int) -> str:
    """Return what was written to *file*, and empty it."""
    size_bytes = os.lseek(file, 0, os.SEEK_END)
    os.lseek(file, 0, os.SEEK_SET)
    if not size_bytes:
        return ""
    written = os.read(file, size_bytes)
    os.lseek(file, 0, os.SEEK_SET)
    os.ftruncate(file, 0)
    return written.decode("utf-8", errors="replace")


def compile(  # noqa: A001 - the room's word, used as saxon.compile
    stylesheet: Path | str,
    *,
    trusted: bool,
    library: Path | None = None,
) -> "Stylesheet":
    """Return *stylesheet*, a file or the text itself, ready to run; compiled once a process for each content.

    A trusted stylesheet is ours: what it names in ``xsl:include`` is read and put in its place. Any other may include
    what lies in the folder *library*; without one the instruction is refused.

    Raises :class:`~tei.errors.SchemaError`, and :class:`~tei.errors.UsageError` if there is no such file.
    """
    if isinstance(stylesheet, str) and library is None:
        return _alone(stylesheet)
    return _including(stylesheet, stylesheet.parent if isinstance(stylesheet, Path) and trusted else library)


@lru_cache(maxsize=64)
def _alone(text: str) -> "Stylesheet":
    """Return the stylesheet in *text*, which includes nothing. Rules are asked for again with each document."""
    return _including(text, None)


def _including(stylesheet: Path | str, folder: Path | None) -> "Stylesheet":
    try:
        source = read(stylesheet) if isinstance(stylesheet, Path) else parse(_undeclared(stylesheet), _MEMORY)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    return Stylesheet(source.path, joined(source, folder=folder))


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
        origin = self._source.origin(finding.span.line, finding.span.column)
        if finding.path != self.path or origin is None:
            return finding
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
        with _captured() as said:
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
    result: str | None = program.apply_templates_returning_string(encoding=_ENCODING)
    return result


@cache
def _compiled(path: str, text: str) -> Any:  # noqa: ANN401 - saxonche has no types
    import saxonche  # noqa: PLC0415 - loaded only where it is needed

    fault: Exception | None = None
    program: Any = None
    with _captured() as said:
        try:
            program = _engine().new_xslt30_processor().compile_stylesheet(stylesheet_text=text, encoding=_ENCODING)
        except saxonche.PySaxonApiError as raised:
            fault = raised
    if fault is not None:
        raise SchemaError(_reported(path, f"{fault}\n") or [_failure(path, fault, "".join(said), ())]) from fault
    return program


def _reported(path: str, report: str) -> list[Diagnostic]:
    """Return the findings in what Saxon says, one for each error that it names."""
    found = []
    for match in _REPORTED.finditer(report):
        message = " ".join(_TRACE.sub("", match["text"]).split())
        line, column = int(match["line"] or 1), int(match["column"] or 1)
        found.append(Diagnostic(_RULE, message or str(match["where"]).strip(), path, Span(line, column, line, column)))
    return list(dict.fromkeys(found))


def _failure(path: str, fault: Exception, report: str, messages: tuple[str, ...]) -> Diagnostic:
    """Return the finding for a transformation that failed; Saxon's report on it has the place."""
    reported = _reported(path, report)
    last = reported[-1] if reported else Diagnostic(_RULE, " ".join(str(fault).split()), path)
    if "terminated by xsl:message" in last.message and messages:
        return Diagnostic(_RULE, f"the stylesheet ended itself: {messages[-1]}", path, last.span)
    return last


@lru_cache(maxsize=8)
def values(json: str) -> Node:
    """Return *json*, text in JSON, as maps and arrays of the processor, for use as a parameter; kept for the next."""
    return Node(_engine().parse_json(json_text=json, encoding=_ENCODING))


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
    with _captured():
        try:
            return Node(_engine().parse_xml(xml_text=document.serialised, encoding=_ENCODING))
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
        return _engine().make_boolean_value(value)
    if isinstance(value, int):
        return _engine().make_integer_value(value)
    if isinstance(value, str):
        # The name of a file may have lone surrogates, for bytes that are not UTF-8.
        return _engine().make_string_value(value.encode("utf-8", errors="replace").decode("utf-8"), _ENCODING)
    if not value:  # make_map takes no empty map.
        return _engine().new_xpath_processor().evaluate_single("map{}")
    text = _engine().make_string_value
    return _engine().make_map({text(key, _ENCODING): one.xdm for key, one in value.items()})
