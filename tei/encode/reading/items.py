"""What a browser shows before the items of lists.

Source: HTML Living Standard, section 4.4.8 (ordinal values); the bullets are those of browsers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode.reading.numerals import HTML
from tei.encode.reading.presentation import declarations

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SOURCE_MARKER: Final = "data-tei-marker"
"""The attribute by which a converter to HTML says what stood before an item in its own source."""

_BULLETS: Final = ("•", "◦", "▪")
_LARGEST: Final = 10**9


@dataclass(slots=True)
class Numbering:
    """A list: what is before its items, and the number of the next."""

    kind: str
    next: int
    step: int


def numbering_of(element: Element, tag: str, depth: int, *, furniture: bool) -> Numbering:
    """Return how the items of the list *element*, *depth* lists down, are marked; *furniture* has no bullets."""
    if tag != "ol":
        bare = furniture or _is_bare(element)
        return Numbering("" if bare else _BULLETS[min(depth, 2)], 1, 1)
    step = 1 if element.get("reversed") is None else -1
    first = 1 if step == 1 else sum(1 for child in element if child.tag == "li")
    kind = "" if _is_bare(element) else element.get("type") or "1"
    return Numbering(kind, whole_number(element.get("start"), first, -(_LARGEST), _LARGEST), step)


def _is_bare(element: Element) -> bool:
    """Return whether the list *element* says that its items have no markers."""
    style = declarations(element)
    return "none" in {*style.get("list-style", "").split(), style.get("list-style-type")}


def marker_of(element: Element, numbering: Numbering | None) -> str:
    """Return what is shown before the item *element*."""
    if numbering is None or not numbering.kind:
        return ""
    if numbering.kind in _BULLETS:
        return numbering.kind
    number = whole_number(element.get("value"), numbering.next, -(_LARGEST), _LARGEST)
    numbering.next = number + numbering.step
    return HTML.get(element.get("type") or numbering.kind, str)(number) + "."


def whole_number(text: str | None, default: int, least: int, most: int) -> int:
    """Return the whole number that *text* begins with, within bounds, or the *default*."""
    found = re.match(r"\s*([+-]?\d{1,12})", text or "", re.ASCII)
    return max(least, min(most, int(found[1]))) if found else default
