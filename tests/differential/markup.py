"""The source text of a document as a tree of offsets, so that it can be changed without being written anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tei.document.tags import Attribute, name_at, start_tag

# In the order in which they are tried; what none of them matches is text.
_TOKEN: Final = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<instruction><\?.*?\?>)"
    r"|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|(?P<doctype><!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)"
    r"|(?P<end></[^>]*>)"
    r"""|(?P<start><(?:[^>"']|"[^"]*"|'[^']*')*>)"""
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text, from *start* to *end*, and what it is: the name of a group of the expression above."""

    kind: str
    start: int
    end: int

    @property
    def is_tag(self) -> bool:
        """Whether an element starts or ends here."""
        return self.kind in {"start", "end"}


@dataclass(slots=True, eq=False)
class Element:
    """An element as written: the offsets of its tags, *end* being that of what follows it."""

    name: str
    start: int
    inner: int
    attributes: tuple[Attribute, ...]
    parent: "Element | None"
    close: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def is_one_tag(self) -> bool:
        """Whether it is written as ``<a/>``."""
        return self.end == self.inner


@dataclass(frozen=True, slots=True)
class Markup:
    """A document: its text, its tokens, and its elements in the order of their start tags, the root first."""

    text: str
    tokens: tuple[Token, ...]
    elements: tuple[Element, ...]

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.elements[0]

    def source(self, element: Element) -> str:
        """Return the element as written."""
        return self.text[element.start : element.end]

    def content(self, element: Element) -> str:
        """Return what stands between its tags."""
        return self.text[element.inner : element.close]

    def texts(self) -> Iterator[Token]:
        """Yield the texts between the tags of the document, entities and white space included."""
        return (one for one in self.tokens if one.kind == "text" and self.root.inner <= one.start < self.root.close)

    def replaced(self, start: int, end: int, new: str) -> str:
        """Return the document's text with *new* from *start* to *end*."""
        return self.text[:start] + new + self.text[end:]

    def at(self, offset: int) -> Token:
        """Return the token at *offset*."""
        return next(one for one in self.tokens if one.start <= offset < one.end)


def read(text: str) -> Markup:
    """Return the markup of *text*, which is well-formed."""
    tokens = tuple(Token(str(one.lastgroup), one.start(), one.end()) for one in _TOKEN.finditer(text))
    elements: list[Element] = []
    stack: list[Element] = []
    for token in tokens:
        if token.kind == "start":
            element = _opened(text, token, stack[-1] if stack else None)
            elements.append(element)
            if not element.is_one_tag:
                stack.append(element)
        elif token.kind == "end":
            stack[-1].close, stack[-1].end = token.start, token.end
            stack.pop()
    return Markup(text, tokens, tuple(elements))


def _opened(text: str, token: Token, parent: Element | None) -> Element:
    element = Element(
        name_at(text, token.start + 1), token.start, token.end, start_tag(text, token.start).attributes, parent
    )
    if parent is not None:
        parent.children.append(element)
    if text.endswith("/>", token.start, token.end):
        element.close = element.end = token.end
    return element
