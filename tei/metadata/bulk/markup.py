"""The markup of one header as it is written: elements, texts and attributes with their offsets.

lxml's tree does not know where a text or an end tag stands. An edit that leaves every other byte alone has to.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.document.tags import start_tag
from tei.metadata import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(
    r"""(?P<aside><!--.*?-->|<\?.*?\?>)
      | (?P<cdata><!\[CDATA\[(?P<kept>.*?)\]\]>)
      | (?P<closing></[^>]*>)
      | (?P<tag><(?P<name>[^\s<>/]+)(?:[^>"']|"[^"]*"|'[^']*')*>)
      | (?P<reference>&[^;]*;)
      | (?P<text>[^<&]+)""",
    re.VERBOSE | re.DOTALL,
)
_REFERENCE: Final = re.compile(r"&([^;]*);")
_PREDEFINED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Opaque(Exception):
    """The header cannot be edited as text: an entity brings in markup, or one that is not known."""


class Text(NamedTuple):
    """Characters that stand together: a run as it is, one reference, or the inside of a CDATA section."""

    start: int
    end: int
    value: str
    kind: str


@dataclass(slots=True, eq=False)
class Element:
    """An element as written. ``name`` is "" for what is not TEI's; ``close`` is where its end tag begins.

    ``open_end`` is what follows the start tag's ``>``. Of an empty tag, ``close`` and ``end`` are the same place.
    """

    name: str
    written: str
    start: int
    open_end: int
    parent: "Element | None" = None
    close: int = -1
    end: int = -1
    attributes: dict[str, str] = field(default_factory=dict)
    content: "list[Element | Text | None]" = field(default_factory=list)

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written ``<a/>``."""
        return self.close == self.end

    @property
    def elements(self) -> "Iterator[Element]":
        """The child elements."""
        return (one for one in self.content if isinstance(one, Element))

    def children(self, *wanted: str) -> "Iterator[Element]":
        """Yield the children with one of these names."""
        return (one for one in self.elements if one.name in wanted)

    def outermost(self, *wanted: str) -> "Iterator[Element]":
        """Yield the descendants with one of these names that stand in no other of them."""
        waiting = list(self.elements)[::-1]
        while waiting:
            one = waiting.pop()
            if one.name in wanted:
                yield one
            else:
                waiting.extend(list(one.elements)[::-1])

    def attribute(self, name: str) -> str:
        """Return the value of an attribute with its white space normalised, "" if there is none."""
        return nodes.squeezed(self.attributes.get(name, ""))

    @property
    def has_words(self) -> bool:
        """Whether words stand in it beside its elements."""
        return any(isinstance(one, Text) and one.value.strip() for one in self.content)


def read(text: str, entities: "Mapping[str, str | None]") -> Element:
    """Return the element that *text* begins with; *entities* are those that the document declares.

    The text is part of a document that has been found well-formed; nothing behind the element is looked at. Raises
    :class:`Opaque`.
    """
    top: Element | None = None
    current: Element | None = None
    for token in _TOKEN.finditer(text):
        if token["tag"]:
            current = _opened(text, token, current, entities)
            top = top or current
            if token[0].endswith("/>"):
                current.close = current.end = token.end()
                current = current.parent
        elif current is None:
            raise Opaque
        elif token["closing"]:
            current.close, current.end = token.span()
            current = current.parent
        elif token["aside"]:
            current.content.append(None)
        else:
            current.content.append(_text(token, entities))
        if current is None:
            break
    if top is None or top.end < 0:
        raise Opaque
    return top


def _opened(text: str, token: re.Match[str], parent: Element | None, entities: "Mapping[str, str | None]") -> Element:
    attributes = {
        one.name: expanded(text[one.start : one.end].partition("=")[2].strip()[1:-1], entities)
        for one in start_tag(text, token.start()).attributes
    }
    name = _local(token["name"], attributes, parent)
    element = Element(name, token["name"], token.start(), token.end(), parent, attributes=attributes)
    if parent is not None:
        parent.content.append(element)
    return element


def _local(written: str, attributes: dict[str, str], parent: Element | None) -> str:
    """Return the local name, or "" if the prefix or the namespace is not that of the header around."""
    prefix, _, local = written.rpartition(":")
    declared = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns")
    if declared is not None:
        return local if declared in {names.TEI, ""} else ""
    if parent is None:
        return local
    above = parent.written.rpartition(":")[0]
    return local if above == prefix and parent.name else ""


def _text(token: re.Match[str], entities: "Mapping[str, str | None]") -> Text:
    if token["cdata"]:
        return Text(*token.span("kept"), token["kept"], "cdata")
    if token["reference"]:
        return Text(*token.span(), expanded(token[0], entities), "reference")
    return Text(*token.span(), token[0], "run")


def expanded(text: str, entities: "Mapping[str, str | None]") -> str:
    """Return *text* with its references replaced. Raises :class:`Opaque` for one that brings in markup."""
    return _REFERENCE.sub(lambda match: _value(match[1], entities), text) if "&" in text else text


def _value(name: str, entities: "Mapping[str, str | None]") -> str:
    if name.startswith("#"):
        digits = name[1:]
        return chr(int(digits[1:], 16) if digits.startswith("x") else int(digits))
    if name in _PREDEFINED:
        return _PREDEFINED[name]
    value = entities.get(name)
    if value is None or "<" in value or "&" in value:
        raise Opaque(name)
    return value
