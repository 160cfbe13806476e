"""The lines around a document that stand nowhere else in its header: quoted as the page's own."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.heading.elements import make, sound
from tei.encode.surroundings import Surroundings
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts

_PLACES: Final = MappingProxyType(
    {
        "date": "before the date",
        "title": "before the title",
        "number": "before the number",
        "body": "before the document",
        "summary": "before the summary",
        "citation": "before the archive reference",
        "rights": "before the statement of rights",
    }
)
_AT_THE_END: Final = "at the end"


def declaration(header: _Element, facts: Facts) -> Element:
    """Return the ``samplingDecl`` that completes *header*: what it does not hold of the page is quoted.

    So each line of the page is in the document or in its header, whatever a side file says instead of it.
    """
    runs = [
        (place, list(dict.fromkeys(line for _, line in run)))
        for place, run in groupby(_placed(header, facts), key=lambda one: one[0])
    ]
    content: list[Element | str] = ["The whole document is encoded."]
    if runs:
        content.append(_introduction(facts))
    for number, (place, lines) in enumerate(runs):
        content += [", "] if number else []
        content += _quotes(lines)
        content.append(f" {place}")
    return make("samplingDecl", make("p", *content, "." if runs else None))


def _introduction(facts: Facts) -> str:
    if facts.archive.publisher:
        return " The archive's web page adds, around it, words that belong to the page and not to the document: "
    return " The transcription has, around it, words that do not belong to the document: "


def _quotes(lines: list[str]) -> Iterator[Element | str]:
    for number, line in enumerate(lines):
        if number:
            yield " and " if number == len(lines) - 1 else ", "
        yield make("quote", line)


def _placed(header: _Element, facts: Facts) -> list[tuple[str, str]]:
    """Return the lines to be quoted, and with each what of the page comes after it."""
    surroundings = Surroundings(header)
    kinds: list[tuple[str, str]] = []
    for one in facts.information.passages:
        if one.kind in {"body", "blank"}:
            kinds.append((one.kind, ""))
            continue
        lines = filter(None, map(normal, one.text.split("\n")))
        kinds += [(one.kind, "" if surroundings.take(sound(line)) else line) for line in lines]
    placed: list[tuple[str, str]] = []
    place = _AT_THE_END
    for kind, line in reversed(kinds):
        if line:
            placed.append((place, line))
        else:
            place = _PLACES.get(kind, place)
    return placed[::-1]
