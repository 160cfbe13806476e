"""The parts of the record that a guide's stylesheet turns into a page: XML in a namespace of its own, and TEI in it."""

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import XML
from tei.odd.guide.words import Code, Link, Listing, Words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.guide.identifiers import Identifiers

GUIDE: Final = "urn:tei:guide"
_LANGUAGE: Final = f"{{{XML}}}lang"


def new(local: str, text: str = "", **attributes: str) -> "_Element":
    """Return an element of the record; attributes that are "" are not written."""
    made = etree.Element(f"{{{GUIDE}}}{local}", nsmap={"g": GUIDE})
    for name, value in attributes.items():
        if value:
            made.set(name.rstrip("_"), value)
    made.text = text or None
    return made


def add(parent: "_Element", local: str, text: str = "", **attributes: str) -> "_Element":
    """Return a new element of the record, the last in *parent*."""
    made = new(local, text, **attributes)
    parent.append(made)
    return made


def spoken(parent: "_Element", words: Words, identifiers: "Identifiers") -> None:
    """Write *words* to the end of *parent*."""
    for word in words:
        if isinstance(word, str):
            _append(parent, word)
        elif isinstance(word, Link):
            to = identifiers.of(word.key) if word.key in identifiers else ""
            add(parent, "ref", word.name, to=to, kind=word.key.kind)
        elif isinstance(word, Code):
            add(parent, "code", word.text)
        elif isinstance(word, Listing):
            listing = add(parent, "list", ordered="yes" if word.ordered else "")
            for item in word.items:
                spoken(add(listing, "item"), item, identifiers)


def _append(parent: "_Element", text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def copied(node: "_Element") -> "_Element":
    """Return a copy of *node*, which does not need what is around it: its language is written on it."""
    twin = deepcopy(node)
    twin.tail = None
    if spoken_in := language(node):
        twin.set(_LANGUAGE, spoken_in)
    return twin


def language(node: "_Element") -> str:
    """Return the nearest ``xml:lang``, "" if there is none."""
    found = (outer.get(_LANGUAGE) for outer in [node, *node.iterancestors()])
    return next((one for one in found if one is not None), "")
