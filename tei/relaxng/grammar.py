"""Reads a schema in XML syntax: expat's events in, the surface model out.

The model is built from the leaves up, as the end tags come, so nesting costs no stack. Every fault of the syntax that
does not hide another is reported in one run.

Source: RELAX NG, section 3 (full syntax) and sections 4.1 to 4.5, 4.8 and 4.9 (what attributes mean further in).
"""

import pyexpat
from typing import TYPE_CHECKING, Final

from tei.document import decoding, entities
from tei.document.positions import Positions
from tei.errors import DocumentError
from tei.limits import DEFAULT
from tei.names import RNG, XML
from tei.relaxng import parts, sources, syntax
from tei.relaxng.building import Builder
from tei.relaxng.faults import Faults, TagPlaces
from tei.relaxng.model import Annotation, AnnotationAttribute, Place, QName
from tei.relaxng.syntax import Frame

if TYPE_CHECKING:
    from typing import NoReturn

    from tei.diagnostics import Diagnostic
    from tei.relaxng.model import Pattern

_SEPARATOR: Final = "\n"
_RNG_PREFIX: Final = RNG + _SEPARATOR
_XML_BASE: Final = (XML, "base")
_SPACE: Final = " \t\r\n"
_WITH_TEXT: Final = frozenset({"name", "param", "value"})


def read(data: bytes, path: str, *, ns: str = "") -> "Pattern":
    """Return the pattern that *data* holds in XML syntax; *ns* is the namespace inherited from a reference to it.

    Raises :class:`~tei.errors.SchemaError` with every fault found.
    """
    try:
        text = decoding.decode(data, path)
    except DocumentError as fault:
        _refuse(fault.diagnostics)
    positions = Positions(path, text)
    doctype = entities.survey(text)
    if doctype is not None and (found := entities.findings(positions, doctype, DEFAULT)):
        _refuse(tuple(found))
    return _Reader(positions, ns).read()


def _refuse(findings: "tuple[Diagnostic, ...]") -> "NoReturn":
    faults = Faults()
    for finding in findings:
        place = Place(finding.path, *_ends(finding))
        faults.add("not-well-formed", finding.message, place, "; ".join(finding.help))
    faults.fail()


def _ends(finding: "Diagnostic") -> tuple[int, int, int, int]:
    span = finding.span
    return span.line, span.column, span.end_line, span.end_column


class _Foreign:
    """A foreign element that is still open."""

    __slots__ = ("attributes", "content", "name", "prefix")

    def __init__(self, name: QName, attributes: tuple[AnnotationAttribute, ...], prefix: str) -> None:
        self.name = name
        self.attributes = attributes
        self.prefix = prefix
        self.content: list[Annotation | str] = []

    def closed(self) -> Annotation:
        return Annotation(self.name, self.attributes, tuple(self.content), self.prefix)


