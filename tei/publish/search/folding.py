"""Letters as they are compared. Pagefind leaves marks aside, so that “ó” is “o” and “ё” is “е”; the rest is done here.

A letter that Unicode does not take apart, as “ł”, is a plain one in the index, and the page of the search makes the
same of what is asked for. How the word is written is noted beside it: the reader is shown the word of the document.
"""

from typing import Final

from tei.publish.indexes.collating import WITHOUT_BASE

_SMALL: Final = WITHOUT_BASE | {"ſ": "s", "ŧ": "t", "ŋ": "n"}
_PLAIN: Final = frozenset("ISΣ")
"""Capitals of these that are other letters' too."""

LETTERS: Final = {
    **_SMALL,
    **{small.upper(): plain.title() for small, plain in _SMALL.items() if small.upper() not in {*_PLAIN, "SS"}},
    "ẞ": "SS",
}
"""Letters, each with what stands for it in the index."""

_TABLE: Final = str.maketrans(LETTERS)


def folded(words: str) -> str:
    """Return *words* as the index has them."""
    return words.translate(_TABLE)
