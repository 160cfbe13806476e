"""Two documents compared: their elements, the attributes of those that agree, and their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.agreement import heading
from tei.encode.agreement.correspondences import Correspondences
from tei.encode.agreement.editions import editions
from tei.encode.agreement.matching import match
from tei.encode.agreement.scores import Agreement, Count, Counts, in_order
from tei.encode.agreement.telling import Teller

if TYPE_CHECKING:
    from tei.document import Document
    from tei.encode.agreement.matching import Item, Matched


def compare(made: Document, gold: Document) -> Agreement:
    """How far the encoding *made* agrees with *gold*, another one of the same transcription.

    An element agrees if its name is the same and what it holds, the notation included; then its attributes are
    compared. Where the transcriptions differ, only what lies in their common stretches, or around them, can agree.
    Time is in proportion to the size of both, apart from sorting.
    """
    mine, theirs, hunks = editions(made, gold)
    teller = Teller(mine, theirs)
    differing = [hunk for hunk in hunks if not hunk.equal]
    for hunk in differing:
        teller.words(hunk)
    matched = match(mine.items, theirs.items)
    _tell(matched, teller)
    correspondences = Correspondences(mine.pointers, theirs.pointers)
    correspondences.learn(matched.agreeing)
    attributes = _compare_values(matched, correspondences, teller)
    header, differences = heading.compare(mine, theirs, correspondences)
    return Agreement(
        made.path,
        gold.path,
        not differing,
        in_order(_counted(matched)),
        in_order(attributes),
        in_order(header),
        (*teller.in_order(), *differences),
    )


def _tell(matched: Matched, teller: Teller) -> None:
    for item in matched.missing:
        teller.only_gold(item)
    for item in matched.extra:
        teller.only_made(item)
    for mine, theirs in matched.renamed:
        teller.renamed(mine, theirs)
    for mine, theirs in matched.moved:
        teller.moved(mine, theirs)


def _counted(matched: Matched) -> Counts:
    """The counts by name of element. A name for another is missing under the one, and extra under the other."""
    counts: Counts = {}
    for mine, _ in matched.agreeing:
        _of(counts, mine).equal += 1
    for mine, _ in matched.moved:
        _of(counts, mine).changed += 1
    for item in (*matched.extra, *(mine for mine, _ in matched.renamed)):
        _of(counts, item).extra += 1
    for item in (*matched.missing, *(theirs for _, theirs in matched.renamed)):
        _of(counts, item).missing += 1
    return counts


def _of(counts: Counts, item: Item) -> Count:
    return counts.setdefault(item.name, Count())


def _compare_values(matched: Matched, correspondences: Correspondences, teller: Teller) -> Counts:
    """The counts by ``element/@attribute`` of the elements that agree."""
    counts: Counts = {}
    for mine, theirs in matched.agreeing:
        for name in sorted(mine.values.keys() | theirs.values.keys()):
            subject = theirs.name + (name if name.startswith("::") else f"/{name}")
            count = counts.setdefault(subject, Count())
            if _compare_value(mine, theirs, name, correspondences, count):
                teller.value(mine, theirs, name)
    return counts


def _compare_value(mine: Item, theirs: Item, name: str, correspondences: Correspondences, count: Count) -> bool:
    """Whether a value differs, or is on one side only, which *count* takes note of."""
    value, other = mine.values.get(name), theirs.values.get(name)
    if value is None:
        count.missing += 1
    elif other is None:
        count.extra += 1
    elif correspondences.translated(value.tokens) != other.tokens:
        count.changed += 1
    else:
        count.equal += 1
        return False
    return True
