"""Schemas that take over libraries, other schemas and functions from files beside them."""

from pathlib import Path

import pytest

from tei import schematron
from tei.diagnostics import Diagnostic
from tei.document import parse
from tei.errors import SchemaError

NS = 'xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
LETTER = b"<letter><p>The pear is in bloom.</p></letter>"
LIBRARY = f"""<sch:library {NS}><sch:title>Of the library</sch:title><sch:p>Words.</sch:p>
  <sch:param name="most" value="0"/><sch:let name="all" value="count(//p)"/>
  <sch:rules><sch:rule abstract="true" id="base"><sch:report test="$all gt $most">base</sch:report></sch:rule>
  </sch:rules>
  <sch:pattern abstract="true" id="a"><sch:param name="what"/><sch:rule context="$what"><sch:extends rule="base"/>
    </sch:rule></sch:pattern>
  <sch:group id="ready"><sch:rule context="letter"><sch:report test="true()" diagnostics="d">ready</sch:report>
    </sch:rule>
  </sch:group>
  <sch:diagnostics><sch:diagnostic id="d">of the library</sch:diagnostic></sch:diagnostics>
</sch:library>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library.sch").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


def loaded(folder: Path, body: str) -> schematron.Schema:
    path = folder / "schema.sch"
    path.write_text(f'<sch:schema {NS} queryBinding="xslt3">{body}</sch:schema>', encoding="utf-8")
    return schematron.load(path)


def faults(folder: Path, body: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SchemaError) as raised:
        loaded(folder, body)
    return raised.value.diagnostics


def test_schema_takes_over_all_of_a_library(folder: Path) -> None:
    schema = loaded(
        folder,
        '<sch:extends href="library.sch"/><sch:title>Own</sch:title>'
        '<sch:pattern is-a="a"><sch:param name="what" value="p"/></sch:pattern>',
    )
    found = schema.validate(parse(LETTER))
    assert [(one.message, one.help) for one in found] == [("ready", ("of the library",)), ("base", ())]
    assert 'title="Own"' in schema.svrl(parse(LETTER))
    assert [path.name for path in schema.files] == ["schema.sch", "library.sch"]


def test_schema_takes_over_another_schema_and_what_that_takes_over(folder: Path) -> None:
    (folder / "other.sch").write_text(
        f'<sch:schema {NS} queryBinding="xslt2"><sch:extends href="library.sch"/></sch:schema>', encoding="utf-8"
    )
    schema = loaded(folder, '<sch:extends href="other.sch"/>')
    assert [one.message for one in schema.validate(parse(LETTER))] == ["ready"]


def test_fault_in_a_library_is_found_there(folder: Path) -> None:
    (folder / "library.sch").write_text(LIBRARY.replace("$all gt $most", "$all gt"), encoding="utf-8")
    (found,) = faults(
        folder,
        '<sch:extends href="library.sch"/><sch:pattern is-a="a"><sch:param name="what" value="p"/></sch:pattern>',
    )
    assert (found.rule, Path(found.path).name, found.span.line, found.span.column) == (
        "sch.schema.xpath",
        "library.sch",
        3,
        62,
    )


@pytest.mark.parametrize(
    "body, reason",
    [
        ('<sch:extends href="library.sch#a"/>', "it is <sch:pattern>, and <sch:library> or <sch:schema> is expected"),
        (
            '<sch:pattern><sch:rule context="a"><sch:extends href="library.sch"/></sch:rule></sch:pattern>',
            "it is <sch:library>, and <sch:rule> is expected",
        ),
        ('<xsl:include href="library.sch"/>', "<sch:library> is not a stylesheet"),
    ],
)
def test_file_of_another_kind_is_refused(folder: Path, body: str, reason: str) -> None:
    (found,) = faults(folder, body)
    assert found.rule == "sch.schema.include"
    assert found.message.endswith(f"cannot be included: {reason}")
    assert body.index(" href=") + 2 == found.span.column - len(f'<sch:schema {NS} queryBinding="xslt3">')


def test_library_is_no_schema(folder: Path) -> None:
    with pytest.raises(SchemaError) as raised:
        schematron.load(folder / "library.sch")
    (found,) = raised.value.diagnostics
    assert (found.rule, found.span.line) == ("sch.schema.root", 1)
    assert "a library checks nothing by itself" in found.message


FUNCTIONS = """<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0" xmlns:own="urn:f"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xpath-default-namespace="urn:orchard" expand-text="yes">
  <xsl:variable name="sort">pear</xsl:variable>
  <xsl:key name="trees" match="tree" use="@sort"/>
  <xsl:function name="own:pears" as="xs:integer"><xsl:param name="of" as="node()"/>
    <xsl:sequence select="count(key('trees', $sort, root($of)))"/></xsl:function>
</xsl:stylesheet>"""

USE = """<sch:ns prefix="f" uri="urn:f"/><sch:pattern><sch:rule context="*:a">
  <sch:report test="f:pears(.) = 2">two</sch:report></sch:rule></sch:pattern>"""
TREES = b'<a xmlns="urn:orchard"><tree sort="pear"/><tree sort="pear"/><tree sort="plum"/></a>'


def test_functions_of_a_stylesheet_beside_the_schema_may_be_used(folder: Path) -> None:
    (folder / "functions.xsl").write_text(FUNCTIONS, encoding="utf-8")
    schema = loaded(folder, f'<xsl:include href="functions.xsl"/>{USE}')
    assert [one.message for one in schema.validate(parse(TREES))] == ["two"]
    assert [path.name for path in schema.files] == ["schema.sch", "functions.xsl"]


def test_stylesheet_may_include_another(folder: Path) -> None:
    (folder / "functions.xsl").write_text(FUNCTIONS, encoding="utf-8")
    (folder / "more.xsl").write_text(
        '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0">'
        '<xsl:include href="functions.xsl"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    schema = loaded(folder, f'<xsl:include href="more.xsl"/>{USE}')
    assert [one.message for one in schema.validate(parse(TREES))] == ["two"]


@pytest.mark.parametrize("declaration", ['<xsl:template match="/"/>', '<xsl:import href="x"/>', "<xsl:output/>"])
def test_stylesheet_with_other_declarations_is_refused_at_them(folder: Path, declaration: str) -> None:
    (folder / "functions.xsl").write_text(FUNCTIONS.replace("<xsl:key", f"{declaration}\n<xsl:key"), encoding="utf-8")
    (found,) = faults(folder, '<xsl:include href="functions.xsl"/>')
    assert (found.rule, Path(found.path).name, found.span.line) == ("sch.schema.xslt", "functions.xsl", 4)


@pytest.mark.parametrize("href", ["../outside.xsl", "https://example.org/x.xsl", "file:///etc/passwd"])
def test_stylesheet_elsewhere_is_refused(folder: Path, href: str) -> None:
    (folder.parent / "outside.xsl").write_text(FUNCTIONS, encoding="utf-8")
    (found,) = faults(folder, f'<xsl:include href="{href}"/>')
    assert found.rule == "sch.schema.include"
