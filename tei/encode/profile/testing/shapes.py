"""What two encodings are compared by: their tags and words, without what is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei import notation
from tei.names import TEI, XML, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.notation import Notation

_XML_ID: Final = f"{{{XML}}}id"
FREE: Final = frozenset({_XML_ID, "rendition", "decls"})
"""Attributes whose value is free; what they do is compared."""


class Piece(NamedTuple):
    """A tag or a word: of a start tag the name, the attributes, what is generated before and after, and how it is laid.

    ``kind`` is *start*, *end* or *word*, ``name`` the element or the word, ``line`` where the element begins.
    """

    kind: str
    name: str
    line: int
    attributes: tuple[tuple[str, str], ...] = ()
    generated: tuple[str, str] = ("", "")
    display: str = ""

    def __str__(self) -> str:
        """Return the piece on a line, as it is compared."""
        if self.kind == "start":
            attributes = "".join(f" {name}={value!r}" for name, value in self.attributes)
            return f"<{self.name}{attributes}> {self.generated} {self.display}"
        return f"</{self.name}>" if self.kind == "end" else self.name

    @property
    def written(self) -> str:
        """The piece as XML has it."""
        if self.kind == "start":
            attributes = "".join(f' {name}="{value}"' for name, value in self.attributes)
            return f"<{self.name}{attributes}>"
        return f"</{self.name}>" if self.kind == "end" else self.name


def shape(made: Document, *, divisions: bool = True) -> list[str]:
    """Return what an encoding is held to of *made*, as `pieces` has it, one a line."""
    return [str(one) for one in pieces(made, divisions=divisions)]


def pieces(made: Document, *, divisions: bool = True) -> list[Piece]:
    """Return the tags and words of the ``text`` of *made*.

    A tag has its attributes without names that are free: a hand is numbered by its first appearance, a target by the
    place of what it points at, an editor is his relator. Without *divisions*, ``div`` is left out. What the encoder
    answers for is left out, too.
    """
    applied = notation.read(made.root)
    (body,) = made.root.iterfind(f"{{{TEI}}}text/{{{TEI}}}body")
    hidden = set() if divisions else {f"{{{TEI}}}div"}
    added = {one for top in body.iter() if applied.is_added(top) for one in top.iter()}
    seen = [one for one in body.iterdescendants(f"{{{TEI}}}*") if one.tag not in hidden and one not in added]
    numbers = {f"#{one.get(_XML_ID)}": f"({number})" for number, one in enumerate(seen, start=1) if one.get(_XML_ID)}
    numbers |= {f"#{one.get(_XML_ID)}": _relator(one) for one in made.root.iter(f"{{{TEI}}}respStmt")}
    hands = dict.fromkeys(one.get("hand", "") for one in seen if one.get("hand"))
    numbers |= {hand: f"hand {number}" for number, hand in enumerate(hands, start=1)}
    return [one for child in body for one in _of(child, applied, numbers, hidden)]


def _relator(statement: Element) -> str:
    """Return the MARC relator of a statement of responsibility."""
    resp = statement.find(f"{{{TEI}}}resp")
    return "" if resp is None else str(resp.get("ref", "")).rpartition("/")[2]


def _line(element: Element) -> int:
    """Return the line on which *element* begins."""
    # The stubs that there are give it no type.
    line: Any = element.sourceline
    return int(line or 1)


def _of(element: Element, applied: Notation, numbers: dict[str, str], hidden: set[str]) -> Iterator[Piece]:
    if not isinstance(element.tag, str) or applied.is_added(element):
        return
    name, line = local_name(element.tag), _line(element)
    shown = element.tag not in hidden
    if shown:
        attributes = sorted(
            (local_name(str(key)), " ".join(numbers.get(one, one) for one in str(value).split()))
            for key, value in element.items()
            if key not in FREE
        )
        yield Piece("start", name, line, tuple(attributes), applied.generated(element), applied.display(element))
    yield from (Piece("word", word, line) for word in (element.text or "").split())
    for child in element:
        yield from _of(child, applied, numbers, hidden)
        yield from (Piece("word", word, _line(child)) for word in (child.tail or "").split())
    if shown:
        yield Piece("end", name, line)
