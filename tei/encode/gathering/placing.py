"""Where on the leaf something stands, and how it was marked, in words."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.words import spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

_SIDES: Final = ("top", "bottom", "left", "right")
_PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "above": "above the line",
        "below": "below the line",
        "across": "across the page",
        "centre": "in the centre",
        "end": "at the end",
        "inline": "in the line",
        "opposite": "on the opposite page",
        "overleaf": "overleaf",
    }
)
_DRAWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "highlighted": "highlighted",
        "underlined": "underlined",
        "circled": "circled",
        "boxed": "boxed",
        "crossed-out": "crossed out",
        "ticked": "ticked",
        "line": "drew a line beside",
    }
)
"""How words are marked, the verb of each."""
_REPORTED: Final[Mapping[str, str]] = MappingProxyType({"line": "marked with a line"})
_ADDRESS: Final = re.compile(r"[“\"]?(?:to|for)(?: [^\s:;,!?]+){1,5}$", re.IGNORECASE)
_COLOURS: Final = ("red", "blue", "green", "purple", "pencil")


def where(element: Element) -> str:
    """Return the place of *element* as words with a blank before them, "" if it is not told."""
    told = element.get("place", "").split()
    sides = [one for one in _SIDES if one in told]
    vertical = {"top": "upper", "bottom": "lower"}
    if "corner" in told:
        return f" in the {' '.join((*(vertical.get(one, one) for one in sides), 'corner'))}"
    if "margin" in told:
        return f" in the {' '.join((*sides, 'margin'))}"
    if sides:
        return f" at the {sides[0]}" if sides[0] in vertical else f" on the {sides[0]}"
    return next((f" {_PLACES[one]}" for one in told if one in _PLACES), "")


def noun_of(note: Element) -> str:
    """Return what somebody wrote on the leaf: an ``address`` to whom it was to be shown, else an ``annotation``."""
    return "address" if _ADDRESS.match(spelled(note)) else "annotation"


def drawn(mark: Element) -> str:
    """Return what the maker of *mark* did, as ``highlighted``."""
    return _verb(mark, _DRAWN, "marked")


def marked(mark: Element) -> str:
    """Return what was done by *mark*, as ``marked with a red line``."""
    colour = next((one for one in _COLOURS if one in mark.get("rend", "").split()), "")
    verb = _verb(mark, {**_DRAWN, **_REPORTED}, "marked")
    if not colour:
        return verb
    return verb.replace("a line", f"a {colour} line") if "a line" in verb else f"{verb} in {colour}"


def _verb(mark: Element, verbs: Mapping[str, str], other: str) -> str:
    told = mark.get("rend", "").split()
    return next((verb for token, verb in verbs.items() if token in told), other)
