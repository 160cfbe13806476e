"""Where sentences begin, and which words have a capital though they are no names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.encode.authority.wording import Passage, Word

_NO_NAMES: Final = frozenset(
    """
    a all also although among an and any are as at because before both but by can did do during each every for from had
    has have he her his how however i if in is it its many may most my nevertheless no nor not now of on only or other
    our she should since so some such than that the their them then there therefore these they this those thus to two
    under until us was we were what when where which while who whole why will with would yes yet you your
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday no nos nº mr mrs dear sincerely sir
    """.split()  # noqa: SIM905 - a list of words reads better so
)
_ENDS: Final = re.compile(r"[.!?:;…][)\]”’\"']*\s")


def begins(words: Passage, at: int) -> bool:
    """Whether word *at* begins a text, a line or a sentence."""
    if not at:
        return True
    between = words.text[words.words[at - 1].end : words.words[at].start]
    initial = len(words.words[at - 1].bare) == 1 and between.startswith(".")
    return not {"\n", "["}.isdisjoint(between) or (not initial and _ENDS.search(between) is not None)


def is_grammar(words: Passage, at: int) -> bool:
    """Whether word *at* is one of grammar, or a month, and no initial."""
    word = words.words[at]
    return is_word_of_grammar(word) and not (len(word.key) == 1 and words.gaps[at + 1].startswith("."))


def is_word_of_grammar(word: Word) -> bool:
    """Whether *word* is one of grammar, or a month or a form of address."""
    return word.key in _NO_NAMES
