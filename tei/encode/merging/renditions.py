"""The brackets of new elements, declared in the old header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tei import notation
from tei.encode.merging.composing import KEY, Wish
from tei.encode.merging.tags import prefix_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.merging.naming import Names
    from tei.encode.merging.strands import Strand


class Renditions:
    """Finds for each new element the renditions by which the old header writes it as the new one does."""

    def __init__(self, old: Strand, new: Strand, names: Names) -> None:
        self._new = new
        self._names = names
        self._declared = old.applied.by_identifier
        prefix = prefix_of(old.document.root)
        self._tag = f"{prefix}:rendition" if prefix else "rendition"
        self._known: dict[tuple[str, str], list[str]] = {}
        self.added: list[str] = []
        for identifier, declarations in old.applied.by_identifier.items():
            if len(declarations) == 1:
                self._known.setdefault((declarations[0].place, declarations[0].value), []).append(identifier)

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
                found[new] = self._pointing(wish, have, new)
        return found

    def _pointing(self, wish: Wish, have: Wish, new: Element) -> str | None:
        identifiers: list[str] = []
        if wish[:2] != have[:2]:
            identifiers.extend(self._pair(wish.before, wish.after, new))
        if wish.display not in {"", have.display} or "run-in" in {wish.display, have.display}:
            display = ("display", wish.display or have.display)
            identifiers.append(self._known[display][0] if display in self._known else self._add(*display, new))
        return " ".join(f"#{one}" for one in identifiers) or None

    def _pair(self, before: str, after: str, new: Element) -> list[str]:
        """The identifiers of renditions that say this before and this after, made for each other.

        None generates both if there is nothing to generate: the element then overrules a selector.
        """
        sides = [("before", before), ("after", after)]
        wanted = [side for side in sides if side[1]] or sides
        first, *others = wanted
        for name in self._known.get(first, ()):
            partners = [name.replace(f"-{first[0]}", f"-{place}") for place, _ in others]
            is_pair = all(one in self._known.get(side, ()) for one, side in zip(partners, others, strict=True))
            if is_pair and (others or not _has_partner(name, self._declared)):
                return [name, *partners]
        added = self._add(*first, new)
        # A pair has one name with two ends, by which the rules know it.
        return [added, *(self._add(*side, new, added.replace(f"-{first[0]}", f"-{side[0]}")) for side in others)]

    def _add(self, place: str, value: str, new: Element, wished: str = "") -> str:
        """The identifier of a rendition that is added to the old header for the sake of *new*.

        It has no selector: what is in the old document already must stay as it is.
        """
        default = "page-inline" if place == "display" else f"nota-new-{place}"
        name = self._names.free(wished or self._model(place, value, new) or default)
        self._known.setdefault((place, value), []).append(name)
        scope = "" if place == "display" else f' scope="{place}"'
        css = f"display: {value}" if place == "display" else f'content: "{quoted(value)}"'
        self.added.append(f'<{self._tag} xml:id="{name}" scheme="css"{scope}>{escape(css)}</{self._tag}>')
        return name

    def _model(self, place: str, value: str, new: Element) -> str:
        """The name that the new header has for it: where *new* points, or what selects it, else any."""
        names = self._new.applied.by_identifier
        own = [token.removeprefix("#") for token in new.get("rendition", "").split()]
        said = [
            (name, one)
            for name in (*own, *names)
            for one in names.get(name, ())
            if (one.place, one.value) == (place, value)
        ]
        chosen = [name for name, one in said if name in own or any(each.matches(new) for each in one.selectors)]
        return next(iter((*chosen, *(name for name, _ in said))), "")


def _has_partner(name: str, declared: Collection[str]) -> bool:
    """Whether a rendition is one of a pair: for an element with one bracket alone it would be the wrong one."""
    pairs = (("-before", "-after"), ("-after", "-before"))
    return any(one in name and name.replace(one, other) in declared for one, other in pairs)


def quoted(text: str) -> str:
    """Return *text* as it stands in a string of CSS."""
    return re.sub(r'(["\\])', r"\\\1", text).replace("\n", r"\a ")
