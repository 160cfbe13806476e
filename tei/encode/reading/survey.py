"""What must be known of an HTML page before its text is taken: its main part, its notes, which tables are layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.diagnostics import Diagnostic
from tei.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.limits import Limits

_REFERENCE: Final = re.compile(
    r"(?<![a-z])(?:notes?[-_:]?\d|_ftn|_edn|(?:fn|en)(?:ref)?[-_:]?\d|fn[-_:]|cite_note)|noteref|footnote|endnote",
    re.IGNORECASE,
)
"""How links to notes, and what they lead to, are named."""
_ROLES: Final = {
    "banner": "header",
    "navigation": "nav",
    "main": "main",
    "complementary": "aside",
    "contentinfo": "footer",
    "search": "nav",
}
_NAMED: Final = {
    **dict.fromkeys(("banner", "header", "masthead", "topbar"), "header"),
    **dict.fromkeys(("breadcrumb", "breadcrumbs", "menu", "nav", "navbar", "navigation", "skip", "toolbar"), "nav"),
    **dict.fromkeys(("ad", "ads", "advert", "aside", "cookie", "cookies", "newsletter", "popup", "promo"), "aside"),
    **dict.fromkeys(("related", "share", "sharing", "sidebar", "social", "widget"), "aside"),
    **dict.fromkeys(("colophon", "footer"), "footer"),
}
_WORD: Final = re.compile(r"[A-Z]?[a-z]+")
_LANDMARKS: Final = frozenset({"header", "nav", "aside", "footer"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Survey:
    """``notes`` are the elements that markers lead to; ``markers`` are the links that do, each with its target's id."""

    markers: dict[Element, str] = field(default_factory=dict)
    notes: dict[Element, str] = field(default_factory=dict)
    layout: set[Element] = field(default_factory=set)
    main: set[Element] = field(default_factory=set)
    around_main: set[Element] = field(default_factory=set)


def survey(root: Element, path: str, limits: Limits) -> Survey:
    """Return what is to be known of the page *root*. Raises :class:`~tei.errors.DocumentError` if it is too deep."""
    found = Survey()
    seen = _Seen()
    stack: list[Element] = []
    tables: list[Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            stack.pop()
            if tables and tables[-1] is element:
                tables.pop()
            continue
        if len(stack) >= limits.depth:
            message = f"elements are nested more than {limits.depth:,} deep"
            raise DocumentError([Diagnostic("xml.too-deep", message, path)])
        seen.note(element, stack)
        if tables and (element.tag == "table" or element.tag in _HEADINGS):
            found.layout.add(tables[-1])
        if element.tag == "table":
            tables.append(element)
        stack.append(element)
    seen.pair(found)
    _find_main(found, seen)
    return found


class _Seen:
    """What the walk through a page comes by."""

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._targets: dict[str, Element] = {}
        self._links: list[tuple[int, Element, bool]] = []
        self._count = 0
        self.mains: list[Element] = []
        self.articles: list[Element] = []

    def note(self, element: Element, stack: list[Element]) -> None:
        """Remember *element*, which stands inside those of the *stack*."""
        self._count += 1
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name and name not in self._targets:
                self._targets[name] = element
                self._order[name] = self._count
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            raised = any(outer.tag == "sup" for outer in stack[-3:]) or element.find("sup") is not None
            self._links.append((self._count, element, raised))
        if element.tag == "main" or element.get("role") == "main":
            self.mains.append(element)
        elif element.tag == "article":
            self.articles.append(element)

    def pair(self, found: Survey) -> None:
        """Put into *found* the links that lead on to notes; what leads back, from a note to its marker, is none."""
        for at, link, raised in self._links:
            target = (link.get("href") or "")[1:]
            if self._order.get(target, 0) <= at or self._targets[target].tag in _HEADINGS:
                continue
            said = " ".join((target, link.get("class") or "", link.get("role") or "", link.get("rel") or ""))
            if raised or _REFERENCE.search(said):
                found.markers[link] = target
                found.notes.setdefault(self._targets[target], target)


def _find_main(found: Survey, seen: _Seen) -> None:
    found.main.update(seen.mains or seen.articles)
    for element in found.main:
        for outer in element.iterancestors():
            if outer in found.around_main:
                break
            found.around_main.add(outer)


def zone_of(element: Element, tag: str, inherited: str, page: Survey) -> str:
    """Return the part of the page that *element* begins, or the *inherited* one.

    Landmarks tell it, and classes outside the main part; what stands around the main part is no part of its own.
    """
    if element in page.main:
        return "main"
    if inherited == "main":
        return "aside" if tag == "aside" or element.get("role") == "complementary" else "main"
    if element in page.around_main or inherited:
        return inherited
    role = _ROLES.get((element.get("role") or "").strip().lower(), "")
    if role:
        return role
    if tag in _LANDMARKS:
        return tag
    if tag in {"html", "body"}:
        return ""
    said = f"{element.get('id') or ''} {element.get('class') or ''}"
    words = (word.lower() for word in _WORD.findall(said))
    return next((_NAMED[word] for word in words if word in _NAMED), "")
