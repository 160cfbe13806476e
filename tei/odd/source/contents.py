"""Content models, datatypes and lists of values: from their elements, in Pure ODD and in RELAX NG, to values.

Source: TEI Guidelines, sections TDTAG (content models) and TDATT (attributes); RELAX NG, section 3.
"""

import re
from typing import TYPE_CHECKING, Final, cast, get_args
from xml.sax.saxutils import quoteattr

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
from tei.relaxng.wording import either, shortened

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.source.files import Files

_XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_LIBRARY: Final = "datatypeLibrary"
_MODES: Final = get_args(Mode)
_VALUE_LISTS: Final = ("closed", "semi", "open")
DEEPEST: Final = 50
"""How many groups may lie in one another."""
_MOST_DIGITS: Final = 9
_LOCAL: Final = re.compile(r"[^\W\d][\w.\-]*")
_SCHEMES: Final = frozenset({"data", "doi", "http", "https", "info", "tag", "urn"})
"""What stands before a colon and is no prefix that somebody forgot to declare."""
_WITH_NAMESPACE: Final = frozenset(map(names.tei_name, ("elementSpec", "schemaSpec")))
"""The elements of ODD whose ``ns`` is inherited by RELAX NG in them."""
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
        self._depth = 0

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
        mode = self.mode(node) if "mode" in node.attrib else ""
        return ValList(items, self.one_of(node, "type", *_VALUE_LISTS), mode, node=node)

    def mode(self, node: "_Element") -> Mode:
        """Return the mode of *node*, which is ``add`` where nothing is said."""
        return cast("Mode", self.one_of(node, "mode", *_MODES) or "add")

    def one_of(self, node: "_Element", attribute: str, *known: str) -> str:
        """Return the value of *attribute* if it is one of *known*, "" if it is not there; another value is a fault."""
        value = node.get(attribute, "").strip()
        if not value or value in known:
            return value
        message = f"“{shortened(value)}” is no {attribute} of <{names.local_name(str(node.tag))}>"
        self._files.fault("odd.value", message, node, f"write {either(known)}", attribute=attribute)
        return ""

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
            self.mode(node),
            alt_ident,
            node.get("validUntil", ""),
            tuple(prose),
            node=node,
        )

    def occurs(self, node: "_Element", least: str = "minOccurs", most: str = "maxOccurs") -> Occurs:
        """Return how often *node* says that something occurs; more than at most is a fault."""
        minimum = self._number(node, least)
        maximum = self._number(node, most)
        if maximum is UNBOUNDED or minimum is UNBOUNDED or minimum <= maximum:
            return Occurs(minimum or 0, maximum)
        message = f"at least {minimum} and at most {maximum} of <{names.local_name(str(node.tag))}> is never fulfilled"
        if node.get(most) is None:
            advice = f'{most} is 1 where nothing is written: add {most}="{minimum}" or {most}="unbounded"'
        else:
            advice = f"make {least} no greater than {most}"
        self._files.fault("odd.occurrence", message, node, advice, attribute=least)
        return Occurs(minimum, minimum)

    def _number(self, node: "_Element", attribute: str) -> int | None:
        """Return what is written in *attribute*, 1 where nothing is, no limit where it is not understood."""
        written = node.get(attribute, "").strip()
        if not written:
            return 1
        if written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS:
            return int(written)
        if written != "unbounded" or not attribute.startswith("max"):
            message = f"“{shortened(written)}” is no number of occurrences"
            self._files.fault("odd.value", message, node, f"write a number into @{attribute}", attribute=attribute)
        return UNBOUNDED

    def _members(self, node: "_Element") -> tuple[Content, ...]:
        if self._depth == DEEPEST:
            message = f"more than {DEEPEST} groups lie in one another here; what is in this one is left out"
            self._files.fault("odd.content", message, node)
            return ()
        self._depth += 1
        found = [self._member(child) for child in self._files.children(node)]
        self._depth -= 1
        return tuple(member for member in found if member is not None)

    def _member(self, node: "_Element") -> Content | None:
        """Return what *node* says; None if it is of another vocabulary, or no part of a content model."""
        namespace, local = names.split(str(node.tag))
        if namespace == RNG:
            return self._pattern(node, local)
        if namespace != TEI:
            return None
        if (content := self._pure(node, local)) is None:
            message = f"<{local}> is no part of a content model; it is passed over"
            self._files.warn("odd.content", message, node)
        return content

    def _group(self, node: "_Element") -> tuple[Content, ...]:
        """Return the members of a group, which has one at least."""
        if next(self._files.children(node), None) is None:
            local = names.local_name(str(node.tag))
            advice = "remove it, or write <empty/> into <content> if nothing is allowed"
            self._files.warn("odd.content", f"there is nothing in this <{local}>", node, advice)
        return self._members(node)

    def _pure(self, node: "_Element", local: str) -> Content | None:  # noqa: C901 - one case an element
        """Return what an element of Pure ODD says, None if it is no part of a content model."""
        match local:
            case "textNode":
                return TextNode()
            case "empty":
                return Empty()
            case "elementRef":
                return ElementRef(self.key(node), self.occurs(node))
            case "classRef":
                return self._class(node)
            case "macroRef":
                return MacroRef(self.key(node))
            case "dataRef":
                return self._data(node)
            case "sequence":
                ordered = node.get("preserveOrder", "").strip() not in {"false", "0"}
                return Sequence(self._group(node), self.occurs(node), ordered=ordered)
            case "interleave":
                return Sequence(self._group(node), self.occurs(node), ordered=False)
            case "alternate":
                return Alternate(self._group(node), self.occurs(node))
            case "anyElement":
                excluded = self._names(node, "except") if "except" in node.attrib else None
                return AnyElement(self.occurs(node), self._names(node, "require"), excluded)
            case "valList":
                return self.values(node)
        return None

    def _class(self, node: "_Element") -> ClassRef:
        include = node.get("include")
        return ClassRef(
            self.key(node),
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
        key = node.get("key", "").strip()
        name = node.get("name", "").strip()
        if node.get("ref") is not None:
            message = "a datatype cannot be taken from an address: @ref of <dataRef> is known to no processor"
            self._files.fault("odd.value", message, node, "use @name or @key", attribute="ref")
        elif not key and not name:
            advice = "name a datatype of the TEI with @key, one of XML Schema with @name"
            self._files.fault("odd.value", "<dataRef> has neither @key nor @name", node, advice)
        return DataRef(key, name, node.get("restriction", ""), facets)

    def key(self, node: "_Element") -> str:
        """Return what *node* refers to."""
        key = node.get("key", "").strip()
        if not key:
            message = f"<{names.local_name(str(node.tag))}> does not say in @key what it refers to"
            self._files.fault("odd.value", message, node)
        return key

    def _names(self, node: "_Element", attribute: str) -> tuple[str, ...]:
        """Return the namespaces and names in *attribute*, prefixes resolved where they are written."""
        words = node.get(attribute, "").split()
        for word in words:
            prefix, colon, local = word.partition(":")
            if colon and prefix not in {*node.nsmap, *_SCHEMES} and _LOCAL.fullmatch(local):
                message = f"the prefix {prefix} of {word} is not declared here, so this counts as a namespace"
                advice = f'if an element is meant, declare it with xmlns:{prefix}="…"'
                self._files.warn("odd.value", message, node, advice, attribute=attribute)
        return tuple(name_test(node, word) for word in words)

    def _pattern(self, node: "_Element", local: str) -> Content | None:
        """Return what an element of RELAX NG says, None if it is no pattern."""
        match local:
            case "ref" if node.get("name", "").strip():
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
        library = _inherited(node, _LIBRARY, _XSD)
        ns = _inherited(node, "ns", TEI)
        # As text it has the prefixes that are declared around it; a group with one member is that member.
        text = etree.tostring(node, encoding="unicode", with_tail=False)
        around = f"group xmlns={quoteattr(RNG)} {_LIBRARY}={quoteattr(library)} ns={quoteattr(ns)}"
        try:
            pattern = grammar.read(f"<{around}>{text}</group>".encode(), "<pattern>")
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


def _inherited(node: "_Element", attribute: str, default: str) -> str:
    """Return the value of *attribute* that holds at *node*, which is RELAX NG in an ODD."""
    for outer in [node, *node.iterancestors()]:
        if attribute in outer.attrib and (names.split(str(outer.tag))[0] == RNG or outer.tag in _WITH_NAMESPACE):
            return outer.get(attribute, "").strip()
    return default


def _together(members: tuple[Content, ...]) -> Content:
    if not members:
        return Empty()
    return members[0] if len(members) == 1 else Sequence(members)


def _occurring(content: Content, occurs: Occurs) -> Content:
    """Return *content* so often."""
    if isinstance(content, Sequence) and content.ordered and content.occurs == ONCE:
        return Sequence(content.members, occurs)
    return content if occurs == ONCE else Sequence((content,), occurs)
