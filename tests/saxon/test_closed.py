"""The processor reads no file, writes none, and opens no connection, whatever the stylesheet says."""

from pathlib import Path
from urllib.parse import quote

import pytest

from tei import saxon
from tei.errors import DocumentError, SchemaError

SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map">
  {top}
  <xsl:output method="text"/>
  <xsl:template match="/">{body}</xsl:template>
</xsl:stylesheet>"""


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """The URI of a file, well-formed and plain text alike, that no stylesheet may reach."""
    path = tmp_path / "secret.xml"
    path.write_text("<xsl:x xmlns:xsl='urn:x'>secret</xsl:x>", encoding="utf-8")
    return path.as_uri()


def attempt(body: str = "", top: str = "") -> str:
    return saxon.compile(SHEET.format(body=body, top=top), trusted=False).transform("<a/>").text


@pytest.mark.parametrize(
    "expression",
    [
        "doc('{}')",
        "document('{}')",
        "collection('{}')",
        "uri-collection('{}')",
        "unparsed-text('{}')",
        "unparsed-text-lines('{}')",
        "json-doc('{}')",
        "transform(map{{'stylesheet-location':'{}','source-node':/}})?output",
        "load-xquery-module('x', map{{'location-hints':'{}'}})",
    ],
)
def test_function_that_reads_a_file_is_refused(secret: str, expression: str) -> None:
    with pytest.raises(SchemaError) as caught:
        attempt(f'<xsl:sequence select="{expression.format(secret)}"/>')
    (found,) = caught.value.diagnostics
    assert (found.rule, found.span.line) == ("xsl.stylesheet", 5)
    assert "prohibited" in found.message or "disallowed" in found.message or "requires Saxon-EE" in found.message


def test_file_is_not_even_seen(secret: str) -> None:
    assert (
        attempt(f"<xsl:value-of select=\"doc-available('{secret}'), unparsed-text-available('{secret}')\"/>")
        == "false false"
    )


def test_network_is_refused() -> None:
    with pytest.raises(SchemaError, match="prohibited"):
        attempt("<xsl:sequence select=\"doc('http://127.0.0.1:9/')\"/>")


def test_source_document_instruction_is_refused(secret: str) -> None:
    with pytest.raises(SchemaError, match="prohibited"):
        attempt(f'<xsl:source-document href="{secret}"><xsl:value-of select="."/></xsl:source-document>')


def test_result_document_is_refused_and_nothing_written(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with pytest.raises(SchemaError, match="xsl:result-document is disabled"):
        attempt(f'<xsl:result-document href="{target.as_uri()}">x</xsl:result-document>')
    assert not target.exists()


@pytest.mark.parametrize(
    "function", ["Q{java:java.lang.System}getenv('PATH')", "Q{http://expath.org/ns/file}list('/')"]
)
def test_extension_function_is_refused(function: str) -> None:
    with pytest.raises(SchemaError, match="External function calls have been disabled"):
        attempt(f'<xsl:sequence select="{function}"/>')


def test_what_is_named_by_an_address_that_holds_it_opens_nothing_more(secret: str) -> None:
    entity = quote(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]><a>&x;</a>', safe="")
    with pytest.raises(SchemaError, match="prohibited"):
        attempt(f"<xsl:sequence select=\"doc('data:application/xml,{entity}')\"/>")


@pytest.mark.parametrize("expression", ["environment-variable('PATH')", "system-property('user.home')"])
def test_environment_is_not_seen(expression: str) -> None:
    assert attempt(f'<xsl:value-of select="{expression}"/>') == ""


def test_entity_inside_parse_xml_is_refused(secret: str) -> None:
    text = f"&lt;!DOCTYPE a [&lt;!ENTITY x SYSTEM &quot;{secret}&quot;>]>&lt;a>&amp;x;&lt;/a>"
    with pytest.raises(SchemaError, match="prohibited"):
        attempt(f"<xsl:value-of select=\"parse-xml('{text}')\"/>")


@pytest.mark.parametrize("instruction", ["include", "import"])
def test_users_stylesheet_cannot_include_a_file(secret: str, instruction: str) -> None:
    with pytest.raises(SchemaError) as caught:
        attempt(top=f'<xsl:{instruction} href="{secret}"/>')
    (found,) = caught.value.diagnostics
    assert (found.rule, found.span.line, found.span.column) == ("xsl.stylesheet", 3, 3)


def test_package_is_refused() -> None:
    with pytest.raises(SchemaError, match="Cannot find package"):
        attempt(top='<xsl:use-package name="urn:x"/>')


def test_external_entity_in_a_stylesheet_is_refused(secret: str) -> None:
    text = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>{SHEET.format(top="", body="&e;")}'
    with pytest.raises(SchemaError) as caught:
        saxon.compile(text, trusted=False)
    assert [one.rule for one in caught.value.diagnostics] == ["xml.entity-external"]


def test_external_entity_in_a_document_is_refused(secret: str) -> None:
    sheet = saxon.compile(SHEET.format(top="", body="<xsl:value-of select='.'/>"), trusted=False)
    with pytest.raises(DocumentError) as caught:
        sheet.transform(f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret}">]><a>&e;</a>')
    assert [one.rule for one in caught.value.diagnostics] == ["xml.entity-external"]


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 900 + "</a>" * 900,
        "<a " + " ".join(f'b{number}=""' for number in range(1000)) + "/>",
        f"<{'a' * 5000}/>",
    ],
)
def test_document_within_our_limits_is_within_those_of_the_parser_inside(text: str) -> None:
    assert isinstance(saxon.node(text), saxon.Node)
