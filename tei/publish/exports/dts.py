"""The edition for programs that read texts passage by passage, as Distributed Text Services have it, in files.

A service answers ``?resource=…&ref=…``; files cannot. Therefore the addresses that are templates there are those of
files here: one of the collection, one a document with its paragraphs, and the document itself, whole. Where the site
does not know its address, theirs are relative to the file that has them. A client that takes the addresses from the
answers finds its way; one that asks for a single passage does not.

Source: Distributed Text Services, version 1.0: entry, collection and navigation endpoints.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tei.metadata.crosswalks import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.exports.placing import Published
    from tei.publish.model import Item, Site

ENTRY: Final = "dts/index.json"
COLLECTION: Final = "dts/collection.json"
FILE: Final = "dts.json"
"""The name of the file with the paragraphs of a document, beside its page."""
_CONTEXT: Final = "https://dtsapi.org/context/v1.0.json"
_COUNTS: Final = {"totalParents": 1, "totalChildren": 0}
_MEMBERS: Final = "members"
_LINE: Final = "\n    "
_FROM_FOLDER: Final = "../"
_FROM_DOCUMENT: Final = "../../"
_SAID: Final = {"@context": _CONTEXT, "dtsVersion": "1.0"}
_TREES: Final = ({"@type": "CitationTree", "citeStructure": [{"@type": "CiteStructure", "citeType": "paragraph"}]},)


def entry(site: "Site") -> bytes:
    """Return where the files of *site* are: the answer of the entry endpoint."""
    base = site.base_url or _FROM_FOLDER
    return choices.json_of(
        {
            **_SAID,
            "@id": base + ENTRY,
            "@type": "EntryPoint",
            "collection": base + COLLECTION,
            # The identifier of a document is the address of its page.
            "navigation": f"{{+resource}}{FILE}",
            "document": "{+resource}",
        }
    )


def collection(site: "Site") -> "Iterator[bytes]":
    """Yield the documents of *site*, one by one: the answer of the collection endpoint."""
    base = site.base_url or _FROM_FOLDER
    said = {
        **_SAID,
        "@id": base + COLLECTION,
        "@type": "Collection",
        "collection": base + COLLECTION,
        "title": site.title,
        "totalParents": 0,
        "totalChildren": len(site.items),
        "member": [_MEMBERS],
    }
    start, _, end = choices.json_of(said).rpartition(choices.json_of(_MEMBERS).rstrip())
    yield start
    for number, item in enumerate(site.items):
        # What is empty is said: it is a number.
        member = choices.pruned(_resource(item, base)) | _COUNTS
        text = json.dumps(member, ensure_ascii=False, indent=2).replace("\n", _LINE)
        yield choices.encoded(f",{_LINE}{text}" if number else text)
    yield end


def inputs(site: "Site") -> str:
    """Return the digest of what :func:`collection` is made from."""
    found = hashlib.sha256(repr((site.title, site.base_url)).encode("utf-8", "surrogatepass"))
    for item in site.items:
        senders = [one.name for one in item.senders]
        told = (item.url, item.file_name, item.title, item.abstract, senders, item.when, item.languages)
        found.update(repr(told).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def navigation(document: "Published") -> bytes:
    """Return the paragraphs of *document*: the answer of the navigation endpoint. Each is an anchor of its page."""
    item, base = document.item, document.whole_url or _FROM_DOCUMENT
    return choices.json_of(
        {
            **_SAID,
            "@id": _navigation_url(item, base),
            "@type": "Navigation",
            "resource": choices.pruned(_resource(item, base)) | _COUNTS,
            "member": [
                {"@type": "CitableUnit", "identifier": anchor, "level": 1, "citeType": "paragraph"}
                for anchor in item.anchors
            ],
        }
    )


def _resource(item: "Item", base: str) -> dict[str, Any]:
    tei = base + item.url + quote(item.file_name, errors="replace")
    return {
        "@id": base + item.url,
        "@type": "Resource",
        "title": item.title,
        "description": item.abstract,
        "collection": base + COLLECTION,
        "navigation": _navigation_url(item, base),
        "document": tei,
        "mediaTypes": ["application/tei+xml"],
        "download": [tei],
        "citationTrees": _TREES,
        "dublinCore": {
            "creator": [one.name for one in item.senders],
            "date": item.when,
            "language": item.languages,
        },
    }


def _navigation_url(item: "Item", base: str) -> str:
    return base + item.url + FILE
