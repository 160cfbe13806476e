"""The conformance cases for Schematron that may lie beside the checkout, each with its expected verdict."""

from pathlib import Path

import pytest
from lxml import etree

from tei import saxon, schematron
from tei.document import read
from tei.errors import SchemaError
from tei.names import SVRL

SUITE = "{tag:dmaus@dmaus.name,2019:Schematron:Testsuite}"
CASES = Path(__file__).resolve().parents[3] / "shared" / "data" / "schematron"

# The schemas on which the verdict is another than the suite's, by their case and number in it, and why.
DEVIATIONS = {
    (
        "let-scope-pattern-01",
        1,
    ): "let-name-collision-error-05 wants an error for the same: a pattern's variable with the "
    "name of one of the schema's. SchXslt2, whose author made the suite, demands different names, too",
    (
        "let-value-element-content-01",
        1,
    ): "it asserts that the document has a p, which it has not; the second is the same "
    "with the variable asked instead, and passes",
}

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(),
    reason="the conformance cases are not beside the checkout (../shared)",
)


def verdict(schema: Path, document: Path, phase: str | None, others: list[Path]) -> str:
    """Return "error" for a schema that is refused, else "valid" or "invalid"."""
    documents = {path.relative_to(document.parent).as_posix(): saxon.node(read(path)) for path in others}
    try:
        found = schematron.load(schema).validate(read(document), phase=phase, documents=documents)
    except SchemaError:
        return "error"
    return "invalid" if found else "valid"


def written(parent: etree._Element | None, folder: Path, name: str) -> Path:
    assert parent is not None
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(etree.tostring(parent[0]))
    return path


def numbered_schemas() -> list[tuple[Path, int]]:
    cases = sorted(CASES.rglob("*.xml"))
    return [(case, number) for case in cases for number in range(1, 1 + len(_schemas(case)))]


def _schemas(case: Path) -> etree._Element:
    schemas = etree.parse(case).getroot().find(f"{SUITE}schemas")
    assert schemas is not None
    return schemas


@pytest.mark.parametrize("case, number", numbered_schemas(), ids=lambda value: getattr(value, "stem", str(value)))
def test_schema_of_the_suite_has_its_verdict(case: Path, number: int, tmp_path: Path) -> None:
    root = etree.parse(case).getroot()
    document = written(root.find(f".//{SUITE}primary"), tmp_path, "document.xml")
    others = [written(other, tmp_path, str(other.get("filename"))) for other in root.iter(f"{SUITE}secondary")]
    schemas = _schemas(case)
    schema = tmp_path / "schema.sch"
    schema.write_bytes(etree.tostring(schemas[number - 1]))
    xml = [path for path in others if path.suffix == ".xml"]
    agrees = verdict(schema, document, schemas.get("phase"), xml) == root.get("expect")
    assert agrees is ((case.stem, number) not in DEVIATIONS)
    expectations = list(root.iter(f"{SUITE}expectation"))
    report = etree.fromstring(schematron.load(schema).svrl(read(document))) if expectations else root
    for expectation in expectations:
        assert report.xpath(str(expectation.get("test")), namespaces={"svrl": SVRL})


def test_every_deviation_is_a_schema_of_the_suite_and_no_case_is_without_one_that_passes() -> None:
    numbered = {(case.stem, number) for case, number in numbered_schemas()}
    assert set(DEVIATIONS) <= numbered
    assert {case for case, _number in numbered} - {case for case, _number in numbered - set(DEVIATIONS)} == {
        "let-scope-pattern-01"
    }
