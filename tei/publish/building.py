"""A corpus to a site: the whole way, as often as it is gone, with no step repeated whose result is there already."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tei
from tei import corpus as corpora
from tei import resources
from tei.errors import SettingsError, UsageError
from tei.files import write_atomically
from tei.publish import entities, manifest, outlining, pages, remembered
from tei.publish.documents import Built, Job, Workshop, build, files_of
from tei.publish.framing import STYLE, Link, Page
from tei.publish.manifest import Made, Manifest
from tei.publish.model import Item
from tei.publish.outlining import Left, Source
from tei.publish.planning import planned
from tei.publish.styling import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.diagnostics import Diagnostic
    from tei.publish.model import Site
    from tei.settings import Settings
    from tei.validate import Report

Progress = Callable[[int, int], None]

_FINDINGS: Final = 1
_EFFORT: Final = 0.2
"""What the pages of a letter take, beside the start of a process that makes them."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a site: how many documents it has, and how many of them were made anew.

    ``written``, ``unchanged`` and ``removed`` count its files. ``report`` is that of the gate, if it was asked;
    where that is closed nothing is written. ``skipped`` are documents without a text, ``findings`` are about those
    that could not be read.
    """

    documents: int = 0
    rebuilt: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    report: "Report | None" = None
    skipped: tuple[str, ...] = ()
    findings: "tuple[Diagnostic, ...]" = ()
    is_closed: bool = False

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
    place, found = Path(out), _documents(Path(corpus), settings)
    _require_apart(place, found)
    before = manifest.read(place)
    report = _validated(corpus, jobs, progress(), cache=cache)
    if report.exit_code() and not force:
        return Published(len(found.paths), report=report, is_closed=True)
    source = _source(found.root, settings)
    read = list(_items(found.paths, source, jobs, progress(), cache=cache))
    items = [one for one in read if isinstance(one, Item)]
    left = [one for one in read if isinstance(one, Left)]
    if not items:
        message = f"there is nothing to publish in {corpus}: no document has a text"
        raise UsageError(message)
    if cache:
        remembered.store(source, items)
    site = replace(planned(items, settings), entities=entities.of(source.authorities()))
    workshop = Workshop(source, place, pages.frame_of(site), settings.render.stylesheet)
    built = _Build(workshop, before or Manifest())
    left += built.documents(site, _common(workshop), jobs, progress())
    built.pages([*pages.pages(site, workshop.frame), Page(STYLE, style(site.theme))])
    return Published(
        documents=len(items) - len(built.lost),
        rebuilt=built.rebuilt,
        written=built.written,
        unchanged=built.unchanged,
        removed=built.finish(),
        report=report,
        skipped=tuple(one.path for one in left if not one.findings),
        findings=tuple(finding for one in left for finding in one.findings),
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
    return Source(root, settings.limits, folders, authority, _digest(authority))


def _digest(path: Path | None) -> str:
    return "" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()


def _items(
    paths: "Sequence[str]", source: Source, jobs: int, progress: Progress | None, *, cache: bool
) -> "Iterator[Item | Left]":
    """Yield what is known of each document: of those that have not changed, from before."""
    known = remembered.load(source) if cache else {}
    changed = [path for path in paths if not _is_known(known.get(path), source.corpus / path)]
    task = partial(outlining.outlined, source=source)
    results = iter(corpora.execute(task, changed, jobs=jobs, effort=_effort))
    waiting = set(changed)
    done = 0
    for path in paths:
        if path not in waiting:
            yield known[path]
            continue
        yield next(results)
        done += 1
        if progress is not None:
            progress(done, len(changed))


def _is_known(item: Item | None, path: Path) -> bool:
    return item is not None and outlining.digest(path.read_bytes()) == item.digest


def _effort(_item: object) -> float:
    return _EFFORT


def _common(workshop: Workshop) -> str:
    """Return the digest of all that every document's pages are made from besides the document."""
    folders = (resources.data_path("xslt", "edition"), Path(__file__).parent)
    programs = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _OF_PROGRAMS)
    found = hashlib.sha256()
    for said in (
        tei.__version__,
        repr(workshop.frame),
        workshop.source.authority_digest,
        _digest(workshop.stylesheet),
        *map(_digest, programs),
    ):
        found.update(said.encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()


_OF_PROGRAMS: Final = frozenset({".xsl", ".html", ".toml", ".py"})


@dataclass(slots=True)
class _Build:
    """A site that is being made, beside what was there before."""

    workshop: Workshop
    before: Manifest
    now: Manifest = field(default_factory=Manifest)
    lost: list[str] = field(default_factory=list)
    rebuilt: int = 0
    written: int = 0
    unchanged: int = 0

    def documents(self, site: "Site", common: str, jobs: int, progress: Progress | None) -> list[Left]:
        """Make the files of the documents that have changed, and return those that can no longer be read."""
        waiting: dict[str, tuple[Job, str]] = {}
        for job in _jobs(site.items):
            path, inputs = job.item.path, _inputs(job, common)
            made = self.before.documents.get(path)
            if made is not None and made.inputs == inputs and self._is_there(made):
                self.now.documents[path] = made
                self.unchanged += len(made.files)
            else:
                waiting[path] = job, inputs
        self._announce(waiting)
        left = []
        work = partial(build, workshop=self.workshop)
        results = corpora.execute(work, [job for job, _ in waiting.values()], jobs=jobs, effort=_effort)
        try:
            for done, result in enumerate(results, start=1):
                if isinstance(result, Built):
                    self.now.documents[result.path] = Made(waiting[result.path][1], result.files)
                    self.rebuilt += 1
                    self.written += len(result.files)
                else:
                    self.lost.append(result.path)
                    left.append(result)
                if progress is not None:
                    progress(done, len(waiting))
        except BaseException:
            # What is done is done: the next build goes on from here.
            self._announce({path: one for path, one in waiting.items() if path not in self.now.documents})
            raise
        return left

    def pages(self, found: "Iterable[Page]") -> None:
        """Write the files of no document, as far as they are not there already."""
        for page in found:
            data = page.content.encode("utf-8") if isinstance(page.content, str) else page.content
            digest = hashlib.sha256(data).hexdigest()
            self.now.pages[page.path] = digest
            if self.before.pages.get(page.path) == digest and (self.workshop.out / page.path).is_file():
                self.unchanged += 1
                continue
            write_atomically(self.workshop.out / page.path, data)
            self.written += 1

    def finish(self) -> int:
        """Remove what is no longer a part of the site, note what is, and return how many files are gone."""
        removed = manifest.remove(self.workshop.out, self.before.files() - self.now.files())
        if self.now != self.before:
            manifest.write(self.workshop.out, self.now)
        return removed

    def _is_there(self, made: Made) -> bool:
        return all((self.workshop.out / name).is_file() for name in made.files)

    def _announce(self, waiting: "dict[str, tuple[Job, str]]") -> None:
        """Note what is going to be written before it is: also after a kill every file is known to be the site's."""
        if not waiting:
            return
        coming = {path: Made("", dict.fromkeys(files_of(job.item), "")) for path, (job, _) in waiting.items()}
        gone = {path: made for path, made in self.before.documents.items() if path not in self.now.documents}
        kept = {path: Made("", {**made.files, **coming.pop(path, Made("", {})).files}) for path, made in gone.items()}
        planned_pages = {STYLE: ""} | self.before.pages
        manifest.write(self.workshop.out, Manifest(self.now.documents | kept | coming, planned_pages))


def _jobs(items: "Sequence[Item]") -> "Iterator[Job]":
    links = [Link(item.url, item.title) for item in items]
    for item, previous, following in zip(items, (None, *links), (*links[1:], None), strict=False):
        yield Job(item, previous, following)


def _inputs(job: Job, common: str) -> str:
    """Return the digest of what the files of a document are made from."""
    said = repr((common, job.item.digest, job.item.identifier, job.previous, job.next))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
