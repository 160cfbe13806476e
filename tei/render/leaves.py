"""Images of the source that a document names, and which part of its text and which part of the image belong together.

Source: TEI P5 Guidelines, chapter 12 (Representation of Primary Sources), sections 12.1 and 12.2; ``@facs`` there.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from tei.diagnostics import Span
from tei.document.inclusions import base, joined
from tei.document.prefixes import in_header
from tei.names import TEI, XML, split, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document

Place = Literal["before", "inside", "end"]

_FACS: Final = "facs"
_XML_ID: Final = f"{{{XML}}}id"
_PAGE: Final = tei_name("pb")
_SURFACE: Final = tei_name("surface")
_ZONE: Final = tei_name("zone")
_SOURCE: Final = tei_name("sourceDoc")
_SCOPES: Final = frozenset({tei_name("text"), _SOURCE})
_PICTURES: Final = frozenset({tei_name("graphic"), tei_name("media")})
_HOLDERS: Final = frozenset({_SURFACE, _ZONE})
_WEB: Final = ("https://", "http://")
# What can hold the beginning of a page; the image of anything smaller stands before it.
_CONTAINERS: Final = frozenset(
    map(
        tei_name,
        (
            *("text", "group", "front", "body", "back", "div", *(f"div{level}" for level in range(1, 8))),
            *("floatingText", "p", "ab", "lg", "sp", "item", "cell", "surface"),
        ),
    )
)
_PIXELS: Final = re.compile(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*")
_NUMBER: Final = r"-?\d{1,7}(?:\.\d{1,6})?"
_NOWHERE: Final = Span()
_POINTS: Final = re.compile(rf"\s*{_NUMBER},{_NUMBER}(?:\s+{_NUMBER},{_NUMBER}){{2,}}\s*")


@dataclass(frozen=True, slots=True)
class Graphic:
    """A file of an image: its address, relative to the document's folder or whole; its size in pixels, 0 if unsaid."""

    address: str
    width: int = 0
    height: int = 0
    span: Span = _NOWHERE


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is seen of a page: its image in one or more sizes, what the page is called, and what is said of the image.

    ``space`` are the corners of the coordinates that places on it have, left, top, right and bottom; () means pixels of
    the image. ``part`` is the part of the image that is the page, as points ``0,0 10,0 10,20``, "" for all of it.
    """

    graphics: tuple[Graphic, ...]
    page: str = ""
    words: str = ""
    space: tuple[float, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a leaf begins: ``element`` counts those of the document from 0."""

    element: int
    leaf: int
    place: Place


@dataclass(frozen=True, slots=True)
class Region:
    """Where on a leaf the words of an element stand: ``points`` are as :attr:`Leaf.part`."""

    element: int
    leaf: int
    points: str


@dataclass(frozen=True, slots=True)
class Facsimile:
    """All images of a document's pages. ``manifest`` is the address of its IIIF manifest, "" if it names none."""

    leaves: tuple[Leaf, ...] = ()
    openings: tuple[Opening, ...] = ()
    regions: tuple[Region, ...] = ()
    manifest: str = ""


def number(coordinate: float) -> str:
    """Return a coordinate as it is written, with all its digits."""
    return format(coordinate, ".15g")


def facsimile(document: "Document") -> Facsimile:
    """Return the images that *document* names, in the order of its text; those that no text names come last."""
    return _Reading(document).run()


@dataclass(frozen=True, slots=True)
class _Aim:
    """What a pointer leads to: the element or the address that is the image, the leaf, the place on it."""

    key: object
    leaf: Leaf
    points: str = ""


