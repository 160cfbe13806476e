"""The numbers and bullets that Word shows before the paragraphs of lists, which are not in their text.

Source: ISO/IEC 29500-1, section 17.9.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.reading.numerals import WORD
from tei.encode.reading.word.names import child, is_on, value, whole
from tei.encode.reading.word.symbols import shown_as

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.encode.reading.word.styles import Numbered

_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_AFTER: Final = {"tab": "\t", "space": " ", "nothing": ""}


class Level(NamedTuple):
    """How a level of a list counts, and what it shows."""

    start: int
    form: str
    text: str
    after: str
    restart: int
    legal: bool
    font: str


class Numbering:
    """The lists of a document, which count while its paragraphs go by. *root* is the part, which may be missing."""

    def __init__(self, root: Element | None) -> None:
        abstract = (
            {} if root is None else {value(each, "abstractNumId"): each for each in root.iterfind("{*}abstractNum")}
        )
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        for number in () if root is None else root.iterfind("{*}num"):
            base = value(child(number, "abstractNumId")) or ""
            self._lists[value(number, "numId") or ""] = (base, *_levels(abstract.get(base), number))
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.unknown: dict[str, None] = {}

    def marker(self, place: Numbered) -> str:
        """Return what is shown before the next paragraph at *place*, with the tab or space that follows it."""
        base, levels, overrides = self._lists.get(place.number, ("", {}, {}))
        level = levels.get(place.level)
        if level is None:
            return ""
        self._count(place, base, levels, overrides)
        if level.form == "bullet":
            return shown_as(level.text, level.font) + level.after if level.text else ""
        shown = _PLACE.sub(lambda found: self._at(int(found[1]) - 1, base, levels, legal=level.legal), level.text)
        return shown + level.after if shown else ""

    def _count(self, place: Numbered, base: str, levels: dict[int, Level], overrides: dict[int, int]) -> None:
        counts = self._counts.setdefault(base, [None] * _LEVELS)
        first = overrides.get(place.level)
        if first is not None and (place.number, place.level) not in self._begun:
            self._begun.add((place.number, place.level))
            counts[place.level] = first
        else:
            at = counts[place.level]
            counts[place.level] = levels[place.level].start if at is None else at + 1
        for deeper in range(place.level + 1, _LEVELS):
            below = levels.get(deeper)
            if below is None or below.restart < 0 or place.level < below.restart:
                counts[deeper] = None

    def _at(self, index: int, base: str, levels: dict[int, Level], *, legal: bool) -> str:
        level = levels.get(index)
        if level is None:
            return ""
        at = self._counts[base][index]
        number = level.start if at is None else at
        form = "decimal" if legal else level.form
        if form not in WORD:
            self.unknown[form] = None
        return WORD.get(form, str)(number)


def _levels(abstract: Element | None, number: Element) -> tuple[dict[int, Level], dict[int, int]]:
    """Return the levels of a list, and the numbers at which it begins anew."""
    levels: dict[int, Level] = {}
    for element in () if abstract is None else abstract.iterfind("{*}lvl"):
        levels[whole(value(element, "ilvl"), 0)] = _level(element)
    overrides: dict[int, int] = {}
    for override in number.iterfind("{*}lvlOverride"):
        index = whole(value(override, "ilvl"), 0)
        own = child(override, "lvl")
        if own is not None:
            levels[index] = _level(own)
        start = value(child(override, "startOverride"))
        if start is not None:
            overrides[index] = whole(start, 1)
    return levels, overrides


def _level(element: Element) -> Level:
    fonts = child(child(element, "rPr"), "rFonts")
    return Level(
        whole(value(child(element, "start")), 0),
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        _AFTER.get(value(child(element, "suff")) or "tab", "\t"),
        whole(value(child(element, "lvlRestart")), -1),
        bool(is_on(child(element, "isLgl"))),
        value(fonts, "ascii") or value(fonts, "hAnsi") or "",
    )
