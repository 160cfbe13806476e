"""What a page tells of its document in its head: the tags that Google Scholar and Zotero read, and Dublin Core.

Source: Google Scholar, Inclusion Guidelines for Webmasters (the tags of Highwire Press); DCMI, Expressing Dublin Core
in HTML/XHTML meta and link elements (DC-HTML).
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata.crosswalks import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.exports.placing import Published

SCHEMAS: Final = {"DC": "http://purl.org/dc/elements/1.1/", "DCTERMS": "http://purl.org/dc/terms/"}
"""The namespaces of the prefixes, for ``<link rel="schema.DC">``."""


class Tag(NamedTuple):
    """A ``<meta>``: its name, its content, and the language of that, "" where it has none or it is not known."""

    name: str
    content: str
    language: str = ""


def tags(document: "Published") -> tuple[Tag, ...]:
    """Return the tags of *document* in the order of reading; none is empty, none has line ends."""
    found = (*_of_highwire(document), *_of_dublin_core(document))
    return tuple(
        Tag(one.name, words, one.language or "") for one in found if (words := " ".join((one.content or "").split()))
    )


def _of_highwire(document: "Published") -> "Iterator[Tag]":
    record = document.record
    title = record.title
    yield Tag("citation_title", choices.full_title(record), (title and title.language) or "")
    yield from (Tag("citation_author", choices.filed_name(one)) for one in choices.creators(record))
    published = choices.beginning(record.publication_date) or choices.year(record.publication_date) or ""
    yield Tag("citation_publication_date", published.replace("-", "/"))
    yield Tag("citation_publisher", record.publisher.natural_name if record.publisher else "")
    yield from (Tag("citation_language", one.tag) for one in record.languages[:1])
    doi = record.identifier("doi")
    yield Tag("citation_doi", doi.value if doi else "")
    yield Tag("citation_public_url", document.cited_address)
    yield Tag("citation_abstract_html_url", document.address)
    yield Tag("citation_collection_title", document.whole)
    yield from (Tag("citation_keywords", one.term, one.language or "") for one in record.subjects)


def _of_dublin_core(document: "Published") -> "Iterator[Tag]":
    record = document.record
    yield from (Tag("DC.title", one.text, one.language or "") for one in record.titles if one.level not in {"s", "j"})
    yield from (Tag("DC.creator", choices.filed_name(one)) for one in choices.creators(record))
    yield from (Tag("DC.contributor", choices.filed_name(one)) for one in choices.contributors(record))
    yield Tag("DC.publisher", record.publisher.display if record.publisher else "")
    yield Tag("DCTERMS.issued", choices.plain_date(record.publication_date) or "")
    yield from (Tag("DCTERMS.created", choices.plain_date(one) or "") for one in record.creation_dates)
    yield Tag("DCTERMS.modified", document.item.modified)
    yield Tag("DC.type", "Text")
    yield from (Tag("DC.identifier", one.uri or "") for one in record.identifiers if one.valid is not False)
    yield from (Tag("DC.language", one.tag) for one in record.languages)
    yield from (Tag("DC.subject", one.term, one.language or "") for one in record.subjects)
    yield from (Tag("DCTERMS.abstract", one.text, one.language or "") for one in record.abstracts)
    yield from (Tag("DC.coverage", one.name) for one in record.places)
    yield from (Tag("DCTERMS.license", one.uri or one.spdx or one.text) for one in record.licences)
    yield from (Tag("DC.rights", one.uri or one.text) for one in record.rights)
    yield Tag("DCTERMS.isPartOf", document.whole_url)
