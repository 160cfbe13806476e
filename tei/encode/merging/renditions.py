"""The brackets of new elements, declared in the old header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tei import notation
from tei.encode.merging.composing import KEY, Wish

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.merging.naming import Names
    from tei.encode.merging.strands import Strand


class Renditions:
    """Finds for each new element the renditions by which the old header writes it as the new one does."""

    def __init__(self, old: Strand, new: Strand, names: Names) -> None:
        self._old = old
        self._new = new
        self._names = names
        self._known: dict[tuple[str, str], str] = {}
        self.added: list[str] = []
        for identifier, declarations in old.applied.by_identifier.items():
            if len(declarations) == 1:
                self._known.setdefault((declarations[0].place, declarations[0].value), identifier)

    def of(self, composed: Document, keys: dict[str, tuple[Element, Wish]]) -> dict[Element, str | None]:
        """Return the value of ``@rendition`` for the elements that have *keys* in *composed*, where one is needed."""
        applied = notation.read(composed.root)
        found: dict[Element, str | None] = {}
        for element in composed.root.iter():
            known = keys.get(element.get(KEY, "")) if isinstance(element.tag, str) else None
            if known is None:
                continue
            new, wish = known
            have = Wish(*applied.generated(element), applied.display(element))
            if wish != have and wish != have._replace(display=""):
                found[new] = self._pointing(wish, have)
        return found

    def _pointing(self, wish: Wish, have: Wish) -> str | None:
        identifiers: list[str] = []
        if wish[:2] != have[:2]:
            for place, value in (("before", wish.before), ("after", wish.after)):
                if value or not (wish.before or wish.after):
                    identifiers.append(self._identifier(place, value))
        if wish.display not in {"", have.display} or "run-in" in {wish.display, have.display}:
            identifiers.append(self._identifier("display", wish.display or have.display))
        return " ".join(f"#{one}" for one in dict.fromkeys(identifiers)) or None

    def _identifier(self, place: str, value: str) -> str:
        """The identifier of a rendition that says this: of the old header, else of one that is added to it.

        It has no selector: what is in the old document already must stay as it is.
        """
        if (place, value) not in self._known:
            name = self._names.free(self._model(place, value) or f"{'page' if place == 'display' else 'nota'}-{place}")
            self._known[place, value] = name
            scope, css = (
                ("", f"display: {value}")
                if place == "display"
                else (f' scope="{place}"', f'content: "{quoted(value)}"')
            )
            self.added.append(f'<{{}} xml:id="{name}" scheme="css"{scope}>{escape(css)}</{{}}>')
        return self._known[place, value]

    def _model(self, place: str, value: str) -> str:
        """The name that the new header has for it."""
        names = self._new.applied.by_identifier
        said = ((name, one) for name, declared in names.items() for one in declared)
        return next((name for name, one in said if (one.place, one.value) == (place, value)), "")


def quoted(text: str) -> str:
    """Return *text* as it stands in a string of CSS."""
    return re.sub(r'(["\\])', r"\\\1", text).replace("\n", r"\a ")
