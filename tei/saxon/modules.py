"""A stylesheet and all that it includes as one text, for a processor that is not allowed to read files."""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei.diagnostics import Diagnostic
from tei.document import Document, parse, read
from tei.errors import SchemaError, UsageError
from tei.names import XSL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import NoReturn

_RULE: Final = "xsl.stylesheet"
_INCLUDE: Final = f"{{{XSL}}}include"
_IMPORT: Final = f"{{{XSL}}}import"
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

    ``origins`` is empty if nothing was included: then the text is that of the file itself.
    """

    text: str
    origins: tuple[tuple[str, int], ...] = ()

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


def joined(stylesheet: Document, *, folder: "Path | None") -> Joined:
    """Return the text of *stylesheet* with every ``xsl:include`` replaced by what it names, once each.

    *folder* is where the stylesheet lies; None forbids inclusion. Without inclusions the text is the one that was
    written, so that the processor's line numbers hold. Raises :class:`~tei.errors.SchemaError`, also for
    ``xsl:import``, whose precedence cannot be kept in one file.
    """
    instructions = [child for child in stylesheet.root if child.tag in {_INCLUDE, _IMPORT}]
    if not instructions:
        return Joined(stylesheet.source if _is_plain(stylesheet) else stylesheet.serialised)
    tree = copy.deepcopy(stylesheet.tree)
    root = tree.getroot()
    _splice(stylesheet, root, folder, {stylesheet.path})
    origins = tuple(_origins(root, stylesheet.path))
    return Joined(etree.tostring(tree, encoding="unicode"), origins)


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
        if instruction.tag not in {_INCLUDE, _IMPORT}:
            continue
        if instruction.tag == _IMPORT:
            _refuse(written, place, "xsl:import is not read here; use xsl:include")
        if folder is None:
            _refuse(written, place, "xsl:include is allowed only in the stylesheets that tei ships")
        included = _included(written, place, folder)
        index = root.index(instruction)
        root.remove(instruction)
        if included.path in seen:
            continue
        seen.add(included.path)
        module = copy.deepcopy(included.tree).getroot()
        _splice(included, module, (folder / str(place.get("href"))).parent, seen)
        for declaration in reversed([child for child in module if isinstance(child.tag, str)]):
            _settle(declaration, module, root)
            kept = _with_prefixes(declaration, module)
            if _FILE not in kept.attrib:
                kept.set(_FILE, included.path)
            root.insert(index, kept)


def _included(written: Document, place: etree._Element, folder: "Path") -> Document:
    href = urlsplit(place.get("href", ""))
    if href.scheme or href.netloc or not href.path or href.path.startswith("/"):
        _refuse(written, place, "xsl:include takes a relative path")
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
