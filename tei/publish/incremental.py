"""The files of a site beside those of the last build: what has changed is made, what is gone is removed."""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tei
from tei import corpus as corpora
from tei import render, resources
from tei.publish import manifest
from tei.publish.documents import Built, Job, Neighbour, Workshop, build, files_of, put
from tei.publish.framing import STYLE, Page, Pending
from tei.publish.images.copying import copied
from tei.publish.images.resolving import EMPTY, FOLDER
from tei.publish.manifest import Made, Manifest, Part
from tei.publish.outlining import EFFORT, Left, file_digest
from tei.publish.search import dividing, indexing, kept
from tei.publish.styling import SCHEME
from tei.render import theming
from tei.render.batch import EFFORTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tei.publish.images.resolving import Album
    from tei.publish.model import Item, Site
    from tei.publish.search.cards import Card
    from tei.publish.search.dividing import Division
    from tei.publish.search.indexing import Index, Pagefind

_OF_PROGRAMS: Final = frozenset({".xsl", ".css", ".html", ".toml", ".py"})


@dataclass(frozen=True, slots=True)
class _Order:
    """A job, and the digest of all that its files are made from."""

    job: Job
    inputs: str


@dataclass(slots=True)
class Build:
    """A site that is being made, beside what was there before.

    ``rebuilt`` counts documents, ``written`` and ``unchanged`` files; ``left`` can no longer be read.
    """

    workshop: Workshop
    before: Manifest
    now: Manifest = field(default_factory=Manifest)
    left: list[Left] = field(default_factory=list)
    rebuilt: int = 0
    written: int = 0
    unchanged: int = 0
    _is_announced: bool = False
    _common: str = field(init=False)

    def __post_init__(self) -> None:
        """Find out what all files are made from."""
        self._common = _common(self.workshop)

    def documents(
        self, site: "Site", albums: "Mapping[str, Album]", jobs: int, progress: "Callable[[int, int], None] | None"
    ) -> None:
        """Make the files of the documents that have changed; *albums* are the images of those that have some."""
        orders = {order.job.item.path: order for order in self._orders(site, albums)}
        self._announce(orders)
        work = partial(build, workshop=self.workshop)
        todo = [order.job for order in orders.values()]
        effort = EFFORT + sum(EFFORTS.get(one, 0) for one in self.workshop.frame.downloads)
        try:
            for done, result in enumerate(corpora.execute(work, todo, jobs=jobs, effort=lambda _job: effort), start=1):
                self._take(result, orders[result.path])
                if progress is not None:
                    progress(done, len(todo))
        except BaseException:
            # What is done is done: the next build goes on from here.
            self._announce({path: one for path, one in orders.items() if path not in self.now.documents})
            raise

    def pages(self, found: "Iterable[Page | Pending]") -> None:
        """Write the files of no document, as far as they are not there already."""
        for one in found:
            page = self._page(one) if isinstance(one, Pending) else one
            if page is None:
                continue
            before = self.before.pages.get(page.path, "")
            self.now.pages[page.path], is_new = put(self.workshop.out / page.path, page.content, before)
            self._count(1, int(is_new))

    def _page(self, one: Pending) -> "Page | None":
        """Return the page, None if there is none, or it is there and what it would be made from is the same."""
        inputs = hashlib.sha256(f"{self._common}\n{one.inputs}".encode("utf-8", "surrogatepass")).hexdigest()
        self.now.inputs[one.path] = inputs
        if self.before.inputs.get(one.path) != inputs:
            return one.make()
        if one.path not in self.before.pages:
            return None
        if not self._has(one.path):
            return one.make()
        self._keep({one.path})
        return None

    def made_of(self, item: "Item") -> "Mapping[str, str]":
        """Return the files of a document that is made, each with its digest."""
        made = self.now.documents.get(item.path)
        return made.files if made else {}

    def images(self, albums: "Mapping[str, Album]") -> None:
        """Copy the images of the corpus that have changed."""
        for name in sorted({file for album in albums.values() for file in album.files}):
            path = FOLDER + name
            source, target = self.workshop.source.corpus / name, self.workshop.out / path
            self.now.pages[path], is_new = copied(source, target, self.before.pages.get(path, ""))
            self._count(1, int(is_new))

    @contextmanager
    def index(
        self, cards: "Callable[[], Iterable[Card]]", pagefind: "Pagefind", jobs: int, *, cache: bool
    ) -> "Iterator[None]":
        """Make the parts of the index of the search anew of which a page, or what is said of one, has changed.

        They are made while the ``with`` writes other files, and written last. *cards* gives those of all documents, and
        is called twice if something has changed; no more than those of a part are held.
        """
        files = chain.from_iterable(made.files.items() for made in self.now.documents.values())
        digests = {name: digest for name, digest in files if name.endswith(".html")}
        division = dividing.divided(cards, digests, f"{self._common}\n{pagefind.version}")
        there = self._parts(division)
        changed = [number for number, inputs in enumerate(division.inputs) if inputs and inputs not in there]
        self.now.index = tuple(there[inputs] for inputs in division.inputs if inputs in there)
        self._keep({indexing.FOLDER + name for part in self.now.index for name in part.files})
        if not changed and self.now.index == self.before.index and self._has(indexing.ENTRY):
            self._keep({indexing.ENTRY})
            yield
            return
        # What is done is done, should this fail.
        self._note({})
        with indexing.indexed(division, changed, self.workshop.out, pagefind, jobs, cache=cache) as waited:
            try:
                yield
                made = waited()
            except BaseException:
                self._note({})
                raise
            there |= {inputs: Part(inputs, one.entry, one.names) for inputs, one in made.items()}
            self._write(list(made.values()), tuple(there[inputs] for inputs in division.inputs if inputs))
        if cache:
            kept.forget(self.workshop.out, len(division.inputs))

    def _parts(self, division: "Division") -> dict[str, Part]:
        """Return the parts of the index, by their inputs, that are there and the same."""
        return {
            part.inputs: part
            for part in self.before.index
            if part.inputs in division.inputs and all(self._has(indexing.FOLDER + name) for name in part.files)
        }

    def _write(self, made: "Sequence[Index]", parts: tuple[Part, ...]) -> None:
        """Write what has been made of an index that has the *parts* now, each file once, and last what leads there."""
        names = {indexing.FOLDER + name for one in made for name in one.names} - self.now.pages.keys()
        self._note(dict.fromkeys((*names, indexing.ENTRY), ""))
        self.pages(page for one in made for page in one.pages() if page.path not in self.now.pages)
        if parts:
            self.pages([indexing.entry([part.entry for part in parts])])
        self.now.index = parts

    def finish(self) -> int:
        """Remove what is no longer a part of the site, note what is, and return how many files are gone."""
        removed = manifest.remove(self.workshop.out, self.before.files() - self.now.files())
        if self._is_announced or self.now != self.before:
            manifest.write(self.workshop.out, self.now)
        return removed

    def _note(self, coming: dict[str, str]) -> None:
        """Note files of no document before they are written, as :meth:`_announce` does it for those of documents."""
        self._is_announced = True
        documents = self.before.documents | self.now.documents
        pages = self.before.pages | coming | self.now.pages
        manifest.write(self.workshop.out, Manifest(documents, pages, self.now.index))

    def _orders(self, site: "Site", albums: "Mapping[str, Album]") -> "Iterator[_Order]":
        """Yield what is to be done; of documents whose files are there and the same, note that."""
        for job in _jobs(site.items, albums):
            inputs = _inputs(job, self._common)
            made = self.before.documents.get(job.item.path)
            if made is None:
                yield _Order(job, inputs)
            elif made.inputs != inputs or not self._is_there(made):
                yield _Order(replace(job, before=made.files), inputs)
            else:
                self.now.documents[job.item.path] = made
                self._count(len(made.files), 0)

    def _take(self, result: "Built | Left", order: _Order) -> None:
        if isinstance(result, Left):
            self.left.append(result)
            return
        self.now.documents[result.path] = Made(order.inputs, result.files)
        self.rebuilt += 1
        self._count(len(result.files), result.written)

    def _keep(self, names: set[str]) -> None:
        """Leave files of no document as they are."""
        self.now.pages |= {name: self.before.pages[name] for name in names}
        self._count(len(names), 0)

    def _count(self, files: int, written: int) -> None:
        self.written += written
        self.unchanged += files - written

    def _has(self, name: str) -> bool:
        """Return whether a file of no document is there, and it is known what it holds."""
        return bool(self.before.pages.get(name)) and (self.workshop.out / name).is_file()

    def _is_there(self, made: Made) -> bool:
        return all((self.workshop.out / name).is_file() for name in made.files)

    def _announce(self, orders: "dict[str, _Order]") -> None:
        """Note what is going to be written before it is: also after a kill every file is known to be the site's.

        What a file holds that is noted without a digest is not known: the next build writes it again.
        """
        if not orders:
            return
        self._is_announced = True
        frame = self.workshop.frame
        coming = {path: dict.fromkeys(files_of(order.job, frame), "") for path, order in orders.items()}
        there = {path: made.files for path, made in self.before.documents.items() if path not in self.now.documents}
        noted = {path: Made("", there.get(path, {}) | coming.get(path, {})) for path in (*there, *coming)}
        manifest.write(
            self.workshop.out,
            Manifest(self.now.documents | noted, {STYLE: "", SCHEME: ""} | self.before.pages, self.before.index),
        )


def _jobs(items: "Sequence[Item]", albums: "Mapping[str, Album]") -> "Iterator[Job]":
    found = [albums.get(item.path, EMPTY) for item in items]
    near = [Neighbour(item.url, item.title, not album.is_empty) for item, album in zip(items, found, strict=True)]
    for item, previous, following, album in zip(items, (None, *near), (*near[1:], None), found, strict=False):
        yield Job(item, previous, following, album)


def _common(workshop: Workshop) -> str:
    """Return the digest of all that every document's files are made from besides the document."""
    folders = (
        *(resources.data_path("xslt", one) for one in ("edition", "metadata")),
        Path(__file__).parent,
        Path(render.__file__).parent,
    )
    programs = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _OF_PROGRAMS)
    said = (
        tei.__version__,
        repr(workshop.frame),
        workshop.source.authority_digest,
        file_digest(workshop.stylesheet),
        repr(workshop.viewer),
        theming.theme(workshop.frame.theme),
        *map(file_digest, programs),
    )
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _inputs(job: Job, common: str) -> str:
    """Return the digest of what the files of a document are made from."""
    said = repr((common, job.item.digest, job.item.identifier, job.previous, job.next, job.album))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
