"""The records of the edition for catalogues: answers of OAI-PMH 2.0 as files, and a static repository.

A harvester asks one address with different parameters, which a server of files does not look at. Two things can be
done, and both are here:

- ``oai/static-repository.xml``: a Static Repository, one file with all records, which a gateway serves to harvesters.
- ``oai/…``: the answers themselves, each in a file, named so that one rule of the web server finds them. Requests that
  narrow a list by ``from`` or ``until``, or ask for one record, are not answered: harvesters that take the whole list
  get it.

Source: Open Archives Initiative, Protocol for Metadata Harvesting 2.0; Specification for an OAI Static Repository and
an OAI Static Repository Gateway (2004).
"""

import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from tei.metadata.oai import SAFE, Item, Repository, day, respond
from tei.metadata.oai.formats import FORMATS, undeclared
from tei.publish.exports.atom import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.publish.model import Item as Document
    from tei.publish.model import Site

FOLDER: Final = "oai"
STATIC: Final = f"{FOLDER}/static-repository.xml"
PREFIX: Final = "oai_dc"
_LISTS: Final = ("ListIdentifiers", "ListRecords")
_TOKEN: Final = re.compile("<resumptionToken[^>]*>([^<]+)</resumptionToken>")
_OAI: Final = "http://www.openarchives.org/OAI/2.0/"
_NAMESPACES: Final = (
    f'xmlns="{_OAI}static-repository" xmlns:oai="{_OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_OAI}static-repository {_OAI}static-repository.xsd"'
)


def repository(site: "Site", dublin_core: "Callable[[Document], bytes]") -> Repository | None:
    """Return what there is to harvest in *site*, None if there is nothing or the protocol's needs are not met.

    It needs an address of the site, an e-mail address of somebody in charge, and a day for each record: documents of
    which no day is known are left out. *dublin_core* returns the file of a document with its record.
    """
    prefix = f"oai:{urlsplit(site.base_url).hostname}:"
    items = [
        Item(prefix + quote(one.identifier, safe=SAFE), known, (), partial(_metadata, one, dublin_core))
        for one in site.items
        if (known := day(one.modified))
    ]
    items.sort(key=lambda item: (item.datestamp, item.identifier))
    if not (site.base_url and site.email and items):
        return None
    return Repository(site.title, f"{site.base_url}{FOLDER}", site.email, tuple(items), {}, prefixes=(PREFIX,))


def _metadata(document: "Document", dublin_core: "Callable[[Document], bytes]", _prefix: str) -> str:
    return undeclared(dublin_core(document))


def answers(found: Repository, site: "Site") -> "Iterator[tuple[str, bytes]]":
    """Yield the answers by the paths of their files: a verb's is called like the verb, what goes on like its token."""
    said = moment(day(site.modified) or found.items[-1].datestamp)
    for verb in ("Identify", "ListMetadataFormats", "ListSets"):
        yield f"{FOLDER}/{verb}.xml", respond(found, [("verb", verb)], said)
    for verb in _LISTS:
        path, pairs = f"{FOLDER}/{verb}.xml", [("verb", verb), ("metadataPrefix", PREFIX)]
        while True:
            answer = respond(found, pairs, said)
            yield path, answer
            token = _TOKEN.search(answer.decode("utf-8"))
            if token is None:
                break
            path, pairs = f"{FOLDER}/{token[1]}.xml", [("verb", verb), ("resumptionToken", token[1])]


def static_repository(found: Repository) -> "Iterator[bytes]":
    """Yield the repository as one file, record by record.

    Its ``baseURL`` is that at which a gateway serves it; which gateway that is, is agreed upon with whoever runs it, so
    that here it is the address of the file.
    """
    form = FORMATS[PREFIX]
    identify = (
        ("repositoryName", found.name),
        ("baseURL", f"{found.base_url}/static-repository.xml"),
        ("protocolVersion", "2.0"),
        ("adminEmail", found.email),
        ("earliestDatestamp", found.earliest),
        ("deletedRecord", "no"),
        ("granularity", "YYYY-MM-DD"),
    )
    described = (("metadataPrefix", form.prefix), ("schema", form.schema), ("metadataNamespace", form.namespace))
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f"<Repository {_NAMESPACES}>\n",
        f"<Identify>\n{_elements(identify)}</Identify>\n",
        "<ListMetadataFormats>\n<oai:metadataFormat>\n",
        f"{_elements(described)}</oai:metadataFormat>\n</ListMetadataFormats>\n",
        f'<ListRecords metadataPrefix="{PREFIX}">\n',
    )
    for part in chain(head, map(_record, found.items), ["</ListRecords>\n</Repository>\n"]):
        yield part.encode("utf-8")


def _record(item: Item) -> str:
    header = _elements((("identifier", item.identifier), ("datestamp", item.datestamp)))
    return (
        f"<oai:record>\n<oai:header>\n{header}</oai:header>\n"
        f"<oai:metadata>\n{item.metadata(PREFIX)}\n</oai:metadata>\n</oai:record>\n"
    )


def _elements(values: "tuple[tuple[str, str], ...]") -> str:
    return "".join(f"<oai:{name}>{escape(words)}</oai:{name}>\n" for name, words in values)
