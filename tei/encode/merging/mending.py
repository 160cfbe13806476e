"""The merged document without what has lost its sense: pointers to what is gone, descriptions of what nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.merging.composing import applied
from tei.encode.merging.heading import white_before
from tei.encode.merging.marks import pointers
from tei.encode.merging.strands import strand
from tei.encode.merging.tags import opening
from tei.names import TEI, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.merging.heading import Edit
    from tei.encode.merging.strands import Strand

_DESCRIPTIONS: Final = (tei_name("handNote"), tei_name("correspDesc"))
"""What a header says of something in the text that points at it; without that it is a fault."""
_HOLDERS: Final = (tei_name("handDesc"), tei_name("physDesc"))
"""What must not be empty."""


class Mended(NamedTuple):
    """The text, and the identifiers of descriptions that went."""

    source: str
    gone: tuple[str, ...] = ()


def mended(old: Strand, merged: Document) -> Mended:
    """Return *merged* without pointers to what *old* had and it has not, and without descriptions that *old* used.

    What has no words and only pointed goes with its goal.
    """
    here = strand(merged)
    edits = list(_pointing(old, here))
    pointed, was_pointed = _pointed(here), _pointed(old)
    idle = {name: one for name, one in here.identified.items() if one.tag in _DESCRIPTIONS and name not in pointed}
    gone = [name for name in idle if name in was_pointed and name in old.identified]
    edits.extend(_taken(merged, one) for one in _emptied([idle[name] for name in gone]))
    return Mended(applied(merged.source, edits) if edits else merged.source, tuple(gone))


def _pointed(strand: Strand) -> set[str]:
    return {token[1:] for element in strand.document.root.iter(f"{{{TEI}}}*") for _, token in pointers(element)}


def _pointing(old: Strand, here: Strand) -> Iterator[Edit]:
    gone = {f"#{name}" for name in old.identified if name not in here.identified}
    merged = here.document
    for element in merged.root.iter(f"{{{TEI}}}*") if gone else ():
        if gone.isdisjoint(token for _, token in pointers(element)):
            continue
        letters = here.written.ranges.get(element)
        if letters is not None and letters[0] == letters[1] and not len(element):
            yield _taken(merged, element)
            continue
        start = merged.offset(element)
        changes = {
            str(name): _left(str(value), gone) for name, value in element.items() if gone & set(str(value).split())
        }
        yield start, start + len(opening(merged, element, {})), opening(merged, element, changes)


def _emptied(elements: list[Element]) -> list[Element]:
    """Return *elements*, or what is around them where it would have nothing left."""
    chosen = list(elements)
    for holder in _HOLDERS:
        for parent in {one.getparent() for one in chosen}:
            inside = [] if parent is None or parent.tag != holder else list(parent)
            if inside and all(one in chosen for one in inside):
                chosen = [one for one in chosen if one not in inside]
                chosen.extend(one for one in (parent,) if one is not None)
    return chosen


def _taken(document: Document, element: Element) -> Edit:
    start, end = document.extent(element)
    return white_before(document.source, start), end, ""


def _left(value: str, gone: set[str]) -> str | None:
    return " ".join(token for token in value.split() if token not in gone) or None
