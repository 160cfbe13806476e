"""Identifiers and pointers: what was published stays, and what comes new points at what there is."""

from __future__ import annotations

from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING

from tei.encode.merging.marks import pointers
from tei.encode.merging.strands import XML_ID
from tei.names import TEI, XML

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.encode.merging.facing import Facing

_LANG = f"{{{XML}}}lang"


class Names:
    """Which identifier each new element gets, and where its pointers lead.

    *stands_for* are new elements with the old ones that stand for them; *succeeds* those with the old ones whose words
    and identifier they take. After `settle`,
    ``given`` are identifiers for old elements that had none, and ``wanted`` what of the new header is pointed at and
    not in the old one.
    """

    def __init__(self, facing: Facing, stands_for: dict[Element, Element], succeeds: dict[Element, Element]) -> None:
        self._facing = facing
        self._stands_for = stands_for
        self._succeeds = succeeds
        self._taken = set(facing.old.identified)
        self._own: dict[Element, str] = {}
        self._targets: dict[str, str] = {}
        self._by_range = {(element.tag, *letters): element for element, letters in facing.old.written.ranges.items()}
        self.given: dict[Element, str] = {}
        self.wanted: dict[Element, None] = {}

    def settle(self, new: Iterable[tuple[Element, Collection[str] | None]]) -> None:
        """Give identifiers to the *new* elements that come into the document, then follow their pointers.

        With each of them are the attributes that are taken from it, None for all.
        """
        coming = list(new)
        for element, _ in coming:
            if name := element.get(XML_ID):
                self._own[element] = self._identifier(element, name)
        for element, taken in coming:
            for attribute, token in pointers(element):
                if taken is None or attribute in taken:
                    self._targets.setdefault(token, self._target(token))
            if taken is None or _LANG in taken:
                self._want_language(element.get(_LANG))

    def _identifier(self, element: Element, name: str) -> str:
        old = self._stands_for.get(element)
        if old is not None:
            return old.get(XML_ID) or self.given.get(old) or self._give(old, name)
        before = self._succeeds.get(element)
        return (before.get(XML_ID) if before is not None else None) or self._free(name)

    def changes(self, element: Element) -> dict[str, str | None]:
        """Return the attributes of a new *element* that are otherwise here: None for those that lead nowhere."""
        found: dict[str, str | None] = {}
        for name, value in element.items():
            tokens = str(value).split()
            if any(self._targets.get(token, token) != token for token in tokens):
                left = [self._targets.get(token, token) for token in tokens]
                found[str(name)] = " ".join(filter(None, left)) or None
        if element.get(XML_ID):
            found[XML_ID] = self._own.get(element, element.get(XML_ID))
        return found

    def free(self, name: str) -> str:
        """Return *name*, or one made of it, that no element has."""
        return self._free(name)

    def _target(self, token: str) -> str:
        """Where *token* of the new document leads here; "" if nowhere."""
        goal = self._facing.new.identified.get(token[1:])
        if goal is None:
            return token
        if goal in self._own:
            return f"#{self._own[goal]}"
        if next(goal.iterancestors(f"{{{TEI}}}teiHeader"), None) is not None:
            if token[1:] not in self._taken:
                self.wanted[goal] = None
            return token
        old = self._stands_for.get(goal)
        if old is None:
            old = self._counterpart(goal)
        if old is None:
            return ""
        return f"#{old.get(XML_ID) or self.given.get(old) or self._give(old, token[1:])}"

    def _counterpart(self, goal: Element) -> Element | None:
        """The old element of the name of *goal* around the same words."""
        letters = self._facing.new.written.ranges.get(goal)
        if letters is None or letters[0] == letters[1]:
            return None
        first, last = self._facing.new.words_of(goal)
        back = self._facing.back[first:last]
        if back[0] < 0 or back != list(range(back[0], back[0] + len(back))):
            return None
        shift = self._facing.old.at[back[0]] - self._facing.new.at[first]
        return self._by_range.get((goal.tag, letters[0] + shift, letters[1] + shift))

    def _give(self, old: Element, name: str) -> str:
        self.given[old] = self._free(name)
        return self.given[old]

    def _free(self, name: str) -> str:
        found = next(one for one in _names(name) if one not in self._taken)
        self._taken.add(found)
        return found

    def _want_language(self, tag: str | None) -> None:
        if not tag:
            return
        name = f"{{{TEI}}}language"
        if any(one.get("ident") == tag for one in self._facing.old.document.root.iter(name)):
            return
        declared = [one for one in self._facing.new.document.root.iter(name) if one.get("ident") == tag]
        self.wanted.update(dict.fromkeys(declared[:1]))


def _names(name: str) -> Iterator[str]:
    """*name*, then with letters behind it: a number would look like a place."""
    yield name
    for size in count(1):
        for letter in ascii_lowercase[1:]:
            yield f"{name}-{letter * size}"
