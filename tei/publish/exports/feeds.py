"""The files of the edition as a whole, for programs: bibliographies, letters, changes, records, addresses.

Most are put together from the files of the documents, which lie in the site already.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.errors import EnvironmentFault
from tei.metadata.crosswalks import choices
from tei.publish.exports import atom, cmif, dts, forms, harvest, linked, sitemap, zipped
from tei.publish.framing import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.publish.exports.forms import Export
    from tei.publish.framing import Frame
    from tei.publish.model import Item, Site

BIBTEX: Final = "edition.bib"
RIS: Final = "edition.ris"
CSL: Final = "edition.csl.json"
LINKED: Final = "edition.jsonld"
ARCHIVE: Final = "edition.zip"


class Download(NamedTuple):
    """A file of the whole edition for readers: where it lies, and the key of what a link to it says."""

    url: str
    media_type: str
    words: str


@dataclass(frozen=True, slots=True)
class Archive:
    """The ZIP file of the edition: its path, the digest of what it is made from, and what returns each member."""

    path: str
    inputs: str
    members: "dict[str, Callable[[], bytes]]"
    modified: str

    def parts(self) -> "Iterator[bytes]":
        """Yield what the file holds."""
        return zipped.zipped(self.members, self.modified)


def downloads(site: "Site") -> tuple[Download, ...]:
    """Return what readers are offered of the whole of *site*."""
    found = [
        Download(ARCHIVE, "application/zip", "export.zip"),
        Download(BIBTEX, forms.BIBTEX.media_type, "download.bibtex"),
        Download(RIS, forms.RIS.media_type, "download.ris"),
        Download(CSL, forms.CSL.media_type, "download.csl"),
    ]
    return (*found, Download(atom.PATH, atom.MEDIA_TYPE, "export.feed")) if atom.has_feed(site) else tuple(found)


def pages(site: "Site", frame: "Frame", out: Path) -> "Iterator[Page]":
    """Yield the files of the whole of *site*, whose documents' files are in *out* already.

    Without an address of the site there are none that have to name it.
    """
    files = _Files(site, out)
    yield Page(BIBTEX, b"\n".join(files.each(forms.BIBTEX)))
    yield Page(RIS, b"".join(files.each(forms.RIS)))
    yield Page(CSL, choices.json_of([item for data in files.each(forms.CSL) for item in _list(data)]))
    yield Page(LINKED, choices.json_of(linked.of_site(site)))
    yield Page(dts.ENTRY, dts.entry(site))
    yield Page(dts.COLLECTION, dts.collection(site))
    if site.base_url:
        yield from _addressed(site, frame, files)


def _addressed(site: "Site", frame: "Frame", files: "_Files") -> "Iterator[Page]":
    """Yield what has to name addresses of the site."""
    addresses = [
        *(sitemap.Address(link.url, site.modified) for link in frame.navigation),
        *(sitemap.Address(item.url, item.modified) for item in site.items),
    ]
    yield from (Page(path, data) for path, data in sitemap.sitemaps(site.base_url, addresses))
    letters = cmif.whole(site, files.each(forms.CMIF))
    if letters:
        yield Page(cmif.PATH, letters)
    if atom.has_feed(site):
        yield Page(atom.PATH, atom.feed(site))
    repository = harvest.repository(site, files.dublin_core)
    if repository is not None:
        yield from (Page(path, data) for path, data in harvest.answers(repository, site))
        yield Page(harvest.STATIC, harvest.static_repository(repository))


def archive(site: "Site", corpus: Path, authority: Path | None, authority_digest: str) -> Archive:
    """Return the ZIP file of *site*: its documents by their paths in *corpus*, and the authority file."""
    paths = {item.path: corpus / item.path for item in site.items}
    told = [f"{item.path} {item.digest}" for item in site.items]
    if authority is not None:
        paths[_name(authority, corpus)] = authority
        told.append(f"{_name(authority, corpus)} {authority_digest}")
    said = "\n".join([site.modified, *sorted(told)])
    inputs = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    members = {name: _Reading(path) for name, path in paths.items()}
    return Archive(ARCHIVE, inputs, dict(members), site.modified)


def _name(authority: Path, corpus: Path) -> str:
    file, folder = authority.resolve(), corpus.resolve()
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else authority.name


def _list(data: bytes) -> "list[Any]":
    found: list[Any] = json.loads(data)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a file when it is called."""

    path: Path

    def __call__(self) -> bytes:
        return _read(self.path)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of the documents of a site, where they lie."""

    site: "Site"
    out: Path

    def each(self, export: "Export") -> "Iterator[bytes]":
        """Yield the file of each document that has it; one that could not be read any more has none."""
        for item in self.site.items:
            path = self._path(item, export)
            if path.is_file():
                yield _read(path)

    def dublin_core(self, item: "Item") -> bytes:
        """Return the record of *item* in Dublin Core."""
        return _read(self._path(item, forms.DUBLIN_CORE))

    def _path(self, item: "Item", export: "Export") -> Path:
        return self.out / item.folder / forms.file_name(item, export.ending)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