class _Reader:
    """One schema file on its way through expat."""

    def __init__(self, positions: Positions, ns: str) -> None:
        self._positions = positions
        self._bytes = positions.text.encode("utf-8")
        self._parser = pyexpat.ParserCreate("UTF-8", namespace_separator=_SEPARATOR)
        self._places = TagPlaces(positions, self._bytes)
        self._faults = Faults()
        self._builder = Builder(self._places, self._faults)
        self._declared: dict[str, str] = {}
        self._foreign: list[_Foreign] = []
        document = Frame("", Place(positions.path))
        document.ns = ns
        document.base = sources.uri(positions.path)
        document.namespaces = {"xml": XML}
        self._document = self._frame = document

    def read(self) -> "Pattern":
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._declare
        try:
            parser.Parse(self._bytes, True)  # noqa: FBT003 - pyexpat takes no keyword
        except pyexpat.ExpatError as fault:
            offset = self._positions.from_bytes(max(parser.ErrorByteIndex, 0))
            message = f"the schema is not well-formed XML: {pyexpat.errors.messages[fault.code]}"
            start, end = self._positions.place(offset), self._positions.place(offset + 1)
            self._faults.add("not-well-formed", message, Place(self._positions.path, *start, *end))
        if not self._faults:
            pattern = parts.root(self._document, self._faults)
        if self._faults:
            self._faults.fail()
        return pattern

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        self._declared[prefix or ""] = namespace or ""

    def _tag_place(self) -> Place:
        parser = self._parser
        return self._places.tag(parser.CurrentByteIndex, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        outer = self._frame
        if self._foreign or not name.startswith(_RNG_PREFIX):
            self._start_foreign(_qname(name), attributes, outer)
            return
        frame = Frame(name[len(_RNG_PREFIX) :], self._tag_place(), outer)
        if self._declared:
            frame.namespaces = {**outer.namespaces, **self._declared}
            self._declared = {}
        self._frame = frame
        if attributes:
            frame.attributes = attributes
            if _SEPARATOR in "".join(attributes):
                self._take_attributes(frame, attributes)
        syntax.check_start(frame, self._places, self._faults)

    def _take_attributes(self, frame: Frame, attributes: dict[str, str]) -> None:
        """Give *frame* the attributes without a namespace, and make annotations of the others."""
        frame.attributes = {}
        for name, value in attributes.items():
            if _SEPARATOR not in name:
                frame.attributes[name] = value
                continue
            qname = _qname(name)
            if qname.namespace == RNG:
                message = f"no attribute of <{frame.local}> is in the namespace of RELAX NG, so {qname.local} is none"
                self._faults.add("attribute", message, frame.place)
            elif qname == _XML_BASE:
                frame.base = sources.resolve(frame.base, value)
            else:
                prefix = _prefix(qname.namespace, frame.namespaces)
                frame.annotations.append(AnnotationAttribute(qname, value, prefix))

    def _start_foreign(self, name: QName, attributes: dict[str, str], outer: Frame) -> None:
        if not self._foreign:
            self._check_foreign(name, outer)
        elif len(self._foreign) > syntax.DEEPEST:
            message = f"elements are nested more than {syntax.DEEPEST} deep"
            self._faults.add("too-deep", message, self._tag_place())
            self._faults.fail()
        known = {**outer.namespaces, **self._declared}
        named = tuple(
            AnnotationAttribute(found := _qname(key), value, _prefix(found.namespace, known))
            for key, value in attributes.items()
        )
        self._foreign.append(_Foreign(name, named, _prefix(name.namespace, known)))
        self._declared = {}

    def _check_foreign(self, name: QName, outer: Frame) -> None:
        if not outer.local:
            message = f"a schema begins with a pattern or <grammar>, not with <{name.local}> of another namespace"
            self._faults.add("element", message, self._tag_place(), f'the namespace of RELAX NG is "{RNG}"')
        elif outer.local in _WITH_TEXT:
            message = f"<{name.local}> cannot stand in <{outer.local}>, which has text only"
            self._faults.add("element", message, self._tag_place())

    def _end(self, _name: str) -> None:
        if self._foreign:
            annotation = self._foreign.pop().closed()
            if self._foreign:
                self._foreign[-1].content.append(annotation)
            else:
                self._frame.annotate(annotation)
            return
        frame = self._frame
        outer = frame.outer
        if outer is None:
            return
        outer.children.append(parts.build(self._builder, frame))
        self._frame = outer

    def _text(self, text: str) -> None:
        if self._foreign:
            content = self._foreign[-1].content
            if content and isinstance(content[-1], str):
                content[-1] += text
            else:
                content.append(text)
        elif self._frame.local in _WITH_TEXT:
            self._frame.text += text
        elif text.strip(_SPACE):
            message = f"text cannot stand in <{self._frame.local}>"
            place = self._places.text(self._parser.CurrentByteIndex, text.strip(_SPACE)) or self._frame.place
            self._faults.add("text", message, place)


def _qname(name: str) -> QName:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return QName(namespace, local)


def _prefix(namespace: str, namespaces: dict[str, str]) -> str:
    """Return the prefix for *namespace* that is declared last, "" if there is none."""
    if not namespace:
        return ""
    return next((prefix for prefix in reversed(namespaces) if namespaces[prefix] == namespace and prefix), "")
