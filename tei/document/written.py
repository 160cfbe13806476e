"""The nodes of a document as they are written, for whoever wants to change the text and nothing else in it.

A pass with expat of its own, made only when a document is to be changed. What an entity brings in is written nowhere
but in its declaration: such a node is there, and :meth:`Node.require_written` refuses it.
"""

import pyexpat
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.document.tags import Tag, start_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.document.positions import Positions

_STEP: Final = re.compile(
    r"""/(?: (?P<kind>text|comment|processing-instruction)\((?P<target>[^)]*)\)
           | Q\{(?P<namespace>[^}]*)\}(?P<local>[^/\[]+)
           | @(?P<attribute>(?:Q\{[^}]*\})?[^/\[]+) )
        (?:\[(?P<position>[1-9][0-9]*)\])?""",
    re.VERBOSE,
)
_STAND_IN: Final = re.compile(r"&[^;]*;|\r\n?|")


class Piece(NamedTuple):
    """Characters of a text that stand together: where, and which; ``literal`` if they are written as they are.

    ``section`` numbers the CDATA section that they stand in; 0 is outside of any.
    """

    start: int
    end: int
    characters: str
    literal: bool
    section: int


class _Piece(NamedTuple):
    """As :class:`Piece`, by its offset in bytes; ``stood_for`` is "" for what is written as it is."""

    start: int
    size_bytes: int
    stood_for: str
    section: int


@dataclass(eq=False, slots=True)
class Node:
    """A node by its kind: document, element, attribute, text, comment or processing-instruction.

    ``start`` and ``end`` are offsets in bytes of UTF-8; ``close`` is where an element's end tag begins.
    """

    kind: str
    name: str
    start: int
    parent: "Node | None"
    entity: bool = False
    end: int = 0
    close: int = 0
    number: int = 0
    children: "list[Node]" = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)


class Anchor(NamedTuple):
    """A node with its place in code points. ``tag`` is the start tag of an element, or of an attribute's element.

    ``inside`` is where the content of an element, or of the document, stands: None for a tag that closes itself.
    ``scope`` are the prefixes that hold inside.
    """

    kind: str
    name: str
    start: int
    end: int
    tag: Tag
    inside: tuple[int, int] | None
    scope: dict[str, str]
    node: Node


class Written:
    """The nodes of a document by the paths that XPath's ``path()`` gives."""

    def __init__(self, positions: "Positions", root: "_Element") -> None:
        self.text = positions.text
        self._positions = positions
        found = _Pass(positions.text)
        self._document = found.run()
        self._elements = list(root.iter("*"))
        self._by_name: dict[Node, dict[tuple[str, str], list[Node]]] = {}
        # Where they differ, the tree holds what is written elsewhere, such as an included file.
        self.whole = [element.tag for element in self._elements] == found.names

    def find(self, path: str) -> Anchor:
        """Return the node that *path* leads to. Raises :class:`LookupError` if there is none that is written here."""
        if not self.whole:
            message = "a part of the document is written in another file"
            raise LookupError(message)
        node, attribute = self._resolve(path)
        if node.entity:
            message = "it comes out of an entity"
            raise LookupError(message)
        anchor = self._anchor(node)
        return self._of_attribute(anchor, attribute) if attribute else anchor

    def parent(self, anchor: Anchor) -> Anchor:
        """Return the element, or the document, that *anchor* stands in; an attribute stands in its element."""
        if anchor.kind == "attribute":
            return self._anchor(anchor.node)
        return self._anchor(anchor.node.parent or self._document)

    def beside(self, node: Node) -> Anchor:
        """Return the place of *node*."""
        return self._anchor(node)

    def attribute(self, element: Anchor, name: str) -> tuple[int, int] | None:
        """Return where the attribute of *element* with the Clark name *name* is written, None if it is not."""
        wanted = names.split(name)
        for own in element.tag.attributes:
            prefix, colon, local = own.name.partition(":")
            namespace = element.scope.get(prefix, "") if colon else ""
            if (namespace, local if colon else prefix) == wanted:
                return own.start, own.end
        return None

    def value(self, element: Anchor, name: str) -> str | None:
        """Return the value of an attribute of *element*."""
        return self._elements[element.node.number].get(name)

    def pieces(self, text: Anchor) -> list[Piece]:
        """Return the pieces of a text."""
        return [self._piece(one) for one in text.node.pieces]

    def _piece(self, one: _Piece) -> Piece:
        start = self._positions.from_bytes(one.start)
        if not one.stood_for:
            end = self._positions.from_bytes(one.start + one.size_bytes)
            return Piece(start, end, self.text[start:end], literal=True, section=one.section)
        written = _STAND_IN.match(self.text, start)
        end = written.end() if written else start
        return Piece(start, end, one.stood_for, literal=False, section=one.section)

    def _resolve(self, path: str) -> tuple[Node, str]:
        node, position = self._document, 0
        while step := _STEP.match(path, position):
            position = step.end()
            if step["attribute"]:
                break
            node = self._child(node, step)
        if path != "/" and position != len(path):
            message = f"this path leads nowhere: {path}"
            raise LookupError(message)
        return node, _clark(step["attribute"]) if step and step["attribute"] else ""

    def _child(self, parent: Node, step: re.Match[str]) -> Node:
        name = f"{{{step['namespace']}}}{step['local']}" if step["local"] else step["target"] or ""
        key = step["kind"] or "element", name.removeprefix("{}")
        found = self._children_of(parent).get(key, [])
        position = int(step["position"] or 1)
        if position > len(found):
            message = f"there is no {step[0]}"
            raise LookupError(message)
        return found[position - 1]

    def _children_of(self, parent: Node) -> dict[tuple[str, str], list[Node]]:
        """Return the children of *parent* by kind and name, put in order once: there may be thousands of paragraphs."""
        if parent not in self._by_name:
            ordered: dict[tuple[str, str], list[Node]] = {}
            for child in parent.children:
                ordered.setdefault((child.kind, child.name), []).append(child)
            self._by_name[parent] = ordered
        return self._by_name[parent]

    def _anchor(self, node: Node) -> Anchor:
        start, end = self._positions.from_bytes(node.start), self._positions.from_bytes(node.end)
        if node.kind != "element":
            inside = (start, end) if node.kind == "document" else None
            return Anchor(node.kind, node.name, start, end, Tag("", start, start), inside, self._scope(node), node)
        tag = start_tag(self.text, start)
        inside = None if self.text.endswith("/>", start, tag.end) else (tag.end, self._positions.from_bytes(node.close))
        return Anchor("element", node.name, start, end, tag, inside, self._scope(node), node)

    def _of_attribute(self, element: Anchor, name: str) -> Anchor:
        place = self.attribute(element, name)
        if place is None:
            message = "it comes out of the DOCTYPE"
            raise LookupError(message)
        return element._replace(kind="attribute", name=name, start=place[0], end=place[1], inside=None)

    def _scope(self, node: Node) -> dict[str, str]:
        """Return the prefixes that hold for what stands in *node*, or beside it; "" is that of the default."""
        own: Node | None = node
        while own is not None and own.kind != "element":
            own = own.parent
        known = {} if own is None else {prefix or "": uri for prefix, uri in self._elements[own.number].nsmap.items()}
        return {**known, "xml": names.XML}


