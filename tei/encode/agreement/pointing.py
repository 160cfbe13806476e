"""The attributes of an element, with what they point at in the place of identifiers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import XML, prefixed, tei_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from tei.notation import Notation

XML_ID: Final = f"{{{XML}}}id"
ELSEWHERE: Final = "elsewhere"
"""The kind of a token that points at what is not in the transcription: a hand, an act of correspondence."""

Token = tuple["Hashable", ...]
"""A word of an attribute's value: ``("", word)``; what it points at: ``("text", …)``, ``("relator", code)``, or
``("elsewhere", element name, identifier)``."""

_FOLDER: Final = re.compile(r"[^\s#:]*/(?=[^\s#/]+#)")


class Value(NamedTuple):
    """An attribute's value as tokens to be compared, and as it is written."""

    tokens: tuple[Token, ...]
    written: str


class Pointers:
    """Resolves what the attributes of one document say; ``places`` are the elements of its text with their places."""

    def __init__(self, root: Element, applied: Notation, places: Mapping[Element, tuple[Hashable, ...]]) -> None:
        self.identified: dict[str, Element] = {
            one.get(XML_ID, ""): one for one in root.iter("*") if one.get(XML_ID) is not None
        }
        self._places = places
        self._notation = applied
        self._undeclared = _undeclared(applied)

    def values(self, element: Element) -> dict[str, Value]:
        """The attributes of *element* as ``@name``, and as ``::before`` and ``::after`` the strings generated.

        ``xml:id`` is left out: its letters are free, and whether it is there shows in what points at it. Of
        ``rendition`` remains how the element is laid or looks, not by which rendition that is said.
        """
        found = {
            f"@{prefixed(str(name))}": Value(self.tokens(str(value)), " ".join(str(value).split()))
            for name, value in element.items()
            if name not in (XML_ID, "rendition")
        }
        for name, text in zip(("::before", "::after"), self._notation.generated(element), strict=True):
            if text:
                found[name] = Value((("", text),), text)
        looks = sorted(set(self._looks(element)))
        if looks:
            found["@rendition"] = Value(tuple(("", one) for one in looks), "; ".join(looks))
        return found

    def tokens(self, value: str) -> tuple[Token, ...]:
        """The words of *value*, resolved."""
        return tuple(self._token(word) for word in value.split())

    def notates(self, rendition: Element) -> bool:
        """Whether *rendition* belongs to the notation: it generates a string, or says how a block is laid."""
        generates = rendition.get("scope") in {"before", "after"}
        return generates or rendition.get(XML_ID, "") in self._notation.by_identifier

    def _token(self, word: str) -> Token:
        target = self.identified.get(word[1:]) if word.startswith("#") else None
        if target is None:
            # The same file is written in different ways from different folders.
            return "", _FOLDER.sub("", word, count=1)
        if target in self._places:
            return "text", *self._places[target]
        code = relator(target)
        return ("relator", code) if code else (ELSEWHERE, prefixed(str(target.tag)), word[1:])

    def _looks(self, element: Element) -> Iterator[str]:
        laid = self._notation.display(element), self._notation.ends_line(element)
        if laid != (self._undeclared.display(element), self._undeclared.ends_line(element)):
            yield f"display: {laid[0]}"
        for word in (element.get("rendition") or "").split():
            if word.removeprefix("#") in self._notation.by_identifier:
                continue
            target = self.identified.get(word.removeprefix("#"))
            yield word if target is None else " ".join("".join(map(str, target.itertext())).split())


def _undeclared(applied: Notation) -> Notation:
    """*applied* without what it declares of how blocks are laid."""
    kept = [
        {key: tuple(one for one in found if one.place != "display") for key, found in table.items()}
        for table in (applied.by_identifier, applied.by_subject)
    ]
    return replace(applied, by_identifier=kept[0], by_subject=kept[1])


def relator(statement: Element) -> str:
    """The MARC relator of a statement of responsibility, "" for what has none or is none."""
    resp = statement.find(tei_name("resp"))
    written = "" if resp is None else resp.get("ref") or resp.get("key") or ""
    return written.rstrip("/").rpartition("/")[2]
