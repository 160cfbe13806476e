"""From the record to every other form of metadata: one module a form, listed here by name and imported when asked for.

A form is written from the record alone; it sees neither the document nor the machine, and no clock. What a form cannot
say of a record is told by :func:`lost`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from tei.errors import UsageError
from tei.metadata.crosswalks.shortfalls import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.metadata.record import Record

__all__ = ["FORMS", "Form", "Loss", "lost", "write"]


class Form(NamedTuple):
    """A form of metadata: what people call it, the module that writes it, and the file that it goes into."""

    title: str
    module: str
    file_name: str
    media_type: str


class _Module(Protocol):
    """What each module of this package has."""

    def write(self, record: "Record") -> bytes:
        """Return *record* in this form, as a file holds it."""

    def lost(self, record: "Record") -> "Iterable[Loss]":
        """Yield what of *record* the form cannot say."""


_XML: Final = "application/xml"

FORMS: "Final[Mapping[str, Form]]" = {
    "cmif": Form("Correspondence Metadata Interchange Format", "cmif", "cmif.xml", "application/tei+xml"),
    "datacite-xml": Form("DataCite 4.6, XML", "datacite_xml", "datacite.xml", "application/vnd.datacite.datacite+xml"),
    "dc": Form("Dublin Core, as OAI-PMH has it", "dublin_core", "dublin-core.xml", _XML),
    "dcterms": Form("DCMI Metadata Terms", "dcterms", "dcterms.xml", _XML),
    "dspace": Form("DSpace, Simple Archive Format", "dspace", "dspace.xml", _XML),
    "hal": Form("HAL, TEI in the profile AOfr", "hal", "hal.xml", "application/tei+xml"),
    "mets": Form("METS with MODS and PREMIS", "mets", "mets.xml", "application/mets+xml"),
    "mods": Form("MODS 3.8", "mods", "mods.xml", "application/mods+xml"),
    "premis": Form("PREMIS 3", "premis", "premis.xml", _XML),
    "datacite-json": Form("DataCite JSON", "datacite_json", "datacite.json", "application/vnd.datacite.datacite+json"),
    "schema-org": Form("schema.org", "schema_org", "schema-org.jsonld", "application/ld+json"),
    "ro-crate": Form("RO-Crate", "ro_crate", "ro-crate-metadata.json", "application/ld+json"),
    "csl": Form("CSL-JSON", "csl", "csl.json", "application/vnd.citationstyles.csl+json"),
    "bibtex": Form("BibTeX", "bibtex", "citation.bib", "application/x-bibtex"),
    "ris": Form("RIS", "ris", "citation.ris", "application/x-research-info-systems"),
    "cff": Form("Citation File Format", "cff", "CITATION.cff", "application/yaml"),
    "invenio": Form("InvenioRDM", "invenio", "invenio.json", "application/json"),
    "dataverse": Form("Dataverse", "dataverse", "dataverse.json", "application/json"),
}
"""The forms by the names that commands take."""


def write(record: "Record", form: str) -> bytes:
    """Return *record* in the form of this name, as a file holds it.

    Raises :class:`~tei.errors.UsageError` if there is no such form.
    """
    return _module(form).write(record)


def lost(record: "Record", form: str) -> "tuple[Loss, ...]":
    """Return what of *record* the form of this name cannot say. Raises as :func:`write` does."""
    return tuple(_module(form).lost(record))


def _module(form: str) -> _Module:
    if form not in FORMS:
        message = f"there is no form {form}; known are {', '.join(FORMS)}"
        raise UsageError(message)
    return cast("_Module", import_module(f"{__name__}.{FORMS[form].module}"))
