"""Content models, datatypes and lists of values: from their elements, in Pure ODD and in RELAX NG, to values.

Source: TEI Guidelines, sections TDTAG (content models) and TDATT (attributes); RELAX NG, section 3.
"""

from copy import deepcopy
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from tei import names
from tei.errors import SchemaError
from tei.names import RNG, TEI
from tei.odd.specs import (
    ONCE,
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Datatype,
    ElementRef,
    Empty,
    EveryElement,
    Facet,
    Foreign,
    ListOf,
    MacroRef,
    Mode,
    NameRef,
    Occurs,
    Prose,
    Sequence,
    TextNode,
    ValItem,
    ValList,
)
from tei.relaxng import grammar, model

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.files import Files

_XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_LIBRARY: Final = "datatypeLibrary"
_RNG_OCCURS: Final = {
    "optional": Occurs(0, 1),
    "zeroOrMore": Occurs(0, UNBOUNDED),
    "oneOrMore": Occurs(1, UNBOUNDED),
    "group": ONCE,
    "div": ONCE,
}


class Contents:
    """Reads content models; *files* gives the children of an element and takes the faults."""

    def __init__(self, files: "Files") -> None:
        self._files = files

    def content(self, node: "_Element") -> Content:
        """Return what the element ``content`` says; several children are a sequence, none is nothing."""
        members = self._members(node)
        if not members and any(str(part).startswith("<?NameList") for part in node.iterchildren(etree.PI)):
            return EveryElement()
        return _together(members)

    def datatype(self, node: "_Element") -> Datatype:
        """Return what the element ``datatype`` says."""
        members = self._members(node)
        return Datatype(_together(members) if members else None, self.occurs(node))

    def values(self, node: "_Element") -> ValList:
        """Return what the element ``valList`` says."""
        items = tuple(
            self._item(child) for child in self._files.children(node) if child.tag == names.tei_name("valItem")
        )
        mode = node.get("mode", "").strip()
        return ValList(items, node.get("type", "").strip(), cast("Mode", mode), node=node)

    def _item(self, node: "_Element") -> ValItem:
        prose = []
        alt_ident = ""
        for child in self._files.children(node):
            local = names.local_name(str(child.tag))
            if local == "altIdent":
                alt_ident = (child.text or "").strip()
            elif local in {"gloss", "desc", "remarks", "equiv"}:
                prose.append(Prose(local, child.get(f"{{{names.XML}}}lang", ""), child))
        return ValItem(
            node.get("ident", ""),
            cast("Mode", node.get("mode", "add").strip()),
            alt_ident,
            node.get("validUntil", ""),
            tuple(prose),
            node=node,
        )

    def occurs(self, node: "_Element", least: str = "minOccurs", most: str = "maxOccurs") -> Occurs:
        """Return how often *node* says that something occurs; more than at most is a fault."""
        lower = self._number(node, least)
        upper = self._number(node, most)
        minimum = 1 if lower is None else lower
        if node.get(most, "").strip() == "unbounded":
            return Occurs(minimum, UNBOUNDED)
        maximum = 1 if upper is None else upper
        if minimum <= maximum:
            return Occurs(minimum, maximum)
        message = f"at least {minimum} and at most {maximum} of <{names.local_name(str(node.tag))}> is never fulfilled"
        if upper is None:
            advice = f'{most} is 1 where nothing is written: add {most}="{minimum}" or {most}="unbounded"'
        else:
            advice = f"make {least} no greater than {most}"
        self._files.fault("odd.occurrence", message, node, advice, attribute=least)
        return Occurs(minimum, minimum)

    def _number(self, node: "_Element", attribute: str) -> int | None:
        written = node.get(attribute, "").strip()
        if not written or (written == "unbounded" and attribute.startswith("max")):
            return None
        if written.isascii() and written.isdigit():
            return int(written)
        message = f"“{written}” is no number of occurrences"
        self._files.fault("odd.value", message, node, f"write a number into @{attribute}", attribute=attribute)
        return None

    def _members(self, node: "_Element") -> tuple[Content, ...]:
        found = (self._member(child) for child in self._files.children(node))
        return tuple(member for member in found if member is not None)

    def _member(self, node: "_Element") -> Content | None:
        namespace, local = names.split(str(node.tag))
        if namespace == RNG:
            return self._pattern(node, local)
        return self._pure(node, local) if namespace == TEI else None

    def _pure(self, node: "_Element", local: str) -> Content | None:  # noqa: C901 - one case an element
        """Return what an element of Pure ODD says, None if it is no part of a content model."""
        match local:
            case "textNode":
                return TextNode()
            case "empty":
                return Empty()
            case "elementRef":
                return ElementRef(_key(node), self.occurs(node))
            case "classRef":
                return self._class(node)
            case "macroRef":
                return MacroRef(_key(node))
            case "dataRef":
                return self._data(node)
            case "sequence":
                ordered = node.get("preserveOrder", "").strip() not in {"false", "0"}
                return Sequence(self._members(node), self.occurs(node), ordered=ordered)
            case "interleave":
                return Sequence(self._members(node), self.occurs(node), ordered=False)
            case "alternate":
                return Alternate(self._members(node), self.occurs(node))
            case "anyElement":
                excluded = self._names(node, "except") if "except" in node.attrib else None
                return AnyElement(self.occurs(node), self._names(node, "require"), excluded)
            case "valList":
                return self.values(node)
        return None

    def _class(self, node: "_Element") -> ClassRef:
        include = node.get("include")
        return ClassRef(
            _key(node),
            self.occurs(node),
            node.get("expand", "").strip(),
            None if include is None else tuple(include.split()),
            tuple(node.get("except", "").split()),
        )

    def _data(self, node: "_Element") -> DataRef:
        facets = tuple(
            Facet(child.get("name", "").strip(), child.get("value", ""))
            for child in self._files.children(node)
            if child.tag == names.tei_name("dataFacet")
        )
        if node.get("ref") is not None:
            message = "a datatype cannot be taken from an address: @ref of <dataRef> is known to no processor"
            self._files.fault("odd.value", message, node, "use @name or @key", attribute="ref")
        return DataRef(_key(node), node.get("name", "").strip(), node.get("restriction", ""), facets)

    def _names(self, node: "_Element", attribute: str) -> tuple[str, ...]:
        """Return the namespaces and names in *attribute*, prefixes resolved where they are written."""
        return tuple(name_test(node, word) for word in node.get(attribute, "").split())

    def _pattern(self, node: "_Element", local: str) -> Content | None:
        """Return what an element of RELAX NG says, None if it is no pattern."""
        match local:
            case "ref":
                return NameRef(node.get("name", "").strip())
            case "text":
                return TextNode()
            case "empty":
                return Empty()
            case "choice":
                return Alternate(self._members(node))
            case "interleave":
                return Sequence(self._members(node), ordered=False)
            case "mixed":
                return Sequence((TextNode(), Sequence(self._members(node))), ordered=False)
            case "list":
                return ListOf(_together(self._members(node)))
            case _ if local in _RNG_OCCURS:
                return _occurring(_together(self._members(node)), _RNG_OCCURS[local])
        return self._foreign(node)

    def _foreign(self, node: "_Element") -> Content:
        """Return the pattern that *node* is; simple datatypes as Pure ODD has them."""
        fragment = deepcopy(node)
        fragment.tail = None
        if not any(_LIBRARY in outer.attrib for outer in [node, *node.iterancestors()]):
            fragment.set(_LIBRARY, _XSD)
        try:
            pattern = grammar.read(etree.tostring(fragment), "<pattern>", ns=TEI)
        except SchemaError as fault:
            message = f"this is not RELAX NG: {fault.diagnostics[0].message}"
            self._files.fault("odd.pattern", message, node, *fault.diagnostics[0].help)
            return Empty()
        return data_of(pattern)


