"""Packages for repositories: documents, schemas, editions and metadata in one folder, laid out as a format asks.

:func:`pack` makes them. The same input gives the same bytes, and what stops half way leaves no half package.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei import corpus
from tei import settings as projects
from tei.deposit.packages import layouts, members, placing
from tei.deposit.packages.contents import Refused, Wishes, effort, fill
from tei.deposit.packages.layouts import FORMATS
from tei.deposit.packages.members import Bundle
from tei.deposit.packages.recipe import Recipe
from tei.diagnostics import Diagnostic, Severity
from tei.errors import UsageError
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tei.settings import Settings

__all__ = ["FORMATS", "PackReport", "gathered", "pack", "pack_again"]


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a call wrote, what was there already just so, and what was found on the way."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when every package was made, 1 when a document was refused."""
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


class _Task(NamedTuple):
    bundle: Bundle
    wishes: Wishes
    out: Path


class _Packed(NamedTuple):
    path: Path | None
    written: bool
    findings: tuple[Diagnostic, ...]


def pack(  # noqa: PLR0913 - each parameter is an option of the command
    paths: "Sequence[Path | str]",
    *,
    form: str = "bagit",
    out: Path | str = "packages",
    each: bool = False,
    collection: str = "",
    pdf: bool = True,
    allow_invalid: bool = False,
    replace: bool = False,
    settings: "Settings | None" = None,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> PackReport:
    """Pack the documents at *paths* in the format *form*, one of :data:`FORMATS`, into the folder *out*.

    One document is a package by itself, called by its name, as with *each* every one is; several are one package,
    called *collection*, by default the name of the folder that is given, else ``collection``. A document that is not
    valid is refused, and with it the package, unless *allow_invalid*. A package that is there already is left when it
    is the same, and replaced only with *replace*; an OCFL object gets a new version. *jobs* and *progress* are as in
    :func:`tei.validate.validate`; of one package, *progress* counts the documents once while they are checked, and
    once more while they are packed.

    Raises :class:`~tei.errors.TeiError` for a fault in the call, a schema, a stylesheet or the machine.
    """
    layouts.layout(form)
    stamps.asked()
    if each and collection:
        message = "--each makes a package of each document, and --collection one of all: choose one of them"
        raise UsageError(message)
    if jobs < 0:
        message = f"the number of jobs is {jobs}; it cannot be less than 0"
        raise UsageError(message)
    found = members.documents(paths, members.association(settings), Path(out))
    project = settings or projects.load(found[0][0].absolute().parent)
    wishes = Wishes(form, pdf, allow_invalid, replace, project.render.stylesheet)
    alone = each or (len(found) == 1 and not collection)
    title = project.project.title if not collection else ""
    bundles = members.bundles(found, each=alone, collection=collection or _called(paths), title=title)
    tasks = [_Task(bundle, wishes, Path(out)) for bundle in bundles]
    if len(tasks) == 1:
        return _report([_packed(tasks[0], jobs, progress)])
    packed = []
    for done, one in enumerate(corpus.execute(_packed_alone, tasks, jobs=jobs, effort=effort), start=1):
        packed.append(one)
        if progress is not None:
            progress(done, len(tasks))
    return _report(packed)


def gathered(package: Path, recipe: Recipe, paths: "Sequence[Path]") -> Bundle:
    """Return the documents at *paths*, which must be those that *package* was made of by *recipe*, as its contents.

    Raises :class:`~tei.errors.UsageError` if they are others, or the package could not be put where it is.
    """
    expected = f"{recipe.name}{layouts.layout(recipe.form).SUFFIX}"
    if package.absolute().name != expected:
        message = f"{package} was made as {expected}; it cannot be made again under another name"
        raise UsageError(message)
    if recipe.date != (stamps.asked() or ""):
        message = f"{package} was made with SOURCE_DATE_EPOCH on {recipe.date}; set it again"
        if not recipe.date:
            message = f"{package} was made without SOURCE_DATE_EPOCH; unset it"
        raise UsageError(message)
    found = members.documents(paths, members.association(None), package.absolute().parent)
    bundle = members.bundle(recipe.name, recipe.title, found)
    if {member.inside for member in bundle.members} != set(recipe.documents):
        listed = ", ".join(map(str, paths))
        message = f"{listed}: these are not the documents that {package} was made of; name what was packed"
        raise UsageError(message)
    return bundle


def pack_again(package: Path, recipe: Recipe, paths: "Sequence[Path]") -> PackReport:
    """Put in the place of *package* the one that *recipe* makes of the documents at *paths* as they are now.

    Raises as :func:`gathered` and :func:`pack` do.
    """
    bundle = gathered(package, recipe, paths)
    stylesheet = projects.load(bundle.members[0].path.absolute().parent).render.stylesheet
    wishes = Wishes(recipe.form, recipe.pdf, recipe.allow_invalid, replace=True, stylesheet=stylesheet)
    return _report([_packed(_Task(bundle, wishes, package.absolute().parent), 1, None)])


def _called(paths: "Sequence[Path | str]") -> str:
    """Return what to call a collection that nobody has given a name."""
    only = Path(paths[0]).absolute().name if len(paths) == 1 else ""
    return only or "collection"


def _packed_alone(task: _Task) -> _Packed:
    return _packed(task, 1, None)


def _packed(task: _Task, jobs: int, progress: "Callable[[int, int], None] | None") -> _Packed:
    """Return what became of one package."""
    bundle, wishes = task.bundle, task.wishes
    layout = layouts.layout(wishes.form)
    target = task.out / f"{bundle.name}{layout.SUFFIX}"
    findings = list(bundle.findings)
    if wishes.form == "archivematica":
        from tei.deposit.packages.layouts import archivematica  # noqa: PLC0415 - one format of seven

        findings += archivematica.renamed(bundle)
    with placing.stage(task.out, target.name) as stage:
        root = stage / "package"
        inner = root / layout.INNER
        inner.mkdir(parents=True)
        contents = fill(inner, bundle, wishes, jobs=jobs, progress=progress)
        if isinstance(contents, Refused):
            return _Packed(None, written=False, findings=(*contents.findings, *findings))
        if contents.day is None:
            findings.append(_undated(bundle))
        made = layout.finish(root, contents, target)
        written = placing.put(made, target, replace=wishes.replace or wishes.form == "ocfl")
    return _Packed(target, written, tuple(findings))


def _undated(bundle: Bundle) -> Diagnostic:
    message = "has no date of publication that is normalised, and so the package has no date"
    advice = 'give <date> in <publicationStmt> @when="…", or set SOURCE_DATE_EPOCH'
    path = str(bundle.members[0].path)
    return Diagnostic("dep.package-undated", message, path, severity=Severity.WARNING, help=(advice,))


def _report(packed: "Sequence[_Packed]") -> PackReport:
    places = [(one.path, one.written) for one in packed if one.path is not None]
    return PackReport(
        written=tuple(path for path, written in places if written),
        unchanged=tuple(path for path, written in places if not written),
        findings=tuple(finding for one in packed for finding in one.findings),
    )
