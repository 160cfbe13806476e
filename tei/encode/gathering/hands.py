"""Whose hands wrote on the leaf, as far as what they wrote tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.placing import drawn, where
from tei.encode.gathering.words import spelled
from tei.encode.heading import Hand
from tei.names import local_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from tei.encode.gathering.survey import Survey

_MEDIA: Final = ("blue", "green", "pencil", "purple", "red")
"""What `@rend` tells of instrument and colour."""
_INITIALS: Final = re.compile(r"[“”\"\s]*((?:[^\W\d_]\.[\s-]?){1,4})[“”\"\s]*")
_SIGNED: Final = re.compile(r"(?<=[.!?])[“”\"\s]+([^\W\d_]\.(?:\s?[^\W\d_]\.){0,3})[“”\"\s]*$")
_OFFICE: Final = re.compile(r"\bby (?:the )?([^\d,.;:–—]{2,60}?)[\s–—-]*$", re.IGNORECASE)
_SHOWN_CHARS: Final = 200
_UNKNOWN: Final = "not identified"


def hands(found: Survey, noun: str) -> tuple[Hand, ...]:
    """Return the hands that elements of the text name, in the order in which they do; *noun* is what it is called."""
    traces: dict[str, list[Element]] = {}
    for element in found.elements:
        for hand in element.get("hand", "").split():
            if hand.startswith("#"):
                traces.setdefault(hand.removeprefix("#"), []).append(element)
    return tuple(Hand(hand, _sentence(made, noun), _medium(made)) for hand, made in traces.items())


def _sentence(made: Sequence[Element], noun: str) -> str:
    """Return in a sentence who wrote what a hand *made*: the first of it tells most."""
    first = made[0]
    kind = first.get("type", "")
    match local_name(first.tag):
        case "note" if kind == "mark":
            return _marking(first)
        case "note":
            return _annotating(first, noun)
        case "add":
            return f"Whoever added words{where(first)}; {_UNKNOWN}."
        case "del":
            return f"Whoever crossed out words; {_UNKNOWN}."
        case "seg" | "signed" if any(one.get("unit") == "signature" for one in first.iterchildren("{*}gap")):
            return _signing(first, noun)
        case _:
            return f"Whoever wrote by hand in the {noun}; {_UNKNOWN}."


def _marking(mark: Element) -> str:
    """Return who made a mark; of the instrument nothing is said unless it is told."""
    several = len(mark.get("target", "").split()) > 1
    what = "some paragraphs" if several else "a paragraph"
    sentence = f"The reader who {drawn(mark)} {what}{where(mark)}; {_UNKNOWN}."
    return sentence if _medium([mark]) else f"{sentence} Neither the instrument nor the colour is reported."


def _annotating(note: Element, noun: str) -> str:
    said = spelled(note, frozenset({"date", "time"}))[-_SHOWN_CHARS:]
    place = where(note)
    if initials := _INITIALS.fullmatch(said):
        return f"The reader whose initials are {initials[1].strip()}"
    stands = "vertically " if "vertical" in note.get("rend", "").split() else ""
    writer = f"The writer of the words that stand {stands}{place.strip()}" if place else "The writer of an annotation"
    writer = f"{writer} of the {noun}" if place and "margin" not in place else writer
    signed = _SIGNED.search(said)
    return f"{writer}, who signs {signed[1]}" if signed else f"{writer}; {_UNKNOWN}."


def _signing(signature: Element, noun: str) -> str:
    """Return whose signature it is, if the words before it tell: ``verified by the shift chief``."""
    office = _OFFICE.search(_before(signature))
    if office is None:
        return f"Who signed the {noun}; the signature is not identified."
    return f"The {office[1].strip()}; the name cannot be read from the signature."


def _before(element: Element) -> str:
    """Return the last words that stand before *element* in its block."""
    block = element.getparent()
    said: list[str] = []
    for one in element.itersiblings(preceding=True):
        said.append(one.tail or "")
        if sum(map(len, said)) > _SHOWN_CHARS:
            break
        said.append(spelled(one) if isinstance(one.tag, str) else "")
    else:
        said.append((block.text or "") if block is not None else "")
    return " ".join("".join(reversed(said))[-_SHOWN_CHARS:].split())


def _medium(made: Sequence[Element]) -> str:
    told = {token for element in made for token in element.get("rend", "").split()}
    return " ".join(one for one in _MEDIA if one in told)
