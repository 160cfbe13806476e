"""What a change command of a fix does to the text of a document: the smallest changes that have its effect."""

import difflib
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.schematron.fixes.markup import REPORT, SOURCE, Markup, attribute_name, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from tei.document.written import Anchor, Piece, Written

_CONTENT: Final = f"{REPORT}content"
_MATCH: Final = f"{REPORT}match"
# To compare two texts takes time with the product of their lengths.
_COMPARED_CHARS: Final = 2000


class Change(NamedTuple):
    """What stands from one offset to another gives way to ``text``.

    Several changes that open the same empty element become one: ``before`` and ``after`` are written once.
    """

    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


class Changes:
    """Turns the change commands of one fix into changes of a document's text.

    A command that cannot be carried out raises :class:`LookupError`, which says why.
    """

    def __init__(self, written: "Written") -> None:
        self._written = written
        self._markup = Markup(written)
        self._added_already: set[tuple[int, str]] = set()

    def of(self, command: "_Element") -> list[Change]:
        """Return the changes that *command* makes, an ``edit`` of the report."""
        if command.get("elsewhere") == "true":
            message = "it would change another document"
            raise LookupError(message)
        anchor = self._written.find(command.get("path", ""))
        holder = command.find(_CONTENT)
        kind = command.get("kind")
        if kind == "stringReplace":
            return list(self._string_replaced(anchor, command))
        if kind == "delete" or holder is None:
            return [self._deleted(anchor)]
        if kind == "add":
            return list(self._added(anchor, holder, command.get("position", "first-child")))
        return list(self._replaced(anchor, holder))

    # Add

    def _added(self, anchor: "Anchor", holder: "_Element", position: str) -> "Iterator[Change]":
        if holder.attrib and anchor.kind != "element":
            message = f"an attribute cannot be added to {_called(anchor)}"
            raise LookupError(message)
        yield from self._new_attributes(anchor, holder)
        if holder.text or len(holder):
            yield self._inserted(anchor, holder, position)

    def _new_attributes(self, element: "Anchor", holder: "_Element") -> "Iterator[Change]":
        scope = dict(element.scope)
        for key, value in holder.attrib.items():
            place = self._written.attribute(element, str(key))
            if (element.start, str(key)) in self._added_already:
                continue
            self._added_already.add((element.start, str(key)))
            if place is not None:
                yield self._revalued(place, str(value))
                continue
            name, declared = attribute_name(str(key), scope, holder)
            end = _attributes_end(element)
            yield Change(end, end, f"{declared} {name}={value_of(str(value))}")

    def _revalued(self, place: tuple[int, int], value: str) -> Change:
        """Return the change of an attribute's value; it keeps its name and its quotation marks."""
        text, end = self._written.text, place[1]
        quote = text[end - 1]
        return Change(text.index(quote, place[0]), end, value_of(value, quote))

    def _inserted(self, anchor: "Anchor", holder: "_Element", position: str) -> Change:
        if anchor.kind == "attribute":
            anchor = self._written.parent(anchor)
        if position in {"before", "after"}:
            return self._beside(anchor, holder, position)
        if anchor.kind == "document":
            children = anchor.node.children
            beside = self._written.beside(children[0 if position == "first-child" else -1])
            return self._beside(beside, holder, "before" if position == "first-child" else "after")
        if anchor.kind != "element":
            return self._beside(anchor, holder, "after")
        text = self._markup.content(holder, anchor.scope)
        if anchor.inside is None:
            return Change(_attributes_end(anchor), anchor.tag.end, text, ">", f"</{anchor.tag.name}>")
        place = anchor.inside[0 if position == "first-child" else 1]
        return Change(place, place, text)

    def _beside(self, anchor: "Anchor", holder: "_Element", position: str) -> Change:
        if anchor.kind == "document":
            message = "nothing can stand beside the document"
            raise LookupError(message)
        text = self._markup.content(holder, self._written.parent(anchor).scope)
        place = anchor.start if position == "before" else anchor.end
        return Change(place, place, text)

    # Delete

    def _deleted(self, anchor: "Anchor") -> Change:
        if anchor.kind == "document":
            message = "the document itself cannot be deleted"
            raise LookupError(message)
        start = anchor.start
        if anchor.kind == "attribute":
            start = len(self._written.text[:start].rstrip())
        return Change(start, anchor.end, "")

    # Replace

    def _replaced(self, anchor: "Anchor", holder: "_Element") -> "Iterator[Change]":
        if not (holder.attrib or holder.text or len(holder)):
            yield self._deleted(anchor)
        elif anchor.kind == "attribute":
            yield self._renewed(anchor, holder)
        elif holder.attrib:
            message = f"{_called(anchor)} cannot give way to an attribute"
            raise LookupError(message)
        elif anchor.kind == "document":
            message = "the document itself cannot be replaced"
            raise LookupError(message)
        elif anchor.kind == "text" and not len(holder):
            old = self._value(anchor)
            yield from self._rewritten(anchor, 0, old, holder.text or "")
        else:
            yield from self._exchanged(anchor, holder)

    def _exchanged(self, anchor: "Anchor", holder: "_Element") -> "Iterator[Change]":
        """Yield the changes of a node into others; of an element whose content stays, only the tags change."""
        scope = self._written.parent(anchor).scope
        if not _is_one_element(anchor, holder):
            yield Change(anchor.start, anchor.end, self._markup.content(holder, scope))
            return
        start, content, end = self._markup.element(holder[0], scope, anchor)
        if anchor.inside and end and content == self._written.text[slice(*anchor.inside)]:
            yield Change(anchor.start, anchor.inside[0], start)
            yield Change(anchor.inside[1], anchor.end, end)
        else:
            yield Change(anchor.start, anchor.end, f"{start}{content}{end}")

    def _renewed(self, anchor: "Anchor", holder: "_Element") -> Change:
        """Return the change of an attribute into others; one of the same name only gets another value."""
        if holder.text or len(holder):
            message = "an attribute can give way to attributes only"
            raise LookupError(message)
        if list(holder.attrib) == [anchor.name]:
            return self._revalued((anchor.start, anchor.end), str(holder.attrib[anchor.name]))
        scope = dict(anchor.scope)
        element = self._written.parent(anchor)
        parts = []
        for key, value in holder.attrib.items():
            if str(key) != anchor.name and self._written.attribute(element, str(key)) is not None:
                message = f"the element has an attribute {names.prefixed(str(key))} already"
                raise LookupError(message)
            name, declared = attribute_name(str(key), scope, holder)
            parts.append(f"{declared} {name}={value_of(str(value))}".lstrip())
        return Change(anchor.start, anchor.end, " ".join(parts))

    def _value(self, text: "Anchor") -> str:
        return "".join(piece.characters for piece in self._written.pieces(text))

    def _rewritten(self, anchor: "Anchor", start: int, old: str, new: str) -> "Iterator[Change]":
        """Yield the changes that make *new* of *old*, which begins at a character of a text: what is in both stays."""
        steps: Sequence[tuple[str, int, int, int, int]]
        if max(len(old), len(new)) > _COMPARED_CHARS:
            first = _common(old, new)
            last = _common(old[first:][::-1], new[first:][::-1])
            steps = [("replace", first, len(old) - last, first, len(new) - last)]
        else:
            steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for kind, first, end, new_first, new_end in steps:
            if kind != "equal":
                markup = self._markup.text(new[new_first:new_end])
                yield self._of_characters(anchor, start + first, start + end, markup)

    # StringReplace

    def _string_replaced(self, anchor: "Anchor", command: "_Element") -> "Iterator[Change]":
        if anchor.kind != "text":
            message = f"stringReplace changes texts, and this is {_called(anchor)}"
            raise LookupError(message)
        first, value = 0, self._value(anchor)
        for part in command:
            end = first + int(part.get("length", "0"))
            holder = part.find(_CONTENT) if part.tag == _MATCH else None
            if holder is not None and holder.attrib:
                message = "a text cannot give way to an attribute"
                raise LookupError(message)
            if holder is not None and not len(holder):
                yield from self._rewritten(anchor, first, value[first:end], holder.text or "")
            elif holder is not None:
                yield self._of_characters(anchor, first, end, self._markup.content(holder, anchor.scope))
            first = end

    def _of_characters(self, anchor: "Anchor", first: int, end: int, markup: str) -> Change:
        """Return the change of some characters of a text; a CDATA section is closed before what is put there."""
        pieces = self._written.pieces(anchor)
        if first == end:
            start = stop = _boundary(pieces, first)
            opened = closed = _section(pieces, first)
        else:
            start, opened = _located(pieces, first)[0], _section(pieces, first)
            stop, closed = _located(pieces, end - 1)[1], _section(pieces, end - 1)
            _require_whole(pieces, first, end)
        text = f"{']]>' if opened else ''}{markup}{'<![CDATA[' if closed else ''}"
        if opened and opened == closed and not set("<&") & set(markup) and "]]" not in markup:
            text = markup
        return Change(start, stop, text)


