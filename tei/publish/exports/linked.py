"""What search engines are told of a document and of the edition: JSON-LD in the terms of schema.org.

What :mod:`tei.metadata.crosswalks.schema_org` says of an edition, and what only a site knows: that it is a part of it,
whom it names, and who sent it to whom.

Source: schema.org, types Message, ScholarlyArticle, DigitalDocument, ArchiveComponent, Collection.
"""

import json
from typing import TYPE_CHECKING, Any, Final

from tei.metadata.crosswalks import choices, schema_org

if TYPE_CHECKING:
    from tei.metadata import Record
    from tei.metadata.values import Action
    from tei.publish.exports.placing import Published
    from tei.publish.model import Name, Site

CONTEXT: Final = "https://schema.org"
MEDIA_TYPE: Final = "application/ld+json"
_KINDS: Final = {"person": "Person", "org": "Organization", "place": "Place"}
_MOST_NAMES: Final = 100
"""A page says no more names than these, those with most occurrences: it is no index."""
# In a script element these could end it, or begin a comment.
_IN_PAGES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def in_page(content: object) -> str:
    """Return *content* as JSON that can stand between the tags of a script element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_IN_PAGES)


def of_document(document: "Published") -> dict[str, Any]:
    """Return *document* as a JSON-LD document."""
    record = document.record
    said = schema_org.content(record)
    about = [*said.pop("about", ()), *said["keywords"]]
    told = {
        **said,
        "@type": _types(record),
        "@id": document.address or said["@id"],
        "url": document.address or said["url"],
        "name": said["name"] or document.item.title,
        "headline": said["name"] if _is_article(record) else None,
        "about": about,
        "mentions": [*said.get("mentions", ()), *map(_named, _foremost(document.item.names))],
        "isPartOf": [_whole(document), *(one for one in said["isPartOf"] if one["name"] != document.whole)],
        **_sending(record),
    }
    return {"@context": CONTEXT, **choices.pruned(told)}


def _counted(year: str) -> int:
    """The number of a year, which ISO 8601-2 writes with a Y before it if it has more than four digits."""
    return int(year.removeprefix("Y"))


def of_site(site: "Site") -> dict[str, Any]:
    """Return the edition as a whole: what it is called, where it lies, and what time its documents are from."""
    years = sorted({item.year for item in site.items if item.year}, key=_counted)
    licences = {one.address for item in site.items for one in item.declarations if one.kind == "licence"}
    told = {
        "@type": "Collection",
        "@id": site.base_url,
        "url": site.base_url,
        "name": site.title,
        "inLanguage": sorted({tag for item in site.items for tag in item.languages}),
        "publisher": {"@type": "Organization", "name": site.publisher} if site.publisher else None,
        "dateModified": site.modified,
        "collectionSize": len(site.items),
        "temporalCoverage": "/".join(dict.fromkeys((years[0], years[-1]))) if years else None,
        "license": sorted(licences),
    }
    return {"@context": CONTEXT, **choices.pruned(told)}


def _types(record: "Record") -> "str | list[str]":
    if _sent(record):
        return ["Message", "DigitalDocument"]
    return ["ScholarlyArticle", "DigitalDocument"] if _is_article(record) else "DigitalDocument"


def _is_article(record: "Record") -> bool:
    """Return whether the document is an article of today: part of a whole by its title, with nothing that it edits."""
    is_edition = any(one.kind == "msDesc" or one.repository for one in record.sources)
    return record.title is not None and record.title.level == "a" and not is_edition and not record.correspondences


def _sent(record: "Record") -> "tuple[Action, ...]":
    return tuple(act for one in record.correspondences[:1] for act in one.actions_of("sent"))


def _sending(record: "Record") -> dict[str, Any]:
    """Return between whom the first letter went, and when; others in the document are not told."""
    received = [act for one in record.correspondences[:1] for act in one.actions_of("received")]
    return {
        "sender": [schema_org.agent_of(one) for act in _sent(record) for one in act.agents],
        "recipient": [schema_org.agent_of(one) for act in received for one in act.agents],
        "dateSent": next((day for act in _sent(record) for one in act.dates if (day := choices.day(one))), None),
        "dateReceived": next((day for act in received for one in act.dates if (day := choices.day(one))), None),
    }


def _whole(document: "Published") -> dict[str, Any]:
    return {"@type": "Collection", "@id": document.whole_url, "name": document.whole}


def _foremost(names: "tuple[Name, ...]") -> "list[Name]":
    return sorted(names, key=lambda one: (-len(one.occurrences), one.key))[:_MOST_NAMES]


def _named(name: "Name") -> dict[str, Any]:
    return {"@type": _KINDS[name.kind], "name": name.name}
