"""A document's renditions, read once and applied to its elements.

Source: TEI P5 Guidelines, section 2.3.4 (The Tagging Declaration), elements ``rendition`` and ``tagsDecl``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tei.names import XML, local_name, tei_name
from tei.notation.selectors import STRING, Selector, parse_selectors, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

MARKUP_EDITOR: Final = "mrk"
"""The MARC relator of who encodes; what such a person is responsible for was never in the transcription."""

DIVISIONS: Final = frozenset(
    tei_name(name)
    for name in ("text", "front", "body", "back", "group", "floatingText", "div", "postscript", "lg", "titlePage")
)
"""Elements whose every child is a line, or several lines, of its own."""

BLOCKS: Final = DIVISIONS | frozenset(
    tei_name(name)
    for name in (
        *("p", "ab", "head", "trailer", "byline", "argument", "epigraph", "opener", "closer", "l", "list", "item"),
        *("listBibl", "table", "row", "sp", "stage", "figure", "docTitle", "titlePart", "docImprint", "address"),
        *("addrLine", "castList", "castItem"),
    )
)
"""Elements that begin and end a line wherever they stand."""

CELL: Final = tei_name("cell")
"""What stands apart from its neighbours in a line, however the row was typed."""

LINE_ENDS: Final = frozenset(tei_name(name) for name in ("lb", "pb", "cb", "gb"))
"""Empty elements at which a line ends."""

_Way: TypeAlias = "tuple[Selector, str]"

Display = Literal["block", "run-in", "inline"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one ``rendition`` declares: a string generated before or after, or how a block is laid."""

    place: Literal["before", "after", "display"]
    value: str
    selectors: tuple[Selector, ...] = ()
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A ``rendition`` that cannot be applied, with the reason in words."""

    element: Element
    reason: str


@dataclass(frozen=True, slots=True)
class Notation:
    """The declarations of one document, ready to be applied to its elements."""

    by_identifier: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)
    by_subject: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)
    encoders: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    _ways: dict[tuple[str, str], tuple[_Way, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def generated(self, element: Element) -> tuple[str, str]:
        """The strings written before and after *element*.

        A generating rendition that the element itself points at overrules every selector, for both sides: a bracket
        that was lost on one side is not put back.
        """
        if own := [declaration for declaration in self._own(element) if declaration.place != "display"]:
            return _last(own, "before"), _last(own, "after")
        return self._selected(element, "before"), self._selected(element, "after")

    def display(self, element: Element) -> Display:
        """Return how *element* is laid: a line of its own (``block``), before the next block (``run-in``) or inline."""
        declared = self._declared_display(element)
        if declared == "run-in":
            return "run-in"
        if declared == "block":
            return "block"
        if declared == "inline":
            return "inline"
        return "block" if self._is_block(element) else "inline"

    def ends_line(self, element: Element) -> bool:
        """Return whether *element* is a line or page beginning that ends a line: all do, unless displayed inline."""
        return element.tag in LINE_ENDS and self._declared_display(element) != "inline"

    def is_added(self, element: Element) -> bool:
        """Whether an encoder is responsible for *element*, so that the transcription does not have it."""
        responsible = element.get("resp")
        return responsible is not None and not self.encoders.isdisjoint(responsible.split())

    def _declared_display(self, element: Element) -> str:
        own = self._own(element)
        return (own and _last(own, "display")) or self._selected(element, "display")

    def _is_block(self, element: Element) -> bool:
        if element.tag in BLOCKS:
            return True
        parent = element.getparent()
        if parent is None or parent.tag not in DIVISIONS or element.tag in LINE_ENDS:
            return False
        return bool(len(element) or (element.text or "").strip() or any(self.generated(element)))

    def _own(self, element: Element) -> Sequence[Declaration]:
        pointers = element.get("rendition")
        if not pointers:
            return ()
        return [one for at in pointers.split() for one in self.by_identifier.get(at.removeprefix("#"), ())]

    def _selected(self, element: Element, place: str) -> str:
        ways = self._ways.get((element.tag, place))
        if ways is None:
            ways = self._ways[element.tag, place] = self._found(element.tag, place)
        for selector, value in ways:
            if selector.matches(element):
                return value
        return ""

    def _found(self, tag: str, place: str) -> tuple[_Way, ...]:
        """Return the selectors that may choose an element with this *tag*, the best first, with what each declares."""
        declared = (*self.by_subject.get("", ()), *self.by_subject.get(local_name(tag), ()))
        ways = [(selector, one.value) for one in declared if one.place == place for selector in one.selectors]
        # Of those that are equally specific the last counts.
        return tuple(sorted(ways, key=lambda way: way[0].specificity)[::-1])


def read(root: Element) -> Notation:
    """The notation that the ``rendition`` elements below *root* declare.

    A rendition in another scheme than CSS, or about something else than generated content and display, is left alone;
    one that cannot be read is listed in ``faults``.
    """
    by_identifier: dict[str, list[Declaration]] = {}
    by_subject: dict[str, list[Declaration]] = {}
    faults: list[Fault] = []
    for rendition in root.iter(tei_name("rendition")):
        try:
            declaration = _declaration(rendition)
        except ValueError as error:
            faults.append(Fault(rendition, str(error)))
            continue
        if declaration is None:
            continue
        if declaration.identifier:
            by_identifier.setdefault(declaration.identifier, []).append(declaration)
        for subject in {selector.compounds[-1].element for selector in declaration.selectors}:
            by_subject.setdefault(subject, []).append(declaration)
    return Notation(
        {identifier: tuple(found) for identifier, found in by_identifier.items()},
        {subject: tuple(found) for subject, found in by_subject.items()},
        encoders(root),
        tuple(faults),
    )


def encoders(root: Element) -> frozenset[str]:
    """Pointers (``#id``) to the responsibility statements of those who made the encoding: MARC relator ``mrk``."""
    found = set()
    for resp in root.iter(tei_name("resp")):
        statement = resp.getparent()
        identifier = None if statement is None else statement.get(f"{{{XML}}}id")
        relator = (resp.get("ref") or resp.get("key") or "").rstrip("/").rpartition("/")[2]
        if identifier and relator == MARKUP_EDITOR:
            found.add(f"#{identifier}")
    return frozenset(found)


def _last(declarations: Iterable[Declaration], place: str) -> str:
    found = [declaration.value for declaration in declarations if declaration.place == place]
    return found[-1] if found else ""


_CONTENT: Final = re.compile(rf"(?:^|[;{{\s])content\s*:\s*({STRING}(?:\s*{STRING})*)\s*(?:;|\}}|$)", re.DOTALL)
_DISPLAY: Final = re.compile(r"(?:^|[;{\s])display\s*:\s*(block|run-in|inline)\s*(?:;|\}|$)")


def _declaration(rendition: Element) -> Declaration | None:
    if rendition.get("scheme", "css") != "css":
        return None
    css = "".join(map(str, rendition.itertext()))
    identifier = rendition.get(f"{{{XML}}}id", "")
    selectors = parse_selectors(rendition.get("selector", ""))
    scope = rendition.get("scope")
    if scope in {"before", "after"}:
        return Declaration("before" if scope == "before" else "after", _content(css), selectors, identifier)
    display = _DISPLAY.search(css)
    if display is None or scope:
        return None
    return Declaration("display", display[1], selectors, identifier)


@lru_cache(maxsize=1024)
def _content(css: str) -> str:
    """Return the string that *css* generates; most documents of an edition declare the same."""
    content = _CONTENT.search(css)
    if content is None:
        message = 'no content: "…" in it'
        raise ValueError(message)
    return "".join(map(unquote, re.findall(STRING, content[1])))
