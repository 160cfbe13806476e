"""Stylesheets of the user's own, which may import and read what lies beside and below them, and nothing else.

The processor opens addresses of one scheme, behind which there is a catalogue that names each file: a path that leads
out has no entry. What was opened stays so, and an expression may never end: such a stylesheet runs in a process of its
own, and never where others are run.
"""

import contextlib
import re
import tempfile
from collections import deque
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import quoteattr

from tei.diagnostics import RULES, Diagnostic, Span
from tei.document import read
from tei.errors import DocumentError, SchemaError
from tei.names import XSL
from tei.saxon.engine import ENCODING, RULE, Report, captured, made, reports
from tei.saxon.marking import MARK, Module, is_stylesheet, marked
from tei.saxon.reach import SCHEME, Reach, address, reach, read_back, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from tei.document import Document
    from tei.limits import Limits

_MESSAGE: Final = "xsl.message"
_TERMINATED: Final = "xsl.terminated"
_IMPORTS: Final = frozenset({f"{{{XSL}}}import", f"{{{XSL}}}include"})
_PARAMETER: Final = f"{{{XSL}}}param"
_OUTPUT: Final = f"{{{XSL}}}output"
_READS: Final = re.compile(
    r"\b(?:document|doc|doc-available|unparsed-text[a-z-]*|json-doc|transform)\s*\(|source-document|_href"
)
_CATALOGUE: Final = "catalogue.xml"
_PLACE: Final = re.compile(rf"<\?{MARK} (\d+):(\d+):(\d+)\?>")
_ELSEWHERE: Final = re.compile(r"Access to URI (\S+) has been prohibited|URI scheme '(\S+)' has been disallowed")
_NOWHERE: Final = re.compile(rf"(?:processing|Cannot read) {SCHEME}:(?://)?(/\S*?)\.?(?:\s|$)")
_WRITES: Final = "xsl:result-document is disabled"
_MAY_READ: Final = "a stylesheet may read files beside and below it that are not hidden, and those named with --also"


