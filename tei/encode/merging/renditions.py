"""The brackets of new elements, declared in the old header."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tei import notation
from tei.encode.merging.composing import KEY
from tei.encode.merging.strands import XML_ID
from tei.encode.merging.tags import opening
from tei.names import tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.merging.naming import Names
    from tei.encode.merging.strands import Strand
    from tei.notation import Notation


class Wish(NamedTuple):
    """What is generated before and after an element, and how it is laid."""

    before: str
    after: str
    display: str


class Renditions:
    """Finds for each new element the renditions by which the old header writes it as the new one does."""

    def __init__(self, old: Strand, new: Strand, names: Names) -> None:
        self._old = old
        self._new = new
        self._names = names
        self._known: dict[tuple[str, str], str] = {}
        self.added: dict[Element, str] = {}
        for identifier, declarations in old.applied.by_identifier.items():
            if len(declarations) == 1:
                self._known.setdefault((declarations[0].place, declarations[0].value), identifier)

    def of(self, composed: Document, keys: dict[str, Element]) -> dict[Element, str | None]:
        """Return the value of ``@rendition`` for the elements that have *keys* in *composed*, where one is needed."""
        applied = notation.read(composed.root)
        found: dict[Element, str | None] = {}
        for element in composed.root.iter():
            new = keys.get(element.get(KEY, "")) if isinstance(element.tag, str) else None
            if new is None:
                continue
            wish, have = _wish(new, self._new.applied), _wish(element, applied)
            if wish != have:
                found[new] = self._pointing(wish, have, new)
        return found

    def _pointing(self, wish: Wish, have: Wish, new: Element) -> str | None:
        identifiers: list[str] = []
        if wish[:2] != have[:2]:
            for place, value in (("before", wish.before), ("after", wish.after)):
                if value or not (wish.before or wish.after):
                    identifiers.append(self._identifier(place, value, new))
        if wish.display != have.display:
            identifiers.append(self._identifier("display", wish.display, new))
        elif wish.display == "run-in":
            identifiers.append(self._identifier("display", wish.display, new))
        return " ".join(f"#{one}" for one in dict.fromkeys(identifiers)) or None

    def _identifier(self, place: str, value: str, new: Element) -> str:
        """The identifier of a rendition that says this: of the old header, else of one that is added to it."""
        if (place, value) not in self._known:
            model = next(self._models(place, value, new), None)
            stem = "page" if place == "display" else "nota"
            name = self._names.free((model.get(XML_ID) if model is not None else None) or f"{stem}-{place}")
            self._known[place, value] = name
            self._add(model, name, place, value)
        return self._known[place, value]

    def _models(self, place: str, value: str, new: Element) -> Iterator[Element]:
        """The renditions of the new header that say this."""
        for identifier, declarations in self._new.applied.by_identifier.items():
            if any((one.place, one.value) == (place, value) for one in declarations):
                element = self._new.identified.get(identifier)
                if element is not None:
                    yield element

    def _add(self, model: Element | None, name: str, place: str, value: str) -> None:
        """Declare it, without a selector: what is in the old document already must stay as it is."""
        if model is not None:
            document = self._new.document
            start, end = document.extent(model)
            tag = opening(document, model, {XML_ID: name, "selector": None})
            text = document.source[start:end]
            self.added[model] = tag + text[len(opening(document, model, {})) :]


def _wish(element: Element, applied: Notation) -> Wish:
    before, after = applied.generated(element)
    return Wish(before, after, applied.display(element))
