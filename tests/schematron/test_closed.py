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


def outcome(schema: str) -> tuple[str, str]:
    """Return the rule ids and all the words of what comes of *schema*."""
    try:
        found = schematron.load(f"{HEAD}{schema}</sch:schema>".encode()).validate(parse(b"<a/>"))
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
@pytest.mark.parametrize("place", ["message", "function", "variable", "context"])
def test_no_expression_reads_a_file(expression: str, place: str, secret: str) -> None:
    read = expression.format(secret)
    said = '<sch:report test="true()">said <sch:value-of select="{}"/></sch:report>'
    schema = {
        "message": f'<sch:pattern><sch:rule context="a">{said.format(read)}</sch:rule></sch:pattern>',
        "function": f'<xsl:function name="f:f" xmlns:f="urn:f"><xsl:sequence select="{read}"/></xsl:function>'
        f'<sch:pattern><sch:rule context="a">{said.format("f:f()")}</sch:rule></sch:pattern>',
        "variable": f'<sch:let name="v" value="{read}"/>'
        f'<sch:pattern><sch:rule context="a">{said.format("$v")}</sch:rule></sch:pattern>',
        "context": f"<sch:pattern><sch:rule context=\"a[contains({read}, 'the-secret')]\">"
        '<sch:report id="leaked" test="true()">the-secret</sch:report></sch:rule></sch:pattern>',
    }[place]
    rules, words = outcome(schema)
    assert "the-secret" not in words
    if place != "context":  # A predicate that fails is, in XSLT, one that does not hold.
        assert rules in {"sch.not-evaluated", "sch.schema.run"}


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
