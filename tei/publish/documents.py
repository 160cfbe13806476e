"""The pages and downloads of one document; the work that is divided among processes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import render
from tei.errors import DocumentError
from tei.files import write_atomically
from tei.publish.downloads import Leaf, made, offered
from tei.publish.exports import citing
from tei.publish.exports.placing import published
from tei.publish.framing import POLICY, STYLE, Frame, Link, root_of
from tei.publish.model import Item
from tei.publish.outlining import Left, Source
from tei.publish.wording import wording
from tei.render import View

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS: Final[dict[View, str]] = {"reading": "", "diplomatic": "diplomatic/"}
"""Where a view lies below a document's address: which one a reader has chosen is remembered there."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document whose files are to be made, and its neighbours in the order of the site.

    ``before`` are the files that lie there, with the digests of what they hold.
    """

    item: Item
    previous: Link | None = None
    next: Link | None = None
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all jobs of a build have in common."""

    source: Source
    out: Path
    frame: Frame
    stylesheet: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a document, by their paths in the site, each with the digest of what it holds.

    ``written`` counts those that were not there already.
    """

    path: str
    files: dict[str, str]
    written: int


def files_of(item: Item, frame: Frame) -> tuple[str, ...]:
    """Return the paths of all files that are made of *item* in the site with that *frame*."""
    views = (f"{item.folder}/{folder}index.html" for folder in _FOLDERS.values())
    return (*views, *(f"{item.folder}/{form.name(item)}" for form in made(frame)))


def build(job: Job, workshop: Workshop) -> "Built | Left":
    """Write the files of a document and return them, or what is wrong with it if it cannot be read any more."""
    path = job.item.path
    try:
        document = workshop.source.document(path)
    except DocumentError as fault:
        return Left(path, tuple(fault.diagnostics))
    leaf = Leaf(
        job.item,
        document,
        (workshop.source.corpus / path).read_bytes(),
        workshop.source.authorities(),
        workshop.frame,
        published(job.item, workshop.frame.title, workshop.frame.base_url),
        workshop.stylesheet,
    )
    files = {}
    written = 0
    for name, content in _contents(job, leaf, workshop):
        files[name], is_new = put(workshop.out / name, content, job.before.get(name, ""))
        written += is_new
    return Built(path, files, written)


def put(path: Path, content: str | bytes, before: str) -> tuple[str, bool]:
    """Write a file unless it is there with this content; return its digest, and whether it was written.

    *before* is the digest of what lies there, "" if that is not known.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    digest = hashlib.sha256(data).hexdigest()
    if digest == before and path.is_file():
        return digest, False
    write_atomically(path, data)
    return digest, True


def _contents(job: Job, leaf: Leaf, workshop: Workshop) -> "Iterator[tuple[str, str | bytes]]":
    item = job.item
    for view, folder in _FOLDERS.items():
        yield f"{item.folder}/{folder}index.html", _page(job, leaf, view, workshop)
    for form in made(workshop.frame):
        yield f"{item.folder}/{form.name(item)}", form.content(leaf)


def _page(job: Job, leaf: Leaf, view: View, workshop: Workshop) -> str:
    """Return the page of a view, with the parts of the site at its seams."""
    item, frame = job.item, workshop.frame
    url = item.url + _FOLDERS[view]
    page = render.framed(
        leaf.document,
        render.Frame(root_of(url) + STYLE, POLICY),
        view=view,
        authority=workshop.source.authorities(),
        stylesheet=workshop.stylesheet,
        canonical=frame.base_url and frame.base_url + url,
    )
    links = offered(item, frame)
    parts = {
        "head": frame.part("document-head.html", url, {"downloads": links} | citing.hidden(leaf.published)),
        "top": frame.part("document-top.html", url, _around(job, view, frame)),
        "downloads": frame.part("cite.html", url, citing.shown(leaf.published))
        + frame.part("downloads.html", url, {"downloads": [one for one in links if one.words]}),
        "bottom": frame.part("frame-bottom.html", url),
    }
    for name in render.SEAMS:
        page = page.replace(render.seam(name), parts[name], 1)
    return page


def _around(job: Job, view: View, frame: Frame) -> dict[str, object]:
    """Return where a reader may go from here: to the other view, and in this view to the neighbours."""
    said = wording(frame.language)
    folder = _FOLDERS[view]
    return {
        "views": [Link(job.item.url + below, said(f"document.{each}")) for each, below in _FOLDERS.items()],
        "previous": job.previous and Link(job.previous.url + folder, job.previous.words),
        "next": job.next and Link(job.next.url + folder, job.next.words),
    }
