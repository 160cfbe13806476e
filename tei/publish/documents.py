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
from tei.publish.images import laying, presentation
from tei.publish.images.resolving import EMPTY, Album
from tei.publish.images.viewing import Viewer
from tei.publish.model import Item
from tei.publish.outlining import Left, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARALLEL: Final = "parallel"
_FOLDERS: Final = {"reading": "", "diplomatic": "diplomatic/", _PARALLEL: "parallel/"}
"""Where a view lies below a document's address: which one a reader has chosen is remembered there."""


@dataclass(frozen=True, slots=True)
class Neighbour(Link):
    """A document before or after another, and whether it has the view with images."""

    has_images: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A document whose files are to be made, and its neighbours in the order of the site.

    ``album`` are the images of its pages. ``before`` are the files that lie there, with the digests of what they hold.
    """

    item: Item
    previous: Neighbour | None = None
    next: Neighbour | None = None
    album: Album = EMPTY
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all jobs of a build have in common."""

    source: Source
    out: Path
    frame: Frame
    stylesheet: Path | None = None
    viewer: Viewer | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a document, by their paths in the site, each with the digest of what it holds.

    ``written`` counts those that were not there already.
    """

    path: str
    files: dict[str, str]
    written: int


def files_of(job: Job, frame: Frame) -> tuple[str, ...]:
    """Return the paths of all files that are made of *job* in the site with that *frame*."""
    item = job.item
    views = (f"{item.folder}/{folder}index.html" for folder in _views(job.album.is_empty).values())
    manifest = (f"{item.folder}/{presentation.NAME}",) if presentation.is_possible(job.album, frame.base_url) else ()
    return (*views, *manifest, *(f"{item.folder}/{form.name(item)}" for form in made(frame)))


def _views(is_without_images: bool) -> dict[str, str]:  # noqa: FBT001 - what is asked is one thing
    return {view: folder for view, folder in _FOLDERS.items() if view != _PARALLEL or not is_without_images}


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


def put(path: Path, content: "str | bytes | Iterator[bytes]", before: str) -> tuple[str, bool]:
    """Write a file unless it is there with this content; return its digest, and whether it was written.

    *before* is the digest of what lies there, "" if that is not known.
    """
    if not isinstance(content, (str, bytes)):
        return _put_parts(path, content, before if path.is_file() else "")
    data = content.encode("utf-8") if isinstance(content, str) else content
    digest = hashlib.sha256(data).hexdigest()
    if digest == before and path.is_file():
        return digest, False
    write_atomically(path, data)
    return digest, True


class _SameError(Exception):
    """What has been written beside a file is what the file holds."""


def _put_parts(path: Path, parts: "Iterator[bytes]", before: str) -> tuple[str, bool]:
    found = hashlib.sha256()

    def passing() -> "Iterator[bytes]":
        for part in parts:
            found.update(part)
            yield part
        if found.hexdigest() == before:
            raise _SameError

    try:
        write_atomically(path, passing())
    except _SameError:
        return before, False
    return found.hexdigest(), True


def _contents(job: Job, leaf: Leaf, workshop: Workshop) -> "Iterator[tuple[str, str | bytes]]":
    item = job.item
    for view, folder in _views(job.album.is_empty).items():
        yield f"{item.folder}/{folder}index.html", _page(job, leaf, view, workshop)
    if presentation.is_possible(job.album, workshop.frame.base_url):
        yield f"{item.folder}/{presentation.NAME}", presentation.manifest(leaf.published, job.album, workshop.frame)
    for form in made(workshop.frame):
        yield f"{item.folder}/{form.name(item)}", form.content(leaf)


def _page(job: Job, leaf: Leaf, view: str, workshop: Workshop) -> str:
    """Return the page of a view, with the parts of the site at its seams."""
    item, frame = job.item, workshop.frame
    url = item.url + _FOLDERS[view]
    is_parallel = view == _PARALLEL
    page = render.framed(
        leaf.document,
        _with_images(job, leaf, url, frame) if is_parallel else render.Frame(root_of(url) + STYLE, POLICY),
        view="diplomatic" if view == "diplomatic" else "reading",
        authority=workshop.source.authorities(),
        stylesheet=workshop.stylesheet,
        # Its words are those of the reading view, which is the one to be found and cited.
        canonical=frame.base_url and frame.base_url + (item.url if is_parallel else url),
        words=frame.words,
    )
    links = offered(item, frame)
    hidden = {"downloads": links, "viewer": workshop.viewer if is_parallel else None}
    around = _around(job, view, frame) | {"viewer": hidden["viewer"]}
    parts = {
        "head": frame.part("document-head.html", url, hidden | citing.hidden(leaf.published)),
        "top": frame.part("document-top.html", url, around),
        "downloads": frame.part("cite.html", url, citing.shown(leaf.published))
        + frame.part("downloads.html", url, {"downloads": [one for one in links if one.words]}),
        "bottom": frame.part("frame-bottom.html", url),
    }
    for name in render.SEAMS:
        page = page.replace(render.seam(name), parts[name], 1)
    return page


def _with_images(job: Job, leaf: Leaf, url: str, frame: Frame) -> render.Frame:
    """Return what a page needs to show the images of *job*: it may ask those hosts that have some, and no others."""
    root = root_of(url)
    images, services = map(" ".join, laying.hosts(job.album))
    policy = POLICY.replace("img-src 'self'", f"img-src 'self' {images}".rstrip())
    policy = policy.replace("connect-src 'self'", f"connect-src 'self' {services}".rstrip())
    told = laying.leaves(job.item, job.album, root, frame.words)
    return render.Frame(root + STYLE, policy, render.facsimile(leaf.document), told)


def _around(job: Job, view: str, frame: Frame) -> dict[str, object]:
    """Return where a reader may go from here: to the other views, and in this view to the neighbours."""
    said = frame.words
    views = _views(job.album.is_empty).items()
    return {
        "views": [Link(job.item.url + below, said(f"document.{each}")) for each, below in views],
        "previous": _there(job.previous, view),
        "next": _there(job.next, view),
        "iiif": _manifest(job, view, frame),
    }


def _manifest(job: Job, view: str, frame: Frame) -> str:
    """Return the address of the manifest of the images, where there is one: beside them, or where none are shown."""
    if view != _PARALLEL and not job.album.is_empty:
        return ""
    own = frame.base_url and presentation.is_possible(job.album, frame.base_url)
    return job.item.iiif or (
        f"{root_of(job.item.url + _FOLDERS[view])}{job.item.url}{presentation.NAME}" if own else ""
    )


def _there(neighbour: Neighbour | None, view: str) -> Link | None:
    """Return the way to *neighbour*, in this view if it has that."""
    if neighbour is None:
        return None
    folder = _views(not neighbour.has_images).get(view, "")
    return Link(neighbour.url + folder, neighbour.words)
