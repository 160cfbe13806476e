"""The report in SVRL."""

from pathlib import Path

import pytest
from lxml import etree

from tei import relaxng, saxon, schematron
from tei.document import parse
from tei.names import SVRL

SCHEMA = b"""<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3" schemaVersion="2">
  <sch:title>Trees</sch:title>
  <sch:ns prefix="o" uri="urn:orchard"/>
  <sch:phase id="all"><sch:active pattern="trees"/><sch:active pattern="empty"/></sch:phase>
  <sch:pattern id="trees"><sch:title>Every tree</sch:title>
    <sch:rule id="tree" context="o:tree" role="warning">
      <sch:assert id="named" test="@name" diagnostics="name" properties="kind">No name.</sch:assert>
      <sch:report test="@age">Has an age.</sch:report>
      <sch:report id="broken" test="error()">x</sch:report>
    </sch:rule></sch:pattern>
  <sch:pattern id="empty"/>
  <sch:diagnostics><sch:diagnostic id="name" xml:lang="en">Name it.</sch:diagnostic></sch:diagnostics>
  <sch:properties><sch:property id="kind" role="r">tree <sch:value-of select="1 + 1"/></sch:property></sch:properties>
</sch:schema>"""
DOCUMENT = b'<orchard xmlns="urn:orchard"><tree age="7"/></orchard>'


def shape(element: etree._Element) -> str:
    attributes = "".join(f" {str(name).rpartition('}')[2]}={value!s}" for name, value in element.items())
    return f"{etree.QName(element).localname}{attributes}: {(element.text or '').strip()}".removesuffix(": ")


def report(phase: str | None = None) -> etree._Element:
    return etree.fromstring(schematron.load(SCHEMA).svrl(parse(DOCUMENT, "orchard.xml"), phase=phase))


def test_report_has_everything_in_the_order_of_the_standard() -> None:
    location = "location=/Q{urn:orchard}orchard[1]/Q{urn:orchard}tree[1]"
    assert [shape(element) for element in report("all").iter()] == [
        "schematron-output title=Trees phase=all schemaVersion=2",
        "ns-prefix-in-attribute-values prefix=o uri=urn:orchard",
        "active-pattern id=trees name=Every tree documents=orchard.xml",
        "fired-rule id=tree context=o:tree role=warning document=orchard.xml",
        f"failed-assert id=named test=@name {location} role=warning",
        "diagnostic-reference diagnostic=name",
        "text lang=en: Name it.",
        "property-reference property=kind role=r",
        "text: tree 2",
        "text: No name.",
        f"successful-report test=@age {location} role=warning",
        "text: Has an age.",
        f"failed-assert id=broken test=error() {location} role=warning",
        "text: Error signalled by application call on error()",
        "active-pattern id=empty documents=orchard.xml",
    ]


def test_report_is_in_the_namespace_of_svrl() -> None:
    assert {etree.QName(element).namespace for element in report().iter()} == {SVRL}


def test_valid_document_has_a_report_too() -> None:
    text = schematron.load(SCHEMA).svrl(parse(b"<orchard/>"))
    assert [shape(element) for element in etree.fromstring(text).iter()] == [
        "schematron-output title=Trees schemaVersion=2",
        "ns-prefix-in-attribute-values prefix=o uri=urn:orchard",
        "active-pattern id=trees name=Every tree",
        "active-pattern id=empty",
    ]


HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'queryBinding="xslt3" schemaVersion="2"'
)
GRAMMARS = {
    edition: relaxng.load(Path(__file__).with_name(name))
    for edition, name in {"": "svrl-2020.rnc", "2016": "svrl.rnc", "2025": "svrl.rnc"}.items()
}
# What every edition has, in one schema; and what 2025 added.
EVERYTHING = """
  <sch:title>Trees</sch:title><sch:ns prefix="o" uri="urn:orchard"/>
  <sch:phase id="all"><sch:active pattern="a"/><sch:active pattern="b"/></sch:phase>
  <sch:let name="how" value="'info'"/>
  <sch:pattern id="a" role="structure" xml:lang="en"><sch:title>Every tree</sch:title>
    <sch:rule id="r" context="o:tree" role="warning" flag="seen"><sch:let name="n" value="xs:integer(@age)"/>
      <sch:assert id="named" test="@name" diagnostics="d e" properties="p q" see="https://example.org/" icon="t.png"
        fpi="-//x//y" xml:lang="fr" xml:space="preserve">Sans <sch:emph>nom</sch:emph>.</sch:assert>
      <sch:report test="$n = 7" subject="@age">Seven.</sch:report><sch:report test="error()">x</sch:report>
      <sch:assert test="false()"/></sch:rule>
    <sch:rule context="o:bush"><sch:let name="n" value="xs:integer(@age)"/><sch:report test="$n = 1"/></sch:rule>
  </sch:pattern>
  <sch:pattern id="b" documents="'bees.xml'"><sch:rule context="*"><sch:report test="1">b</sch:report></sch:rule>
  </sch:pattern>
  <sch:diagnostics><sch:diagnostic id="d" xml:lang="en" role="hint">Name it.</sch:diagnostic>
    <sch:diagnostic id="e" xml:lang="de" see="https://example.org/" icon="e.png" fpi="x">Benennen.</sch:diagnostic>
  </sch:diagnostics>
  <sch:properties><sch:property id="p" role="r" scheme="s">tree <sch:value-of select="@age"/></sch:property>
    <sch:property id="q"><x xmlns="urn:x">own</x><xsl:copy-of select="."/></sch:property></sch:properties>"""
