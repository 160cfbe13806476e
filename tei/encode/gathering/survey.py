"""The parts of an encoded text that tell of its making, found on one walk through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import TEI, XML, local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_ZONES: Final = frozenset(
    {"annex", "appendix", "enclosure", "handling", "list", "message", "notes", "routing", "section"}
)
"""The types of divisions of a document; others are documents."""
_BEHIND: Final = frozenset({"annex", "appendix", "enclosure", "handling", "notes"})
"""Where others than the sender write."""
_POINTING: Final = frozenset({"persName", "orgName"})
NAMES: Final = frozenset(map(tei_name, (*_POINTING, "name")))
"""What names who acts."""
ID: Final = f"{{{XML}}}id"
LANG: Final = f"{{{XML}}}lang"
_ATTRIBUTES: Final = ("decls", "hand", ID, LANG)
_TEI_ELEMENTS: Final = f"{{{TEI}}}*"
_CLOSER: Final = tei_name("closer")
_DISTRIBUTION: Final = "distribution"


@dataclass(slots=True, eq=False)
class Unit:
    """The document, or a message within it: its blocks in their order.

    ``copies`` are the lines of the list of distribution, ``listed`` the names in it that point at an entry; ``signers``
    are such names in signatures, ``others`` those in signatures of what the sender did not write. ``forms`` are lines
    as ``From: …``, ``steps`` what became of the document.
    """

    element: Element
    above: Unit | None = None
    message: Element | None = None
    heads: list[Element] = field(default_factory=list)
    openers: list[Element] = field(default_factory=list)
    closers: list[Element] = field(default_factory=list)
    salutes: list[Element] = field(default_factory=list)
    datelines: list[Element] = field(default_factory=list)
    signed: list[Element] = field(default_factory=list)
    signers: list[Element] = field(default_factory=list)
    others: list[Element] = field(default_factory=list)
    copies: list[Element] = field(default_factory=list)
    listed: list[Element] = field(default_factory=list)
    forms: list[Element] = field(default_factory=list)
    steps: list[Element] = field(default_factory=list)
    stamps: list[Element] = field(default_factory=list)
    letterheads: list[Element] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)

    @property
    def type(self) -> str:
        """What it is: ``cable``, ``message``."""
        return self.element.get("type", "")


class _Place(NamedTuple):
    """Where an element stands: in which unit and zone of it, in a list of distribution, a line of one, a signature.

    A name is in a list or a signature if it is not within another name.
    """

    unit: Unit
    zone: str = ""
    is_listed: bool = False
    is_copy: bool = False
    is_signed: bool = False
    is_named: bool = False


@dataclass(slots=True)
class Survey:
    """What a text consists of: the document first and then the messages in it, and its elements by their names.

    ``having`` are the elements that have an attribute of `_ATTRIBUTES`, by its name.
    """

    units: list[Unit]
    called: dict[str, list[Element]]
    having: dict[str, list[Element]]

    def of(self, *names: str) -> Iterator[Element]:
        """Yield the elements called *names*, one name after the other."""
        for name in names:
            yield from self.called.get(name, ())


def survey(text: Element) -> Survey:
    """Return the parts of *text*. Each element is looked at once."""
    top = Unit(_document(text))
    found = Survey([top], {}, {name: [] for name in _ATTRIBUTES})
    places = {text: _Place(top)}
    for element in text.iter(_TEI_ELEMENTS):
        parent = element.getparent()
        place = (places.get(parent) if parent is not None else None) or places[text]
        name = local_name(element.tag)
        found.called.setdefault(name, []).append(element)
        for attribute in element.keys():  # noqa: SIM118 - what `attrib` is takes longer to make
            if attribute in found.having:
                found.having[attribute].append(element)
        if name in _COLLECTED:
            _collect(element, name, place)
        if name == "floatingText":
            found.units.append(Unit(element, place.unit))
            place = _Place(found.units[-1])
        places[element] = _inside(element, name, place) if name in _TURNING else place
    return found


def _document(text: Element) -> Element:
    """Return the division that is the document; the text itself if there is none."""
    found = text.find(f"{{{TEI}}}body/{{{TEI}}}div")
    return text if found is None else found


def _inside(element: Element, name: str, place: _Place) -> _Place:
    """Return where the children of *element* stand."""
    kind = element.get("type", "")
    if name == "div" and kind in _ZONES:
        if kind == "message" and place.unit.message is None:
            place.unit.message = element
        return place._replace(zone=kind)
    if name == "signed":
        return place._replace(is_signed=True)
    if name == "list" and kind == _DISTRIBUTION:
        return place._replace(is_listed=True)
    if name in _POINTING:
        return place._replace(is_named=True)
    return place._replace(is_copy=True) if name == "item" and place.is_listed else place


_BLOCKS: Final = {
    "opener": "openers",
    "closer": "closers",
    "salute": "salutes",
    "dateline": "datelines",
    "signed": "signed",
    "p": "paragraphs",
}
"""The blocks of what the sender wrote, with the field that has them."""
_COLLECTED: Final = frozenset({*_BLOCKS, *_POINTING, "ab", "fw", "head", "item", "stamp"})
_TURNING: Final = frozenset({*_POINTING, "div", "item", "list", "signed"})
"""The elements whose children stand elsewhere than they do."""


def _collect(element: Element, name: str, place: _Place) -> None:
    """Note *element* as a part of its unit, if it is one."""
    if name in _POINTING:
        _collect_name(element, place)
    elif name in _BLOCKS:
        parent = element.getparent()
        closes = name == "salute" and parent is not None and parent.tag == _CLOSER
        if place.zone not in _BEHIND and not closes:
            getattr(place.unit, _BLOCKS[name]).append(element)
    elif name == "ab":
        kind = element.get("type", "")
        {"form": place.unit.forms, _DISTRIBUTION: place.unit.copies}.get(kind, place.unit.steps).append(element)
    elif name == "stamp":
        place.unit.stamps.append(element)
    elif name == "head" and not place.zone:
        place.unit.heads.append(element)
    elif name == "item" and place.is_listed and not place.is_copy:
        place.unit.copies.append(element)
    elif name == "fw" and element.get("type") == "letterhead":
        place.unit.letterheads.append(element)


def _collect_name(element: Element, place: _Place) -> None:
    if place.is_named or element.get("ref") is None:
        return
    if place.is_listed:
        place.unit.listed.append(element)
    if place.is_signed:
        (place.unit.others if place.zone in _BEHIND else place.unit.signers).append(element)
