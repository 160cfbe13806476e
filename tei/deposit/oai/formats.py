"""The forms in which records are harvested: simple Dublin Core, which the protocol asks for, and the header itself."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.metadata import crosswalks

if TYPE_CHECKING:
    from tei.deposit.oai.repository import Item

_DECLARATION: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*\?>\s*")


class Format(NamedTuple):
    """A metadata format: its schema, its namespace, and the form of the record that it is, "" for the header."""

    prefix: str
    schema: str
    namespace: str
    form: str = ""

    def write(self, item: "Item") -> str:
        """Return the metadata of *item* as an element, without an XML declaration."""
        if not self.form:
            return item.header
        return _DECLARATION.sub(b"", crosswalks.write(item.record, self.form)).decode("utf-8").strip()


_KNOWN: Final = (
    Format(
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "dc",
    ),
    Format("tei", "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", names.TEI),
)


def formats() -> dict[str, Format]:
    """Return the formats by their prefixes."""
    return {one.prefix: one for one in _KNOWN if not one.form or one.form in crosswalks.FORMS}
