"""Where lines begin in a header that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.names import tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ON_ONE_LINE: Final = frozenset(
    tei_name(name)
    for name in (
        *("author", "change", "creation", "extent", "idno", "note", "orgName", "p", "persName", "place", "quote"),
        "title",
    )
)
"""Elements that are laid out on one line whatever they hold."""


def pretty(element: Element, depth: int = 0, indent: str = "  ") -> Element:
    """Return *element*, laid out in place: each element on a line of its own, up to those that have text.

    The element itself stands *depth* levels deep. White space is set only between elements, so that no word of any
    text moves.
    """
    if not len(element) or element.tag in _ON_ONE_LINE or _has_words(element):
        return element
    inside, outside = f"\n{indent * (depth + 1)}", f"\n{indent * depth}"
    element.text = inside
    for child in element:
        pretty(child, depth + 1, indent)
        child.tail = inside
    element[-1].tail = outside
    return element


def _has_words(element: Element) -> bool:
    return any((text or "").strip(" \t\r\n") for text in (element.text, *(child.tail for child in element)))
