"""A schema as one tree: what it includes put in its place, and for each element where its author wrote it."""

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei.diagnostics import Diagnostic, Span
from tei.document import Document, read
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.names import SCH, XML, XSL, prefixed, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

INTERNAL: Final = "{urn:tei:schematron}"
"""The namespace of what the compiler adds, as the beginning of a Clark name."""

AT: Final = f"{INTERNAL}at"
"""The attribute that leads from an element of the merged tree, and from what is compiled from it, to its author."""

_INCLUDE: Final = f"{{{SCH}}}include"
_EXTENDS: Final = f"{{{SCH}}}extends"
_XSL_INCLUDE: Final = f"{{{XSL}}}include"
_LANGUAGE: Final = f"{{{XML}}}lang"
_INCLUSIONS: Final = 1000
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_STYLESHEETS: Final = frozenset({f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform"})
# Attributes of a stylesheet that hold for all in it; they go with each declaration that is taken out of it.
_STANDARD: Final = ("default-collation", "exclude-result-prefixes", "expand-text", "version", "xpath-default-namespace")


def sch_name(local: str) -> str:
    """Return the Clark name of Schematron's element *local*."""
    return f"{{{SCH}}}{local}"


_HEADINGS: Final = frozenset({sch_name("title"), sch_name("p")})
"""What a schema or library says about itself, and not about the schema that extends it."""

_BEARERS: Final = tuple(
    map(sch_name, ("assert", "diagnostic", "group", "let", "pattern", "property", "report", "rule")),
)
"""Elements that the compiler looks at for prefixes of their own."""


class _Refusal(Exception):
    """Why a file cannot be included, in words."""


@dataclass
class Source:
    """A schema's merged tree, the places of its elements, and the faults met while it was put together."""

    root: "_Element"
    faults: list[Diagnostic] = field(default_factory=list)
    _places: "list[tuple[Document, _Element]]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The merged schema, marked, as text."""
        return etree.tostring(self.root, encoding="unicode")

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the files that the schema is made of, each once."""
        return tuple(dict.fromkeys(document.path for document, _element in self._places))

    def finding(self, rule: str, message: str, at: str, attribute: str | None, *help_texts: str) -> Diagnostic:
        """Return a finding at the element with the mark *at*, or at its attribute with the Clark name *attribute*."""
        document, element = self._places[int(at)]
        xpath = document.xpath(element)
        span = self._span(document, element, attribute)
        if attribute is not None and attribute in element.attrib:
            xpath = f"{xpath}/@{attribute}"
        return Diagnostic(rule, message, document.path, span, xpath=xpath, help=help_texts)

    def finding_at(
        self, rule: str, message: str, element: "_Element", attribute: str | None, *help_texts: str
    ) -> Diagnostic:
        """Return a finding at an element of the merged tree, or at its attribute."""
        return self.finding(rule, message, str(element.get(AT)), attribute, *help_texts)

    def place(self, at: str, attribute: str | None) -> str:
        """Return ``file:line:column`` of the element with the mark *at*, or of its attribute."""
        document, element = self._places[int(at)]
        span = self._span(document, element, attribute)
        return f"{document.path}:{span.line}:{span.column}"

    @staticmethod
    def _span(document: Document, element: "_Element", attribute: str | None) -> Span:
        return document.span(element) if attribute is None else document.attribute_span(element, attribute)

    def marked(self, document: Document, element: "_Element") -> "_Element":
        """Return a copy of *element*, part of *document*, in which every element has the mark of its place."""
        twin = _copy(element)
        for own, original in zip(twin.iter("*"), element.iter("*"), strict=True):
            own.set(AT, str(len(self._places)))
            self._places.append((document, original))
        return twin


def _copy(element: "_Element") -> "_Element":
    """Return a copy of *element* that knows all prefixes that are declared around it; expressions may use them."""
    if element.getparent() is None:
        return copy.deepcopy(element)
    return etree.fromstring(etree.tostring(element, with_tail=False), _PARSER)


def assemble(document: Document, folder: Path | None) -> Source:
    """Return *document* with each ``sch:include``, ``sch:extends/@href`` and ``xsl:include`` replaced by what it names.

    Files are read only from *folder*, the schema's own, and the folders in it; None allows none at all. What cannot be
    included is a fault of the source, and the element is left out.
    """
    source = Source(document.root)
    source.root = source.marked(document, document.root)
    _Inclusion(source, None if folder is None else folder.resolve()).carry_out(source.root, folder, ())
    return source


class _Inclusion:
    """The inclusions of one schema; they are counted, since files that name each other twice would never end."""

    def __init__(self, source: Source, limit: Path | None) -> None:
        self._source = source
        self._limit = limit
        self._documents: dict[Path, Document] = {}
        self._count = 0

    def carry_out(self, tree: "_Element", folder: Path | None, within: "tuple[tuple[Path, str], ...]") -> None:
        """Replace the inclusions in *tree*, which comes from a file in *folder* that is included by way of *within*."""
        for instruction in list(_instructions(tree)):
            try:
                content = self._content(instruction, folder, within)
            except _Refusal as reason:
                href = instruction.get("href", "")
                message = f"{href!r} cannot be included: {reason}"
                self._source.faults.append(
                    self._source.finding_at("sch.schema.include", message, instruction, "href"),
                )
                content = []
            _replace(instruction, content)

    def _content(
        self,
        instruction: "_Element",
        folder: Path | None,
        within: "tuple[tuple[Path, str], ...]",
    ) -> "list[_Element]":
        path, fragment = self._target(instruction.get("href", ""), folder)
        if (path, fragment) in within:
            message = "it includes itself"
            raise _Refusal(message)
        self._count += 1
        if self._count > _INCLUSIONS:
            message = f"there are more than {_INCLUSIONS:,} inclusions"
            raise _Refusal(message)
        document = self._read(path)
        taken = _fragment(document, fragment)
        _agrees(instruction, taken)
        holder = etree.Element("holder")
        holder.append(self._source.marked(document, taken))
        self.carry_out(holder, path.parent, (*within, (path, fragment)))
        if instruction.tag == _XSL_INCLUDE:
            return _declarations(holder[0])
        content = list(holder) if instruction.tag == _INCLUDE else _children(holder[0])
        _with_language(content, taken if instruction.tag == _EXTENDS else taken.getparent())
        if taken is not document.root:
            _with_prefixes(content, document.root)
        return content if instruction.tag == _INCLUDE else [part for part in content if part.tag not in _HEADINGS]

    def _target(self, href: str, folder: Path | None) -> tuple[Path, str]:
        if folder is None or self._limit is None:
            message = "the schema does not come from a file, so nothing lies beside it"
            raise _Refusal(message)
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path:
            message = "only files beside the schema are read"
            raise _Refusal(message)
        path = (folder / unquote(parts.path)).resolve()
        if not path.is_relative_to(self._limit):
            message = "only files in the schema's own folder are read"
            raise _Refusal(message)
        return path, parts.fragment

    def _read(self, path: Path) -> Document:
        if path not in self._documents:
            try:
                self._documents[path] = read(path)
            except (UsageError, EnvironmentFault) as fault:
                raise _Refusal(str(fault)) from fault
            except DocumentError as fault:
                self._source.faults.extend(fault.diagnostics)
                message = "it is not well-formed"
                raise _Refusal(message) from fault
        return self._documents[path]


def _instructions(tree: "_Element") -> "Iterator[_Element]":
    return (element for element in tree.iter(_INCLUDE, _EXTENDS, _XSL_INCLUDE) if "href" in element.attrib)


def _agrees(instruction: "_Element", taken: "_Element") -> None:
    """Raise :class:`_Refusal` if what is *taken* is not of the kind that *instruction* can stand for."""
    if instruction.tag == _XSL_INCLUDE:
        if taken.tag not in _STYLESHEETS:
            message = f"<{prefixed(str(taken.tag))}> is not a stylesheet"
            raise _Refusal(message)
        return
    parent = instruction.getparent()
    if instruction.tag != _EXTENDS or parent is None:
        return
    kinds = {"rule"} if parent.tag == sch_name("rule") else {"schema", "library"}
    if taken.tag not in set(map(sch_name, kinds)):
        expected = " or ".join(f"<sch:{kind}>" for kind in sorted(kinds))
        message = f"it is <{prefixed(str(taken.tag))}>, and {expected} is expected"
        raise _Refusal(message)


def _declarations(stylesheet: "_Element") -> "list[_Element]":
    """Return what *stylesheet* declares, each with the attributes of the stylesheet that hold for it."""
    found = _children(stylesheet)
    for declaration in found:
        if split(str(declaration.tag))[0] == XSL:
            for name in _STANDARD:
                if name in stylesheet.attrib and name not in declaration.attrib:
                    declaration.set(name, stylesheet.attrib[name])
    return found


def _children(element: "_Element") -> "list[_Element]":
    """Return copies of the elements in *element*: to be moved would take the prefixes from them that it declares."""
    return [_copy(child) for child in element.iterchildren("*")]


def _with_language(content: "list[_Element]", around: "_Element | None") -> None:
    """Give what stood in *around* its language, where it does not name its own."""
    while around is not None and _LANGUAGE not in around.attrib:
        around = around.getparent()
    if around is None:
        return
    for part in content:
        if isinstance(part.tag, str) and _LANGUAGE not in part.attrib:
            part.set(_LANGUAGE, str(around.get(_LANGUAGE)))


def _with_prefixes(content: "list[_Element]", schema: "_Element") -> None:
    """Give what was taken out of *schema* the prefixes that its expressions were written with."""
    namespaces = [ns for ns in schema.iterchildren(sch_name("ns")) if ns.get("prefix") and ns.get("uri")]
    for part in content:
        for element in list(part.iter(*_BEARERS)):
            # The variables of a rule that is extended, for one, come to stand in another rule.
            if element.get("abstract") != "true" and (element.tag != sch_name("let") or "value" in element.attrib):
                for place, ns in enumerate(namespaces):
                    element.insert(
                        place, etree.Element(ns.tag, {name: str(ns.get(name)) for name in ("prefix", "uri")})
                    )


def _fragment(document: Document, identifier: str) -> "_Element":
    if not identifier:
        return document.root
    for element in document.root.iter("*"):
        if identifier in (element.get("id"), element.get(f"{{{XML}}}id")):
            return element
    message = f"the file has no element with the id {identifier!r}"
    raise _Refusal(message)


def _replace(instruction: "_Element", content: "list[_Element]") -> None:
    parent = instruction.getparent()
    if parent is None:  # The whole file is one inclusion: the check of the outermost element says so.
        return
    index = parent.index(instruction)
    # The words after an inclusion would go with it: lxml ties them to the element before them.
    carrier = etree.Comment("")
    carrier.tail = instruction.tail
    parent[index : index + 1] = [*content, carrier]
