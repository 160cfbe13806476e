"""What can be downloaded of a document: one line for each form, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict
from urllib.parse import quote

from tei import render
from tei.errors import EnvironmentFault
from tei.publish.exports.forms import EXPORTS, Export, file_name
from tei.publish.exports.placing import Published
from tei.render import printing

if TYPE_CHECKING:
    from pathlib import Path

    from tei.document import Document
    from tei.publish.framing import Frame
    from tei.publish.model import Item
    from tei.wording import Words


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

    Without ``ending`` it has the document's own name; one without a dot is the whole name. ``key`` is what the settings
    call it; without one it is for programs, and no link to it is shown. One that ``costs`` is made only if it is asked
    for.
    """

    words: str
    media_type: str
    ending: str
    content: Callable[[Leaf], "bytes | str"]
    key: str = ""
    costs: bool = False

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
    return render.text(leaf.document, view="diplomatic", **_spoken(leaf))


def _text(leaf: Leaf) -> str:
    return render.text(leaf.document, **_spoken(leaf))


def _epub(leaf: Leaf) -> bytes:
    return render.epub(leaf.document, **_spoken(leaf))


def _pdf(leaf: Leaf) -> bytes:
    return render.pdf(leaf.document, theme=leaf.frame.theme or None, **_spoken(leaf))


class _Spoken(TypedDict):
    authority: "Document | None"
    stylesheet: "Path | None"
    words: "Words"


def _spoken(leaf: Leaf) -> _Spoken:
    return {"authority": leaf.authority, "stylesheet": leaf.stylesheet, "words": leaf.frame.words}


@dataclass(frozen=True, slots=True)
class _Exported:
    """Writes a file of a document from its record."""

    export: Export

    def __call__(self, leaf: Leaf) -> bytes:
        return self.export.content(leaf.published)


_KEYS: Final = {".bib": "bib", ".ris": "ris", ".csl.json": "csl"}

FORMS: Final = (
    Form("download.tei", "application/tei+xml", "", lambda leaf: leaf.source, "tei"),
    Form("download.text", "text/plain", ".txt", _text, "text"),
    Form("download.lines", "text/plain", ".diplomatic.txt", _lines, "lines"),
    Form("download.epub", "application/epub+zip", ".epub", _epub, "epub", costs=True),
    Form("download.pdf", "application/pdf", ".pdf", _pdf, "pdf", costs=True),
    *(Form(one.words, one.media_type, one.ending, _Exported(one), _KEYS.get(one.ending, "")) for one in EXPORTS),
)
"""The forms, in the order in which a page offers them."""


def made(frame: "Frame") -> tuple[Form, ...]:
    """Return the forms that are made of each document: all but those that cost, of which only what is asked for."""
    return tuple(form for form in FORMS if not form.costs or form.key in frame.downloads)


def offered(item: "Item", frame: "Frame") -> tuple[Download, ...]:
    """Return the links to what there is of *item*; what readers are not offered has no words."""
    return tuple(
        Download(form.url(item), form.name(item), form.media_type, form.words if form.key in frame.downloads else "")
        for form in made(frame)
    )


def require(frame: "Frame") -> None:
    """Raise :class:`~tei.errors.EnvironmentFault` if what a form is made with is not installed."""
    if "pdf" in frame.downloads and not printing.AVAILABLE:
        message = "[publish] downloads asks for PDF, which needs WeasyPrint: pip install 'tei[pdf]'"
        raise EnvironmentFault(message)
