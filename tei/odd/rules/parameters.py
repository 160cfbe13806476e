"""The parameters of processing models, as rules: each behaviour has parameters of its own.

A ``valItem`` may list parameters (``paramList``); elements ``param`` below an element with that value name one of them.

Source: TEI Guidelines, section TDPMPM (Model and parameter specifications).
"""

from typing import TYPE_CHECKING

from lxml import etree

from tei.names import SCH, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.rules.contexts import Contexts
    from tei.odd.specs import AttDef, Spec


def parameter_lists(contexts: "Contexts") -> "list[_Element]":
    """Return the pattern that holds parameters to their lists; none if the schema has no ``param`` or no list."""
    param = next((spec for spec in contexts.elements if spec.ident == "param"), None)
    rules = list(_rules(param, contexts)) if param else []
    if not rules:
        return []
    pattern = etree.Element(f"{{{SCH}}}pattern", {"id": "parameter"}, nsmap={"sch": SCH})
    pattern.extend(rules)
    return [pattern]


def _rules(param: "Spec", contexts: "Contexts") -> "Iterator[_Element]":
    for spec, attribute, _path in contexts.bearers:
        for value, idents in _lists(attribute):
            owner = f"{contexts.element(spec)}[@{contexts.attribute(attribute)} = '{value}']"
            yield _rule(f"{owner}/{contexts.element(param)}", value, idents)


def _lists(attribute: "AttDef") -> "Iterator[tuple[str, list[str]]]":
    """Yield the values of *attribute* that have parameters, and these."""
    for item in attribute.values.items if attribute.values else ():
        nodes = [] if item.node is None else item.node.iter(tei_name("paramSpec"))
        if idents := [str(node.get("ident")) for node in nodes]:
            yield item.value, idents


def _rule(context: str, value: str, idents: list[str]) -> "_Element":
    rule = etree.Element(f"{{{SCH}}}rule", {"context": context}, nsmap={"sch": SCH})
    literals = ", ".join(f"'{ident}'" for ident in idents)
    check = etree.SubElement(rule, f"{{{SCH}}}assert", test=f"@name = ({literals})")
    check.text = f"The behaviour “{value}” has no parameter “"
    etree.SubElement(check, f"{{{SCH}}}value-of", select="@name").tail = f"”; it has: {', '.join(idents)}."
    return rule
