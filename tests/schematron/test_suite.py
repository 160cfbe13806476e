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

# Where the verdict is another than the suite's, and why.
DEVIATIONS = {
    "let-scope-pattern-01": "a pattern's variable may not repeat the schema's: let-name-collision-error-05 says so",
    "let-value-element-content-01": "its first schema asserts something that does not hold of its document",
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


@pytest.mark.parametrize("case", sorted(CASES.rglob("*.xml")), ids=lambda path: path.stem)
def test_case_of_the_suite_has_its_verdict(case: Path, tmp_path: Path) -> None:
    root = etree.parse(case).getroot()
    document = written(root.find(f".//{SUITE}primary"), tmp_path, "document.xml")
    others = [written(other, tmp_path, str(other.get("filename"))) for other in root.iter(f"{SUITE}secondary")]
    schemas = root.find(f"{SUITE}schemas")
    assert schemas is not None
    schema = tmp_path / "schema.sch"
    schema.write_bytes(etree.tostring(schemas[0]))
    xml = [path for path in others if path.suffix == ".xml"]
    agrees = verdict(schema, document, schemas.get("phase"), xml) == root.get("expect")
    assert agrees is (case.stem not in DEVIATIONS)
    expectations = list(root.iter(f"{SUITE}expectation"))
    report = etree.fromstring(schematron.load(schema).svrl(read(document))) if expectations else root
    for expectation in expectations:
        assert report.xpath(str(expectation.get("test")), namespaces={"svrl": SVRL})


def test_every_deviation_is_a_case_of_the_suite() -> None:
    assert set(DEVIATIONS) <= {path.stem for path in CASES.rglob("*.xml")}
