"""New nodes as the text that is put into a document: with its prefixes, its line ends, and no more than is needed."""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import names

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.document.written import Anchor, Written

REPORT: Final = "{urn:tei:schematron:report}"
SOURCE: Final = f"{REPORT}source"
_LINE_END: Final = re.compile(r"\r\n?|\n")
_IN_TEXT: Final = {"&": "&amp;", "<": "&lt;", "\r": "&#13;"}
_IN_VALUE: Final = {"&": "&amp;", "<": "&lt;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_QUOTES: Final = {'"': "&quot;", "'": "&apos;"}

Scope = dict[str, str]
"""Prefixes and their namespaces; "" is the prefix of the default namespace."""


class Markup:
    """Writes nodes for one document."""

    def __init__(self, written: "Written") -> None:
        self._written = written
        ending = _LINE_END.search(written.text)
        self._newline = ending[0] if ending else "\n"

    def content(self, holder: "_Element", scope: Scope) -> str:
        """Return the nodes inside *holder*, in a place where the prefixes of *scope* hold.

        Raises :class:`LookupError` if something is to be copied that is not written in the document.
        """
        parts = [self.text(holder.text or "")]
        for child in holder:
            parts += [self._node(child, scope), self.text(child.tail or "")]
        return "".join(parts)

    def text(self, characters: str) -> str:
        """Return *characters* as text, with the line ends of the document."""
        written = "".join(_IN_TEXT.get(one, one) for one in characters).replace("]]>", "]]&gt;")
        return written.replace("\n", self._newline)

    def _node(self, node: "_Element", scope: Scope) -> str:
        if isinstance(node, etree._Comment):
            return f"<!--{self._lines(node.text)}-->"
        if isinstance(node, etree._ProcessingInstruction):
            said = self._lines(node.text)
            return f"<?{node.target!s}{' ' if said else ''}{said}?>"
        return self._copied(str(node.get("path")), scope) if node.tag == SOURCE else self._element(node, scope)

    def _lines(self, text: str | None) -> str:
        return (text or "").replace("\n", self._newline)

    def _element(self, element: "_Element", scope: Scope) -> str:
        return "".join(self.element(element, scope))

    def element(self, element: "_Element", scope: Scope, old: "Anchor | None" = None) -> tuple[str, str, str]:
        """Return the start tag, the content and the end tag of *element*; that of an empty one is ``""``.

        An attribute that the element *old* has with the same value is written as it is there.
        """
        inner = dict(scope)
        name, declared = element_name(element, inner)
        attributes = ""
        for key, value in element.attrib.items():
            kept = self._kept(old, str(key), str(value), inner) if old else ""
            if not kept:
                own, more = attribute_name(str(key), inner, element)
                declared += more
                kept = f" {own}={value_of(str(value))}"
            attributes += kept
        content = self.content(element, inner)
        start = f"<{name}{declared}{attributes}"
        return (f"{start}>", content, f"</{name}>") if content else (f"{start}/>", "", "")

    def _kept(self, old: "Anchor", key: str, value: str, scope: Scope) -> str:
        """Return the attribute of *old* with the white space before it, "" if it has another value or name."""
        place = self._written.attribute(old, key)
        if place is None or self._written.value(old, key) != value:
            return ""
        text = self._written.text
        prefix, colon, _ = text[slice(*place)].partition("=")[0].partition(":")
        if colon and scope.get(prefix) != old.scope.get(prefix):
            return ""
        start = len(text[: place[0]].rstrip())
        return text[start : place[1]]

    def _copied(self, path: str, scope: Scope) -> str:
        """Return what is written at *path*, with the declarations that it would miss in its new place."""
        anchor = self._written.find(path)
        text = self._written.text[anchor.start : anchor.end]
        if anchor.kind != "element":
            return text
        outside, own = self._written.parent(anchor).scope, {attribute.name for attribute in anchor.tag.attributes}
        missing = ""
        for prefix, uri in {"": "", **outside}.items():
            declaration = f"xmlns:{prefix}" if prefix else "xmlns"
            if scope.get(prefix, "") != uri and declaration not in own and _is_used(prefix, text):
                missing += f" {declaration}={value_of(uri)}"
        name_end = 1 + len(anchor.tag.name)
        return f"{text[:name_end]}{missing}{text[name_end:]}"


def _is_used(prefix: str, text: str) -> bool:
    """Return whether something in the markup *text* may have the prefix; with the default one, anything may."""
    return f"{prefix}:" in text if prefix else True


def element_name(element: "_Element", scope: Scope) -> tuple[str, str]:
    """Return the name of *element* in *scope*, and the declaration that it needs, which is added to *scope*."""
    namespace, local = names.split(str(element.tag))
    if scope.get("", "") == namespace:
        return local, ""
    if not namespace:
        scope[""] = ""
        return local, ' xmlns=""'
    for prefix, uri in scope.items():
        if uri == namespace and prefix:
            return f"{prefix}:{local}", ""
    prefix = element.prefix or ""
    if prefix and prefix not in scope:
        scope[prefix] = namespace
        return f"{prefix}:{local}", f" xmlns:{prefix}={value_of(namespace)}"
    scope[""] = namespace
    return local, f" xmlns={value_of(namespace)}"


def attribute_name(name: str, scope: Scope, holder: "_Element") -> tuple[str, str]:
    """Return the attribute with the Clark name *name* as it is written in *scope*, and the declaration that it needs.

    The prefixes of *holder* are those that its author uses.
    """
    namespace, local = names.split(name)
    if not namespace:
        return local, ""
    for prefix, uri in scope.items():
        if uri == namespace and prefix:
            return f"{prefix}:{local}", ""
    wanted = [str(prefix) for prefix, uri in holder.nsmap.items() if prefix and uri == namespace]
    numbered = [f"ns{number}" for number in range(1, len(scope) + 2)]
    prefix = next(one for one in (*wanted, *numbered) if one not in scope)
    scope[prefix] = namespace
    return f"{prefix}:{local}", f" xmlns:{prefix}={value_of(namespace)}"


def value_of(value: str, quote: str = '"') -> str:
    """Return *value* as that of an attribute, with its quotation marks."""
    escaped = "".join(_IN_VALUE.get(one, one) for one in value)
    return f"{quote}{escaped.replace(quote, _QUOTES[quote])}{quote}"
