"""The names of an authority file by their words, for a text of which each word is looked up once or a few times.

A dictionary of whole names, and beside it how many words the names have that begin with a word. A trie of words as
dictionaries was measured: it looks up as little and needs 120 MB more for 200,000 names; an automaton over characters
is quicker than the division into words, which both need, and finds what is inside words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority import variants
from tei.encode.authority.variants import Variant
from tei.encode.authority.wording import key, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.encode.authority.entries import Entry, Name

_MOST_WORDS: Final = 40
"""Names of more words are not looked for: no name has them, and each length is one more thing to look up."""
_SHORT: Final = 2
"""A surname of so few letters stands for nobody alone."""
_WORDS: Final = frozenset(
    """
    an and but for from her him his may men new now old one our she the they this under will with you your
    """.split()  # noqa: SIM905 - a list of words reads better so
)
"""Words of English that are surnames too; alone they are words."""


class Form(NamedTuple):
    """A form that a text can have: its words in their own case, what stands between and behind them, whose it is.

    A surname stands for its entry with forenames beside it, and, unless it is ``weak``, alone.
    """

    entry: Entry
    name: Name
    bare: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    how: str
    weak: bool = False


class Index:
    """The forms of *entries*: ``forms`` by their words, ``surnames`` apart, those that are spelt alike in one list.

    ``lengths`` are the numbers of words that forms have by their first word, long ones first.
    ``forenames`` are the words of all forenames that the file tells.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.forms: dict[str, list[Form]] = {}
        self.surnames: dict[str, dict[tuple[str, ...], list[Form]]] = {}
        self.lengths: dict[str, Sequence[int]] = {}
        self.forenames: set[str] = set()
        for entry in entries:
            self._add_entry(entry)

    def _add_entry(self, entry: Entry) -> None:
        for name in entry.names:
            self._add(entry, name, Variant(name.text, "written"))
            for variant in variants.wholes(name, entry.kind):
                self._add(entry, name, variant)
        if entry.kind == "person":
            for forename in variants.told_forenames(entry):
                self.forenames.update(key(forename).split())
            for variant in variants.surnames(entry):
                told = next((name for name in entry.names if name.surname == variant.text), entry.names[0])
                self._add(entry, told, variant, surname=True)

    def _add(self, entry: Entry, name: Name, variant: Variant, *, surname: bool = False) -> None:
        bare, gaps, tail = spelt(variant.text)
        keys = [word.casefold() for word in bare]
        if not 0 < len(keys) <= _MOST_WORDS:
            return
        weak = variant.weak or (surname and len(keys) == 1 and (len(keys[0]) <= _SHORT or keys[0] in _WORDS))
        form = Form(entry, name, bare, gaps, tail, variant.how, weak)
        words = " ".join(keys)
        if surname:
            self.surnames.setdefault(words, {}).setdefault((*bare, *gaps, tail), []).append(form)
        else:
            self.forms.setdefault(words, []).append(form)
        lengths = self.lengths.get(keys[0], ())
        if len(keys) not in lengths:
            self.lengths[keys[0]] = tuple(sorted({*lengths, len(keys)}, reverse=True))
