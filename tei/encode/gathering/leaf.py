"""What was put on the leaf after it was written, in sentences."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.placing import marked, noun_of, where
from tei.encode.gathering.words import spelled
from tei.encode.heading import wording
from tei.names import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from tei.encode.gathering.survey import Survey

_NUMBERS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_STAMPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "archive": "Stamp of an archive",
        "classification": "Stamp of classification",
        "date": "Date stamp",
        "declassification": "Stamp of declassification",
        "incoming": "Stamp of receipt",
        "outgoing": "Stamp of dispatch",
        "owner": "Stamp of an owner",
        "registration": "Stamp of registration",
        "signature": "Stamp of a signature",
    }
)
_OWN: Final = frozenset({"archive", "incoming", "outgoing", "owner", "registration"})
"""The stamps that say of whom they are."""
_SHOWN_CHARS: Final = 120


def additions(found: Survey) -> tuple[str, ...]:
    """Return what was added to the leaf, a paragraph for the stamps and one for what was written and drawn by hand."""
    stamps = list(found.of("stamp"))
    paragraphs = (_stamped(stamps), " ".join(_by_hand(found)))
    return tuple(one for one in paragraphs if one)


def _stamped(stamps: list[Element]) -> str:
    if not stamps:
        return ""
    sentences = [_told(sentence, times) for sentence, times in Counter(map(_stamp, stamps)).items()]
    which = "it stands" if len(stamps) == 1 else "they stand"
    return f"{'. '.join(sentences)}; where on the leaf {which} is not reported."


def _told(sentence: str, times: int) -> str:
    return sentence if times == 1 else f"{sentence} ({times} times)"


def _stamp(stamp: Element) -> str:
    """Return what a stamp is, of whom, and what it has: ``Stamp of the Third Section, with a number and a date``."""
    kind = stamp.get("type", "")
    named = next((spelled(one) for one in stamp.iter("{*}orgName")), "") if kind in _OWN else ""
    parts = {local_name(one.tag) for one in stamp.iter("{*}idno", "{*}date")} - ({"date"} if kind == "date" else set())
    numbered = [word for name, word in (("idno", "a number"), ("date", "a date")) if name in parts]
    sentence = _STAMPS.get(kind, "Stamp")
    if named and len(named) <= _SHOWN_CHARS:
        sentence = f"{sentence} of the {named}"
    if numbered:
        sentence = f"{sentence}, with {wording.series(numbered)}"
    faded = "faded" in stamp.get("rend", "").split() or stamp.find(".//{*}unclear[@reason='faded']") is not None
    return f"{sentence}, faded" if faded else sentence


def _by_hand(found: Survey) -> Iterator[str]:
    """Yield what was written, crossed out and marked: equal things together."""
    yield from _counted(
        (f"{noun_of(one)}{where(one)}" for one in _notes(found, "annotation")), "Handwritten", "handwritten"
    )
    yield from _counted((f"addition{where(one)}" for one in found.of("add")), "Handwritten", "handwritten")
    yield from _counted((f"deletion{where(one)}" for one in found.of("del")), "", "")
    marks: Counter[str] = Counter()
    for mark in _notes(found, "mark"):
        marks[f"{marked(mark)}{where(mark)}"] += len(mark.get("target", "").split()) or 1
    for how, paragraphs in marks.items():
        yield f"{_number(paragraphs)} {'paragraph' if paragraphs == 1 else 'paragraphs'} {how}."


def _counted(things: Iterable[str], one: str, several: str) -> Iterator[str]:
    for thing, times in Counter(things).items():
        noun, _, place = thing.partition(" ")
        told = f"{noun}{'es' if noun.endswith('s') else 's'}" if times > 1 else noun
        words = (_number(times), several, told, place) if times > 1 else (one, told, place)
        sentence = " ".join(filter(None, words))
        yield f"{sentence[:1].upper()}{sentence[1:]}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _notes(found: Survey, kind: str) -> Iterator[Element]:
    return (one for one in found.of("note") if one.get("type") == kind)
