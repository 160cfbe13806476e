"""Specification elements as :mod:`specs <tei.odd.specs>`; what is not understood in them is reported.

Source: TEI Guidelines, chapter TD (Documentation Elements).
"""

from typing import TYPE_CHECKING, Final, Literal

from tei import names
from tei.names import TEI, XML, XMLNS
from tei.odd.source import contents
from tei.odd.specs import AttDef, AttList, AttRef, Classes, Constraint, Kind, MemberOf, Prose, Spec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.source.files import Files

KINDS: Final[dict[str, Kind]] = {
    names.tei_name("elementSpec"): "element",
    names.tei_name("classSpec"): "class",
    names.tei_name("macroSpec"): "macro",
    names.tei_name("dataSpec"): "data",
}
"""The elements that specify something."""

_USAGES: Final = ("req", "rec", "opt", "mwa", "rwa")
"""How much an attribute is wanted; the last two are of early releases of TEI P5."""
_RESERVED: Final = {"xml": XML, "xmlns": XMLNS}
"""The prefixes that are declared everywhere."""
_PROSE: Final = frozenset({"gloss", "desc", "remarks", "exemplum", "equiv", "listRef", "valDesc"})
_LANGUAGE: Final = f"{{{XML}}}lang"


class Reader:
    """Reads the specifications of one ODD and of the files it refers to."""

    def __init__(self, files: "Files") -> None:
        self._files = files
        self._contents = contents.Contents(files)

    def spec(self, node: "_Element") -> Spec:
        """Return what the specification element *node* says."""
        parts = self._parts(node)
        kind = KINDS[str(node.tag)]
        content = parts.get("content")
        return Spec(
            kind=kind,
            ident=self._ident(node),
            module=node.get("module", "").strip(),
            mode=self._contents.mode(node),
            namespace=_stripped(node, "ns"),
            prefix=_stripped(node, "prefix"),
            type=node.get("type", "").strip(),
            alt_ident=_text(parts.get("altIdent")),
            valid_until=node.get("validUntil", ""),
            classes=self._classes(parts["classes"][0]) if "classes" in parts else None,
            content=self._contents.content(content[0]) if content else None,
            auto_prefix=not content or content[0].get("autoPrefix") not in {"false", "0"},
            values=self._contents.values(parts["valList"][0]) if "valList" in parts else None,
            attributes=self._attributes(parts.get("attList", [])),
            constraints=self.constraints(parts.get("constraintSpec", [])),
            prose=_prose(parts),
            node=node,
        )

    def constraints(self, nodes: "list[_Element]") -> tuple[Constraint, ...]:
        """Return what the elements ``constraintSpec`` among *nodes* say."""
        return tuple(
            Constraint(node.get("ident", ""), node.get("scheme", ""), self._contents.mode(node), _language(node), node)
            for node in nodes
            if node.tag == names.tei_name("constraintSpec")
        )

    def _parts(self, node: "_Element") -> "dict[str, list[_Element]]":
        """Return the TEI children of *node* by their names."""
        parts: dict[str, list[_Element]] = {}
        for child in self._files.children(node):
            namespace, local = names.split(str(child.tag))
            if namespace == TEI:
                parts.setdefault(local, []).append(child)
        return parts

    def _ident(self, node: "_Element") -> str:
        ident = node.get("ident", "").strip()
        if not ident:
            message = f"<{names.local_name(str(node.tag))}> has no @ident that tells what it specifies"
            self._files.fault("odd.value", message, node)
        return ident

    def _classes(self, node: "_Element") -> Classes:
        members = tuple(
            MemberOf(
                self._contents.key(child),
                self._contents.mode(child),
                self._contents.occurs(child, "min", "max"),
                node=child,
            )
            for child in self._files.children(node)
            if child.tag == names.tei_name("memberOf")
        )
        said = self._contents.one_of(node, "mode", "change", "replace")
        mode: Literal["replace", "change"] = "change" if said == "change" else "replace"
        return Classes(members, mode)

    def _attributes(self, nodes: "list[_Element]") -> AttList | None:
        """Return the attributes in *nodes*, the lists of one owner; several lists are one group."""
        lists = [self._attribute_list(node) for node in nodes]
        if len(lists) > 1 and all(found.org == "group" for found in lists):
            return AttList(tuple(member for found in lists for member in found.members))
        return AttList(tuple(lists)) if len(lists) > 1 else next(iter(lists), None)

    def _attribute_list(self, node: "_Element") -> AttList:
        org: Literal["group", "choice"] = (
            "choice" if self._contents.one_of(node, "org", "group", "choice") == "choice" else "group"
        )
        if sum(outer.tag == node.tag for outer in node.iterancestors()) == contents.DEEPEST:
            message = f"more than {contents.DEEPEST} lists of attributes lie in one another here; this one is left out"
            self._files.fault("odd.content", message, node)
            return AttList((), org)
        return AttList(tuple(self._attribute_members(node)), org)

    def _attribute_members(self, node: "_Element") -> "Iterator[AttDef | AttRef | AttList]":
        for child in self._files.children(node):
            if child.tag == names.tei_name("attDef"):
                yield self._attribute(child)
            elif child.tag == names.tei_name("attRef"):
                yield AttRef(child.get("class", "").strip(), child.get("name", "").strip(), node=child)
            elif child.tag == names.tei_name("attList"):
                yield self._attribute_list(child)

    def _attribute(self, node: "_Element") -> AttDef:
        parts = self._parts(node)
        ident = self._ident(node)
        return AttDef(
            ident=ident,
            namespace=self._namespace(node, ident),
            mode=self._contents.mode(node),
            usage=self._contents.one_of(node, "usage", *_USAGES),
            alt_ident=_text(parts.get("altIdent")),
            datatype=self._contents.datatype(parts["datatype"][0]) if "datatype" in parts else None,
            default=_text(parts["defaultVal"]) if "defaultVal" in parts else None,
            values=self._contents.values(parts["valList"][0]) if "valList" in parts else None,
            valid_until=node.get("validUntil", ""),
            constraints=self.constraints(parts.get("constraintSpec", [])),
            prose=_prose(parts),
            node=node,
        )

    def _namespace(self, node: "_Element", ident: str) -> str:
        """Return the namespace of an attribute: what is written, or what its prefix stands for here."""
        written = _stripped(node, "ns")
        prefix, colon, _local = ident.rpartition(":")
        if written or not colon:
            return written or ""
        if prefix in _RESERVED:
            return _RESERVED[prefix]
        if prefix in node.nsmap:
            return node.nsmap[prefix]
        message = f"the prefix {prefix} of the attribute {ident} is not declared here"
        advice = f'declare it with xmlns:{prefix}="…", or write the namespace into @ns'
        self._files.fault("odd.value", message, node, advice, attribute="ident")
        return ""


def _prose(parts: "dict[str, list[_Element]]") -> tuple[Prose, ...]:
    return tuple(Prose(kind, _language(node), node) for kind in parts if kind in _PROSE for node in parts[kind])


def _stripped(node: "_Element", attribute: str) -> str | None:
    value = node.get(attribute)
    return None if value is None else value.strip()


def _text(nodes: "list[_Element] | None") -> str:
    """Return the text of the first of *nodes*, without the white space around it."""
    return "".join(str(text) for text in nodes[0].itertext()).strip() if nodes else ""


def _language(node: "_Element") -> str:
    """Return the nearest ``xml:lang``."""
    current: _Element | None = node
    while current is not None:
        if (language := current.get(_LANGUAGE)) is not None:
            return language
        current = current.getparent()
    return ""