def _clark(name: str) -> str:
    if name.startswith("Q{"):
        return name[1:].removeprefix("{}")
    return f"{{{names.XML}}}{name[4:]}" if name.startswith("xml:") else name


class _Pass:
    """A well-formed document on its way through expat."""

    def __init__(self, text: str) -> None:
        self._source = text.encode("utf-8")
        self._document = Node("document", "", 0, None, end=len(self._source))
        self._open = [self._document]
        self._text: Node | None = None
        self._section_start = -1
        self._section = self._sections = 0
        self._in_entity = -1
        self._parser = pyexpat.ParserCreate("UTF-8", namespace_separator="\n")
        self.names: list[str] = []

    def run(self) -> Node:
        """Return the document, with all nodes in it."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = lambda _said: self._markup("comment", "", "-->")
        parser.ProcessingInstructionHandler = lambda target, _said: self._markup("processing-instruction", target, "?>")
        parser.StartCdataSectionHandler = self._open_section
        parser.EndCdataSectionHandler = self._close_section
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = lambda *_said: self._declare(inside=True)
        parser.EndDoctypeDeclHandler = lambda: self._declare(inside=False)
        parser.Parse(self._source, True)  # noqa: FBT003 - pyexpat takes no keyword
        return self._document

    def _declare(self, *, inside: bool) -> None:
        """Leave out the comments and instructions of the internal subset: they are no nodes."""
        self._parser.CommentHandler = None if inside else lambda _said: self._markup("comment", "", "-->")
        self._parser.ProcessingInstructionHandler = (
            None if inside else lambda target, _said: self._markup("processing-instruction", target, "?>")
        )

    def _begun(self, kind: str, name: str) -> Node:
        """Return a new node that begins here; the text before it ends."""
        start, parent = self._parser.CurrentByteIndex, self._open[-1]
        expanded = parent.entity or self._source[start : start + 1] == b"&"
        self._finish_text(start, expanded=expanded)
        if expanded:
            self._in_entity = start
        node = Node(kind, name, start, parent, entity=expanded)
        parent.children.append(node)
        return node

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("\n")
        node = self._begun("element", f"{{{namespace}}}{local}" if namespace else local)
        node.number = len(self.names)
        self.names.append(node.name)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        node, here = self._open.pop(), self._parser.CurrentByteIndex
        self._finish_text(here, expanded=node.entity)
        node.close = here
        # For a tag that closes itself, expat is already behind it.
        behind = node.entity or self._closes_itself(node, here)
        node.end = here if behind else self._source.index(b">", here) + 1

    def _closes_itself(self, node: Node, here: int) -> bool:
        """Return whether the start tag of *node*, which ends at *here*, is its end tag, too."""
        if node.children or self._source[here - 2 : here] != b"/>":
            return False
        text = self._source[node.start : here].decode("utf-8")
        return start_tag(text, 0).end == len(text)

    def _markup(self, kind: str, name: str, closing: str) -> None:
        node = self._begun(kind, name)
        node.end = node.start if node.entity else self._source.index(closing.encode(), node.start) + len(closing)

    def _open_section(self) -> None:
        self._sections += 1
        self._section, self._section_start = self._sections, self._parser.CurrentByteIndex

    def _close_section(self) -> None:
        self._section = 0

    def _characters(self, data: str) -> None:
        start, written = self._parser.CurrentByteIndex, data.encode("utf-8")
        reference = self._source[start : start + 1] == b"&" and not self._section
        literal = not reference and self._source.startswith(written, start)
        piece = _Piece(start, len(written), "" if literal else data, self._section)
        if self._text is None:
            parent = self._open[-1]
            first = self._section_start if self._section and self._section_start >= 0 else start
            torn = parent.entity or (reference and start == self._in_entity)
            self._text = Node("text", "", first, parent, entity=torn)
            parent.children.append(self._text)
        self._text.pieces.append(piece)

    def _finish_text(self, end: int, *, expanded: bool) -> None:
        text, self._text, self._section_start = self._text, None, -1
        if text is not None:
            text.end = end
            text.entity = text.entity or (expanded and text.pieces[-1].start == end)
