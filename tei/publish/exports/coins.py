"""COinS: what a document is, in the attribute of an empty element, for programs that look through pages.

Source: OpenURL (ANSI/NISO Z39.88-2004), the key/encoded-value format of Dublin Core; OCOinS, A convention to embed
bibliographic metadata in HTML.
"""

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from tei.metadata.crosswalks import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.exports.placing import Published

CLASS: Final = "Z3988"
"""The class of the element that has it in its title."""
_OPENING: Final = (("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"))


def context_object(document: "Published") -> str:
    """Return the context object of *document*: keys and values, ready for an attribute that is still to be escaped."""
    pairs = [*_OPENING, *((f"rft.{key}", " ".join(value.split())) for key, value in _values(document) if value.strip())]
    return urlencode(pairs, quote_via=quote, errors="replace")


def _values(document: "Published") -> "Iterator[tuple[str, str]]":
    record = document.record
    yield "type", "document"
    yield "title", choices.full_title(record) or document.item.title
    yield from (("creator", choices.filed_name(one)) for one in choices.creators(record))
    yield from (("contributor", choices.filed_name(one)) for one in choices.contributors(record))
    yield "publisher", record.publisher.natural_name if record.publisher else ""
    yield "date", choices.beginning(record.publication_date) or choices.year(record.publication_date) or ""
    yield from (("language", one.tag) for one in record.languages[:1])
    yield from (("subject", one.term) for one in record.subjects)
    yield from (("rights", one.uri or one.spdx or one.text) for one in record.licences)
    yield "relation", document.whole
    cited = choices.cited_identifier(record)
    yield from (("identifier", one) for one in dict.fromkeys((document.cited_address, (cited and cited.uri) or "")))
