"""The pointers of a document as they are written, and the place on this machine that each leads to."""

import posixpath
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from tei import names
from tei.document import inclusions as inclusion
from tei.document import observed
from tei.document.prefixes import Prefixes, in_header
from tei.document.references import place
from tei.validate.pointers.tables import is_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.document import Document

XML_ID: Final = f"{{{names.XML}}}id"
EXAMPLES: Final = inclusion.EXAMPLES
_BASE: Final = inclusion.BASE
_SUFFIXES: Final = (".xml", ".tei", ".odd")
# libxml2 finds the few attributes that matter many times faster than a walk in Python does.
_SIGNED: Final = etree.XPath("//@*[contains(., '#')]")
_INCLUDED: Final = etree.XPath("//xi:include[not(ancestor::ex:*)]/@href", namespaces={"xi": names.XI, "ex": EXAMPLES})
_PREFIXED: Final = etree.XPath("//@*[contains(., '#') or contains(., ':')]")


class Pointer(NamedTuple):
    """One of the pointers in an attribute.

    ``number`` counts those of the attribute from 0; ``file`` is the file as it is written, "" for none; ``place`` its
    true path, that of the document itself for ``#ada``; ``identifier`` the ``xml:id``. A pointer with a private prefix
    of which no pattern fits has ``prefix``, and neither file nor place.
    """

    element: "_Element"
    attribute: str
    number: int
    written: str
    file: str = ""
    place: str = ""
    identifier: str = ""
    prefix: str = ""


def is_file(document: "Document") -> bool:
    """Return whether *document* can be read again, and others can point into it; a pipe is read once."""
    return observed.is_file(document.path)


def own_place(document: "Document") -> str:
    """Return the true path of *document*, its name if it is no file."""
    return observed.true_path(document.path) if is_file(document) else document.path


def pointers(document: "Document", header: "Document | None" = None) -> "Iterator[Pointer]":
    """Yield the pointers to elements, here and in other XML files, in the order of the document.

    Addresses on the web are left out, and pointers with a scheme of their own, as ``#xpath(//p[1])``. What private
    prefixes stand for is said in *header*, if the document is part of that one, and seen from there.
    """
    prefixes = in_header((header or document).root)
    addresses = _Addresses(document)
    from_header = _Addresses(header) if header else addresses
    for element, attribute, value in attributes(document, _PREFIXED if prefixes else _SIGNED):
        if not _holds(element.tag, attribute):
            continue
        for number, written in enumerate(value.split()):
            meant = _meaning(prefixes, written)
            if meant is None:
                continue
            if meant.prefix:
                yield Pointer(element, attribute, number, written, prefix=meant.prefix)
                continue
            # What a prefix stands for is seen from the header that says so.
            seen = header is not None and meant.expanded
            goal = from_header.goal(header.root, meant.file) if header and seen else addresses.goal(element, meant.file)
            if goal:
                yield Pointer(element, attribute, number, written, meant.file, goal, meant.identifier)


class _Meaning(NamedTuple):
    """What a pointer says, wherever it stands: a file and an identifier, or a prefix of which no pattern fits.

    ``expanded``: a prefix stood for the file.
    """

    file: str = ""
    identifier: str = ""
    prefix: str = ""
    expanded: bool = False


# The same names and pointers come again and again, within a document and in the next.
@lru_cache(maxsize=4096)
def _holds(tag: str, attribute: str) -> bool:
    """Return whether the *attribute* of elements with this Clark name holds pointers."""
    namespace, local = names.split(tag)
    return namespace == names.TEI and is_pointer(local, attribute)


@lru_cache(maxsize=16_384)
def _meaning(prefixes: Prefixes, written: str) -> _Meaning | None:
    """Return what a pointer says, None if it leads to no element."""
    pointer, declared = prefixes.expand(written)
    if declared:
        return _Meaning(prefix=written.partition(":")[0])
    file, sign, fragment = pointer.partition("#")
    identifier = unquote(fragment) if "%" in fragment else fragment
    # No xml:id has white space; lines and tabs divide what is packed.
    if "%" in fragment and identifier.split() != [identifier]:
        identifier = fragment
    if not sign or not identifier or "(" in identifier:
        return None
    return _Meaning(file, identifier, expanded=pointer is not written)


def inclusions(document: "Document") -> "Iterator[tuple[_Element, str, str]]":
    """Yield each ``xi:include`` of another file, the file as it is written, and its place or ""."""
    if names.XI not in document.source:
        return
    addresses: _Addresses | None = None
    for element, _name, value in attributes(document, _INCLUDED):
        addresses = addresses or _Addresses(document)
        if file := value.partition("#")[0]:
            yield element, file, addresses.place(element, file)


def attributes(document: "Document", path: etree.XPath) -> "Iterator[tuple[_Element, str, str]]":
    """Yield the attributes that *path* selects: the element, the Clark name and the value of each."""
    found: Any = path(document.tree)  # What an XPath gives, the stubs cannot know.
    for value in found:
        yield value.getparent(), value.attrname, str(value)


class _Addresses:
    """Where the files that a document names lie."""

    def __init__(self, document: "Document") -> None:
        self.own = own_place(document)
        self._is_file = is_file(document)
        self._folder = Path(document.path).absolute().parent
        self._rebased = "xml:base" in document.source
        self._root_has_base = _BASE in document.root.attrib
        # A document names few files, thousands of times.
        self._goal, self._place = cache(self._goal_of), cache(self._place_of)

    def goal(self, element: "_Element", file: str) -> str:
        """Return the true path of *file*, "" if it is none that identifiers can be looked up in."""
        return self._goal(self._base(element) if self._rebased else "", file)

    def place(self, element: "_Element", file: str) -> str:
        """Return the true path of *file*, "" if it is not on this machine."""
        return self._place(self._base(element) if self._rebased else "", file)

    def _goal_of(self, base: str, file: str) -> str:
        if not file and (not base or (base == _ELSEWHERE and self._root_has_base)):
            # An address of its own, such as the one that it is published at, does not make it another document.
            return self.own
        goal = self._place(base, file)
        return goal if goal.lower().endswith(_SUFFIXES) else ""

    def _place_of(self, base: str, file: str) -> str:
        if not self._is_file or base == _ELSEWHERE or not (file or base):
            return ""
        # Of another's root nothing can be said, whatever the base.
        return place(self._folder, posixpath.join(posixpath.dirname(base), file) if file else base)

    def _base(self, element: "_Element") -> str:
        """Return the base that ``xml:base`` gives *element*, relative to the document, "" if it gives none."""
        base = ""
        for one in (*reversed(list(element.iterancestors())), element):
            value = one.get(_BASE, "")
            if value and not _is_relative(value):
                return _ELSEWHERE
            base = posixpath.join(posixpath.dirname(base), value) if value else base
        return base


_ELSEWHERE: Final = "//"


def _is_relative(address: str) -> bool:
    return not address.startswith(("/", "\\")) and ":" not in address.partition("/")[0]
