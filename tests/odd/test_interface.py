"""What ``from tei import odd`` promises."""

from pathlib import Path

import pytest

from tei import odd, relaxng
from tei.errors import SchemaError, UsageError

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="small" start="p">
<moduleRef key="tei"/><moduleRef key="core" include="p {}"/></schemaSpec></body></text></TEI>"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An ODD with a paragraph in it."""
    path = tmp_path / "small.odd"
    path.write_text(ODD.format("hi"), encoding="utf-8")
    return path


def test_odd_compiles_to_a_grammar_that_documents_are_checked_against(small: Path) -> None:
    schema = relaxng.load(odd.compile(small).rng.encode())
    assert schema.validate(b'<p xmlns="http://www.tei-c.org/ns/1.0">a <hi>b</hi></p>') == []
    found = schema.validate(b'<p xmlns="http://www.tei-c.org/ns/1.0">a <ref>b</ref></p>')
    assert [finding.rule for finding in found] == ["rng.element-not-allowed"]


def test_source_in_the_call_stands_for_that_of_the_odd(small: Path) -> None:
    assert odd.compile(small, source="tei:2.7.0").schema.release == "2.7.0"


def test_unknown_schema_or_compatibility_is_refused(small: Path) -> None:
    with pytest.raises(SchemaError, match="no-schema"):
        odd.compile(small, ident="large")
    with pytest.raises(UsageError, match="stylesheets"):
        odd.compile(small, compatibility="stylesheet")
