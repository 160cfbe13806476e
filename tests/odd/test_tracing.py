"""Where a faulty rule of an ODD is reported: in the ODD, not in what was made from it."""

from pathlib import Path

import pytest

from tei.errors import SchemaError
from tei.names import SCH, TEI
from tei.odd.rules.tracing import traced
from tei.validate import validate

ODD = f"""<TEI xmlns="{TEI}" xmlns:sch="{SCH}">
<schemaSpec ident="x" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p"/>
<constraintSpec ident="c" scheme="schematron"><constraint>
  <sch:rule context="tei:p">
    <sch:assert test="%s">No number.</sch:assert>
  </sch:rule>
</constraint></constraintSpec></schemaSpec></TEI>"""


@pytest.fixture(name="checked")
def _checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The path of an ODD to be written, and that of a document."""
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    document = tmp_path / "a.xml"
    document.write_text(f'<p xmlns="{TEI}"/>', encoding="utf-8")
    return tmp_path / "x.odd", document


def test_expression_that_cannot_be_compiled_is_reported_in_the_odd(checked: tuple[Path, Path]) -> None:
    odd, document = checked
    odd.write_text(ODD % "@n or foo(", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        validate(document, schema=odd)
    (finding,) = caught.value.diagnostics
    assert (finding.rule, finding.path) == ("sch.schema.xpath", str(odd))
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (5, 17, 34)
    assert finding.xpath == "/TEI/schemaSpec/constraintSpec/constraint/sch:rule/sch:assert/@test"


def test_prefix_that_is_not_declared_is_refused_before_anything_is_validated(checked: tuple[Path, Path]) -> None:
    odd, document = checked
    odd.write_text(ODD % "my:n", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        validate(document, schema=odd)
    assert [(one.rule, one.path, one.span.line, one.span.column) for one in caught.value.diagnostics] == [
        ("odd.rule-prefix", str(odd), 5, 17)
    ]


def test_rules_that_can_be_compiled_are_applied(checked: tuple[Path, Path]) -> None:
    odd, document = checked
    odd.write_text(ODD % "@n", encoding="utf-8")
    assert [finding.rule for finding in validate(document, schema=odd).findings] == ["sch.c"]


@pytest.mark.parametrize("test", ["xs:date(.) lt current-date()", ". = 'May' and error()"])
def test_expression_that_fails_on_a_document_is_reported_in_the_odd(test: str, checked: tuple[Path, Path]) -> None:
    odd, document = checked
    document.write_text(f'<p xmlns="{TEI}">May</p>', encoding="utf-8")
    odd.write_text(ODD % test, encoding="utf-8")
    (finding,) = validate(document, schema=odd).findings
    assert (finding.rule, finding.path) == ("sch.not-evaluated", str(document))
    assert finding.help == (f"the expression: {odd}:5:17",)


def test_variable_that_fails_on_a_document_is_reported_at_its_rule_in_the_odd(checked: tuple[Path, Path]) -> None:
    odd, document = checked
    rule = '<sch:let name="d" value="error()"/>\n    <sch:assert test="$d'
    odd.write_text((ODD % "").replace('<sch:assert test="', rule), encoding="utf-8")
    (finding,) = validate(document, schema=odd).findings
    assert (finding.rule, finding.help) == ("sch.not-evaluated", (f"the expression: {odd}:4:13",))


def test_finding_on_rules_that_no_odd_was_made_into_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.sch"
    rules = f'<schema xmlns="{SCH}"><pattern><rule context="p"><assert test="("/></rule></pattern></schema>'
    path.write_text(rules, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        validate(tmp_path / "own.sch", schema=path)
    assert {finding.path for finding in caught.value.diagnostics} == {str(path)}
    assert traced(caught.value.diagnostics, path) == list(caught.value.diagnostics)
