"""Start tags as a merge writes them: those of a document, with some attributes changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from tei.document.tags import start_tag
from tei.errors import TeiError
from tei.names import TEI, XML, local_name, split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from tei.document import Document

_CLOSED: Final = re.compile(r"\s*/?>$")
_QUOTED: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


class NotWrittenError(TeiError):
    """An element cannot be changed, for it is written nowhere in its document: an entity brought it in."""

    def __init__(self, element: Element) -> None:
        super().__init__("comes out of an entity, where it cannot be changed")
        self.element = element


def opening(document: Document, element: Element, changes: Mapping[str, str | None]) -> str:
    """The start tag of *element* without its end, ``<p xml:id="a"``: as written, with *changes* (None takes away).

    Attributes are named by their Clark names; those that are new must be TEI's own or of the namespace ``xml``.
    """
    offset = document.offset(element)
    tag = start_tag(document.source, offset)
    if not tag.name:
        raise NotWrittenError(element)
    text = document.source[offset : tag.end]
    left = {name: value for name, value in changes.items() if value is not None}
    for attribute in reversed(tag.attributes):
        name = _clark(element, attribute.name)
        if name not in changes:
            continue
        value = left.pop(name, None)
        start, end = attribute.start - offset, attribute.end - offset
        if value is None:
            text = text[:start].rstrip() + text[end:]
        else:
            text = text[:start] + written(attribute.name, value) + text[end:]
    added = "".join(f" {written(_qualified(name), value)}" for name, value in left.items())
    return _CLOSED.sub("", text) + added


def renamed(tag: str, element: Element, prefix: str | None) -> tuple[str, str]:
    """Return *tag* with TEI's *prefix* as it is elsewhere, and the name that its end tag has."""
    name = local_name(element.tag)
    qualified = f"{prefix}:{name}" if prefix else name
    return re.sub(r"^<[^\s/>]+", f"<{qualified}", tag), qualified


def is_element(node: Element) -> bool:
    """Return whether *node* is one, and no comment or processing instruction."""
    return isinstance(node.tag, str)


def prefix_of(element: Element) -> str | None:
    """Return the prefix that TEI's namespace has where *element* stands; None if it is the default."""
    found = [prefix for prefix, uri in element.nsmap.items() if uri == TEI]
    return None if None in found or not found else found[0]


def written(name: str, value: str) -> str:
    """Return an attribute as it is written."""
    return f'{name}="{escape(value, _QUOTED)}"'


def _clark(element: Element, name: str) -> str:
    prefix, colon, local = name.partition(":")
    if not colon:
        return name
    namespace = XML if prefix == "xml" else element.nsmap.get(prefix)
    return f"{{{namespace}}}{local}"


def _qualified(name: str) -> str:
    namespace, local = split(name)
    return f"xml:{local}" if namespace == XML else local
