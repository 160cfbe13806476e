"""The prose of an ODD for the record: its text with what it includes, and in the place of specifications what they say.

Whatever else the ODD has comes along as it is: what may become of it on the page is for the stylesheet to know.
"""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import names
from tei.names import XML
from tei.odd.bases.base import EXAMPLES
from tei.odd.guide.identifiers import RESERVED
from tei.odd.guide.record import copied, new
from tei.odd.source.reading import KINDS
from tei.odd.specs import Key

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.guide.identifiers import Identifiers
    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.files import Files

_ID: Final = f"{{{XML}}}id"
_DEEPEST: Final = 200
"""How deep prose may be nested; what is deeper in it is left out."""
_REFERENCES: Final = {
    names.tei_name("elementRef"): "element",
    names.tei_name("classRef"): "class",
    names.tei_name("macroRef"): "macro",
    names.tei_name("dataRef"): "data",
}


def prose(root: "_Element", files: "Files", schema: "ResolvedSchema", identifiers: "Identifiers") -> "_Element":
    """Return the element ``prose`` of the record: a copy of the ODD with this *root*."""
    found = new("prose")
    copy = _Copy(files, schema, identifiers).of(root, 0)
    if copy is not None:
        found.append(copy)
    return found


class _Copy:
    def __init__(self, files: "Files", schema: "ResolvedSchema", identifiers: "Identifiers") -> None:
        self._files = files
        self._schema = schema
        self._identifiers = identifiers
        self._ids: set[str] = set()

    def of(self, node: "_Element", depth: int, *, selecting: bool = False) -> "_Element | None":
        """Return what stands on the page for *node*; *selecting* is whether a schema or a group is around it."""
        tag = str(node.tag)
        if depth > _DEEPEST:
            return None
        if tag == EXAMPLES:
            return copied(node)
        if tag in KINDS:
            return self._spec(node)
        if selecting and tag in _REFERENCES:
            return self._reference(node, _REFERENCES[tag])
        if selecting and tag == names.tei_name("constraintSpec"):
            return None
        selecting = tag in {names.tei_name("schemaSpec"), names.tei_name("specGrp")}
        twin = etree.Element(tag, nsmap=node.nsmap)  # type: ignore[arg-type] # None is the default namespace
        for name, value in node.attrib.items():
            twin.set(name, value)
        self._identify(twin)
        twin.text = node.text
        self._fill(twin, node, depth, selecting=selecting)
        return twin

    def _fill(self, twin: "_Element", node: "_Element", depth: int, *, selecting: bool) -> None:
        for child in node.iterchildren():
            parts = list(self._files.in_place_of(child)) if isinstance(child.tag, str) else []
            for part in parts:
                copy = self.of(part, depth + 1, selecting=selecting)
                if copy is not None:
                    twin.append(copy)
            if child.tail and len(twin):
                twin[-1].tail = (twin[-1].tail or "") + child.tail
            elif child.tail:
                twin.text = (twin.text or "") + child.tail

    def _identify(self, twin: "_Element") -> None:
        """Keep the ``xml:id`` for links, unless it is there already or one that the guide gives."""
        identifier = twin.get(_ID)
        if identifier is None:
            return
        if identifier in self._ids or identifier.startswith(RESERVED):
            del twin.attrib[_ID]
        else:
            self._ids.add(identifier)

    def _spec(self, node: "_Element") -> "_Element":
        """Return what stands for a specification: its name, and what the ODD does with it."""
        kind = KINDS[str(node.tag)]
        ident = node.get("ident", "").strip()
        namespace = node.get("ns", "").strip()
        key = Key(kind, namespace, ident) if namespace else self._schema.key(kind, ident)
        known = key is not None and key in self._identifiers
        made = new(
            "spec",
            ident,
            to=self._identifiers.of(key) if known and key is not None else "",
            kind=kind,
            mode=node.get("mode", "add").strip(),
        )
        if identifier := node.get(_ID):
            made.set("id", identifier)
            self._ids.add(identifier)
        return made

    def _reference(self, node: "_Element", kind: str) -> "_Element":
        ident = node.get("key", "").strip()
        key = self._schema.key(kind, ident)  # type: ignore[arg-type] # the values above are kinds
        return new("spec", ident, to=self._identifiers.of(key) if key else "", kind=kind, mode="taken")
