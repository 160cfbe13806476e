"""Elements of TEI out of strings; nothing that XML cannot hold gets into one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import NOT_CHARACTERS, TEI
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# XML 1.0, production [2] Char, negated.
_TELLING_CHARS: Final = 40
"""A line this long is found inside a longer passage; a shorter one is accounted for by an element of its own."""


def sound(text: str) -> str:
    """Return *text* with U+FFFD for each character that XML does not have."""
    # What can be printed is a character of XML: most text is passed by this quicker look.
    return text if text.isprintable() else NOT_CHARACTERS.sub("\ufffd", text)


def unsound(text: str) -> tuple[str, ...]:
    """Return the characters of *text* that XML does not have, each once, in their order."""
    return tuple(dict.fromkeys(NOT_CHARACTERS.findall(text)))


class Element(str):
    """An element of TEI as XML, to be put into others; `parsed` makes a tree of it.

    A header is put together of a hundred: to make each of them as a node of a tree takes several times as long.
    """

    __slots__ = ()


def make(name: str, /, *content: Element | str | None, **attributes: str) -> Element:
    """Return the element *name* with *content* in order; None, and attributes whose value is "", are left out.

    ``xml_id`` is ``xml:id``, ``from_`` is ``from`` and ``when_iso`` is ``when-iso``.
    """
    told = [f' {_attribute(key)}="{_quoted(value)}"' for key, value in attributes.items() if value]
    held = [one if isinstance(one, Element) else _escaped(one) for one in content if one is not None]
    return Element(f"<{name}{''.join(told)}>{''.join(held)}</{name}>")


def parsed(element: Element) -> _Element:
    """Return *element* as a tree, in the namespace of TEI."""
    name = _NAME.match(element)
    end = name.end() if name else 0
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
    return etree.fromstring(f'{element[:end]} xmlns="{TEI}"{element[end:]}'.encode(), parser)


def written(element: _Element) -> Element:
    """Return a tree in the namespace of TEI as the element that it is."""
    return Element(etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{TEI}"', "", 1))


_NAME: Final = re.compile(r"<\w+")


def _escaped(text: str) -> str:
    plain = sound(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # What a parser would take for a line end, or in an attribute for a space, is written by its number.
    return plain.replace("\r", "&#13;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def filled(name: str, /, *content: Element | str | None, **attributes: str) -> Element | None:
    """Return the element *name*, None if it would have no content."""
    return make(name, *content, **attributes) if any(one is not None and one != "" for one in content) else None


def paragraph(name: str, text: str, /, **attributes: str) -> Element:
    """Return the lines of *text* as one element, a short line among several in a ``seg`` of its own.

    So each line is found verbatim, as `tei.encode.fidelity` looks for it.
    """
    lines = [line for line in map(normal, text.split("\n")) if line]
    content: list[Element | str] = []
    for number, line in enumerate(lines):
        is_own = len(lines) > 1 and len(line) < _TELLING_CHARS
        content += [" "] if number else []
        content.append(make("seg", line) if is_own else line)
    return make(name, *content, **attributes)


def paragraphs(texts: tuple[str, ...]) -> Iterator[Element]:
    """Yield a ``p`` for each of *texts* that has words."""
    yield from (paragraph("p", text) for text in texts if normal(text))


def _attribute(key: str) -> str:
    if key.startswith("xml_"):
        return f"xml:{key.removeprefix('xml_')}"
    return key.rstrip("_").replace("_", "-")
