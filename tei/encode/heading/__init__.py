"""The header of an encoded transcription, out of plain values.

`header` gives the ``teiHeader``; `doubts` says in sentences what could not be written. Each line around the document
stands in it word for word: as title, date, summary, citation or rights, or quoted as the page's own.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from tei.encode.heading import correspondence, practice, profile, publication, sampling, source
from tei.encode.heading.elements import make, parsed, unsound
from tei.encode.heading.facts import Archive, Correspondence, Done, Edition, Facts, Genre, Hand, Rendition
from tei.encode.heading.identity import urn
from tei.encode.heading.layout import pretty
from tei.names import tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

__all__ = [
    "Archive",
    "Correspondence",
    "Done",
    "Edition",
    "Facts",
    "Genre",
    "Hand",
    "Rendition",
    "doubts",
    "header",
    "pretty",
    "urn",
]


def header(facts: Facts) -> Element:
    """Return the ``teiHeader`` that *facts* tell; the same for the same facts, to the byte.

    A character that XML does not have is U+FFFD in it. Of ``facts.correspondence`` it has what ``facts.described``
    gives: nothing may claim another.
    """
    made = parsed(
        make(
            "teiHeader",
            make(
                "fileDesc",
                publication.title_statement(facts),
                publication.edition_statement(facts),
                publication.extent(facts),
                publication.publication_statement(facts),
                source.source_description(facts),
            ),
            practice.encoding_description(facts),
            profile.profile_description(facts),
            practice.revision_description(facts),
        )
    )
    place = next(made.iter(tei_name("samplingDecl")))
    place.extend(parsed(sampling.declaration(made, facts)))
    return made


def doubts(facts: Facts) -> tuple[str, ...]:
    """Return what the header of *facts* could not say as it is, in sentences."""
    texts = "".join(_texts(facts))
    strange = [f"U+{ord(one):04X} is no character of XML; the header has U+FFFD for it" for one in unsound(texts)]
    return (*strange, *correspondence.doubts(facts))


def _texts(value: object) -> Iterator[str]:
    """Yield every string in *value*, the document's own words excepted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, frozenset)):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and getattr(value, "kind", "") != "body":
        for one in (one for one in fields(value) if one.init):
            yield from _texts(getattr(value, one.name))
