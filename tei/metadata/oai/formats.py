"""The forms in which records are harvested: simple Dublin Core, which the protocol asks for, and the header itself."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.metadata import crosswalks

if TYPE_CHECKING:
    from tei.metadata.oai.repository import Repository
    from tei.metadata.record import Record

_DECLARATION: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*\?>\s*")


class Format(NamedTuple):
    """A metadata format: its schema, its namespace, and the form of the record that it is, "" for the header."""

    prefix: str
    schema: str
    namespace: str
    form: str = ""

    def write(self, record: "Record", header: str) -> str:
        """Return *record*, or its *header*, as an element, without an XML declaration."""
        return undeclared(crosswalks.write(record, self.form)) if self.form else header


_KNOWN: Final = (
    Format(
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "dc",
    ),
    Format("tei", "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", names.TEI),
)
FORMATS: Final = {one.prefix: one for one in _KNOWN}
"""The formats by their prefixes."""


def formats(repository: "Repository") -> dict[str, Format]:
    """Return the formats of *repository* by their prefixes."""
    return {prefix: FORMATS[prefix] for prefix in repository.prefixes}


def undeclared(data: bytes) -> str:
    """Return the outermost element of an XML file in UTF-8, as text."""
    return _DECLARATION.sub(b"", data).decode("utf-8").strip()
