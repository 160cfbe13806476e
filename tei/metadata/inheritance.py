"""What a document inside a ``teiCorpus`` has from the header of its corpus.

Source: TEI P5 Guidelines, section 15.1 (Varieties of Composite Text): the header of a corpus applies to all its texts.
"""

from dataclasses import replace
from typing import Final

from tei.metadata.record import Record
from tei.metadata.values import RelatedItem

# Only what holds for a part because it holds for the whole. The corpus's identifier, titles, extent, abstract,
# correspondence and history are its own.
_SINGLE: Final = (
    "creators",
    "contributors",
    "funders",
    "edition",
    "publication_places",
    "publication_dates",
    "series",
    "languages",
    "subjects",
    "genres",
    "places",
    "sources",
    "project",
    "editorial",
    "schemas",
)
# Fields that are told together: a document with a licence of its own has none of the corpus's statements.
_TOGETHER: Final = (
    ("publishers", "distributors", "authorities"),
    ("access", "licences", "rights"),
)


def inherited(own: Record, corpus: Record) -> Record:
    """Return *own* with what it lacks from *corpus*, each value with its place there, and as a part of the corpus."""
    groups = (*((name,) for name in _SINGLE), *_TOGETHER)
    lacking = [group for group in groups if not any(getattr(own, name) for name in group)]
    taken = {name: getattr(corpus, name) for group in lacking for name in group}
    return replace(own, **taken, related=(*own.related, *_part_of(corpus)))


def _part_of(corpus: Record) -> tuple[RelatedItem, ...]:
    title = corpus.title
    if title is None and not corpus.identifiers:
        return ()
    origin = corpus.origin if title is None else title.origin
    return (RelatedItem("isPartOf", "" if title is None else title.text, origin, corpus.identifiers),)