def _located(pieces: "list[Piece]", index: int) -> tuple[int, int]:
    """Return where the character *index* of a text is written."""
    for before, piece in _counted(pieces):
        inside = index - before
        if inside < len(piece.characters):
            if piece.literal:
                return piece.start + inside, piece.start + inside + 1
            return piece.start, piece.end
    return pieces[-1].end, pieces[-1].end


def _boundary(pieces: "list[Piece]", index: int) -> int:
    """Return where the character *index* of a text begins; past the last one, where that ends."""
    total = sum(len(piece.characters) for piece in pieces)
    if index < total:
        _require_whole(pieces, index, index)
        return _located(pieces, index)[0]
    return pieces[-1].end


def _section(pieces: "list[Piece]", index: int) -> int:
    """Return the number of the CDATA section that the character *index* stands in, 0 if none."""
    for before, piece in _counted(pieces):
        if index - before < len(piece.characters):
            return piece.section
    return pieces[-1].section


def _require_whole(pieces: "list[Piece]", first: int, end: int) -> None:
    """Refuse a part of what an entity stands for: the reference can only be replaced as a whole."""
    for before, piece in _counted(pieces):
        after = before + len(piece.characters)
        cut = before < first < after or before < end < after
        if cut and not piece.literal:
            message = "a part of the text comes out of an entity"
            raise LookupError(message)


def _counted(pieces: "list[Piece]") -> "Iterator[tuple[int, Piece]]":
    """Yield each piece with how many characters of the text stand before it."""
    before = 0
    for piece in pieces:
        yield before, piece
        before += len(piece.characters)


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


def _attributes_end(element: "Anchor") -> int:
    """Return where the last attribute of a start tag ends, or its name if it has none."""
    tag = element.tag
    return tag.attributes[-1].end if tag.attributes else tag.start + 1 + len(tag.name)


def _is_one_element(anchor: "Anchor", holder: "_Element") -> bool:
    """Return whether an element gives way to one new element, and nothing beside it."""
    alone = len(holder) == 1 and not holder.text and not holder[0].tail
    return alone and anchor.kind == "element" and isinstance(holder[0].tag, str) and holder[0].tag != SOURCE


def _called(anchor: "Anchor") -> str:
    return {"element": "an element", "attribute": "an attribute", "document": "the document"}.get(
        anchor.kind, f"a {anchor.kind.replace('-', ' ')}"
    )
