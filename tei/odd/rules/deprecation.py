"""What is going out of use, as rules that warn of it: elements, attributes and values that have ``@validUntil``.

Source: TEI Guidelines, section TDcompilation (att.deprecated); the words are ours.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei.names import SCH
from tei.odd.rules.languages import preferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.rules.contexts import Contexts
    from tei.odd.specs import AttDef, Prose, ValItem

DEPRECATIONS: Final = frozenset({"deprecated-element", "deprecated-attribute", "deprecated-value"})
"""The ids of the patterns that are made here."""

_EXPLAINS: Final = "deprecationInfo"


class Deprecated(NamedTuple):
    """The patterns that warn, and the diagnostics with what is said about it."""

    patterns: "tuple[_Element, ...]"
    diagnostics: "tuple[_Element, ...]"


def deprecated(contexts: "Contexts", languages: tuple[str, ...]) -> Deprecated:
    """Return the rules for what is going out of use: warnings, each for all places that share a definition."""
    writer = _Writer(contexts, languages)
    writer.elements()
    writer.attributes()
    writer.values()
    return Deprecated(tuple(writer.patterns.values()), tuple(writer.diagnostics))


class _Writer:
    """Writes the rules; ``diagnostics`` are the explanations that they refer to."""

    def __init__(self, contexts: "Contexts", languages: tuple[str, ...]) -> None:
        self._contexts = contexts
        self._languages = languages
        self.patterns: dict[str, _Element] = {}
        self.diagnostics: list[_Element] = []

    def elements(self) -> None:
        """Write the rules for elements."""
        for spec in self._contexts.elements:
            if spec.valid_until:
                rule = self._rule("deprecated-element", (self._contexts.element(spec),))
                words: list[str | _Element] = ["<", _said("name"), f"> {_fate(spec.valid_until)}"]
                self._report(rule, "true()", words, spec.prose, spec.ident)

    def attributes(self) -> None:
        """Write the rules for attributes."""
        for path, attribute, contexts in self._definitions():
            if attribute.valid_until:
                rule = self._rule("deprecated-attribute", contexts)
                words: list[str | _Element] = ["@", _said("name"), " on <", _said("name", path="name(..)"), "> "]
                self._report(rule, "true()", [*words, _fate(attribute.valid_until)], attribute.prose, path)

    def values(self) -> None:
        """Write the rules for values."""
        for path, attribute, contexts in self._definitions():
            items = attribute.values.items if attribute.values else ()
            fading = [item for item in items if item.valid_until]
            if fading:
                rule = self._rule("deprecated-value", contexts)
            for item in fading:
                words: list[str | _Element] = [f"The value “{item.value}” of @", _said("name"), " "]
                words.append(_fate(item.valid_until))
                self._report(rule, _test(attribute, item), words, item.prose, f"{path}-{item.ident}")

    def _definitions(self) -> "Iterator[tuple[str, AttDef, tuple[str, ...]]]":
        """Yield each definition of an attribute that speaks of going, with all places that it holds for."""
        found: dict[str, tuple[AttDef, list[str]]] = {}
        for bearer in self._contexts.bearers:
            if _speaks_of_going(bearer.attribute):
                found.setdefault(bearer.path, (bearer.attribute, []))[1].append(self._contexts.borne(bearer))
        for path, (attribute, contexts) in found.items():
            yield path, attribute, tuple(dict.fromkeys(contexts))

    def _rule(self, pattern: str, contexts: tuple[str, ...]) -> "_Element":
        if pattern not in self.patterns:
            self.patterns[pattern] = etree.Element(f"{{{SCH}}}pattern", {"id": pattern}, nsmap={"sch": SCH})
        return etree.SubElement(self.patterns[pattern], f"{{{SCH}}}rule", context=" | ".join(contexts))

    def _report(
        self, rule: "_Element", test: str, words: "list[str | _Element]", prose: "tuple[Prose, ...]", path: str
    ) -> None:
        report = etree.SubElement(rule, f"{{{SCH}}}report", test=test, role="warning")
        for word in words:
            _append(report, word)
        explanations = [one for one in prose if one.kind == "desc" and one.node.get("type") == _EXPLAINS]
        if explanations:
            chosen = preferred(explanations, self._languages)
            identifier = "deprecated-" + "".join(sign if sign.isalnum() or sign in "-._" else "-" for sign in path)
            report.set("diagnostics", identifier)
            diagnostic = etree.Element(f"{{{SCH}}}diagnostic", {"id": identifier}, nsmap={"sch": SCH})
            diagnostic.text = " ".join("".join(map(str, chosen.node.itertext())).split())
            self.diagnostics.append(diagnostic)


def _speaks_of_going(attribute: "AttDef") -> bool:
    items = attribute.values.items if attribute.values else ()
    return bool(attribute.valid_until) or any(item.valid_until for item in items)


def _fate(date: str) -> str:
    return f"is deprecated and may be gone after {date}."


def _said(local: str, **attributes: str) -> "_Element":
    """Return an element of a message."""
    return etree.Element(f"{{{SCH}}}{local}", attributes, nsmap={"sch": SCH})


def _append(element: "_Element", word: "str | _Element") -> None:
    """Append *word* to the content of *element*."""
    if not isinstance(word, str):
        element.append(word)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + word
    else:
        element.text = (element.text or "") + word


def _test(attribute: "AttDef", item: "ValItem") -> str:
    """Return the test whether the attribute is, or contains, the value of *item*."""
    literal = "'" + item.value.replace("'", "''") + "'"
    several = attribute.datatype is not None and attribute.datatype.occurs.most != 1
    return f"tokenize(normalize-space(.), ' ') = {literal}" if several else f". = {literal}"
