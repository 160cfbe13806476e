"""XPointers, as XInclude has them: which elements of a document are meant.

Understood are a bare identifier, the scheme ``element()``, and of ``xpointer()``, ``xpath1()`` and TEI's ``xpath()``
the paths that take no longer than a walk through the document: names, ``*``, numbers and identifiers.

Sources: W3C, XPointer Framework; XPointer element() Scheme; XPointer xmlns() Scheme.
"""

import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from tei import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_NCNAME: Final = r"[^\W\d][\w.\-]*"
_SHORTHAND: Final = re.compile(_NCNAME)
_SCHEME: Final = re.compile(r"\s*(?P<name>[^\s()^]+)\((?P<data>(?:\^[()^]|[^()^]|\((?:\^[()^]|[^()^])*\))*)\)")
_ELEMENT: Final = re.compile(rf"(?P<name>{_NCNAME})?(?P<steps>(?:/[1-9][0-9]*)*)")
_XMLNS: Final = re.compile(rf"\s*(?P<prefix>{_NCNAME})\s*=\s*(?P<uri>.*?)\s*", re.DOTALL)
_LITERAL: Final = r"""(?:"[^"]*"|'[^']*')"""
_TEST: Final = rf"\[\s*(?:[0-9]+|@(?:xml:id|n|type)\s*=\s*{_LITERAL})\s*\]"
_STEP: Final = rf"(?:{_NCNAME}:)?(?:{_NCNAME}|\*)(?:{_TEST})?"
_PATH: Final = re.compile(rf"\s*(?:id\(\s*{_LITERAL}\s*\)|//?{_STEP})(?:/{_STEP})*\s*")
_IDENTIFIER: Final = re.compile(r"""id\(\s*("[^"]*"|'[^']*')\s*\)""")
_PATHS: Final = frozenset({"xpointer", "xpath1", "xpath"})


class XPointerError(Exception):
    """An XPointer leads nowhere, or is not understood; the message says which, as the end of a sentence."""


def is_identifier(pointer: str) -> bool:
    """Return whether *pointer* is an identifier and nothing else."""
    return _SHORTHAND.fullmatch(pointer) is not None


def selected(root: "_Element", pointer: str, identified: "Mapping[str, _Element]") -> "list[_Element]":
    """Return the elements below and with *root* that *pointer* means, in their order; at least one.

    *identified* are those that have an identifier. Of several parts, the first that leads somewhere counts. Raises
    :class:`XPointerError`.
    """
    if is_identifier(pointer):
        return [_identified(identified, pointer)]
    reason = ""
    for part in _parts(pointer):
        try:
            return part.elements(root, identified)
        except XPointerError as fault:
            reason = reason or str(fault)
    raise XPointerError(reason or "has no part that is understood")


class _Part:
    """One part of a pointer, with the prefixes that are declared before it."""

    def __init__(self, scheme: str, data: str, prefixes: dict[str, str]) -> None:
        self._scheme = scheme
        self._data = data
        self._prefixes = prefixes

    def elements(self, root: "_Element", identified: "Mapping[str, _Element]") -> "list[_Element]":
        """Return the elements that the part leads to. Raises :class:`XPointerError`."""
        if self._scheme == "element":
            return [_stepped(root, self._data, identified)]
        if self._scheme in _PATHS and _PATH.fullmatch(self._data):
            return self._by_path(root)
        message = f"has a part {self._scheme}(…) that is not understood here"
        raise XPointerError(message)

    def _by_path(self, root: "_Element") -> "list[_Element]":
        path = _IDENTIFIER.sub(r"//*[@xml:id=\1]", self._data.strip())
        # TEI's own scheme means elements of TEI where there is no prefix.
        if self._scheme == "xpath":
            path = re.sub(rf"(?<=/)(?={_NCNAME}(?:[/\[]|\Z))", "tei:", path)
        prefixes = {"tei": names.TEI, **self._prefixes, "xml": names.XML}
        try:
            found: Any = root.getroottree().xpath(path, namespaces=prefixes)
        except etree.XPathError as fault:
            message = f"cannot be followed: {str(fault).lower()}"
            raise XPointerError(message) from fault
        if not found:
            message = "leads to no element there"
            raise XPointerError(message)
        return list(found)


def _parts(pointer: str) -> "Iterator[_Part]":
    """Yield the parts of *pointer*. Raises :class:`XPointerError` where it is none."""
    prefixes: dict[str, str] = {}
    position = 0
    while part := _SCHEME.match(pointer, position):
        position = part.end()
        data = re.sub(r"\^([()^])", r"\1", part["data"])
        if part["name"] == "xmlns":
            if declared := _XMLNS.fullmatch(data):
                prefixes[declared["prefix"]] = declared["uri"]
            continue
        yield _Part(part["name"], data, dict(prefixes))
    if pointer[position:].strip():
        message = "is not an XPointer"
        raise XPointerError(message)


def _stepped(root: "_Element", data: str, identified: "Mapping[str, _Element]") -> "_Element":
    """Return what the ``element()`` scheme leads to: an identifier, numbers of children, or both."""
    written = _ELEMENT.fullmatch(data)
    if written is None or not data:
        message = "has a part element(…) that names neither an identifier nor children by their numbers"
        raise XPointerError(message)
    numbers = [int(number) for number in written["steps"].split("/")[1:]]
    if written["name"]:
        current = _identified(identified, written["name"])
    else:
        if numbers.pop(0) != 1:
            message = "leads to no element there"
            raise XPointerError(message)
        current = root
    for number in numbers:
        children = list(current.iterchildren("*"))
        if number > len(children):
            message = "leads to no element there"
            raise XPointerError(message)
        current = children[number - 1]
    return current


def _identified(elements: "Mapping[str, _Element]", identifier: str) -> "_Element":
    if identifier in elements:
        return elements[identifier]
    message = "leads to an xml:id that no element there has"
    raise XPointerError(message)
