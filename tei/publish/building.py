"""A corpus to a site: the whole way, as often as it is gone, with no step repeated whose result is there already."""

import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus as corpora
from tei import wording
from tei.errors import SettingsError, UsageError
from tei.publish import downloads, entities, framing, manifest, outlining, pages, remembered
from tei.publish.documents import Workshop
from tei.publish.exports import feeds
from tei.publish.framing import STYLE, Page
from tei.publish.images import laying, resolving, viewing
from tei.publish.incremental import Build
from tei.publish.manifest import Manifest
from tei.publish.model import Item, Site
from tei.publish.outlining import Left, Source
from tei.publish.planning import planned
from tei.publish.search import indexing
from tei.publish.search.cards import cards
from tei.publish.styling import SCHEME, scheme, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.diagnostics import Diagnostic
    from tei.publish.search.indexing import Pagefind
    from tei.settings import Settings
    from tei.validate import Report

Progress = Callable[[int, int], None]

_FINDINGS: Final = 1
_NO_CACHE: Final = "TEI_NO_CACHE"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a site: how many documents it has, and how many of them were made anew.

    ``written``, ``unchanged`` and ``removed`` count its files. ``report`` is that of the gate, if it was asked;
    where that is closed nothing is written. ``skipped`` are documents without a text, ``findings`` are about those
    that could not be read, ``remarks`` about images that are not shown. ``lacks_search`` tells that Pagefind is not
    installed, and the site has no search therefore.
    """

    documents: int = 0
    rebuilt: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    report: "Report | None" = None
    skipped: tuple[str, ...] = ()
    findings: "tuple[Diagnostic, ...]" = ()
    remarks: "tuple[Diagnostic, ...]" = ()
    is_closed: bool = False
    lacks_search: bool = False

    @property
    def exit_code(self) -> int:
        """0 if the site is there with all documents, otherwise what the gate says, or 1 for one that is missing."""
        if self.is_closed and self.report is not None:
            return self.report.exit_code() or _FINDINGS
        return _FINDINGS if self.findings else 0


def _nothing() -> Progress | None:
    return None


def publish(  # noqa: PLR0913 - each parameter is a wish of its own
    corpus: Path | str,
    out: Path | str,
    *,
    settings: "Settings",
    force: bool = False,
    jobs: int = 0,
    cache: bool = True,
    progress: "Callable[[], Progress | None]" = _nothing,
) -> Published:
    """Make the site of *corpus*, a folder or a document, in the folder *out*, and return what became of it.

    The documents are validated first, as *settings* say; with *force* what is found is no reason to stop. Of a site
    that is there already only what has changed is made again, and what is no longer a part of it is removed. The same
    corpus gives the same bytes. *jobs* is the number of processes, 0 as many as get the work done soonest; with *cache*
    what was found out before is taken from the cache. *progress* is asked at each stage for what is to be called with
    how many documents are done, and of how many.

    Raises :class:`~tei.errors.TeiError` for a fault in the call, the settings or the machine.
    """
    cache = cache and not os.environ.get(_NO_CACHE)
    framing.require()
    place, found = Path(out), _documents(Path(corpus), settings)
    if Path(corpus).is_dir():
        _require_apart(place, found)
    before = manifest.read(place)
    report = _validated(corpus, jobs, progress(), cache=cache)
    if report.exit_code() and not force:
        return Published(len(found.paths), report=report, is_closed=True)
    source = _source(found.root, settings)
    site = _Wishes(corpus, place, source, settings, jobs, cache, progress)
    with remembered.shelf(source, cache=cache) as shelf:
        return replace(_made(found.paths, before or Manifest(), site, shelf), report=report)


class _Wishes(NamedTuple):
    """What is wanted of a site."""

    corpus: Path | str
    out: Path
    source: Source
    settings: "Settings"
    jobs: int
    cache: bool
    progress: "Callable[[], Progress | None]"


def _made(paths: "Sequence[str]", before: Manifest, wanted: _Wishes, shelf: remembered.Shelf) -> Published:
    """Make the site of the documents at *paths*, and return what became of it, without the report of the gate."""
    settings, source = wanted.settings, wanted.source
    read = list(_items(paths, source, shelf, wanted.jobs, wanted.progress()))
    items = [one for one in read if isinstance(one, Item)]
    left = [one for one in read if isinstance(one, Left)]
    if not items:
        message = f"there is nothing to publish in {wanted.corpus}: no document has a text"
        raise UsageError(message)
    if wanted.cache:
        shelf.store(source, items)
    pagefind = indexing.found() if settings.publish.search else None
    site = replace(
        planned(items, settings, shelf.folder),
        entities=entities.of(source.authorities()),
        has_search=pagefind is not None,
    )
    with closing(site.register):
        return _written(site, left, pagefind, before, wanted)


def _written(site: Site, left: list[Left], pagefind: "Pagefind | None", before: Manifest, wanted: _Wishes) -> Published:
    """Write *site*, and return what became of it; documents are *left* of which it has no page."""
    _corpus, out, source, settings, jobs, cache, progress = wanted
    by_path = sorted(site.items, key=lambda item: item.path)
    albums = resolving.albums(by_path, source.corpus, settings.publish.images)
    site = replace(site, image_hosts=laying.all_hosts(albums.values()))
    viewer = viewing.viewer(settings) if any(not album.is_empty for album in albums.values()) else None
    workshop = Workshop(source, out, pages.frame_of(site), settings.render.stylesheet, viewer)
    downloads.require(workshop.frame)
    built = Build(workshop, before)
    built.documents(site, albums, jobs, progress())
    built.images(albums)
    left = [*left, *built.left]
    styles = [Page(STYLE, style(site.theme)), Page(SCHEME, scheme())]
    with nullcontext() if pagefind is None else built.index(partial(cards, site, left), pagefind, jobs, cache=cache):
        built.pages(chain(pages.pages(site, workshop.frame), styles))
        built.pages(viewing.files(viewer))
        built.pages(feeds.pages(site, workshop.frame, feeds.Files(site, out, built.made_of)))
        built.pages([feeds.archive(site, source.corpus, source.authority, source.authority_digest)])
    return Published(
        documents=len(site.items) - len(built.left),
        rebuilt=built.rebuilt,
        written=built.written,
        unchanged=built.unchanged,
        removed=built.finish(),
        skipped=tuple(one.path for one in left if not one.findings),
        findings=tuple(finding for one in left for finding in one.findings),
        remarks=tuple(finding for album in albums.values() for finding in album.findings),
        lacks_search=settings.publish.search and pagefind is None,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents of a corpus: its folder, and their paths in it."""

    root: Path
    paths: tuple[str, ...]