NEW = """
  <sch:group id="g" role="loose"><sch:title>Both</sch:title>
    <sch:rule context="o:*" visit-each="@age"><sch:report test="1" severity="$how">g</sch:report></sch:rule>
    <sch:rule context="o:tree"><sch:report test="1" severity="warning" flag="a b">h</sch:report></sch:rule>
  </sch:group>"""


@pytest.mark.parametrize("phase", [None, "#ALL", "all"])
@pytest.mark.parametrize("edition, added", [("", ""), ("2025", ""), ("2025", NEW), ("2016", NEW)])
def test_report_is_valid_against_the_grammar_of_its_edition(edition: str, added: str, phase: str | None) -> None:
    said = f' schematronEdition="{edition}"' if edition else ""
    schema = schematron.load(f"{HEAD}{said}>{EVERYTHING}{added}</sch:schema>".encode())
    document = parse(b'<orchard xmlns="urn:orchard"><tree age="7"/><bush age="old"/></orchard>', "orchard.xml")
    bees = saxon.node("<bees/>")
    report = parse(schema.svrl(document, phase=phase, documents={"bees.xml": bees}).encode())
    assert GRAMMARS[edition].validate(report) == []
    errors = [element.get("code") for element in report.root.iter(f"{{{SVRL}}}error")]
    assert errors == (["FOER0000", "FORG0001"] if edition == "2025" else [])


@pytest.mark.parametrize("edition, local", [("", "text"), ("2025", "error")])
def test_report_says_first_why_a_pattern_was_not_applied(edition: str, local: str) -> None:
    said = f' schematronEdition="{edition}"' if edition else ""
    failing = '<sch:pattern documents="xs:integer(/*/*[1]/@age)"><sch:rule context="*"/></sch:pattern>'
    schema = schematron.load(f"{HEAD}{said}>{EVERYTHING}{failing}</sch:schema>".encode())
    document = parse(b'<orchard xmlns="urn:orchard"><tree age="old"/></orchard>', "orchard.xml")
    report = parse(schema.svrl(document).encode())
    assert GRAMMARS[edition].validate(report) == []
    assert etree.QName(report.root[0]).localname == local
    assert "xs:integer" in (report.root[0].text or "") or "integer" in (report.root[0].text or "")


def test_words_keep_the_language_of_the_place_where_they_were_written(tmp_path: Path) -> None:
    ns = 'xmlns:sch="http://purl.oclc.org/dsdl/schematron"'
    (tmp_path / "french.sch").write_text(
        f"""<sch:schema {ns} xml:lang="fr"><sch:pattern id="p"><sch:rule id="r" context="a">
          <sch:report test="1">inclus</sch:report></sch:rule></sch:pattern></sch:schema>""",
        encoding="utf-8",
    )
    (tmp_path / "schema.sch").write_text(
        f"""<sch:schema {ns} xml:lang="en" queryBinding="xslt2"><sch:include href="french.sch#p"/>
          <sch:rules xml:lang="de"><sch:rule abstract="true" id="base"><sch:report test="1">deutsch</sch:report>
            <sch:report test="1" xml:lang="la">latine</sch:report></sch:rule></sch:rules>
          <sch:pattern><sch:rule context="a"><sch:extends rule="base"/><sch:extends href="french.sch#r"/>
            <sch:report test="1">English</sch:report></sch:rule></sch:pattern></sch:schema>""",
        encoding="utf-8",
    )
    report = etree.fromstring(schematron.load(tmp_path / "schema.sch").svrl(parse(b"<a/>")))
    assert [shape(text) for text in report.iter(f"{{{SVRL}}}text")] == [
        "text lang=fr: inclus",
        "text lang=de: deutsch",
        "text lang=la: latine",
        "text lang=fr: inclus",
        "text lang=en: English",
    ]


def test_report_has_what_makes_a_text_rich() -> None:
    tree = "/Q{urn:orchard}orchard[1]/Q{urn:orchard}tree[1]"
    schema = schematron.load(f'{HEAD} schematronEdition="2025">{EVERYTHING}{NEW}</sch:schema>'.encode())
    shapes = [shape(one) for one in etree.fromstring(schema.svrl(parse(DOCUMENT), documents={})).iter(f"{{{SVRL}}}*")]
    for expected in (
        "schematron-output title=Trees schemaVersion=2 schematronEdition=2025",
        "active-pattern id=a name=Every tree role=structure",
        "diagnostic-reference diagnostic=d role=hint",
        "text lang=en: Name it.",
        "text lang=de see=https://example.org/ icon=e.png fpi=x: Benennen.",
        "text lang=fr space=preserve see=https://example.org/ icon=t.png fpi=-//x//y: Sans nom.",
        "active-group id=g name=Both role=loose",
        "fired-rule context=o:* visit-each=@age",
        f"successful-report test=1 location={tree}/@age role=loose severity=info",
        f"successful-report test=1 location={tree} role=loose flag=a b severity=warning",
    ):
        assert expected in shapes