class _Reading:
    def __init__(self, document: "Document") -> None:
        self._document, self._root = document, document.root
        self._prefixes = in_header(document.root)
        self._identified: dict[str, Element] = {}
        self._holders: dict[Element, Leaf | None] = {}
        self._leaves: list[Leaf] = []
        self._openings: list[Opening] = []
        self._regions: list[Region] = []
        self._opened: dict[Element, int] = {}
        self._seen: set[object] = set()
        self._current: object = None

    def run(self) -> Facsimile:
        starts = []
        for number, element in enumerate(self._root.iter("*")):
            if element.tag in _SCOPES and not _is_within(element, _SCOPES):
                starts.append(number)
            if element.tag in _HOLDERS or _FACS in element.attrib or "ulx" in element.attrib:
                self._look_at(number, element)
        if starts:
            self._add_others(starts[0])
        return Facsimile(tuple(self._leaves), tuple(self._openings), tuple(self._regions), self._manifest())

    def _look_at(self, number: int, element: "Element") -> None:
        is_tei = split(str(element.tag))[0] == TEI
        if not is_tei or (element.tag not in _SCOPES and not _is_within(element, _SCOPES)):
            return
        if _FACS in element.attrib:
            self._follow(number, element)
        elif _is_within(element, {_SOURCE}):
            self._transcribed(number, element)

    def _follow(self, number: int, element: "Element") -> None:
        """Note what the pointers of *element* lead to: the first that leads to an image."""
        words = [self._prefixes.expand(word).pointer for word in element.get(_FACS, "").split()]
        aims = (self._aim(element, index, word) for index, word in enumerate(words))
        aim = next((aim for aim in aims if aim is not None), None)
        if aim is None:
            return
        if element.tag == _PAGE:
            self._open(number, element, aim, aim.points)
        elif element.tag == _SURFACE or aim.key != self._current:
            self._open(number, element, aim, "")
        if aim.points and element.tag != _PAGE:
            self._regions.append(Region(number, len(self._leaves) - 1, aim.points))

    def _transcribed(self, number: int, element: "Element") -> None:
        """Note a surface with an image in a ``sourceDoc``, and what has its place on it."""
        if element.tag == _SURFACE:
            leaf = self._of_holder(element)
            if leaf is not None:
                self._open(number, element, _Aim(element, leaf), "")
        elif points := _points(element):
            # What it is a place on is the surface around it, which may have others on it, or no image.
            surface = next(element.iterancestors(_SURFACE), None)
            if surface in self._opened:
                self._regions.append(Region(number, self._opened[surface], points))

    def _open(self, number: int, element: "Element", aim: _Aim, part: str) -> None:
        place: Place = "inside" if element.tag in _CONTAINERS else "before"
        leaf = aim.leaf
        page = element.get("n") if element.tag == _PAGE and element.get("n") else leaf.page
        self._opened[element] = len(self._leaves)
        self._openings.append(Opening(number, len(self._leaves), place))
        self._leaves.append(Leaf(leaf.graphics, page or "", leaf.words, leaf.space, part))
        self._current = aim.key
        self._seen.add(aim.key)

    def _add_others(self, text: int) -> None:
        """Add the images of a ``facsimile`` that nothing points at: before the text where that points at none."""
        place: Place = "end" if self._leaves else "inside"
        for one in self._root.iterfind(f"{tei_name('facsimile')}//*"):
            is_alone = one.tag in _PICTURES and not _is_within(one, _HOLDERS)
            leaf = self._of_holder(one) if one.tag == _SURFACE else self._of_pictures([one], None) if is_alone else None
            if leaf is not None and one not in self._seen:
                self._openings.append(Opening(text, len(self._leaves), place))
                self._leaves.append(leaf)

    def _aim(self, element: "Element", number: int, pointer: str) -> _Aim | None:
        if not pointer.startswith("#"):
            address = joined(base(element, ""), pointer)
            span = self._document.word_span(element, _FACS, number)
            return _Aim(address, Leaf((Graphic(address, span=span),)))
        target = self._element(pointer[1:])
        if target is None:
            return None
        alone = target.tag in _PICTURES and not _is_within(target, _HOLDERS)
        holder = target if alone or target.tag == _SURFACE else _around(target)
        leaf = self._of_pictures([target], None) if alone else None if holder is None else self._of_holder(holder)
        points = _points(target) if target.tag == _ZONE else ""
        return None if leaf is None else _Aim(holder, leaf, points)

    def _element(self, identifier: str) -> "Element | None":
        if not self._identified:
            for one in self._root.iter("*"):
                self._identified.setdefault(one.get(_XML_ID, ""), one)
        return self._identified.get(identifier) if identifier else None

    def _of_holder(self, holder: "Element") -> Leaf | None:
        """Return the leaf that a surface is, or a zone outside of any; None if it has no image."""
        # Each of the many words on a surface may ask for it.
        if holder not in self._holders:
            self._holders[holder] = self._with_pictures_of(holder)
        return self._holders[holder]

    def _with_pictures_of(self, holder: "Element") -> Leaf | None:
        own = [one for one in holder.iterchildren(*_PICTURES) if _is_image(one)]
        inner = [one for zone in holder.iterchildren(_ZONE) for one in zone.iterchildren(*_PICTURES) if _is_image(one)]
        return self._of_pictures(own or inner, holder)

    def _of_pictures(self, pictures: "list[Element]", holder: "Element | None") -> Leaf | None:
        graphics = tuple(self._graphic(one) for one in pictures if one.get("url"))
        described = (*([holder] if holder is not None else []), *pictures)
        words = next((words for one in described for words in _descriptions(one)), "")
        said = next((one.get("n") for one in described if one.get("n")), "")
        return Leaf(graphics, said or "", words, () if holder is None else _space(holder)) if graphics else None

    def _graphic(self, picture: "Element") -> Graphic:
        address = joined(base(picture, ""), self._prefixes.expand(picture.get("url", "").strip()).pointer)
        span = self._document.attribute_span(picture, "url")
        return Graphic(address, _pixels(picture, "width"), _pixels(picture, "height"), span)

    def _manifest(self) -> str:
        found = (
            pointer
            for one in self._root.iterfind(tei_name("facsimile"))
            for name in (_FACS, "sameAs")
            for pointer in one.get(name, "").split()
        )
        return next((pointer for pointer in found if pointer.startswith(_WEB)), "")


