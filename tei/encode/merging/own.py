"""Which lines of an edited transcription are the document's own, and which its page has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei import notation
from tei.encode.surroundings import Surroundings
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.document import Document


def own_lines(lines: Sequence[str], old: Document) -> tuple[int, int]:
    """Return the first line that is the document's own, and what follows the last, both from 0.

    Around them stand lines that the header of *old* accounts for. The first and the last line of *old* are its own,
    also where its header has the same words.
    """
    header = Surroundings(old.root)
    given = [normal(line) for line in lines]
    known = notation.lines(old.root) or ("",)
    is_outside = [not line or header.has(line) or header.quotes(line) for line in given]
    low, high = 0, len(given)
    while low < high and is_outside[low]:
        low += 1
    while high > low and is_outside[high - 1]:
        high -= 1
    low = next((at for at in range(low - 1, -1, -1) if given[at] == known[0]), low)
    high = next((at + 1 for at in range(high, len(given)) if given[at] == known[-1]), high)
    return low, max(low, high)
