"""Names that no entry has: what an authority file may lack."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority import kinds, sentences, titles
from tei.encode.authority.wording import is_capitals, passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.encode.authority import Authority
    from tei.encode.authority.sources import Source
    from tei.encode.authority.wording import Passage

_CONTEXTS: Final = 3
_AROUND_CHARS: Final = 40
_LINKS: Final = frozenset(
    {"of", "of the", "de", "de la", "von", "van", "van der", "von der", "der", "den", "al", "ibn", "bin", "du", "della"}
)
"""What may stand between two capitalised words of one name."""
_LINE_END: Final = re.compile("\n")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")


class Context(NamedTuple):
    """Where a name stands: file, line from 1, and the text on both sides of it with the name between."""

    path: str
    line: int
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that no entry has, in its commonest spelling.

    ``kind`` is person, org or place by what stands in it or beside it, "" where nothing tells. ``count`` is how often
    it stands in the texts, ``contexts`` are the first three places; ``near`` are the ids of entries that look like it.
    """

    text: str
    kind: str
    count: int
    contexts: tuple[Context, ...]
    near: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    spellings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    contexts: list[Context] = field(default_factory=list)
    named: bool = False


class _Run(NamedTuple):
    """Words *first* to *last*, exclusive; ``begins`` if they begin a sentence."""

    first: int
    last: int
    begins: bool


def scan(sources: Iterable[Source], authority: Authority) -> tuple[Proposal, ...]:
    """The names in *sources* that *authority* does not have, the commonest first.

    A name is a run of words with capitals, or of initials. One word that only ever begins a sentence is none, nor is a
    month, a numeral or a word of grammar. Spellings that differ in capitals or diacritics are one name.
    """
    groups: dict[str, _Group] = {}
    for source in sources:
        words = passage(source.text)
        ends = [found.start() for found in _LINE_END.finditer(source.text)]
        common = {word.key for word in words.words if word.bare.islower()}
        for run in _runs(words, _taken(words, authority)):
            trimmed = _trimmed(words, run, common)
            if trimmed is not None:
                _add(groups, _Place(source, words, ends), trimmed)
    found = [_proposal(group, authority) for group in groups.values() if group.named]
    return tuple(sorted(found, key=lambda one: (-one.count, one.text)))


def _taken(words: Passage, authority: Authority) -> set[int]:
    """The words that names of the authority have, and their titles."""
    spans = [(match.title_start, match.end) for match in authority.find(words.text)]
    taken: set[int] = set()
    at = 0
    for number, word in enumerate(words.words):
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        if at < len(spans) and spans[at][0] <= word.start:
            taken.add(number)
    return taken


def _runs(words: Passage, taken: set[int]) -> Iterator[_Run]:
    at, size = 0, len(words.words)
    while at < size:
        if at in taken or not _is_capitalised(words, at):
            at += 1
            continue
        last = at + 1
        while (follows := _next(words, last, taken)) > last:
            last = follows
        yield _Run(at, last, sentences.begins(words, at))
        at = last


def _next(words: Passage, last: int, taken: set[int]) -> int:
    """Where the run that has reached word *last* goes on: behind one more capitalised word, a link perhaps before."""
    for links in range(3):
        at = last + links
        if at >= len(words.words) or at in taken or not _joined(words, at):
            return last
        between = " ".join(word.bare for word in words.words[last:at])
        if _is_capitalised(words, at) and (not links or between in _LINKS):
            return at + 1
    return last


def _joined(words: Passage, at: int) -> bool:
    gap = words.gaps[at]
    before = words.words[at - 1].bare
    return gap in {" ", "-"} or (gap in {".", ". "} and len(before) <= 2 and before[:1].isupper())  # noqa: PLR2004 - an initial


def _is_capitalised(words: Passage, at: int) -> bool:
    bare = words.words[at].bare
    # The second half of Hyung-sik has no capital.
    return bare[:1].isupper() or (at > 0 and words.gaps[at] == "-" and words.words[at - 1].bare[:1].isupper())


def _trimmed(words: Passage, run: _Run, common: set[str]) -> _Run | None:
    """*run* without titles, words of grammar and months at its ends; None if no name is left.

    A word that begins a sentence before others, and is elsewhere written small, is a *common* one.
    """
    first, last = run.first, run.last
    if run.begins and last - first > 1 and words.words[first].key in common:
        first += 1
    body = kinds.is_organisation(words, first, last)
    while first < last and (sentences.is_grammar(words, first) or (not body and titles.is_title(words, first, last))):
        first += 1
    while first < last and sentences.is_word_of_grammar(words.words[last - 1]):
        last -= 1
    letters = [word.bare for word in words.words[first:last] if not titles.is_word(word)]
    if not any(len(one) > 1 and not _ROMAN.fullmatch(one) for one in letters):
        return None
    return _Run(first, last, run.begins and first == run.first)


class _Place(NamedTuple):
    """A source, its words, and the offsets of its line ends."""

    source: Source
    words: Passage
    ends: list[int]


def _add(groups: dict[str, _Group], place: _Place, run: _Run) -> None:
    source, words, ends = place
    chosen = words.words[run.first : run.last]
    group = groups.setdefault(" ".join(word.owner[1] if word.owner else word.key for word in chosen), _Group())
    start, end = chosen[0].start, chosen[-1].owner_end
    name = " ".join(words.text[start:end].split())
    group.spellings[name] += 1
    group.kinds[kinds.guess(words, run.first, run.last)] += 1
    group.named = group.named or not run.begins or len(chosen) > 1
    if len(group.contexts) < _CONTEXTS:
        line = bisect_left(ends, start) + 1
        group.contexts.append(Context(source.path, line, _before(words.text, start), name, _after(words.text, end)))


def _before(text: str, start: int) -> str:
    """The whole words of the characters before *start*."""
    low = max(0, start - _AROUND_CHARS)
    shown = " ".join(text[low:start].split())
    space = " " if shown and text[start - 1].isspace() else ""
    return (shown.partition(" ")[2] if low and not text[low - 1].isspace() else shown) + space


def _after(text: str, end: int) -> str:
    """The whole words of the characters from *end*."""
    high = end + _AROUND_CHARS
    shown = " ".join(text[end:high].split())
    space = " " if shown and text[end].isspace() else ""
    return space + (shown.rpartition(" ")[0] if high < len(text) and not text[high].isspace() else shown)


def _proposal(group: _Group, authority: Authority) -> Proposal:
    text = max(group.spellings, key=lambda name: (group.spellings[name], not is_capitals(name)))
    told = [kind for kind, _ in group.kinds.most_common() if kind]
    near = tuple(entry.id for entry in authority.alike(text))
    return Proposal(text, told[0] if told else "", group.spellings.total(), tuple(group.contexts), near)
