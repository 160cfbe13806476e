"""Validation against an ODD."""

from pathlib import Path

import pytest

from tei.validate import validate

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="stage" start="p" source="tei:4.8.0">
<moduleRef key="tei"/><moduleRef key="core" include="p"/><moduleRef key="header" include="xenoData"/>
<elementSpec ident="beat" ns="http://example.org/stage" mode="add"><classes>
<memberOf key="model.global"/><memberOf key="att.global"/></classes><content>
<elementRef key="xenoData" minOccurs="0"/></content></elementSpec>
</schemaSpec></body></text></TEI>"""

PARAGRAPH = '<p xmlns="http://www.tei-c.org/ns/1.0" xmlns:s="http://example.org/stage">a <s:beat{}/> b</p>'


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """An ODD with an element of its own namespace, beside one that may hold any element."""
    path = tmp_path / "stage.odd"
    path.write_text(ODD, encoding="utf-8")
    return path


@pytest.mark.parametrize("attributes, rules", [(' xml:id="b"', []), (' count="2"', ["rng.attribute-not-allowed"])])
def test_elements_of_ones_own_stand_beside_any_elements(
    stage: Path, tmp_path: Path, attributes: str, rules: list[str]
) -> None:
    document = tmp_path / "a.xml"
    document.write_text(PARAGRAPH.format(attributes), encoding="utf-8")
    report = validate(document, schema=stage)
    assert [finding.rule for finding in report.findings] == rules


def test_identifiers_are_checked_where_no_element_may_be_any(stage: Path, tmp_path: Path) -> None:
    stage.write_text(ODD.replace('<elementRef key="xenoData" minOccurs="0"/>', "<empty/>"), encoding="utf-8")
    document = tmp_path / "a.xml"
    document.write_text(PARAGRAPH.format(' xml:id="b"/><s:beat xml:id="b"'), encoding="utf-8")
    assert len(validate(document, schema=stage).findings) == 1
