"""The report in SVRL."""

from lxml import etree

from tei import schematron
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
