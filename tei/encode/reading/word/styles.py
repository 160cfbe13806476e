"""What the styles of a .docx make of paragraphs and runs.

Source: ISO/IEC 29500-1, sections 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.reading.lines import Style, Styles
from tei.encode.reading.word.names import child, is_on, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_TOGGLES: Final = {
    "b": "bold",
    "i": "italic",
    "strike": "strike",
    "smallCaps": "small-capitals",
    "caps": "capitals",
    "vanish": "hidden",
}
HIDDEN: Final = Style("hidden")
_HEADING: Final = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_DEEPEST: Final = 6
_BODY_TEXT: Final = 9
"""The outline level of what is no heading."""
_QUOTES: Final = frozenset({"quote", "intense quote", "block text"})
_CHAIN: Final = 50


class Numbered(NamedTuple):
    """A paragraph's list, by its id, and the level in it from 0."""

    number: str
    level: int


class Stylesheet:
    """The styles in the part *root*, which may be missing."""

    def __init__(self, root: Element | None) -> None:
        styles = () if root is None else tuple(root.iterfind("{*}style"))
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._kinds: dict[str, tuple[str, int]] = {}
        self._toggles: dict[str, dict[str, bool]] = {}
        self._styles = {value(style, "styleId") or "": style for style in styles}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self.language = value(child(defaults, "lang")) or ""
        self._default = next(
            (
                value(style, "styleId") or ""
                for style in styles
                if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}
            ),
            "",
        )

    def kind(self, paragraph: Element | None) -> str:
        """Return ``heading-1`` to ``heading-6`` or ``quote`` if the properties *paragraph* make it so, else ""."""
        named, outline = self._kind(self._style_of(paragraph))
        own = child(paragraph, "outlineLvl")
        if named:
            return named
        deep = outline if own is None else whole(value(own), -1)
        return f"heading-{min(deep + 1, _DEEPEST)}" if 0 <= deep < _BODY_TEXT else ""

    def _kind(self, name: str) -> tuple[str, int]:
        """Return the kind that the style *name* is named for, or "", and its outline level, or -1."""
        if name not in self._kinds:
            self._kinds[name] = self._found_kind(name)
        return self._kinds[name]

    def _found_kind(self, name: str) -> tuple[str, int]:
        outline = -1
        for style in self._chain(name):
            called = (value(child(style, "name")) or "").lower()
            if found := _HEADING.fullmatch(called):
                return f"heading-{min(int(found[1]), _DEEPEST)}", -1
            if called == "title":
                return "heading-1", -1
            if called in _QUOTES:
                return "quote", -1
            if outline < 0:
                outline = whole(value(child(child(style, "pPr"), "outlineLvl")), -1)
        return "", outline

    def numbered(self, paragraph: Element | None) -> Numbered | None:
        """Return the list that a paragraph with the properties *paragraph* belongs to; None if it is in none."""
        own = child(paragraph, "numPr")
        level = value(child(own, "ilvl"))
        number = value(child(own, "numId"))
        if number is None:
            for style in self._chain(self._style_of(paragraph)):
                in_style = child(child(style, "pPr"), "numPr")
                level = level or value(child(in_style, "ilvl"))
                if (number := value(child(in_style, "numId"))) is not None:
                    break
        if number is None or number == "0":
            return None
        return Numbered(number, max(0, min(whole(level, 0), 8)))

    def breaks_page(self, paragraph: Element | None) -> bool:
        """Return whether a paragraph with the properties *paragraph* begins a page."""
        own = is_on(child(paragraph, "pageBreakBefore"))
        if own is not None:
            return own
        found = (
            is_on(child(child(style, "pPr"), "pageBreakBefore")) for style in self._chain(self._style_of(paragraph))
        )
        return next((said for said in found if said is not None), False)

    def base(self, paragraph: Element | None) -> dict[str, bool]:
        """Return the toggle properties that the style of a paragraph sets; a heading's look is none of its words'."""
        if self.kind(paragraph).startswith("heading"):
            return {}
        return self._toggled(self._style_of(paragraph))

    def run(self, run: Element | None, base: dict[str, bool]) -> Styles:
        """Return what a run with the properties *run* is, in a paragraph whose style sets *base*."""
        character = value(child(run, "rStyle")) or ""
        by_style = self._toggled(character)
        found = []
        for name, kind in _TOGGLES.items():
            direct = is_on(child(run, name))
            if base.get(name, False) != by_style.get(name, False) if direct is None else direct:
                found.append(Style(kind))
        if is_on(child(run, "dstrike")) and Style("strike") not in found:
            found.append(Style("strike"))
        return (*found, *self._valued(run, character))

    def _valued(self, run: Element | None, character: str) -> Iterator[Style]:
        """Return the properties that have more values than two."""
        sheets = [run, *(child(style, "rPr") for style in self._chain(character))]
        underline = next((said for sheet in sheets if (said := value(child(sheet, "u")))), "none")
        if underline != "none":
            yield Style("underline")
        raised = next((said for sheet in sheets if (said := value(child(sheet, "vertAlign")))), "")
        if raised in {"superscript", "subscript"}:
            yield Style(raised)

    def _toggled(self, name: str) -> dict[str, bool]:
        """Return the toggle properties that the style *name* sets; an inherited one gives way."""
        if name not in self._toggles:
            found: dict[str, bool] = {}
            for style in self._chain(name):
                properties = child(style, "rPr")
                said = {toggle: is_on(child(properties, toggle)) for toggle in _TOGGLES}
                found = {toggle: on for toggle, on in said.items() if on is not None} | found
            self._toggles[name] = found
        return self._toggles[name]

    def _style_of(self, paragraph: Element | None) -> str:
        return value(child(paragraph, "pStyle")) or self._default

    def _chain(self, name: str) -> tuple[Element, ...]:
        """Return the style *name* and those that it is based on; a chain that comes back to itself ends."""
        if name not in self._chains:
            chain: list[Element] = []
            style = self._styles.get(name)
            while style is not None and len(chain) < _CHAIN:
                chain.append(style)
                style = self._styles.get(value(child(style, "basedOn")) or "")
            self._chains[name] = tuple(chain)
        return self._chains[name]
