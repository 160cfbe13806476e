"""The one way through the parts."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.gathering import making, parties, practice, titles
from tei.encode.gathering.claiming import claim
from tei.encode.gathering.corresponding import Corresponding, sent
from tei.encode.gathering.gathered import Gathered
from tei.encode.gathering.hands import hands
from tei.encode.gathering.judging import judgements
from tei.encode.gathering.leaf import additions
from tei.encode.gathering.naming import authors, pointers
from tei.encode.gathering.survey import survey
from tei.encode.gathering.words import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from tei.encode.gathering.survey import Survey, Unit
    from tei.encode.information import Information

_NO_CORRESPONDENCE: Final = frozenset({"conversation", "minutes", "protocol", "agenda", "resolution", "directive"})
"""Documents that nobody sends by writing them."""
_SENT: Final = frozenset({"cable", "decrypt", "letter", "telegram", "telephonogram"})
"""Documents that are nothing if not sent: that no act is found is told."""
_DIGITS: Final = re.compile(r"\d[\w./-]*")
_SOURCE: Final = re.compile(r"source\s*:\s*", re.IGNORECASE)
_NO_LABELS: Final[Mapping[str, str]] = MappingProxyType({})


def gather(
    text: Element, page: Information, genre: str = "document", labels: Mapping[str, str] = _NO_LABELS
) -> Gathered:
    """Return what *text*, a ``text`` element of TEI, tells of itself; where it says nothing, what its *page* says.

    *genre* is what kind of document it is, *labels* have for pointers the main names of the entries they lead to. The
    parts of *text* that claim an act of correspondence get ``@decls``. Never raises; time is in proportion to *text*.
    """
    found = survey(text)
    document, messages = found.units[0], found.units[1:]
    number = _number(document)
    is_solved = genre == "decrypt" or practice.is_solved(found)
    reading = _corresponding(page, labels, by_cipher=is_solved)
    acts = reading.all(found.units) if genre not in _NO_CORRESPONDENCE else []
    claimed = claim(found, acts, number)
    writers = [name for act in claimed.sources for name in act.senders] or list(reading.signers(document))
    return Gathered(
        heading=_heading(document),
        number=number,
        is_solved=is_solved,
        date=sent(document),
        created=None if claimed.sources else making.created(document),
        authors=authors(writers, labels),
        pointers=pointers(found, writers, labels),
        hands=hands(found, _noun(genre)),
        additions=additions(found),
        languages=practice.languages(found),
        sources=tuple(_sources(found)),
        correspondence=claimed.correspondence,
        judgements=judgements(messages),
        done=practice.done(found, text),
        doubts=claimed.doubts if claimed.sources or genre in _SENT else (),
    )


def _corresponding(page: Information, labels: Mapping[str, str], *, by_cipher: bool) -> Corresponding:
    """Return the reader of acts; what was deciphered has stations in its head, and cover names in capitals."""
    return Corresponding(parties.Reader(labels, titles.read(page.title), keep_capitals=by_cipher), page, by_cipher)


def _noun(genre: str) -> str:
    """Return what a document of *genre* is called in a sentence."""
    return {"decrypt": "telegram", "conversation": "memorandum"}.get(genre, genre)


def _heading(document: Unit) -> str:
    """Return the line under which the document stands, without its number in a series."""
    return next((spelled(one, frozenset({"label", "stamp"})) for one in document.heads), "")


def _number(document: Unit) -> str:
    """Return the number under which the document went, as its head or a line before it has it: digits first."""
    blocks = [*document.heads[:1], *document.forms, *document.steps]
    for one in (number for block in blocks for number in block.iter("{*}idno")):
        if one.get("type") == "cable" and (found := _DIGITS.search(spelled(one))):
            return found[0]
    return ""


def _sources(found: Survey) -> Iterator[str]:
    """Yield what notes of the text say of where the document is kept."""
    for one in found.of("note"):
        if one.get("type") in {"source", "footnote"}:
            said = spelled(one)
            label = _SOURCE.match(said)
            if one.get("type") == "source" or label:
                yield said[label.end() :] if label else said
