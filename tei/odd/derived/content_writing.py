"""Content models, datatypes and lists of values as elements: what :mod:`contents <tei.odd.source.contents>` reads."""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import names
from tei.names import RNG, TEI, XML
from tei.odd.specs import (
    ONCE,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Datatype,
    ElementRef,
    Empty,
    EveryElement,
    Foreign,
    ListOf,
    MacroRef,
    NameRef,
    Occurs,
    Sequence,
    TextNode,
    ValItem,
    ValList,
)
from tei.relaxng import writing_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.odd.specs import Prose

LANGUAGE: Final = f"{{{XML}}}lang"


class ContentWriter:
    """Writes content models; *prefixes* has the prefix of each namespace, for names of elements."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes

    def content(self, parent: "_Element", content: Content, *, literal: bool) -> None:
        """Add *content* to *parent* as its ``content``; names in it are *literal* if they have the schema's prefix."""
        node = child(parent, "content", {"autoPrefix": "false"} if literal else {})
        if isinstance(content, EveryElement):
            node.append(etree.ProcessingInstruction("NameList"))
        else:
            self._add(node, content)

    def datatype(self, parent: "_Element", datatype: Datatype) -> None:
        """Add a ``datatype``."""
        node = child(parent, "datatype", occurring(datatype.occurs))
        if datatype.content is not None:
            self._add(node, datatype.content)

    def values(self, parent: "_Element", values: ValList) -> None:
        """Add a ``valList``."""
        node = child(parent, "valList", {"type": values.type, "mode": values.mode})
        for item in values.items:
            _item(node, item)

    def names(self, tests: "Iterable[str]") -> str:
        """Return Clark names, and ``{namespace}*``, as ``except`` and ``defaultExceptions`` have them."""
        return " ".join(map(self._name, tests))

    def _name(self, test: str) -> str:
        namespace, local = names.split(test)
        return namespace if local == "*" else f"{self._prefixes[namespace]}:{local}"

    def _add(self, parent: "_Element", content: Content) -> None:  # noqa: C901, PLR0912 - one case an element
        match content:
            case TextNode():
                child(parent, "textNode")
            case Empty() | EveryElement():
                child(parent, "empty")
            case ElementRef():
                child(parent, "elementRef", {"key": content.key, **occurring(content.occurs)})
            case ClassRef():
                self._class(parent, content)
            case MacroRef():
                child(parent, "macroRef", {"key": content.key})
            case DataRef():
                self._data(parent, content)
            case Sequence():
                order = {} if content.ordered else {"preserveOrder": "false"}
                self._group(parent, "sequence", content, order)
            case Alternate():
                self._group(parent, "alternate", content, {})
            case AnyElement():
                self._any(parent, content)
            case ValList():
                self.values(parent, content)
            case NameRef():
                etree.SubElement(parent, f"{{{RNG}}}ref", name=content.name)
            case ListOf():
                self._add(etree.SubElement(parent, f"{{{RNG}}}list"), content.member)
            case Foreign():
                parent.append(etree.fromstring(writing_xml.write(content.pattern).encode()))

    def _group(self, parent: "_Element", local: str, content: Sequence | Alternate, attributes: dict[str, str]) -> None:
        node = child(parent, local, {**attributes, **occurring(content.occurs)})
        for member in content.members:
            self._add(node, member)

    def _class(self, parent: "_Element", reference: ClassRef) -> None:
        written = {"key": reference.key, "expand": reference.expand, "except": " ".join(reference.excluded)}
        node = child(parent, "classRef", {**written, **occurring(reference.occurs)})
        if reference.include is not None:
            node.set("include", " ".join(reference.include))

    def _data(self, parent: "_Element", reference: DataRef) -> None:
        attributes = {"key": reference.key, "name": reference.name, "restriction": reference.restriction}
        node = child(parent, "dataRef", attributes)
        for facet in reference.facets:
            etree.SubElement(node, names.tei_name("dataFacet"), name=facet.name, value=facet.value)

    def _any(self, parent: "_Element", content: AnyElement) -> None:
        node = child(parent, "anyElement", {"require": self.names(content.require), **occurring(content.occurs)})
        if content.excluded is not None:
            node.set("except", self.names(content.excluded))


def child(parent: "_Element", local: str, attributes: "dict[str, str] | None" = None) -> "_Element":
    """Return a new element of TEI at the end of *parent*; attributes without a value are left out."""
    given = {name: value for name, value in (attributes or {}).items() if value}
    return etree.SubElement(parent, f"{{{TEI}}}{local}", given)


def occurring(occurs: Occurs, least: str = "minOccurs", most: str = "maxOccurs") -> dict[str, str]:
    """Return the attributes that say *occurs*, none for once."""
    if occurs == ONCE:
        return {}
    return {least: str(occurs.least), most: "unbounded" if occurs.most is None else str(occurs.most)}


def say(parent: "_Element", prose: "Iterable[Prose]", kinds: "Iterable[str]") -> None:
    """Add what is said for people, of these *kinds* and in their order, with its language."""
    said = list(prose)
    for kind in kinds:
        for part in said:
            if part.kind == kind:
                parent.append(copied(part.node, part.language))


def copied(node: "_Element", language: str) -> "_Element":
    """Return a copy of *node* that knows the prefixes and the language that hold where it stands."""
    copy = etree.fromstring(etree.tostring(node, encoding="utf-8", with_tail=False))
    if language and copy.get(LANGUAGE) is None:
        copy.set(LANGUAGE, language)
    return copy


def _item(parent: "_Element", item: ValItem) -> None:
    mode = "" if item.mode == "add" else item.mode
    node = child(parent, "valItem", {"mode": mode, "validUntil": item.valid_until})
    node.set("ident", item.ident)
    if item.alt_ident:
        child(node, "altIdent").text = item.alt_ident
    say(node, item.prose, ("equiv", "gloss", "desc", "remarks"))
