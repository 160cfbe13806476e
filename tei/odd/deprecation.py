"""What is going out of use, as rules that warn of it: elements, attributes and values that have ``@validUntil``.

Source: TEI Guidelines, section TDcompilation (att.deprecated); the words are ours.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei.names import SCH
from tei.odd.contexts import Contexts, Owner
from tei.odd.languages import preferred
from tei.odd.specs import AttDef, Prose, Spec, ValItem, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_EXPLAINS: Final = "deprecationInfo"


class Deprecated(NamedTuple):
    """The patterns that warn, and the diagnostics with what is said about it."""

    patterns: "tuple[_Element, ...]"
    diagnostics: "tuple[_Element, ...]"


def deprecated(specs: "Iterable[Spec]", contexts: Contexts, languages: tuple[str, ...]) -> Deprecated:
    """Return the rules for what *specs* say is going out of use: warnings, each place in documents in one of them."""
    writer = _Writer(contexts, languages)
    known = list(specs)
    found = (
        writer.pattern("deprecated-element", writer.elements(known)),
        writer.pattern("deprecated-attribute", writer.attributes(known)),
        writer.pattern("deprecated-value", writer.values(known)),
    )
    return Deprecated(tuple(pattern for pattern in found if pattern is not None), tuple(writer.diagnostics))


class _Writer:
    """Writes the rules; ``diagnostics`` are the explanations that they refer to."""

    def __init__(self, contexts: Contexts, languages: tuple[str, ...]) -> None:
        self._contexts = contexts
        self._languages = languages
        self.diagnostics: list[_Element] = []

    def pattern(self, identifier: str, rules: "Iterable[_Element]") -> "_Element | None":
        """Return the pattern of *rules*, None if there are none."""
        pattern = etree.Element(f"{{{SCH}}}pattern", {"id": identifier}, nsmap={"sch": SCH})
        pattern.extend(rules)
        return pattern if len(pattern) else None

    def elements(self, specs: "Iterable[Spec]") -> "Iterator[_Element]":
        """Yield the rules for elements."""
        for spec in specs:
            if spec.kind == "element" and spec.valid_until:
                rule = _rule(self._contexts.of(Owner(spec)))
                words: list[str | _Element] = [
                    "<",
                    etree.Element(f"{{{SCH}}}name"),
                    f"> is deprecated and may be gone after {spec.valid_until}.",
                ]
                self._report(rule, "true()", words, spec.prose, spec.ident)
                yield rule

    def attributes(self, specs: "Iterable[Spec]") -> "Iterator[_Element]":
        """Yield the rules for attributes."""
        for owner, attribute, rule in self._attributes(specs):
            if attribute.valid_until:
                name = etree.Element(f"{{{SCH}}}name", path="name(..)")
                words: list[str | _Element] = [
                    "@",
                    etree.Element(f"{{{SCH}}}name"),
                    " on <",
                    name,
                    f"> is deprecated and may be gone after {attribute.valid_until}.",
                ]
                self._report(rule, "true()", words, attribute.prose, owner.path)
                yield rule

    def values(self, specs: "Iterable[Spec]") -> "Iterator[_Element]":
        """Yield the rules for values."""
        for owner, attribute, rule in self._attributes(specs):
            for item in attribute.values.items if attribute.values else ():
                if item.valid_until:
                    words: list[str | _Element] = [
                        f"The value “{item.value}” of @",
                        etree.Element(f"{{{SCH}}}name"),
                        f" is deprecated and may be gone after {item.valid_until}.",
                    ]
                    self._report(rule, _test(attribute, item), words, item.prose, f"{owner.path}-{item.ident}")
            if len(rule):
                yield rule

    def _attributes(self, specs: "Iterable[Spec]") -> "Iterator[tuple[Owner, AttDef, _Element]]":
        """Yield each attribute that documents may have, and an empty rule for it."""
        for spec in specs:
            for attribute in attributes(spec.attributes):
                owner = Owner(spec, attribute)
                if attribute.mode != "delete" and (contexts := self._contexts.of(owner)):
                    yield owner, attribute, _rule(contexts)

    def _report(
        self, rule: "_Element", test: str, words: "list[str | _Element]", prose: tuple[Prose, ...], path: str
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


def _rule(contexts: tuple[str, ...]) -> "_Element":
    return etree.Element(f"{{{SCH}}}rule", {"context": " | ".join(contexts)}, nsmap={"sch": SCH})


def _append(element: "_Element", word: "str | _Element") -> None:
    """Append *word* to the content of *element*."""
    if not isinstance(word, str):
        element.append(word)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + word
    else:
        element.text = (element.text or "") + word


def _test(attribute: AttDef, item: ValItem) -> str:
    """Return the test whether the attribute is, or contains, the value of *item*."""
    literal = "'" + item.value.replace("'", "''") + "'"
    several = attribute.datatype is not None and attribute.datatype.occurs.most != 1
    return f"tokenize(normalize-space(.), ' ') = {literal}" if several else f". = {literal}"
