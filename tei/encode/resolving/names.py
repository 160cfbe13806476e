"""Names by authority file, laid over a text whose brackets are decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from tei.encode.resolving.decisions import Doubt
from tei.encode.tree import Range
from tei.encode.tree.ranges import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.encode.authority import Authority, Match

_NAMES: Final = frozenset({"persName", "orgName", "placeName", "geogName", "name"})


class Naming:
    """Finds the names of *authority* in stretches of *source*; ``pointer`` makes a pointer of a path and an id.

    ``made`` are the elements that brackets became: one of them over the same words as a name gets its pointer, an
    abbreviation and its expansion at the end of a name are part of it.
    """

    def __init__(
        self, source: str, authority: Authority, pointer: Callable[[str, str], str], made: Iterable[Range]
    ) -> None:
        self._source = source
        self._authority = authority
        self._pointer = pointer
        ranges = [one for one in made if one.name in {*_NAMES, "gloss"}]
        self._names = {one.inner: one for one in ranges if one.name in _NAMES}
        self._glosses = {one.start: one for one in ranges if one.name == "gloss"}
        self._inside = sorted(one.start for one in ranges if one.name in _NAMES)
        self.ranges: list[Range] = []
        self.doubts: list[Doubt] = []

    def find(self, start: int, end: int) -> None:
        """Lay the names between two places."""
        for match in self._authority.find(self._source[start:end]):
            self._name(match, start)

    def _name(self, match: Match, offset: int) -> None:
        first, last = match.title_start + offset, match.end + offset
        attributes = self._attributes(match)
        if not match.certain:
            self.doubts.append(Doubt("ambiguous", match.start + offset, last, match.doubt))
        known = self._names.get((first, last)) or self._names.get((match.start + offset, last))
        if known is not None:
            self._point(known, match, attributes, offset)
        else:
            last = self._with_expansion(last)
            name = match.candidates[0].element
            self.ranges.append(Range(first, last, name, attributes, rank=NAME, rule="name"))
            self._parts(match, offset)
        for inner in match.within:
            self._name(inner, offset)

    def _attributes(self, match: Match) -> dict[str, str]:
        likeliest = match.candidates[0]
        attributes = {"type": "cover"} if likeliest.name_kind == "cover" else {}
        attributes["ref"] = self._pointer(likeliest.path, likeliest.id)
        if not match.certain:
            attributes["cert"] = "low"
        return attributes

    def _point(self, known: Range, match: Match, attributes: dict[str, str], offset: int) -> None:
        """The element that a bracket made is this name."""
        if known.name in {"name", "persName"}:
            known.name = match.candidates[0].element
        known.attributes.update({name: value for name, value in attributes.items() if name != "type"})
        if known.attributes.get("type") != "cover" and not self._has_parts(known):
            self._parts(match, offset)

    def _has_parts(self, known: Range) -> bool:
        """Whether the bracket made more than one element of the name's words."""
        first, last = bisect_left(self._inside, known.start), bisect_right(self._inside, known.end - 1)
        return last - first > 1 or any(sign in self._source[slice(*known.inner)] for sign in "[⟨(")

    def _parts(self, match: Match, offset: int) -> None:
        self.ranges.extend(
            Range(part.start + offset, part.end + offset, part.element, rank=NAME, rule="name") for part in match.parts
        )

    def _with_expansion(self, last: int) -> int:
        """The end of a name that ends with an abbreviation: that of its expansion."""
        following = last
        while following < len(self._source) and self._source[following] == " ":
            following += 1
        gloss = self._glosses.get(following)
        return gloss.end if gloss is not None and gloss.rule == "expansion" else last


def find(
    source: str,
    stretches: Sequence[tuple[int, int]],
    authority: Authority,
    pointer: Callable[[str, str], str],
    made: Iterable[Range],
) -> Naming:
    """Return the names in *stretches* of *source*, with what is doubtful of them."""
    naming = Naming(source, authority, pointer, made)
    for start, end in stretches:
        naming.find(start, end)
    return naming
