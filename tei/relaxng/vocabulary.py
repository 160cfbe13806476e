"""What a grammar says of each element by itself: its attributes, its children, and what it cannot do without.

libxml2 says little more than that something is wrong. These facts, read from the schema's own XML, supply the words.
They know little of order, so they explain a refusal and never decide one.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from tei.names import RNG, XML, split

_LEAVES: Final = frozenset({"text", "data", "value", "list"})
_OPTIONAL: Final = frozenset({"optional", "zeroOrMore"})
# A grammar made of several has names that mean different things in different places; no facts are drawn from it.
_BEYOND: Final = frozenset({"include", "externalRef", "parentRef"})


def _kind(pattern: etree._Element) -> str:
    namespace, local = split(str(pattern.tag))
    return local if namespace == RNG else ""


def _parts(pattern: etree._Element) -> list[etree._Element]:
    """Return the patterns inside *pattern*, without its name class and annotations."""
    children = [child for child in pattern.iterchildren("*") if _kind(child)]
    named = _kind(pattern) in {"element", "attribute"} and pattern.get("name") is None
    return children[1:] if named else children


def _name(pattern: etree._Element, *, attribute: bool = False) -> str:
    """Return the Clark name of an element or attribute pattern, "" for a wildcard or a choice of names.

    Source: RELAX NG, sections 4.8 and 4.10.
    """
    given, written = pattern, pattern.get("name")
    if written is None:
        first = next((child for child in pattern.iterchildren("*") if _kind(child)), None)
        if first is None or _kind(first) != "name":
            return ""
        given, written = first, first.text or ""
    prefix, colon, local = written.strip().partition(":")
    if colon:
        return f"{{{XML if prefix == 'xml' else given.nsmap.get(prefix, '')}}}{local}"
    # An attribute pattern with a name attribute takes no namespace from further out.
    owners = (given,) if attribute and given is pattern else (given, *given.iterancestors())
    namespace = next((owner.get("ns") for owner in owners if owner.get("ns") is not None), "")
    return f"{{{namespace}}}{prefix}" if namespace else prefix


@dataclass(frozen=True)
class Attribute:
    """An attribute of an element: whether it must be there, and its closed list of values if it has one."""

    name: str
    required: bool
    pattern: etree._Element
    values: tuple[str, ...] = ()
    tokens: bool = False
    datatypes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Element:
    """An element of the grammar: its attributes, the elements that may stand in it somewhere, and whether text may."""

    name: str
    attributes: Mapping[str, Attribute]
    children: frozenset[str]
    text: bool


class Vocabulary:
    """The elements of a grammar by their Clark names. Empty for a grammar that is put together from several files."""

    def __init__(self, schema: etree._Element) -> None:
        self._root = schema
        self._probes: dict[etree._Element, etree.RelaxNG] = {}
        self._simple = not any(_kind(pattern) in _BEYOND for pattern in schema.iter("*")) and (
            len(list(schema.iter(f"{{{RNG}}}grammar"))) <= 1
        )

    @cached_property
    def _defines(self) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for define in self._root.iter(f"{{{RNG}}}define"):
            found.setdefault((define.get("name") or "").strip(), []).append(define)
        return found

    @cached_property
    def _patterns(self) -> dict[str, list[etree._Element]]:
        """The element patterns of each name."""
        found: dict[str, list[etree._Element]] = {}
        for pattern in self._root.iter(f"{{{RNG}}}element") if self._simple else ():
            found.setdefault(_name(pattern), []).append(pattern)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The Clark names of all elements, sorted."""
        return tuple(sorted(name for name in self._patterns if name))

    @cached_property
    def has_identifiers(self) -> bool:
        """Whether the grammar declares ``xml:id`` as an identifier, which is then unique in a document."""
        declared = (part for part in self._root.iter(f"{{{RNG}}}attribute") if part.get("name") == "xml:id")
        leaves = (leaf for part in declared for leaf in self._leaves(part))
        return any(_kind(leaf) == "data" and leaf.get("type") == "ID" for leaf in leaves)

    def element(self, name: str) -> Element | None:
        """Return the facts about the element *name*, or None where the grammar says nothing simple about it."""
        patterns = self._patterns.get(name, [])
        if len(patterns) != 1 or "" in self._patterns:
            return None
        return self._elements(patterns[0])

    def lacking(self, name: str, present: set[str], following: str = "") -> tuple[str, ...]:
        """Return the elements one of which must stand in *name* and does not, those of *present* being there.

        Of several ways to fill the element, that one counts which has what is *present*, or what is *following*.
        """
        patterns = self._patterns.get(name, [])
        if len(patterns) != 1 or "" in self._patterns:
            return ()
        found = self._lacking(patterns[0], present, {following, *present})
        return tuple(one for one in dict.fromkeys(found) if one != following)

    def _elements(self, pattern: etree._Element) -> Element:
        content = list(self._content(pattern))
        attributes: dict[str, Attribute] = {}
        for part, required in self._attributes(pattern):
            name = _name(part, attribute=True)
            known = attributes.get(name)
            attributes[name] = self._attribute(part, name, required=required and (known is None or known.required))
        return Element(
            _name(pattern),
            attributes,
            frozenset(_name(part) for part in content if _kind(part) == "element"),
            any(_kind(part) in _LEAVES for part in content),
        )

    def _resolved(self, pattern: etree._Element) -> list[etree._Element]:
        """Return the parts of *pattern*; those of a reference are the definitions it leads to."""
        if _kind(pattern) == "ref":
            return self._defines.get((pattern.get("name") or "").strip(), [])
        return _parts(pattern)

    def _content(self, pattern: etree._Element) -> Iterator[etree._Element]:
        """Yield the element, text and data patterns directly inside *pattern*."""
        for part in self._resolved(pattern):
            if _kind(part) in _LEAVES | {"element"}:
                yield part
            elif _kind(part) != "attribute":
                yield from self._content(part)

    def _attributes(self, pattern: etree._Element, *, required: bool = True) -> Iterator[tuple[etree._Element, bool]]:
        """Yield the attribute patterns directly inside *pattern*, each with whether it must be there."""
        for part in self._resolved(pattern):
            kind = _kind(part)
            if kind == "attribute":
                yield part, required
            elif kind not in _LEAVES | {"element"}:
                yield from self._attributes(part, required=required and kind not in _OPTIONAL | {"choice"})

    def _attribute(self, pattern: etree._Element, name: str, *, required: bool) -> Attribute:
        leaves = list(self._leaves(pattern))
        values = [(leaf.text or "").strip() for leaf in leaves if _kind(leaf) == "value"]
        datatypes = tuple(dict.fromkeys(leaf.get("type") or "" for leaf in leaves if _kind(leaf) == "data"))
        closed = bool(values) and len(values) == len(leaves)
        tokens = any(_kind(part) == "list" for part in self._walk(pattern))
        return Attribute(name, required, pattern, tuple(values) if closed else (), tokens, datatypes)

    def _leaves(self, pattern: etree._Element) -> Iterator[etree._Element]:
        return (part for part in self._walk(pattern) if _kind(part) in {"value", "data", "text"})

    def _walk(self, pattern: etree._Element) -> Iterator[etree._Element]:
        for part in self._resolved(pattern):
            yield part
            if _kind(part) != "data":  # Its parts are facets and exceptions.
                yield from self._walk(part)

    def _lacking(self, pattern: etree._Element, present: set[str], meant: set[str]) -> list[str]:
        kind = _kind(pattern)
        if kind in _OPTIONAL | _LEAVES | {"empty", "attribute", "notAllowed"}:
            return []
        parts = self._resolved(pattern)
        if kind == "choice" or (kind == "ref" and len(parts) > 1):
            options = [self._part_lacking(part, present, meant) for part in parts]
            used = [lacks for part, lacks in zip(parts, options, strict=True) if meant & self._elements_in(part)]
            if used:
                return min(used, key=len)
            return [] if any(not lacks for lacks in options) else [name for lacks in options for name in lacks]
        return next(filter(None, (self._part_lacking(part, present, meant) for part in parts)), [])

    def _part_lacking(self, part: etree._Element, present: set[str], meant: set[str]) -> list[str]:
        if _kind(part) == "element":
            return [] if _name(part) in present else [_name(part)]
        return self._lacking(part, present, meant)

    def _elements_in(self, pattern: etree._Element) -> set[str]:
        """Return the names of the elements in *pattern*, itself one or not."""
        if _kind(pattern) == "element":
            return {_name(pattern)}
        return {_name(part) for part in self._content(pattern) if _kind(part) == "element"}

    def accepts(self, attribute: Attribute, probe: etree._Element) -> bool:
        """Return whether *attribute* may be as it is on *probe*, an element of that name that has no other."""
        if attribute.pattern not in self._probes:
            self._probes[attribute.pattern] = etree.RelaxNG(self._probe(attribute))
        return bool(self._probes[attribute.pattern].validate(probe))

    def _probe(self, attribute: Attribute) -> etree._Element:
        """Return a schema whose documents are ``<probe>`` with *attribute* alone."""
        schema = etree.Element(f"{{{RNG}}}grammar", nsmap=self._root.nsmap)  # type: ignore[arg-type] # the stubs forget that a default namespace has no prefix
        schema.set("datatypeLibrary", self._root.get("datatypeLibrary") or "")
        schema.set("ns", self._root.get("ns") or "")
        start = etree.SubElement(schema, f"{{{RNG}}}start")
        element = etree.SubElement(start, f"{{{RNG}}}element", name="probe", ns="")
        element.append(deepcopy(attribute.pattern))
        used = dict.fromkeys(part for part in self._walk(attribute.pattern) if _kind(part) == "define")
        for define in used:
            schema.append(deepcopy(define))
        return schema
