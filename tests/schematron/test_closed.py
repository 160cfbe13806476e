"""A schema from a stranger reads no file and writes none."""

from pathlib import Path

import pytest

from tei import schematron
from tei.document import parse
from tei.errors import SchemaError

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'queryBinding="xslt3"><sch:ns prefix="f" uri="urn:f"/>'
)


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.xml"
    path.write_text("<secret>the-secret</secret>", encoding="utf-8")
    return path.as_uri()


def outcome(schema: str, phase: str | None = None) -> tuple[str, str]:
    """Return the rule ids and all the words of what comes of *schema*."""
    try:
        found = schematron.load(f"{HEAD}{schema}</sch:schema>".encode()).validate(parse(b"<a/>"), phase=phase)
    except SchemaError as error:
        found = list(error.diagnostics)
    return " ".join(one.rule for one in found), " ".join(str(one) for one in found)


@pytest.mark.parametrize(
    "expression",
    [
        "string(doc('{}'))",
        "string(document('{}'))",
        "unparsed-text('{}')",
        "string-join(unparsed-text-lines('{}'))",
        "json-doc('{}')",
        "string-join(collection('{}'))",
        "string(doc(string-join(('{}'))))",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "message",
        "function",
        "variable",
        "context",
        "parameter",
        "visit",
        "severity",
        "documents",
        "from",
        "when",
        "global",
    ],
)
def test_no_expression_reads_a_file(expression: str, place: str, secret: str) -> None:
    read = expression.format(secret)
    said = '<sch:report test="true()">said <sch:value-of select="{}"/></sch:report>'
    schema = {
        "message": f'<sch:pattern><sch:rule context="a">{said.format(read)}</sch:rule></sch:pattern>',
        "function": f'<xsl:function name="f:f" xmlns:f="urn:f"><xsl:sequence select="{read}"/></xsl:function>'
        f'<sch:pattern><sch:rule context="a">{said.format("f:f()")}</sch:rule></sch:pattern>',
        "variable": f'<sch:let name="v" value="{read}"/>'
        f'<sch:pattern><sch:rule context="a">{said.format("$v")}</sch:rule></sch:pattern>',
        "parameter": f'<sch:param name="v" value="{read}"/>'
        f'<sch:pattern><sch:rule context="a">{said.format("$v")}</sch:rule></sch:pattern>',
        "global": f'<xsl:variable name="v" select="{read}"/>'
        f'<sch:pattern><sch:rule context="a">{said.format("$v")}</sch:rule></sch:pattern>',
        "visit": f'<sch:pattern><sch:rule context="a" visit-each="{read}">{said.format(".")}</sch:rule></sch:pattern>',
        "severity": f'<sch:let name="v" value="{read}"/><sch:pattern><sch:rule context="a"><sch:report test="true()" '
        'severity="$v">x</sch:report></sch:rule></sch:pattern>',
        "documents": f'<sch:pattern documents="{read}"><sch:rule context="a">{said.format(".")}</sch:rule>'
        "</sch:pattern>",
        "from": f'<sch:phase id="f" from="{read}"><sch:active pattern="p"/></sch:phase>'
        f'<sch:pattern id="p"><sch:rule context="node()">{said.format(".")}</sch:rule></sch:pattern>',
        "when": f'<sch:phase id="f" when="{read}"><sch:active pattern="p"/></sch:phase><sch:pattern id="p"/>',
        "context": f"<sch:pattern><sch:rule context=\"a[contains({read}, 'the-secret')]\">"
        '<sch:report id="leaked" test="true()">the-secret</sch:report></sch:rule></sch:pattern>',
    }[place]
    rules, words = outcome(schema, {"from": "f", "when": "#ANY"}.get(place))
    assert "the-secret" not in words
    if place != "context":  # A predicate that fails is, in XSLT, one that does not hold.
        # That a text has no descendants may be known before it is asked for.
        assert rules in {"sch.not-evaluated", "sch.schema.run", *["sch.schema.xpath"] * (place == "from")}


def test_available_files_are_not_even_acknowledged(secret: str) -> None:
    schema = (
        f'<sch:pattern><sch:rule context="a"><sch:report id="leaked" test="doc-available(\'{secret}\')">x</sch:report>'
        f'<sch:report id="leaked" test="unparsed-text-available(\'{secret}\')">x</sch:report></sch:rule></sch:pattern>'
    )
    assert "leaked" not in outcome(schema)[0]


def test_no_function_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "written.xml"
    schema = (
        '<xsl:function name="f:f" xmlns:f="urn:f">'
        f'<xsl:result-document href="{target.as_uri()}"><x/></xsl:result-document></xsl:function>'
        '<sch:pattern><sch:rule context="a"><sch:assert test="f:f()">x</sch:assert></sch:rule></sch:pattern>'
    )
    rules, _ = outcome(schema)
    assert rules.startswith("sch.schema.")
    assert not target.exists()


def test_no_message_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "written.xml"
    schema = (
        '<sch:pattern><sch:rule context="a"><sch:report test="true()">x'
        f'<xsl:result-document href="{target.as_uri()}"><x/></xsl:result-document>'
        "</sch:report></sch:rule></sch:pattern>"
    )
    outcome(schema)
    assert not target.exists()


def test_external_entity_in_a_schema_is_not_read(secret: str) -> None:
    schema = f'<!DOCTYPE sch:schema [<!ENTITY x SYSTEM "{secret}">]>{HEAD}<sch:title>&x;</sch:title></sch:schema>'
    with pytest.raises(SchemaError) as raised:
        schematron.load(schema.encode())
    assert [found.rule for found in raised.value.diagnostics] == ["xml.entity-external"]


def test_document_that_a_pattern_asks_for_is_not_opened(secret: str) -> None:
    said = '<sch:report test="true()"><sch:value-of select="."/></sch:report>'
    schema = f'<sch:pattern documents="\'{secret}\'"><sch:rule context="*">{said}</sch:rule></sch:pattern>'
    rules, words = outcome(schema)
    assert rules == "sch.document-absent"
    assert ">the-secret" not in words


def test_included_stylesheet_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written.xml"
    (tmp_path / "functions.xsl").write_text(
        '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0">'
        '<xsl:function name="f:f" xmlns:f="urn:f">'
        f'<xsl:result-document href="{target.as_uri()}"><x/></xsl:result-document></xsl:function></xsl:stylesheet>',
        encoding="utf-8",
    )
    schema = tmp_path / "schema.sch"
    schema.write_text(
        f'{HEAD}<xsl:include href="functions.xsl"/><sch:pattern><sch:rule context="a"><sch:assert test="f:f()">x'
        "</sch:assert></sch:rule></sch:pattern></sch:schema>",
        encoding="utf-8",
    )
    try:
        found = schematron.load(schema).validate(parse(b"<a/>"))
    except SchemaError as error:
        found = list(error.diagnostics)
    assert {one.rule for one in found} <= {"sch.schema.xslt", "sch.schema.xpath", "sch.not-evaluated"}
    assert found
    assert not target.exists()
