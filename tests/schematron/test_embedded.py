"""The rules inside a RELAX NG schema, in the grammar itself and in what it includes."""

from pathlib import Path

import pytest

from tei import schematron
from tei.diagnostics import Span
from tei.document import parse
from tei.errors import SchemaError

HEAD = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {}>"""
GRAMMAR = (
    HEAD.format("")
    + """
  <sch:ns prefix="u" uri="urn:u"/>
  <include href="parts/part.rng"/>
  <externalRef href="whole.rng"/>
  <sch:phase id="few"><sch:active pattern="one"/></sch:phase>
  <xsl:key name="by-n" match="u:p" use="@n"/>
  <start><element name="list" ns="urn:u">
    <sch:pattern id="one"><sch:rule context="u:p">
      <sch:assert id="alone" test="count(key('by-n', @n)) = 1" diagnostics="why">Not alone.</sch:assert>
    </sch:rule></sch:pattern><empty/>
  </element></start>
  <sch:diagnostics><sch:diagnostic id="why">Because of <sch:value-of select="@n"/>.</sch:diagnostic></sch:diagnostics>
</grammar>"""
)
PART = (
    HEAD.format("")
    + """<sch:ns prefix="u" uri="urn:u"/>
  <include href="../whole.rng"/><define name="x">
    <sch:rule context="u:p"><sch:report id="k" test="@k">A k.</sch:report></sch:rule><empty/></define>
</grammar>"""
)
WHOLE = (
    HEAD.format("")
    + """<sch:let name="most" value="2"/><sch:ns prefix="u" uri="urn:u"/><define name="y"><empty/></define>
  <sch:pattern id="many"><sch:rule context="u:list"><sch:assert id="most" test="count(*) le $most">Many.</sch:assert>
  </sch:rule></sch:pattern></grammar>"""
)
TEXT = b'<list xmlns="urn:u">\n<p n="1"/>\n<p n="1" k="2"/>\n<p n="2"/></list>'


@pytest.fixture
def grammar(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "g.rng").write_text(GRAMMAR, encoding="utf-8")
    (tmp_path / "parts" / "part.rng").write_text(PART, encoding="utf-8")
    (tmp_path / "whole.rng").write_text(WHOLE, encoding="utf-8")
    return tmp_path / "g.rng"


def test_rules_of_the_grammar_and_of_all_that_it_includes_are_applied_once(grammar: Path) -> None:
    found = schematron.load(grammar).validate(parse(TEXT))
    assert [(one.rule, one.span.line) for one in found] == [
        ("sch.most", 1),
        ("sch.alone", 2),
        ("sch.alone", 3),
        ("sch.k", 3),
    ]
    assert found[1].help == ("Because of 1.",)


def test_phases_of_a_grammar_can_be_asked_for(grammar: Path) -> None:
    schema = schematron.load(grammar)
    assert schema.phases == ("few",)
    assert {one.rule for one in schema.validate(parse(TEXT), phase="few")} == {"sch.alone"}


def test_grammar_in_compact_syntax_has_its_rules_too(tmp_path: Path) -> None:
    path = tmp_path / "g.rnc"
    path.write_text(
        """namespace sch = "http://purl.oclc.org/dsdl/schematron"
sch:ns [ prefix = "u" uri = "urn:u" ]
[ sch:pattern [ sch:rule [ context = "u:list" sch:assert [ id = "n" test = "@n" "No n." ] ] ] ]
start = element list { empty }
""",
        encoding="utf-8",
    )
    assert [one.rule for one in schematron.load(path).validate(parse(TEXT))] == ["sch.n"]


def test_grammar_without_rules_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "g.rng"
    path.write_text(f"{HEAD.format('')}<start><empty/></start></grammar>", encoding="utf-8")
    assert schematron.load(path).validate(parse(TEXT)) == []


def test_mistake_in_an_embedded_rule_is_told_where_it_stands(grammar: Path) -> None:
    part = grammar.parent / "parts" / "part.rng"
    part.write_text(PART.replace('test="@k"', 'test="@k ="'), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        schematron.load(grammar)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.path, found.span) == ("sch.schema.xpath", str(part), Span(4, 48, 4, 59))


def test_query_language_of_embedded_rules_can_be_told(grammar: Path) -> None:
    grammar.write_text(GRAMMAR.replace("<grammar ", '<grammar sch:queryBinding="exslt" '), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        schematron.load(grammar)
    assert [found.rule for found in caught.value.diagnostics] == ["sch.schema.query-binding"]


@pytest.mark.parametrize("href", ["../outside.rng", "file:///outside.rng", "http://x.invalid/a.rng", "none.rng", "%00"])
def test_rules_of_files_elsewhere_are_not_looked_for(tmp_path: Path, href: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "outside.rng").write_text(WHOLE, encoding="utf-8")
    path = tmp_path / "in" / "g.rng"
    path.write_text(GRAMMAR.replace("parts/part.rng", href).replace("whole.rng", href), encoding="utf-8")
    assert {one.rule for one in schematron.load(path).validate(parse(TEXT))} == {"sch.alone"}
