"""What a reader of headers has at hand: the document, the authority file that the project names, and no other file."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei import names
from tei.document import prefixes
from tei.document.references import place
from tei.metadata import nodes
from tei.metadata.values import Origin, Text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.document import Document


class Entry(NamedTuple):
    """An element that a pointer leads to, with what is needed to say where it stands."""

    element: "Element"
    context: "Context"


class Context:
    """A document to read, and the authority file into which its pointers may lead."""

    def __init__(self, document: "Document", authority: "Document | None" = None) -> None:
        self.document = document
        self._authority = None if authority is None else Context(authority)
        self._authoritative: dict[str, bool] = {}

    def origin(self, element: "Element", attribute: str = "") -> Origin:
        """Return where *element*, or its attribute (``when``, ``xml:lang``), was read."""
        xpath = self.document.xpath(element)
        if not attribute:
            return Origin(self.document.path, xpath, self.document.span(element))
        clark = attribute.replace("xml:", f"{{{names.XML}}}")
        return Origin(self.document.path, f"{xpath}/@{attribute}", self.document.attribute_span(element, clark))

    def text(self, element: "Element | None", *without: str) -> Text | None:
        """Return the words of *element* with their place, or None if it has none."""
        words = nodes.plain(element, *without)
        if element is None or not words:
            return None
        return Text(words, self.origin(element), nodes.language(element), nodes.attribute(element, "type"))

    def texts(self, element: "Element | None", *wanted: str) -> tuple[Text, ...]:
        """Return the words of the children with one of these names, where they have any."""
        found = (self.text(one) for one in nodes.children(element, *wanted))
        return tuple(one for one in found if one is not None)

    def pointers(self, element: "Element", attribute: str) -> list[str]:
        """Return the pointers in an attribute, private prefixes (``gnd:118642499``) replaced as the header declares."""
        return [self._prefixes.expand(word).pointer for word in (element.get(attribute) or "").split()]

    def entry(self, pointer: str) -> Entry | None:
        """Return what ``#id`` leads to in this document, or ``file.xml#id`` in the authority file."""
        file, sign, identifier = pointer.partition("#")
        if not sign or not identifier:
            return None
        home = self._home(file)
        found = None if home is None else home._identified.get(identifier)
        return None if home is None or found is None else Entry(found, home)

    def _home(self, file: str) -> "Context | None":
        """Return the context of the file that a pointer names: this document, the authority file, or None."""
        if not file:
            return self
        if self._authority is None:
            return None
        if file not in self._authoritative:
            folder = Path(self.document.path).absolute().parent
            self._authoritative[file] = place(folder, file) == os.path.realpath(self._authority.document.path)
        return self._authority if self._authoritative[file] else None

    @cached_property
    def _prefixes(self) -> prefixes.Prefixes:
        """The prefixes that the document's ``prefixDef``s declare."""
        return prefixes.in_header(self.document.root)

    @cached_property
    def _identified(self) -> "dict[str, Element]":
        found: dict[str, Element] = {}
        for element in self.document.root.iter("*"):
            identifier = element.get(nodes.XML_ID)
            if identifier is not None:
                found.setdefault(identifier, element)
        return found
