"""A stylesheet and all that it includes as one text, for a processor that is not allowed to read files."""

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from tei.diagnostics import Diagnostic
from tei.document import Document, parse, read
from tei.errors import SchemaError, UsageError
from tei.names import XSL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import NoReturn

_RULE: Final = "xsl.stylesheet"
_INCLUDE: Final = f"{{{XSL}}}include"
_IMPORT: Final = f"{{{XSL}}}import"
_ADDRESS: Final = "data:application/xml;charset=utf-8,"
_BASE: Final = "tei:/"
_START: Final = re.compile(r"<[^\s/>]+")
NAMED: Final = _ADDRESS.rpartition("/")[2]
"""How errors begin to name an imported module: by what stands after the last slash of its address."""

# Marks, while files are being joined, the one that a declaration comes from.
_FILE: Final = "{urn:tei:saxon}file"
# Attributes of xsl:stylesheet that hold for what stands in the same file (XSLT 3.0, section 3.4), with the value that
# says nothing. They move to each declaration, so that neither file's reach into the other's.
_STANDARD: Final = {
    "default-collation": None,
    "default-mode": "#unnamed",
    "exclude-result-prefixes": None,
    "expand-text": "no",
    "extension-element-prefixes": None,
    "version": None,
    "xpath-default-namespace": "",
}


@dataclass(frozen=True, slots=True)
class Joined:
    """A stylesheet as one text; ``origins`` has the file and the line of each of its elements, in their order.

    ``origins`` is empty if nothing was included: then the text is that of the file itself. ``imported`` are modules
    that the text holds as addresses, in the order of their instructions; ``path`` is that of the file itself.
    """

    text: str
    origins: tuple[tuple[str, int], ...] = ()
    imported: "tuple[Joined, ...]" = ()
    path: str = ""

    @property
    def address(self) -> str:
        """The text as an address, with no slash but the one before :data:`NAMED`."""
        written = parse(self.text.encode("utf-8"))
        start = written.offset(written.root)
        # Without a base of its own each instruction would have the whole address as one: to compile takes 20 s.
        based = self.text[:start] + _START.sub(rf'\g<0> xml:base="{_BASE}"', self.text[start:], count=1)
        return _ADDRESS + quote(based.encode("ascii", "xmlcharrefreplace"), safe="")

    def module(self, named: str) -> "Joined":
        """Return the module that an error names so: one that is imported, or this."""
        if not named.startswith(NAMED):
            return self
        return next((one for one in self.imported if one.address.endswith(named)), self)

    def origin(self, line: int, column: int) -> tuple[str, int] | None:
        """Return the file and the line of the element that stands at this place of the text, None if it is no other."""
        if not self.origins:
            return None
        written = parse(self.text.encode("utf-8"))
        found = None
        for element, origin in zip(written.root.iter("*"), self.origins, strict=True):
            span = written.span(element)
            if (span.line, span.column) > (line, column):
                break
            found = origin
        return found


def joined(
    stylesheet: Document,
    *,
    folder: "Path | None",
    within: "Path | None" = None,
    standing: "Mapping[str, str] | None" = None,
) -> Joined:
    """Return the text of *stylesheet* with every ``xsl:include`` replaced by what it names, once each.

    *folder* is where the stylesheet lies; None forbids inclusion. What it names itself lies *within* that folder, if
    one is given. *standing* are names that mean other files there. What is imported keeps its precedence: it is joined
    for itself, and named by an address that holds it. Without inclusions and imports the text is the one that was
    written, so that the processor's line numbers hold. Raises :class:`~tei.errors.SchemaError`.
    """
    instructions = [child for child in stylesheet.root if child.tag in {_INCLUDE, _IMPORT}]
    if not instructions:
        return Joined(stylesheet.source if _is_plain(stylesheet) else stylesheet.serialised, path=stylesheet.path)
    tree = copy.deepcopy(stylesheet.tree)
    root = tree.getroot()
    for instruction in [*root.iterchildren(_INCLUDE), *root.iterchildren(_IMPORT)]:
        instruction.set("href", (standing or {}).get(instruction.get("href", ""), instruction.get("href", "")))
    if within is not None:
        _require_within(stylesheet, root, folder or within, within)
    imported = tuple(_imported(stylesheet, root, folder))
    _splice(stylesheet, root, folder, {stylesheet.path})
    origins = tuple(_origins(root, stylesheet.path))
    return Joined(etree.tostring(tree, encoding="unicode"), origins, imported, stylesheet.path)


