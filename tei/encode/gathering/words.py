"""The words of a block, the names in it held apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.encode.gathering.survey import NAMES
from tei.names import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGN: Final = "\ue000"
"""Stands for a name; the text's own characters of private use are blanks."""
_UNSAID: Final = frozenset({"date", "dateline", "fw", "gap", "idno", "label", "note", "ref", "signed", "stamp", "time"})
"""What is not part of a block's sentence."""
_EXPLAINS: Final = frozenset({"abbr", "gloss", "note", "ref"})
"""What a name is read without."""


@dataclass(slots=True)
class Words:
    """Text, with a `SIGN` for each of *names*, in their order."""

    text: str = ""
    names: list[Element] = field(default_factory=list)


def words(block: Element, without: frozenset[str] = frozenset()) -> Words:
    """Return what *block* says, elements called as in *without* left out.

    Instead of a cover name stands the name of the person that its gloss identifies, if that is one.
    """
    said: list[str] = []
    found = Words()
    covers: dict[str, int] = {}
    walk = etree.iterwalk(block, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element is not block and _is_left_out(element, without, found, covers):
                walk.skip_subtree()
            elif element is not block and element.tag in NAMES:
                covers[f"#{element.get('{http://www.w3.org/XML/1998/namespace}id')}"] = len(found.names)
                found.names.append(element)
                said.append(SIGN)
                walk.skip_subtree()
            else:
                said.append(_own(element))
        elif element is not block:
            said.append(_plain(element.tail))
    found.text = " ".join("".join(said).split(" "))
    return found


def _is_left_out(element: Element, without: frozenset[str], found: Words, covers: dict[str, int]) -> bool:
    name = local_name(element.tag)
    if name == "gloss":
        at = covers.get(element.get("target", ""))
        named = [one for one in element if one.tag in NAMES]
        if element.get("type") == "identification" and at is not None and len(named) == 1:
            found.names[at] = named[0]
        return True
    return name in _UNSAID or name in without


def _own(element: Element) -> str:
    line_end = "\n" if local_name(element.tag) in {"lb", "pb"} else ""
    return line_end + _plain(element.text)


def _plain(text: str | None) -> str:
    return " ".join((text or "").replace(SIGN, " ").split(" "))


def spelled(element: Element, without: frozenset[str] = frozenset()) -> str:
    """Return the words of *element* on one line, without what explains them and elements called as in *without*."""
    said: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            name = local_name(one.tag)
            if one is not element and (name in without or name in _EXPLAINS - {"abbr"}):
                walk.skip_subtree()
            else:
                said.append(" " if name in {"lb", "pb"} else "")
                said.append(one.text or "")
        elif one is not element:
            said.append(one.tail or "")
    return " ".join("".join(said).split())


def is_explained(element: Element) -> bool:
    """Return whether something within *element* explains or abbreviates its words."""
    return any(local_name(one.tag) in _EXPLAINS for one in element.iterdescendants("{*}*"))
