"""What is shown of a document, its page and its findings, and the files that both are made of."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tei import settings as projects
from tei.document import observed
from tei.errors import DocumentError, TeiError
from tei.preview.corpus import Corpus
from tei.render import render
from tei.validate import validate
from tei.validate.associate import Association, Wish

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.render.edition import View
    from tei.settings import Settings
    from tei.validate.excerpts import Excerpt

_Stamp: TypeAlias = tuple[int, int] | None
"""When a file was changed and its size in bytes; None for a file that is not there."""

_UNSETTLED: Final[_Stamp] = (-1, -1)
# Clocks of file systems are this far behind at most.
_GRAIN_NS: Final = 20_000_000


class Page(NamedTuple):
    """The page of a document; without ``html`` there is none, and ``reasons`` say why."""

    html: str = ""
    reasons: tuple[str, ...] = ()


class Findings(NamedTuple):
    """The findings of a document, each with its line of text; ``faults`` say what could not be looked at."""

    found: "tuple[tuple[Diagnostic, Excerpt | None], ...]" = ()
    faults: tuple[str, ...] = ()


class _Kept(NamedTuple):
    """What was made, and the files that it was made of, as they were then."""

    made: Page | Findings
    files: dict[str, _Stamp]


class Preview:
    """The pages and findings of a corpus, made when they are asked for and kept until a file behind them changes."""

    def __init__(self, path: Path) -> None:
        """Raise :class:`~tei.errors.UsageError` if there is no such file, or no document in the folder."""
        self.corpus = Corpus(path)
        self._kept: dict[tuple[str, str], _Kept] = {}

    def page(self, name: str, path: Path, view: "View | None" = None) -> Page:
        """Return the page of the document *name* at *path*, as ``tei render`` makes it."""
        made = self._made((name, view or ""), path, lambda: _page(path, view))
        return made if isinstance(made, Page) else Page()

    def findings(self, name: str, path: Path) -> Findings:
        """Return the findings of the document *name* at *path*, as ``tei validate`` tells them."""
        made = self._made((name, "findings"), path, lambda: _findings(path))
        return made if isinstance(made, Findings) else Findings()

    def shown(self, name: str, view: "View | None" = None) -> str:
        """Return the state of the files that what was made of *name* last is made of."""
        return _digest(sorted(one.files.items()) for one in self._of(name, view))

    def state(self, name: str, view: "View | None" = None) -> str:
        """Return what :meth:`shown` does as long as no file has changed. Any thread may ask: nothing is made for it."""
        return _digest(sorted((file, _stamp(file)) for file in one.files) for one in self._of(name, view))

    def listed(self) -> str:
        """Return what is another text once there are other documents."""
        return _digest(self.corpus.names())

    def _of(self, name: str, view: "View | None") -> list[_Kept]:
        kept = (self._kept.get((name, what)) for what in (view or "", "findings"))
        return [one for one in kept if one is not None]

    def _made(self, key: tuple[str, str], path: Path, make: Callable[[], Page | Findings]) -> Page | Findings:
        kept = self._kept.get(key)
        if kept is None or any(_stamp(file) != stamp for file, stamp in kept.files.items()):
            started_ns = time.time_ns() - _GRAIN_NS
            with observed.noting() as noted:
                made = make()
            behind = (str(path), *map(str, _behind(path)), *_asked(noted))
            files = {os.path.abspath(one) for one in behind}  # noqa: PTH100 - of links, too
            # A schema in memory is not read again: what this document once stood on, it stands on still.
            files.update(kept.files if kept else ())
            kept = self._kept[key] = _Kept(made, {file: _settled(file, started_ns) for file in files})
        return kept.made


def _asked(noted: observed.Noted) -> set[str]:
    """Return the files that were read, and those that would have been if they were there."""
    return {*noted.contents, *(path for question, path in noted.answers if question != "true path")}


def _page(path: Path, view: "View | None") -> Page:
    try:
        report = render([path], view=view, out="-")
    except DocumentError as fault:
        return Page(reasons=tuple(map(str, fault.diagnostics)))
    except TeiError as fault:
        return Page(reasons=(str(fault),))
    return Page(report.text, (*map(str, report.findings), *report.skipped))


def _findings(path: Path) -> Findings:
    try:
        report = validate([path])
    except TeiError as fault:
        return Findings(faults=(str(fault),))
    found = tuple(pair for one in report.told for pair in zip(one.findings, one.excerpts, strict=True))
    return Findings(found, report.faults)


def _behind(path: Path) -> set[Path]:
    """Return the files that the settings bring to the document at *path*: schemas, authorities, a stylesheet, words."""
    place = projects.find(path.parent) or projects.find()
    if place is None:
        return _planned(path)
    try:
        project = projects.read(place)
    except TeiError:
        return {place}
    stylesheet = {project.render.stylesheet} if project.render.stylesheet else set()
    words = project.publish.words or ()
    return {place, *project.authorities, *stylesheet, *words, *_named(project), *_planned(path)}


def _named(project: "Settings") -> set[Path]:
    """Return the schemas that the settings name: an ODD stands behind what is compiled of it."""
    said = project.validate
    tables = [(said.schema, said.schematron, said.xsd), *((one.schema, one.schematron, one.xsd) for one in said.files)]
    return {path for table in tables for paths in table for path in paths or ()}


def _planned(path: Path) -> set[Path]:
    """Return the schemas that the document at *path* is checked against."""
    try:
        plan = Association(Wish(by_document=True, pointers=None)).plan(path)
    except TeiError:
        return set()
    return {*plan.grammars, *plan.schematrons, *plan.xsds, *plan.dtds}


def _stamp(file: str) -> _Stamp:
    try:
        now = os.stat(file)  # noqa: PTH116 - asked for several times a second
    except OSError:
        return None
    return now.st_mtime_ns, now.st_size


def _settled(file: str, started_ns: int) -> _Stamp:
    """Return the stamp of *file*, and none that it can ever have if it was perhaps changed after it was read."""
    now = _stamp(file)
    # A clock that is ahead says nothing of the sort.
    doubtful = now is not None and started_ns <= now[0] <= time.time_ns()
    return _UNSETTLED if doubtful else now


def _digest(states: Iterable[object]) -> str:
    return hashlib.sha256(repr(list(states)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
