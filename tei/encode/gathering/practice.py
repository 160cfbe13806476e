"""What was done in a text and has to be declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.encode.gathering.survey import LANG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.encode.gathering.survey import Survey
    from tei.encode.heading import Done

_STRING: Final = etree.XPath("string()", smart_strings=False)
_NAMES: Final = (
    "bloc",
    "country",
    "district",
    "geogName",
    "name",
    "orgName",
    "persName",
    "placeName",
    "region",
    "settlement",
)
_OPENING: Final = "“«„‹"  # guillemets as in French and Russian
_CLOSING: Final = "”»›"
_MARKS: Final = frozenset(_OPENING + _CLOSING + '"')
_SOLVED: Final = frozenset({"deciphered", "garbled", "unrecovered"})
_VALUES: Final = ("when", "notBefore", "notAfter", "from", "to")


def languages(found: Survey) -> tuple[str, ...]:
    """Return the tags of the languages in which the text says that it has words."""
    return tuple(dict.fromkeys(tag for one in found.having[LANG] if (tag := one.get(LANG, ""))))


def done(found: Survey, text: Element) -> frozenset[Done]:
    """Return what was done in *text*."""
    return frozenset(_of(found, text))


def is_solved(found: Survey) -> bool:
    """Return whether others than the addressee deciphered the document: groups of it are garbled, readings graded."""
    return any(one.get("reason") in _SOLVED for one in found.of("gap", "unclear"))


def _of(found: Survey, text: Element) -> Iterator[Done]:
    if any("#" in one.get("ref", "") for one in found.of(*_NAMES)):
        yield "names"
    for date in found.of("date"):
        yield from _of_date(date)
    for sic in found.of("sic"):
        yield _error(_words(sic).strip())
    if any(one.get("type") == "unresolved" for one in found.of("seg", "ab")):
        yield "unresolved"
    if not _MARKS.isdisjoint(_words(text)):
        yield "quotation"


def _words(element: Element) -> str:
    """Return the text in *element*, without that of comments."""
    return str(_STRING(element))


def _of_date(element: Element) -> Iterator[Done]:
    if any(element.get(one) for one in _VALUES):
        yield "dates"
    if "T" in element.get("when-iso", ""):
        yield "times"
    if element.get("evidence") == "internal":
        yield "years"


def _error(said: str) -> Done:
    """Return what kind of error is marked as found: a quotation mark without its partner, or any other."""
    if said and all(one in _CLOSING for one in said):
        return "unopened"
    return "unclosed" if said and all(one in _OPENING for one in said) else "sic"
