"""All that the table finds, put into a document: the schema and its Schematron accept every value."""

from pathlib import Path

import pytest
from lxml import etree

from tei.encode.dates import Context, find
from tei.names import TEI
from tei.validate import validate

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _paragraph(text: str, reference: str) -> etree._Element:
    paragraph = etree.Element(f"{{{TEI}}}p")
    at = 0
    for found in find(text, Context(reference)):
        if not found.attributes:
            continue
        _append(paragraph, text[at : found.start])
        element = etree.SubElement(paragraph, f"{{{TEI}}}{found.kind}", dict(found.attributes))
        element.text = text[found.start : found.end]
        at = found.end
    _append(paragraph, text[at:])
    return paragraph


def _append(paragraph: etree._Element, text: str) -> None:
    if len(paragraph):
        paragraph[-1].tail = text
    else:
        paragraph.text = text


@pytest.fixture
def document(repository: Path) -> etree._ElementTree:
    """The cable with all rows of the table as paragraphs in it."""
    document = etree.parse(repository / "corpus" / "cable-59363.xml")
    place = next(p for p in document.iter(f"{{{TEI}}}p") if p.get(XML_ID) == "p-unmasked")
    for line in (Path(__file__).parent / "expected.tsv").read_text(encoding="utf-8").splitlines():
        text, reference, *_ = (*line.split("\t"), "")
        if not line.startswith("#") and "[" not in text:
            place.addprevious(_paragraph(text, reference))
    assert len(list(document.iter(f"{{{TEI}}}date", f"{{{TEI}}}time"))) > 300
    return document


def _rules(document: etree._ElementTree, repository: Path, folder: Path) -> set[str]:
    """What the grammar and the rules about dates refuse."""
    path, schemas = folder / "dates.xml", repository / "schemas"
    document.write(path, encoding="utf-8")
    report = validate(path, schema=schemas / "tei-documentary.rng", schematron=schemas / "tei-documentary.sch")
    assert report.faults == ()
    return {found.rule for found in report.findings if found.rule.startswith(("sch.date", "rng."))}


def test_each_value_is_valid_and_agrees_with_its_words(
    document: etree._ElementTree, repository: Path, tmp_path: Path
) -> None:
    assert _rules(document, repository, tmp_path) == set()


def test_without_evidence_and_with_another_year_the_schema_would_speak(
    document: etree._ElementTree, repository: Path, tmp_path: Path
) -> None:
    for date in document.iter(f"{{{TEI}}}date"):
        date.attrib.pop("evidence", "")
    assert _rules(document, repository, tmp_path) == {"sch.date-evidence", "sch.date-year"}
