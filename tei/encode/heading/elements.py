"""Elements of TEI out of strings; nothing that XML cannot hold gets into one."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import NOT_CHARACTERS, TEI, XML, tei_name
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

# XML 1.0, production [2] Char, negated.
_KEPT_CHARS: Final = 200
"""An element is kept with so many characters in it, to be copied for the next header."""
_TELLING_CHARS: Final = 40
"""A line this long is found inside a longer passage; a shorter one is accounted for by an element of its own."""


def sound(text: str) -> str:
    """Return *text* with U+FFFD for each character that XML does not have."""
    # What can be printed is a character of XML: most text is passed by this quicker look.
    return text if text.isprintable() else NOT_CHARACTERS.sub("\ufffd", text)


def unsound(text: str) -> tuple[str, ...]:
    """Return the characters of *text* that XML does not have, each once, in their order."""
    return tuple(dict.fromkeys(NOT_CHARACTERS.findall(text)))


def make(name: str, /, *content: Element | str | None, **attributes: str) -> Element:
    """Return the element *name* with *content* in order; None, and attributes whose value is "", are left out.

    ``xml_id`` is ``xml:id``, ``from_`` is ``from`` and ``when_iso`` is ``when-iso``.
    """
    words = content[0] if content and isinstance(content[0], str) and len(content[0]) <= _KEPT_CHARS else ""
    element = copy(_begun(name, words, tuple(attributes.items())))
    last: Element | None = None
    for one in content[1:] if words else content:
        if isinstance(one, str):
            _write(element, last, sound(one))
        elif one is not None:
            element.append(one)
            last = one
    return element


@lru_cache(maxsize=1 << 11)
def _begun(name: str, words: str, attributes: tuple[tuple[str, str], ...]) -> Element:
    """Return the element *name* with the *words* that it begins with, to be copied: headers have much in common."""
    element = copy(_empty(name))
    for key, value in attributes:
        if value:
            element.set(_attribute(key), sound(value))
    if words:
        element.text = sound(words)
    return element


@lru_cache(maxsize=256)
def _empty(name: str) -> Element:
    """Return the element *name*, to be copied: to make one with its namespace takes several times as long."""
    return etree.Element(tei_name(name), nsmap={None: TEI})  # type: ignore[dict-item] # no prefix


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
        return f"{{{XML}}}{key.removeprefix('xml_')}"
    return key.rstrip("_").replace("_", "-")


def _write(element: Element, last: Element | None, text: str) -> None:
    """Write *text* at the end of *element*, whose *last* child is told: lxml counts the children when it is asked."""
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text
