"""What can be downloaded of a document: one line for each form, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from tei import render
from tei.publish.exports.forms import EXPORTS, Export, file_name
from tei.publish.exports.placing import Published

if TYPE_CHECKING:
    from pathlib import Path

    from tei.document import Document
    from tei.publish.framing import Frame
    from tei.publish.model import Item


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document of which something is made: itself, its item, its file, the authority file, the frame of its site.

    ``published`` is what its header says of it as a part of the site.
    """

    item: "Item"
    document: "Document"
    source: bytes
    authority: "Document | None"
    frame: "Frame"
    published: Published
    stylesheet: "Path | None" = None


class Form(NamedTuple):
    """A form in which each document can be had: ``words`` are the key of what the link says, ``ending`` of its name.

    Without ``ending`` it has the document's own name; one without a dot is the whole name. Without ``words`` it is
    for programs, and no link to it is shown.
    """

    words: str
    media_type: str
    ending: str
    content: Callable[[Leaf], "bytes | str"]

    def name(self, item: "Item") -> str:
        """Return what the file is called."""
        return file_name(item, self.ending) if self.ending else item.file_name

    def url(self, item: "Item") -> str:
        """Return where it lies in the site."""
        return item.url + quote(self.name(item))


class Download(NamedTuple):
    """A link to a download."""

    url: str
    name: str
    media_type: str
    words: str


def _lines(leaf: Leaf) -> str:
    return render.text(leaf.document, view="diplomatic", authority=leaf.authority, stylesheet=leaf.stylesheet)


def _text(leaf: Leaf) -> str:
    return render.text(leaf.document, authority=leaf.authority, stylesheet=leaf.stylesheet)


@dataclass(frozen=True, slots=True)
class _Exported:
    """Writes a file of a document from its record."""

    export: Export

    def __call__(self, leaf: Leaf) -> bytes:
        return self.export.content(leaf.published)


FORMS: Final = (
    Form("download.tei", "application/tei+xml", "", lambda leaf: leaf.source),
    Form("download.text", "text/plain", ".txt", _text),
    Form("download.lines", "text/plain", ".diplomatic.txt", _lines),
    *(Form(one.words, one.media_type, one.ending, _Exported(one)) for one in EXPORTS),
)
"""The forms, in the order in which a page offers them."""


def downloads(item: "Item") -> tuple[Download, ...]:
    """Return the links to what there is of *item*."""
    return tuple(Download(form.url(item), form.name(item), form.media_type, form.words) for form in FORMS)
