"""The files of the edition as a whole, for programs: bibliographies, letters, changes, records, addresses.

Most are put together from the files of the documents, which lie in the site already.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import EnvironmentFault
from tei.metadata.crosswalks import choices
from tei.publish.exports import atom, cmif, dts, forms, harvest, linked, sitemap, zipped
from tei.publish.framing import Page, Pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


def downloads(site: "Site") -> tuple[Download, ...]:
    """Return what readers are offered of the whole of *site*."""
    found = [
        Download(ARCHIVE, "application/zip", "export.zip"),
        Download(BIBTEX, forms.BIBTEX.media_type, "download.bibtex"),
        Download(RIS, forms.RIS.media_type, "download.ris"),
        Download(CSL, forms.CSL.media_type, "download.csl"),
    ]
    return (*found, Download(atom.PATH, atom.MEDIA_TYPE, "export.feed")) if atom.has_feed(site) else tuple(found)


def pages(site: "Site", frame: "Frame", files: "Files") -> "Iterator[Page | Pending]":
    """Yield the files of the whole of *site*, made of its documents' *files*.

    Without an address of the site there are none that have to name it.
    """
    yield files.together(BIBTEX, forms.BIBTEX, _joined(b"", b"\n", b""))
    yield files.together(RIS, forms.RIS, _joined(b"", b"", b""))
    # Each is a list of one.
    yield files.together(CSL, forms.CSL, _joined(b"[\n", b",\n", b"\n]\n"))
    yield Page(LINKED, choices.json_of(linked.of_site(site)))
    yield Page(dts.ENTRY, dts.entry(site))
    yield Pending(dts.COLLECTION, dts.inputs(site), lambda: Page(dts.COLLECTION, dts.collection(site)))
    if site.base_url:
        yield from _addressed(site, frame, files)


def _joined(start: bytes, between: bytes, end: bytes) -> "Callable[[Iterator[bytes]], Iterator[bytes]]":
    """Return what puts files together that begin with *start* and end with *end*, and makes one that does so too."""

    def parts(files: "Iterator[bytes]") -> "Iterator[bytes]":
        yield start
        for number, data in enumerate(files):
            if number:
                yield between
            yield data.removeprefix(start).removesuffix(end)
        yield end

    return parts


def _addressed(site: "Site", frame: "Frame", files: "Files") -> "Iterator[Page | Pending]":
    """Yield what has to name addresses of the site."""
    addresses = [
        *(sitemap.Address(link.url, site.modified) for link in frame.navigation),
        *(sitemap.Address(item.url, item.modified) for item in site.items),
    ]
    yield from (Page(path, data) for path, data in sitemap.sitemaps(site.base_url, addresses))
    about = repr((site.title, site.base_url, site.publisher, site.modified, cmif.licences(site)))
    yield files.together(cmif.PATH, forms.CMIF, partial(cmif.whole, site), about)
    if atom.has_feed(site):
        yield Page(atom.PATH, atom.feed(site))
    repository = harvest.repository(site, files.dublin_core)
    if repository is not None:
        yield from (Page(path, data) for path, data in harvest.answers(repository, site))
        days = [(item.identifier, item.datestamp) for item in repository.items]
        about = repr((repository.name, repository.base_url, repository.email, days))
        yield files.together(
            harvest.STATIC, forms.DUBLIN_CORE, lambda _files: harvest.static_repository(repository), about
        )


def archive(site: "Site", corpus: Path, authority: Path | None, authority_digest: str) -> Pending:
    """Return the ZIP file of *site*: its documents by their paths in *corpus*, and the authority file."""
    paths = {item.path: corpus / item.path for item in site.items}
    told = [f"{item.path} {item.digest}" for item in site.items]
    if authority is not None:
        paths[_name(authority, corpus)] = authority
        told.append(f"{_name(authority, corpus)} {authority_digest}")
    said = "\n".join([site.modified, *sorted(told)])
    members = {name: _Reading(path) for name, path in paths.items()}
    return Pending(ARCHIVE, said, lambda: Page(ARCHIVE, zipped.zipped(members, site.modified)))


def _name(authority: Path, corpus: Path) -> str:
    file, folder = authority.resolve(), corpus.resolve()
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else authority.name


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads a file when it is called."""

    path: Path

    def __call__(self) -> bytes:
        return _read(self.path)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the documents of a site in the folder *out*; ``made`` returns those of one, with their digests."""

    site: "Site"
    out: Path
    made: "Callable[[Item], Mapping[str, str]]"

    def together(
        self, path: str, export: "Export", parts: "Callable[[Iterator[bytes]], Iterator[bytes]]", about: str = ""
    ) -> Pending:
        """Return the file at *path* that *parts* puts together of those of *export*; there is none if it has no parts.

        What else it is made from is what it says *about* the site.
        """
        told = hashlib.sha256(about.encode("utf-8", "surrogatepass"))
        for item in self.site.items:
            digest = self.made(item).get(self._name(item, export), "")
            told.update(f"{item.identifier} {digest}\n".encode("utf-8", "surrogatepass"))

        def make() -> Page | None:
            found = parts(self._each(export))
            first, second = next(found, None), next(found, None)
            if first is None:
                return None
            return Page(path, first if second is None else chain([first, second], found))

        return Pending(path, told.hexdigest(), make)

    def dublin_core(self, item: "Item") -> bytes:
        """Return the record of *item* in Dublin Core."""
        return _read(self.out / self._name(item, forms.DUBLIN_CORE))

    def _each(self, export: "Export") -> "Iterator[bytes]":
        """Yield the file of each document that has it; one that could not be read any more has none."""
        for item in self.site.items:
            name = self._name(item, export)
            if name in self.made(item):
                yield _read(self.out / name)

    def _name(self, item: "Item", export: "Export") -> str:
        return f"{item.folder}/{forms.file_name(item, export.ending)}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