def data_of(pattern: model.Pattern) -> Content:
    """Return *pattern* as a reference to a datatype if that is all it is."""
    if isinstance(pattern, model.Data) and pattern.library == _XSD and pattern.exception is None:
        facets = tuple(Facet(*parameter) for parameter in pattern.parameters)
        if len(facets) == 1 and facets[0].name == "pattern":
            return DataRef(name=pattern.type_name, restriction=facets[0].value)
        return DataRef(name=pattern.type_name, facets=facets)
    return Foreign(pattern)


def name_test(node: "_Element", word: str) -> str:
    """Return *word*, a namespace or a name with a prefix that is declared at *node*, as a Clark name or ``{…}*``."""
    prefix, colon, local = word.partition(":")
    if colon and prefix in node.nsmap and not local.startswith("/"):
        return f"{{{node.nsmap[prefix]}}}{local}"
    return f"{{{word}}}*"


def _key(node: "_Element") -> str:
    return node.get("key", "").strip()


def _together(members: tuple[Content, ...]) -> Content:
    if not members:
        return Empty()
    return members[0] if len(members) == 1 else Sequence(members)


def _occurring(content: Content, occurs: Occurs) -> Content:
    """Return *content* so often."""
    if isinstance(content, Sequence) and content.ordered and content.occurs == ONCE:
        return Sequence(content.members, occurs)
    return content if occurs == ONCE else Sequence((content,), occurs)