def _documents(corpus: Path, settings: "Settings") -> _Found:
    """Return what is to be published: the documents of the corpus, without authority files and what is excluded."""
    from tei.validate.excluding import is_excluded  # noqa: PLC0415 - loads much that a call that is wrong needs not

    files = corpora.discover([corpus])
    if not corpus.is_dir():
        return _Found(corpus.parent, tuple(path.name for path in files))
    authorities = {os.path.realpath(path) for path in settings.authorities}
    kept = (path for path in files if os.path.realpath(path) not in authorities and not is_excluded(path, settings))
    return _Found(corpus, tuple(path.relative_to(corpus).as_posix() for path in kept))


def _require_apart(out: Path, found: _Found) -> None:
    """Refuse a site among the documents: the next build would take its downloads for some."""
    site, root = out.resolve(), found.root.resolve()
    if site == root or site.is_relative_to(root):
        message = f"-o {out} lies among the documents of {found.root}; choose a folder beside it"
        raise UsageError(message)


def _validated(corpus: Path | str, jobs: int, progress: Progress | None, *, cache: bool) -> "Report":
    from tei.validate import validate  # noqa: PLC0415 - as above

    return validate(corpus, jobs=jobs, cache=cache, progress=progress)


def _source(root: Path, settings: "Settings") -> Source:
    authority = settings.encode.authority
    if authority is not None and not authority.is_file():
        message = f"{settings.path}: [encode] authority names {authority}, where there is no file"
        raise SettingsError(message)
    folders = (Path(), *((settings.path.parent,) if settings.path else ()))
    digest = outlining.file_digest(authority)
    return Source(root, settings.limits, folders, authority, digest, wording.of(settings))


def _items(
    paths: "Sequence[str]", source: Source, shelf: remembered.Shelf, jobs: int, progress: Progress | None
) -> "Iterator[Item | Left]":
    """Yield what a site has to know of each document: of those that have not changed, what was known before."""
    known = shelf.known
    changed = [path for path in paths if not _is_known(known.get(path), source.corpus / path)]
    task = partial(outlining.outlined, source=source)
    results = iter(corpora.execute(task, changed, jobs=jobs, effort=lambda _path: outlining.EFFORT))
    waiting = set(changed)
    done = 0
    for path in paths:
        if path not in waiting:
            yield known[path]
            continue
        result = next(results)
        yield result if isinstance(result, Left) else shelf.put(result)
        done += 1
        if progress is not None:
            progress(done, len(changed))


def _is_known(item: Item | None, path: Path) -> bool:
    return item is not None and outlining.digest(path.read_bytes()) == item.digest
