"""Small documents with one mistake each, and the one finding that each gives.

Those whose names begin with ``sch-`` are checked beside the Schematron rules, in ``tests/schematron``.
"""

from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.validate import validate

# The file, the rule, the line and column where the finding begins, and those where it ends.
FAULTY = [
    ("xml-attribute-twice", "xml.not-well-formed", (34, 41, 34, 42)),
    ("xml-bare-ampersand", "xml.not-well-formed", (34, 43, 34, 44)),
    ("xml-entity-bomb", "xml.entity-expansion", (42, 35, 42, 38)),
    ("xml-entity-external", "xml.entity-external", (35, 35, 35, 43)),
    ("xml-entity-undeclared", "xml.entity-undeclared", (34, 46, 34, 52)),
    ("xml-prefix-undeclared", "xml.not-well-formed", (34, 40, 34, 46)),
    ("xml-two-roots", "xml.not-well-formed", (39, 1, 39, 7)),
    ("xml-unclosed-tag", "xml.not-well-formed", (34, 77, 34, 81)),
    ("tei-no-namespace", "tei.not-tei", (2, 1, 2, 36)),
    ("tei-other-root", "tei.not-tei", (2, 1, 2, 75)),
    ("tei-p4", "tei.not-tei", (2, 1, 2, 8)),
    ("tei-wrong-namespace", "tei.not-tei", (2, 1, 2, 72)),
    ("ptr-file-missing", "ptr.file-missing", (34, 68, 34, 93)),
    ("rng-attribute-missing", "rng.attribute-missing", (35, 9, 35, 13)),
    ("rng-attribute-misspelt", "rng.attribute-not-allowed", (34, 45, 34, 59)),
    ("rng-attribute-not-allowed", "rng.attribute-not-allowed", (34, 35, 34, 48)),
    ("rng-content-incomplete", "rng.content-incomplete", (35, 9, 35, 16)),
    ("rng-duplicate-id", "rng.duplicate-id", (35, 12, 35, 34)),
    ("rng-element-missing", "rng.element-missing", (13, 9, 13, 33)),
    ("rng-element-misspelt", "rng.element-not-allowed", (34, 50, 34, 60)),
    ("rng-element-not-allowed", "rng.element-not-allowed", (34, 53, 34, 73)),
    ("rng-element-order", "rng.element-not-allowed", (35, 9, 35, 15)),
    ("rng-element-unwrapped", "rng.element-not-allowed", (34, 60, 34, 66)),
    ("rng-element-without-namespace", "rng.element-not-allowed", (35, 9, 35, 21)),
    ("rng-root-not-allowed", "rng.root-not-allowed", (2, 1, 2, 78)),
    ("rng-text-not-allowed", "rng.text-not-allowed", (34, 9, 34, 33)),
    ("rng-value-closed-list", "rng.value", (33, 12, 33, 24)),
    ("rng-value-date", "rng.value", (34, 71, 34, 88)),
    ("rng-value-identifier", "rng.value", (34, 12, 34, 34)),
    ("rng-value-words", "rng.value", (34, 43, 34, 66)),
]
# These are checked against the XML Schema alone: what it refuses, the grammar refuses first.
FAULTY_IN_XML_SCHEMA = [
    ("xsd-attribute-missing", "xsd.attribute-missing", (35, 9, 35, 13)),
    ("xsd-attribute-not-allowed", "xsd.attribute-not-allowed", (34, 35, 34, 48)),
    ("xsd-content-incomplete", "xsd.content-incomplete", (35, 9, 35, 16)),
    ("xsd-element-not-allowed", "xsd.element-not-allowed", (34, 53, 34, 59)),
    ("xsd-root-not-allowed", "xsd.root-not-allowed", (2, 1, 2, 75)),
    ("xsd-text-not-allowed", "xsd.text-not-allowed", (34, 9, 34, 33)),
    ("xsd-value-closed-list", "xsd.value", (33, 12, 33, 24)),
    ("xsd-value-date", "xsd.value", (34, 71, 34, 88)),
]
Place = tuple[int, int, int, int]


@pytest.fixture(scope="module")
def faulty(repository: Path) -> Path:
    return repository / "tests" / "fixtures" / "faulty"


@pytest.mark.parametrize("name, rule, place", FAULTY)
def test_faulty_document_gives_its_finding_and_no_other(faulty: Path, name: str, rule: str, place: Place) -> None:
    report = validate(faulty / f"{name}.xml")
    (found,) = report.findings
    assert (found.rule, _place(found.span)) == (rule, place)
    assert report.exit_code() == 1


@pytest.mark.parametrize("name, rule, place", FAULTY_IN_XML_SCHEMA)
def test_xml_schema_gives_its_finding_and_no_other(
    repository: Path,
    faulty: Path,
    name: str,
    rule: str,
    place: Place,
) -> None:
    report = validate(faulty / f"{name}.xml", schema=repository / "schemas" / "tei-documentary.xsd")
    (found,) = report.findings
    assert (found.rule, _place(found.span)) == (rule, place)


def test_every_faulty_document_stands_in_a_table(faulty: Path) -> None:
    tabled = {name for name, _rule, _place in FAULTY + FAULTY_IN_XML_SCHEMA}
    present = {path.stem for path in faulty.glob("*.xml") if not path.stem.startswith("sch-")}
    assert present == tabled


def test_all_kinds_of_fault_make_more_than_forty_documents(faulty: Path) -> None:
    assert len(list(faulty.glob("*.xml"))) > 40


def test_what_the_grammar_refuses_the_xml_schema_refuses(repository: Path, faulty: Path) -> None:
    refused = [faulty / f"{name}.xml" for name, rule, _place in FAULTY if rule.startswith("rng.")]
    report = validate(refused, schema=repository / "schemas" / "tei-documentary.xsd")
    assert [document.path for document in report.documents if document.valid] == []


def _place(span: Span) -> Place:
    return span.line, span.column, span.end_line, span.end_column