@dataclass(frozen=True, slots=True)
class Program:
    """A stylesheet with its modules, the first of which is itself, as a process that runs it needs them.

    ``parameters`` are the names of its own, as Clark writes them; ``method`` is the one that it asks for, or "".
    """

    modules: tuple[Module, ...]
    catalogue: Path
    parameters: frozenset[str]
    method: str

    @property
    def path(self) -> str:
        """What findings call the stylesheet."""
        return self.modules[0].path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its result, and the findings; None for a result that there is not."""

    text: str | None
    findings: tuple[Diagnostic, ...] = ()


@contextlib.contextmanager
def prepared(stylesheet: Path, also: "Sequence[Path]", limits: "Limits") -> "Iterator[Program]":
    """Give *stylesheet* ready for processes to run, as long as the block lasts; nothing of it is carried out here.

    Raises :class:`~tei.errors.SchemaError`, and :class:`~tei.errors.UsageError` if there is no such file.
    """
    within = reach(stylesheet, also)
    with tempfile.TemporaryDirectory(prefix="tei-xslt-") as folder:
        documents = _modules(stylesheet, within, limits)
        modules = {path: marked(document, path, number) for number, (path, document) in enumerate(documents.items())}
        places = {address(path): Path(folder, _file_name(number)) for number, path in enumerate(modules)}
        for module, place in zip(modules.values(), places.values(), strict=True):
            place.write_text(module.text, encoding="utf-8", newline="")
        if any(_READS.search(document.source) for document in documents.values()):
            for path in within.listed((stylesheet.parent, *also)):
                places.setdefault(address(path), path.resolve())
        catalogue = Path(folder, _CATALOGUE)
        catalogue.write_text(_catalogue(places), encoding="utf-8")
        roots = [document.root for document in documents.values()]
        yield Program(tuple(modules.values()), catalogue, frozenset(_parameters(roots)), _method(roots))


def _modules(stylesheet: Path, within: Reach, limits: "Limits") -> "dict[Path, Document]":
    """Return the stylesheet and what it imports and includes, each once, by their paths as they are written."""
    found: dict[Path, Document] = {}
    waiting = deque([stylesheet])
    while waiting:
        path = waiting.popleft()
        if path in found:
            continue
        try:
            found[path] = read(path, limits)
        except DocumentError as fault:
            raise SchemaError(fault.diagnostics) from fault
        waiting += [_imported(found[path], one, path, within) for one in found[path].root if one.tag in _IMPORTS]
    return found


def _imported(written: "Document", instruction: "_Element", path: Path, within: Reach) -> Path:
    href = urlsplit(instruction.get("href", ""))
    target = path.parent / unquote(href.path)
    target = Path(*_normal(target.parts))
    if href.scheme or href.netloc or not href.path or not within.has(target):
        message = f"“{instruction.get('href', '')}” is no file that this stylesheet may use"
        place = written.span(instruction)
        raise SchemaError(
            [Diagnostic(RULE, message, written.path, place, xpath=written.xpath(instruction), help=(_MAY_READ,))]
        )
    return target


def _normal(parts: "Sequence[str]") -> "Iterator[str]":
    """Yield *parts* without the steps back that have something to take back."""
    kept: list[str] = []
    for part in parts:
        if part == ".." and kept and kept[-1] not in {"..", "/"}:
            kept.pop()
        else:
            kept.append(part)
    yield from kept


def _file_name(number: int) -> str:
    return f"module-{number}.xsl"


def _catalogue(places: "Mapping[str, Path]") -> str:
    named = ((name, at.as_uri()) for first, at in places.items() for name in spellings(first))
    entries = "\n".join(f"<uri name={quoteattr(name)} uri={quoteattr(at)}/>" for name, at in named)
    return f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog" prefer="public">\n{entries}\n</catalog>\n'


def _parameters(roots: "Sequence[_Element]") -> "Iterator[str]":
    for parameter in (one for root in roots if is_stylesheet(root) for one in root.iterchildren(_PARAMETER)):
        prefix, _, local = parameter.get("name", "").strip().rpartition(":")
        if local.startswith("Q{"):
            yield local[1:]
        else:
            yield f"{{{parameter.nsmap.get(prefix, '')}}}{local}" if prefix else local


def _method(roots: "Sequence[_Element]") -> str:
    """Return the method of the results, "html" also where nothing is said and HTML is what is made."""
    outputs = [one for root in roots for one in root.iterchildren(_OUTPUT) if one.get("name") is None]
    said = [one.get("method", "").strip() for one in outputs if one.get("method")]
    makes_html = any(str(one.tag).rpartition("}")[2] == "html" for root in roots for one in root.iter("{*}html"))
    return said[0] if said else "html" if makes_html else ""


def run(program: Program, document: "Document", parameters: "Mapping[str, str]") -> Outcome:
    """Return what *program* makes of *document*; its messages are findings, and so is what it fails on.

    Raises :class:`~tei.errors.SchemaError` if it cannot be compiled.
    """
    import saxonche  # noqa: PLC0415 - loaded only where it is needed

    running = _compiled(program).clone()
    running.set_save_xsl_message(True)
    # Files are written in UTF-8, and say so.
    running.set_property("!encoding", ENCODING)
    for name, value in parameters.items():
        running.set_parameter(name, _untyped(value, _engine(program.catalogue)))
    text, fault = None, ""
    with captured() as said:
        try:
            source = _source(document, _engine(program.catalogue))
            running.set_global_context_item(xdm_item=source)
            running.set_initial_match_selection(xdm_value=source)
            text = running.apply_templates_returning_string(encoding=ENCODING) or ""
        except saxonche.PySaxonApiError as raised:
            fault = " ".join(str(raised).split())
    messages = [_message(program, one, document.path) for one in running.get_xsl_messages() or ()]
    if text is not None:
        return Outcome(text, tuple(messages))
    failed = _failure(program, fault, "".join(said))
    if "terminated by xsl:message" in failed.message and messages:
        told = messages.pop()
        failed = Diagnostic(_TERMINATED, told.message, told.path, told.span)
    of = Diagnostic(failed.rule, failed.message, failed.path, failed.span, help=(*failed.help, *_of(document.path)))
    return Outcome(None, (*messages, of))


def _source(document: "Document", engine: Any) -> Any:  # noqa: ANN401 - saxonche has no types
    builder = engine.new_document_builder()
    builder.set_base_uri(address(Path(document.path)))
    return builder.parse_xml(xml_text=document.serialised, encoding=ENCODING)


@cache
def _compiled(program: Program) -> Any:  # noqa: ANN401 - saxonche has no types
    import saxonche  # noqa: PLC0415 - loaded only where it is needed

    fault = ""
    with captured() as said:
        try:
            compiler = _engine(program.catalogue).new_xslt30_processor()
            return compiler.compile_stylesheet(stylesheet_text=_bare(program.modules[0].text), encoding=ENCODING)
        except saxonche.PySaxonApiError as raised:
            fault = str(raised)
    found = [_finding(program, one) for one in reports(f"{fault}\n")]
    raise SchemaError(dict.fromkeys(found or [_failure(program, " ".join(fault.split()), "".join(said))]))


def _bare(text: str) -> str:
    """Return *text* as it is; Saxon wants nothing before the declaration of XML."""
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


@cache
def _engine(catalogue: Path) -> Any:  # noqa: ANN401 - saxonche has no types
    return made(str(catalogue), SCHEME)


def _untyped(value: str, engine: Any) -> Any:  # noqa: ANN401 - saxonche has no types
    """Return *value* as ``xs:untypedAtomic``, which becomes whatever type a parameter declares."""
    xpath = engine.new_xpath_processor()
    xpath.set_parameter("value", engine.make_string_value(value, ENCODING))
    return xpath.evaluate_single("xs:untypedAtomic($value)")


def _message(program: Program, said: Any, document: str) -> Diagnostic:  # noqa: ANN401 - saxonche has no types
    place = _PLACE.search(str(said))
    words = " ".join(str(said.string_value).split())
    number, line, column = map(int, place.groups()) if place else (0, 1, 1)
    span = Span(line, column, line, column)
    return Diagnostic(_MESSAGE, words, program.modules[number].path, span, RULES[_MESSAGE].severity, help=_of(document))


def _of(document: str) -> tuple[str, ...]:
    return (f"said of {document}",)


def _failure(program: Program, fault: str, said: str) -> Diagnostic:
    """Return the finding for what failed; Saxon's report on it has the place."""
    found = reports(said)
    return _finding(program, found[-1] if found else Report(fault, 1, 1, ""))


def _finding(program: Program, report: Report) -> Diagnostic:
    names = {_file_name(number): module for number, module in enumerate(program.modules)}
    module = names.get(report.module, program.modules[0])
    column = module.column(report.line, report.column)
    message, advice = _in_words(report.message)
    return Diagnostic(RULE, message, module.path, Span(report.line, column, report.line, column), help=advice)


def _in_words(message: str) -> tuple[str, tuple[str, ...]]:
    """Return what Saxon says, and what to do; what is closed is told in our words."""
    if message.startswith(_WRITES) or _WRITES in message:
        return "xsl:result-document is refused: a stylesheet writes no files", (
            "what the stylesheet makes of a document is its result, which goes where -o says",
        )
    if elsewhere := _ELSEWHERE.search(message):
        return f"the stylesheet asks for {elsewhere[1] or elsewhere[2]}, which is not opened", (_MAY_READ,)
    if nowhere := _NOWHERE.search(message):
        return f"the stylesheet asks for {read_back(nowhere[1])}, which it may not read, or which is not there", (
            _MAY_READ,
        )
    return message, ()
