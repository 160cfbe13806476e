"""What a prefix in an expression stands for."""

from pathlib import Path

import pytest

from tei import schematron
from tei.document import parse
from tei.errors import SchemaError

SCH = 'xmlns:sch="http://purl.oclc.org/dsdl/schematron"'
TREE = b'<a xmlns="urn:orchard" planted="1952-05-03"><tree/></a>'


def said(schema: str, head: str = "", data: bytes = TREE) -> list[str]:
    text = f'<sch:schema {SCH} {head} queryBinding="xslt2">{schema}</sch:schema>'
    return [one.message for one in schematron.load(text.encode()).validate(parse(data))]


def rule(context: str, test: str = "true()") -> str:
    return (
        f'<sch:pattern><sch:rule context="{context}"><sch:report test="{test}"><sch:name/></sch:report></sch:rule>'
        "</sch:pattern>"
    )


@pytest.mark.parametrize(
    "test",
    [
        "xs:date(@planted) lt xs:date('1953-01-01')",
        "fn:exists(.)",
        "math:pi() gt 3",
        "map:size(map{}) = 0",
        "array:size([1]) = 1",
    ],
)
def test_prefix_of_xpath_itself_needs_no_declaration(test: str) -> None:
    assert said(rule("*:a", test)) == ["a"]


def test_prefix_that_the_schema_document_declares_needs_no_other_declaration() -> None:
    assert said(rule("o:tree"), 'xmlns:o="urn:orchard"') == ["tree"]


def test_prefix_may_be_declared_where_it_is_used() -> None:
    schema = rule("o:a", "o:tree").replace("<sch:rule ", '<sch:rule xmlns:o="urn:orchard" ')
    assert said(schema + rule("o:a").replace("<sch:pattern>", '<sch:pattern xmlns:o="urn:other">')) == ["a"]


def test_prefix_of_an_assertion_and_of_a_variable_may_be_declared_there() -> None:
    schema = """<sch:pattern><sch:rule context="*:a">
      <sch:let xmlns:o="urn:orchard" name="n" value="count(o:tree)"/>
      <sch:report xmlns:o="urn:orchard" test="o:tree"><sch:value-of select="$n"/> <sch:value-of
        select="count(o:tree)"/></sch:report></sch:rule></sch:pattern>"""
    assert said(schema) == ["1 1"]


def test_declaration_in_schematron_comes_before_that_in_xml() -> None:
    schema = '<sch:ns prefix="o" uri="urn:orchard"/><sch:ns prefix="xs" uri="urn:orchard"/>' + rule("o:a", "xs:tree")
    assert said(schema, 'xmlns:o="urn:other"') == ["a"]


def test_prefix_that_nobody_declares_is_told_with_the_declaration_that_is_missing() -> None:
    with pytest.raises(SchemaError) as raised:
        said(rule("tei:a"))
    (found,) = raised.value.diagnostics
    assert found.rule == "sch.schema.xpath"
    assert found.help == ('declare it in the schema: <sch:ns prefix="tei" uri="…"/>',)


def test_type_of_a_variable_may_have_a_prefix_that_nobody_declares() -> None:
    schema = '<sch:let name="d" as="xs:integer" value="1"/><sch:pattern><sch:let name="e" as="xs:integer" value="2"/>'
    schema += '<sch:rule context="*:a"><sch:let name="f" as="xs:integer" value="3"/><sch:report test="true()">'
    schema += '<sch:value-of select="$d + $e + $f"/></sch:report></sch:rule></sch:pattern>'
    assert said(schema) == ["6"]


def test_part_of_another_schema_keeps_the_prefixes_of_that_schema(tmp_path: Path) -> None:
    (tmp_path / "other.sch").write_text(
        f"""<sch:schema {SCH}><sch:ns prefix="o" uri="urn:orchard"/>
          <sch:pattern id="p"><sch:let name="all" value="count(//o:tree)"/><sch:rule context="o:a">
            <sch:report test="o:tree">p <sch:value-of select="$all"/> <sch:name path="name(o:tree)"/></sch:report>
          </sch:rule></sch:pattern>
          <sch:pattern><sch:rule id="r" abstract="true"><sch:let name="n" value="count(o:tree)"/>
            <sch:report test="o:tree">r <sch:value-of select="$n"/></sch:report></sch:rule></sch:pattern>
        </sch:schema>""",
        encoding="utf-8",
    )
    (tmp_path / "schema.sch").write_text(
        f"""<sch:schema {SCH} queryBinding="xslt2"><sch:ns prefix="o" uri="urn:other"/>
          <sch:ns prefix="x" uri="urn:orchard"/><sch:include href="other.sch#p"/>
          <sch:pattern><sch:rule context="x:a"><sch:extends href="other.sch#r"/>
            <sch:assert test="o:tree">none</sch:assert></sch:rule></sch:pattern></sch:schema>""",
        encoding="utf-8",
    )
    found = schematron.load(tmp_path / "schema.sch").validate(parse(TREE))
    assert sorted(one.message for one in found) == ["none", "p 1 tree", "r 1"]


def test_rules_in_a_grammar_know_the_prefixes_around_them() -> None:
    grammar = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:o="urn:orchard" {SCH}>
      <start><element name="a"><sch:pattern><sch:rule context="o:a"><sch:report
        test="exists(xs:date(@planted)) and o:tree">found</sch:report></sch:rule></sch:pattern>
        <empty/></element></start></grammar>"""
    assert [one.message for one in schematron.load(grammar.encode()).validate(parse(TREE))] == ["found"]
