"""Whose hands wrote on the leaf, as far as what they wrote tells."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.placing import drawn, noun_of, where
from tei.encode.gathering.words import spelled
from tei.encode.heading import Hand, wording
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
_NEAREST: Final = 8
"""So many elements before a signature may be part of the words that say of whom it is."""
_UNKNOWN: Final = "not identified"
_ACTS: Final = frozenset(
    {"approved", "checked", "deciphered", "drafted", "enciphered", "printed", "registered", "translated", "verified"}
)
"""The lines of which the type says what was done by whom signs them."""
_KINDS: Final = MappingProxyType(
    {
        "add": "addition",
        "annotation": "annotation",
        "del": "deletion",
        "mark": "mark",
        "signature": "signature",
        "signed": "signature",
    }
)


def hands(found: Survey, noun: str) -> tuple[Hand, ...]:
    """Return the hands that elements of the text name, in the order in which they do; *noun* is what it is called."""
    traces: dict[str, list[Element]] = {}
    for element in found.having["hand"]:
        for hand in element.get("hand", "").split():
            if hand.startswith("#"):
                traces.setdefault(hand.removeprefix("#"), []).append(element)
    return tuple(Hand(hand, _sentence(made, noun), _medium(made)) for hand, made in traces.items())


def _sentence(made: Sequence[Element], noun: str) -> str:
    """Return in a sentence who wrote what a hand *made*: of several things only what they are, as none tells of all."""
    told = dict.fromkeys(_trace(one, noun) for one in made)
    if len(told) == 1:
        return next(iter(told))
    kinds = Counter(_kind(one) for one in made)
    things = wording.series([wording.counted(count, kind) for kind, count in kinds.items()])
    return f"Whoever made {things} in the {noun}; {_UNKNOWN}. Whether all are of one hand is not reported."


def _kind(element: Element) -> str:
    """Return what *element* is, in a word."""
    name = element.get("type", "") if local_name(element.tag) in {"note", "seg"} else local_name(element.tag)
    return _KINDS.get(name, "passage")


def _trace(element: Element, noun: str) -> str:
    """Return in a sentence who made *element*."""
    kind = element.get("type", "")
    match local_name(element.tag):
        case "note" if kind == "mark":
            return _marking(element)
        case "note":
            return _annotating(element, noun)
        case "add":
            return f"Whoever added words{where(element)}; {_UNKNOWN}."
        case "del":
            return f"Whoever crossed out words; {_UNKNOWN}."
        case "seg" | "signed" if any(one.get("unit") == "signature" for one in element.iterchildren("{*}gap")):
            return _signing(element, noun)
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
    kind = noun_of(note)
    words = kind if kind != "annotation" else "words that stand"
    writer = f"The writer of the {words} {stands}{place.strip()}" if place else f"The writer of an {kind}"
    writer = f"{writer} of the {noun}" if place and "margin" not in place else writer
    signed = _SIGNED.search(said)
    return f"{writer}, who signs {signed[1]}" if signed else f"{writer}; {_UNKNOWN}."


def _signing(signature: Element, noun: str) -> str:
    """Return whose signature it is, if the words before it tell: ``verified by the shift chief``."""
    office = _OFFICE.search(_before(signature))
    if office is None:
        return f"Who signed the {noun}; the signature is not identified."
    block = signature.getparent()
    done = block.get("type", "") if block is not None else ""
    who = f"{office[1].strip()} who {done} the {noun}" if done in _ACTS else office[1].strip()
    return f"The {who}; the name cannot be read from the signature."


def _before(element: Element) -> str:
    """Return the last words that stand before *element* in its block."""
    said: list[str] = []
    for one in islice(element.itersiblings(preceding=True), _NEAREST):
        said += [one.tail or "", spelled(one) if isinstance(one.tag, str) else ""]
    block = element.getparent()
    if len(said) < 2 * _NEAREST and block is not None:
        said.append(block.text or "")
    return " ".join("".join(reversed(said))[-_SHOWN_CHARS:].split())


def _medium(made: Sequence[Element]) -> str:
    """Return instrument and colour, as far as all that a hand *made* has them."""
    told = [element.get("rend", "").split() for element in made]
    return " ".join(one for one in _MEDIA if all(one in tokens for tokens in told))
