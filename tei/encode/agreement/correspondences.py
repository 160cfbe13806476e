"""Identifiers of two documents that mean the same, though their letters may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.agreement.pointing import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.encode.agreement.matching import Pair
    from tei.encode.agreement.pointing import Pointers, Token


class Correspondences:
    """What the identifiers of one document are in the other: hands, acts of correspondence and their like.

    Where two documents have the same identifiers for all elements of a name, these mean the same; of others, the first
    that stand in the same attribute of elements that agree. What has its partner gets no second one.
    """

    def __init__(self, made: Pointers, gold: Pointers) -> None:
        mine, theirs = _by_name(made), _by_name(gold)
        same = {one for name, those in mine.items() if theirs.get(name) == those for one in those}
        self._gold: dict[str, str] = {one: one for one in same}
        self._taken: set[str] = set(same)

    def learn(self, pairs: Iterable[Pair]) -> None:
        """Take note of what corresponds in *pairs*, in their order."""
        for mine, theirs in pairs:
            for name in sorted(mine.values.keys() & theirs.values.keys()):
                self.note(mine.values[name].tokens, theirs.values[name].tokens)

    def note(self, tokens: Iterable[Token], others: Iterable[Token]) -> None:
        """Take note of what corresponds in two values."""
        for token, other in zip(tokens, others, strict=False):
            self._note(token, other)

    def translated(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """The tokens of the document made as they would be in the gold one."""
        return tuple(
            (*token[:2], self._gold.get(str(token[2]), ("only made", token[2]))) if token[0] == ELSEWHERE else token
            for token in tokens
        )

    def _note(self, token: Token, other: Token) -> None:
        if token[0] != ELSEWHERE or token[:2] != other[:2]:
            return
        mine, theirs = str(token[2]), str(other[2])
        if mine not in self._gold and theirs not in self._taken:
            self._gold[mine] = theirs
            self._taken.add(theirs)


def _by_name(pointers: Pointers) -> dict[str, set[str]]:
    """The identifiers of a document by the names of the elements that have them."""
    found: dict[str, set[str]] = {}
    for identifier, element in pointers.identified.items():
        found.setdefault(str(element.tag), set()).add(identifier)
    return found
