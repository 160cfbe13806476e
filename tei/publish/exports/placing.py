"""The record of a document as it is published in a site: it has an address, a key, and is a part of something."""

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tei.metadata import Record
from tei.metadata.crosswalks import bibtex, choices
from tei.metadata.values import Identifier, RelatedItem, Text

if TYPE_CHECKING:
    from tei.publish.model import Item

_DIGEST_CHARS = 8


@dataclass(frozen=True, slots=True)
class Published:
    """A document of a site: what its header says, its item, and the whole that it is a part of.

    ``address`` is that of its page, "" where the site does not know its own; ``whole`` is the title of the site,
    ``whole_url`` its address.
    """

    item: "Item"
    record: Record
    whole: str
    whole_url: str

    @property
    def address(self) -> str:
        """The address of its page, "" if that is not known."""
        return self.whole_url and self.whole_url + self.item.url

    @property
    def cited_address(self) -> str:
        """The address to cite: that which the header names, if it does, for it is meant to last; else the page's."""
        return choices.web_address(self.record) or ""


def published(item: "Item", whole: str, base_url: str) -> Published:
    """Return *item* as a part of the site with the title *whole*, which lies at *base_url*, "" if that is not known."""
    record = item.record
    origin = record.origin
    address = base_url and base_url + item.url
    identifiers = record.identifiers
    if address and choices.web_address(record) is None:
        identifiers = (*identifiers, Identifier("uri", address, origin, address))
    part_of = RelatedItem("isPartOf", whole, origin, target=base_url or None)
    placed = replace(
        record,
        xml_id=Text(item.identifier, origin),
        identifiers=identifiers,
        related=(*record.related, part_of) if base_url else record.related,
    )
    return Published(item, placed, whole, base_url)


def key(document: Published) -> str:
    """Return the key that *document* has in BibTeX: its identifier, told from others where BibTeX has not all of it."""
    made, identifier = bibtex.key(document.record), document.item.identifier
    if made == identifier:
        return made
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{made}-{digest[:_DIGEST_CHARS]}"
