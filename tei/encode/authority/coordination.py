"""Two names that share their end, as ``North and South KOREA``: the first stands for a whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.authority.hits import Hit, Stretch, candidate
from tei.encode.authority.wording import agrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.encode.authority.index import Form, Index
    from tei.encode.authority.wording import Passage

_AND: Final = frozenset({"and", "or", "und", "et", "и"})
_RANK: Final = 5


def hits(index: Index, passage: Passage, found: Iterable[Hit]) -> Iterator[Hit]:
    """The word before an *and* and a name that makes another name with the end of it; persons are left out."""
    seen: set[tuple[int, int]] = set()
    for hit in found:
        stretch = hit.stretch
        place = stretch.first, stretch.last
        if hit.candidate.kind == "person" or stretch.last - stretch.first == 1 or place in seen:
            continue
        seen.add(place)
        before = stretch.first - 2
        if before >= 0 and _is_joined(passage, stretch.first):
            for form in _forms(index, passage, before, stretch):
                word = passage.words[before]
                alone = Stretch(before, before + 1, word.start, word.end)
                yield Hit(alone, candidate(form, "coordination"), _RANK)


def _is_joined(passage: Passage, first: int) -> bool:
    """Whether the two words before *first* are a word and an *and*."""
    spaces = passage.gaps[first] == passage.gaps[first - 1] == " "
    return spaces and passage.words[first - 1].key in _AND


def _forms(index: Index, passage: Passage, before: int, stretch: Stretch) -> Iterator[Form]:
    word = passage.words[before]
    rest = passage.words[stretch.first + 1 : stretch.last]
    for form in index.forms.get(" ".join([word.key, *(one.key for one in rest)]), ()):
        if all(map(agrees, [word.bare, *(one.bare for one in rest)], form.bare)):
            yield form