def _is_within(element: "Element", tags: "frozenset[str] | set[str]") -> bool:
    return any(one.tag in tags for one in element.iterancestors())


def _around(element: "Element") -> "Element | None":
    """Return the surface that *element* lies on, or a zone if there is none."""
    found = [one for one in (element, *element.iterancestors()) if one.tag in _HOLDERS]
    return next((one for one in found if one.tag == _SURFACE), found[-1] if found else None)


def _is_image(picture: "Element") -> bool:
    return picture.get("mimeType", "image/").startswith("image/")


def _descriptions(element: "Element") -> "Iterator[str]":
    for one in element.iterchildren(*map(tei_name, ("figDesc", "desc", "label"))):
        if words := " ".join("".join(map(str, one.itertext())).split()):
            yield words


def _pixels(picture: "Element", name: str) -> int:
    match = _PIXELS.fullmatch(picture.get(name, ""))
    return int(match[1]) if match else 0


def _corners(element: "Element") -> tuple[float, ...]:
    said = [element.get(name, "").strip() for name in ("ulx", "uly", "lrx", "lry")]
    if not all(re.fullmatch(_NUMBER, one) for one in said):
        return ()
    left, top, right, bottom = map(float, said)
    return (left, top, right, bottom) if left < right and top < bottom else ()


def _space(holder: "Element") -> tuple[float, ...]:
    return _corners(holder) if split(str(holder.tag))[1] == "surface" else ()


def _points(element: "Element") -> str:
    """Return the outline of a zone as points, "" if it has none."""
    if _POINTS.fullmatch(element.get("points", "")):
        return " ".join(element.get("points", "").split())
    corners = [number(one) for one in _corners(element)]
    if not corners:
        return ""
    left, top, right, bottom = corners
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"
