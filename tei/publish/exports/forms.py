"""The files of a document that are made from its record, by name: for readers, for harvesters, for the whole.

The files of the whole edition are put together from these, so that of many documents only those that have changed are
written anew.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata import crosswalks
from tei.metadata.crosswalks import bibtex, choices, csl, ris
from tei.publish.exports import dts, linked
from tei.publish.exports.placing import key

if TYPE_CHECKING:
    from tei.publish.exports.placing import Published
    from tei.publish.model import Item


class Export(NamedTuple):
    """A file of a document: ``words`` are the key of what a link says, "" for what only programs are to find.

    ``ending`` follows the document's identifier in the name of the file; one without a dot is the whole name.
    """

    words: str
    media_type: str
    ending: str
    content: "Callable[[Published], bytes]"


def file_name(item: "Item", ending: str) -> str:
    """Return the name of a file of *item*."""
    return f"{item.identifier}{ending}" if ending.startswith(".") else ending


def _bibtex(document: "Published") -> bytes:
    return bibtex.entry(document.record, key(document), document.whole)


def _ris(document: "Published") -> bytes:
    return ris.reference(document.record, document.whole)


def _csl(document: "Published") -> bytes:
    return choices.json_of([csl.content(document.record) | {"container-title": document.whole}])


def _dublin_core(document: "Published") -> bytes:
    return crosswalks.write(document.record, "dc")


def _cmif(document: "Published") -> bytes:
    return crosswalks.write(document.record, "cmif")


def _linked(document: "Published") -> bytes:
    return choices.json_of(linked.of_document(document))


BIBTEX: Final = Export("download.bibtex", "application/x-bibtex", ".bib", _bibtex)
RIS: Final = Export("download.ris", "application/x-research-info-systems", ".ris", _ris)
CSL: Final = Export("download.csl", "application/vnd.citationstyles.csl+json", ".csl.json", _csl)
DUBLIN_CORE: Final = Export("", "application/xml", ".dc.xml", _dublin_core)
CMIF: Final = Export("", "application/tei+xml", ".cmif.xml", _cmif)
LINKED: Final = Export("", linked.MEDIA_TYPE, ".jsonld", _linked)
DTS: Final = Export("", linked.MEDIA_TYPE, dts.FILE, dts.navigation)

EXPORTS: Final = (BIBTEX, RIS, CSL, DUBLIN_CORE, CMIF, LINKED, DTS)
"""The files, in the order in which a page offers those that are for readers."""