def _require_within(written: Document, root: etree._Element, folder: "Path", within: "Path") -> None:
    places = (child for child in written.root if child.tag in {_INCLUDE, _IMPORT})
    named = [child.get("href", "") for child in root if child.tag in {_INCLUDE, _IMPORT}]
    for place, name in zip(places, named, strict=True):
        path = (folder / unquote(urlsplit(name).path)).resolve()
        if not path.is_relative_to(within.resolve()) or not path.is_file():
            message = (
                f"“{place.get('href', '')}” is none of the stylesheets that tei ships: no others are taken in here"
            )
            _refuse(written, place, message)


def _imported(written: Document, root: etree._Element, folder: "Path | None") -> "Iterator[Joined]":
    """Yield the modules that *root* imports, and put into each instruction an address that holds its module."""
    places = [child for child in written.root if child.tag == _IMPORT]
    for instruction, place in zip(root.iterchildren(_IMPORT), places, strict=True):
        if folder is None:
            _refuse(written, place, "xsl:import is allowed only of the stylesheets that tei ships")
        module = joined(_included(written, place, folder, instruction.get("href", "")), folder=folder)
        instruction.set("href", module.address)
        yield module


def _origins(root: etree._Element, path: str) -> "Iterator[tuple[str, int]]":
    """Yield file and line of each element of *root*, and take the marks that tell them away."""
    yield path, _line(root)
    for declaration in root.iterchildren("*"):
        file = declaration.attrib.pop(_FILE, path)
        for element in declaration.iter("*"):
            yield str(file), _line(element)


def _is_plain(stylesheet: Document) -> bool:
    """Return whether the text can be handed over as it is: no DOCTYPE, no declaration of an encoding."""
    return not stylesheet.source.startswith("<?xml") and "<!DOCTYPE" not in stylesheet.source


def _line(element: etree._Element) -> int:
    # The stubs of lxml do not know what a sourceline is.
    line = cast("Any", element).sourceline
    return line if isinstance(line, int) else 1


def _splice(written: Document, root: etree._Element, folder: "Path | None", seen: set[str]) -> None:
    for instruction, place in zip(list(root), list(written.root), strict=True):
        if instruction.tag != _INCLUDE:
            continue
        if folder is None:
            _refuse(written, place, "xsl:include is allowed only in the stylesheets that tei ships")
        included = _included(written, place, folder, instruction.get("href", ""))
        instruction_href = instruction.get("href", "")
        index = root.index(instruction)
        root.remove(instruction)
        if included.path in seen:
            continue
        seen.add(included.path)
        module = copy.deepcopy(included.tree).getroot()
        _splice(included, module, (folder / instruction_href).parent, seen)
        for declaration in reversed([child for child in module if isinstance(child.tag, str)]):
            _settle(declaration, module, root)
            kept = _with_prefixes(declaration, module)
            if _FILE not in kept.attrib:
                kept.set(_FILE, included.path)
            root.insert(index, kept)


def _included(written: Document, place: etree._Element, folder: "Path", named: str) -> Document:
    href = urlsplit(named)
    if href.scheme or href.netloc or not href.path or href.path.startswith("/"):
        _refuse(written, place, f"xsl:{etree.QName(place).localname} takes a relative path")
    try:
        return read((folder / unquote(href.path)).resolve())
    except UsageError as fault:
        _refuse(written, place, str(fault))


def _refuse(written: Document, place: etree._Element, message: str) -> "NoReturn":
    raise SchemaError([Diagnostic(_RULE, message, written.path, written.span(place), xpath=written.xpath(place))])


def _with_prefixes(declaration: etree._Element, module: etree._Element) -> etree._Element:
    """Return *declaration* with the prefixes of *module* that only its XPath uses: lxml would leave them behind."""
    # The stubs of lxml do not know that None stands for the default namespace.
    namespaces = cast("dict[str, str]", {**module.nsmap, **declaration.nsmap})
    attributes = {str(name): str(value) for name, value in declaration.attrib.items()}
    kept = etree.Element(declaration.tag, attributes, nsmap=namespaces)
    kept.sourceline = cast("Any", _line(declaration))
    kept.text = declaration.text
    kept.extend(list(declaration))
    return kept


def _settle(declaration: etree._Element, module: etree._Element, root: etree._Element) -> None:
    """Give *declaration* what its own file's outermost element said, so that it keeps its meaning in *root*."""
    if not str(declaration.tag).startswith(f"{{{XSL}}}"):
        return
    for attribute, neutral in _STANDARD.items():
        own = module.get(attribute, neutral if root.get(attribute) is not None else None)
        if own is not None and declaration.get(attribute) is None:
            declaration.set(attribute, own)
