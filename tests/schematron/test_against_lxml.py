"""The same outcome as with lxml, which runs ISO Schematron by XSLT 1.0, for schemas of that age."""

import importlib

import pytest
from lxml import etree

from tei import schematron
from tei.document import parse

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'queryBinding="xslt"{}>'
)
DOCUMENTS = {
    "letter": """<letter from="9" to="10" lang="de"><opener>Dear all</opener><p n="2">The <tree>pear</tree> is
      in bloom.</p><p n="10">The bees are out.</p><p n="9"/><closer xml:id="c">Yours</closer><ref to="c"/></letter>""",
    "short": "<letter><p/></letter>",
    "list": '<list><item n="1"/><item n="1"/><item n="x"/><list><item n="3">a<!-- b --></item></list></list>',
    "empty": "<letter/>",
}


def rule(context: str, *tests: str) -> str:
    asserts = "".join(
        f'<sch:assert test="{test}">{number}</sch:assert><sch:report test="{test}">-{number}</sch:report>'
        for number, test in enumerate(tests)
    )
    return f'<sch:rule context="{context}">{asserts}</sch:rule>'


def pattern(*rules: str) -> str:
    return f"<sch:pattern>{''.join(rules)}</sch:pattern>"


SCHEMAS = {
    "comparisons": pattern(
        rule("letter", "@from &lt; @to", "@to &gt; 9.5", "p/@n = 10", "p/@n != 2", "not(p/@n &lt; 3)", "@lang = true()")
    ),
    "conversions": pattern(
        rule(
            "letter",
            "starts-with(p, 'The')",
            "string(p) = ''",
            "number(@x) = number(@x)",
            "@from + '1' = 10",
            "sum(p/@n)",
        )
    ),
    "first rule": pattern(
        rule("p[tree]", "true()"), rule("p[@n = 9] | closer", "@n"), rule("p", "tree"), rule("*", "count(*) > 2")
    ),
    "several patterns": pattern(rule("p", "@n")) + pattern(rule("p", "string-length(.) > 3")) + pattern(),
    "keys": '<xsl:key name="by-n" match="item" use="@n"/>' + pattern(rule("item", "count(key('by-n', @n)) = 1")),
    "identifiers": pattern(rule("ref", "//*[@xml:id = current()/@to]", "id(@to)")),
    "variables": '<sch:let name="all" value="count(//item)"/>'
    + pattern(
        '<sch:rule context="item"><sch:let name="own" value="number(@n)"/>'
        '<sch:assert test="$own &lt; $all">too many</sch:assert></sch:rule>'
    ),
    "abstract rules": pattern(
        '<sch:rule abstract="true" id="base"><sch:assert test="@n">numbered</sch:assert></sch:rule>',
        '<sch:rule context="item | p"><sch:extends rule="base"/><sch:report test="@n &lt; 5">low</sch:report>'
        "</sch:rule>",
    ),
    "phases": """<sch:phase id="one"><sch:active pattern="a"/></sch:phase>
      <sch:pattern id="a"><sch:rule context="p"><sch:report test="true()">a</sch:report></sch:rule></sch:pattern>
      <sch:pattern id="b"><sch:rule context="p"><sch:report test="true()">b</sch:report></sch:rule></sch:pattern>""",
}


def outcomes_of_lxml(schema: str, document: str, phase: str | None) -> list[str]:
    # The stubs of lxml do not know this module.
    isoschematron = importlib.import_module("lxml.isoschematron")
    validator = isoschematron.Schematron(
        etree.fromstring(schema), store_report=True, phase=phase, validate_schema=False
    )
    validator.validate(etree.fromstring(document))
    said = validator.validation_report.xpath("//*[local-name() = 'text']")
    return sorted(" ".join("".join(text.itertext()).split()) for text in said)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("schema", SCHEMAS)
def test_outcome_is_that_of_lxml(schema: str, document: str) -> None:
    text = f"{HEAD.format('')}{SCHEMAS[schema]}</sch:schema>"
    phase = "one" if schema == "phases" else None
    found = schematron.load(text.encode()).validate(parse(DOCUMENTS[document].encode()), phase=phase)
    assert sorted(one.message for one in found) == outcomes_of_lxml(text, DOCUMENTS[document], phase)


def test_documents_and_schemas_give_something_to_compare() -> None:
    compared = [
        outcomes_of_lxml(f"{HEAD.format('')}{schema}</sch:schema>", document, None)
        for schema in SCHEMAS.values()
        for document in DOCUMENTS.values()
    ]
    assert len([one for one in compared if one]) > len(SCHEMAS)
