"""What lies in a package: documents valid against the schemas beside them, metadata derivable, editions there."""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import metadata, render
from tei.deposit.packages import schemas
from tei.deposit.packages.contents import README, REPORT, REPORT_TEXT
from tei.deposit.packages.layouts import saf
from tei.deposit.packages.making import EDITIONS, METADATA, authority_of, forms
from tei.deposit.packages.members import DOCUMENTS, Member, called
from tei.deposit.verifying import bounded
from tei.deposit.verifying.opening import Package, safe
from tei.diagnostics import Diagnostic, Severity
from tei.document import Document, parse
from tei.document.loading import load
from tei.errors import DocumentError, SchemaError, TeiError
from tei.limits import MEBIBYTE
from tei.metadata import crosswalks
from tei.validate import closer
from tei.validate.associate import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIST_BYTES: Final = MEBIBYTE


class _Task(NamedTuple):
    """One document of a package, the paths of all that lies with it, and the schemas by their paths in there.

    Each step of the check may take as long as ``seconds`` says.
    """

    member: Member
    plan: Plan
    authority_inside: str | None
    root: Path
    shown: str
    beside: tuple[str, ...]
    named: dict[Path, str]
    seconds: float


class _Found(NamedTuple):
    """What is wrong with a document, and the schemas that cannot be applied to any."""

    findings: list[Diagnostic]
    failed: tuple[str, ...] = ()


def check(
    package: Package,
    scratch: Path,
    *,
    seconds: float,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> tuple[int, list[Diagnostic]]:
    """Return how many documents there are in the common folder of a package, and what is wrong with it.

    *scratch* is an empty folder: the schemas are applied from there, where no project of the user's is around them
    that they could include files of. A step that takes longer than *seconds* is given up, with more of them for a
    document of more than a mebibyte.

    Raises :class:`~tei.errors.EnvironmentFault` for a fault of the machine.
    """
    findings = []
    if package.form != saf.FORM:
        findings += [
            package.finding("dep.file-missing", name, "belongs to every package")
            for name in (README, REPORT, REPORT_TEXT)
            if name not in package.files
        ]
    try:
        plan = _plan(package, scratch)
    except _BadListError as fault:
        return 0, [*findings, package.finding("dep.schema", schemas.LIST, str(fault))]
    inside = next((path for path, file in package.files.items() if file == plan.authority), None)
    beside = _beside(package)
    named = {scratch / path: path for path in package.files if path.startswith(f"{schemas.FOLDER}/")}
    tasks = [
        _Task(
            one,
            plan,
            inside,
            package.root,
            package.shown,
            tuple(beside.get(one.name, ())),
            named,
            seconds * max(1.0, one.path.stat().st_size / MEBIBYTE),
        )
        for one in _members(package, plan)
    ]
    if not tasks:
        findings.append(package.finding("dep.file-missing", DOCUMENTS, "holds no document"))
    given_up: set[str] = set()
    results = bounded.execute(_checked, tasks, jobs=jobs, prepare=lambda task: _without(task, given_up))
    for done, (task, found) in enumerate(zip(tasks, results, strict=True), start=1):
        outcome = _broken(package, task, found) if isinstance(found, bounded.Broken) else found
        given_up.update(outcome.failed)
        findings += outcome.findings
        if progress is not None:
            progress(done, len(tasks))
    return len(tasks), findings


def _without(task: _Task, given_up: set[str]) -> _Task:
    """Return *task* without the schemas that nothing is checked against any more."""
    plan = task.plan

    def left(paths: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(path for path in paths if task.named[path] not in given_up)

    kept = plan._replace(grammars=left(plan.grammars), schematrons=left(plan.schematrons), xsds=left(plan.xsds))
    return task._replace(plan=kept)


def _broken(package: Package, task: _Task, broken: bounded.Broken) -> _Found:
    """Return the finding for a check that came to no end."""
    inside = task.member.inside
    why = f"took longer than {task.seconds:,.0f} seconds" if broken.late else "ended the process, perhaps for memory"
    if broken.step:
        message = f"cannot be applied: the check of {inside} {why}; nothing else is checked against it"
        return _Found([package.finding("dep.schema", broken.step, message)], (broken.step,))
    return _Found([package.finding("dep.too-large", inside, f"is not checked: that {why}")])


class _BadListError(TeiError):
    """Why the list of schemas cannot be used."""


def _plan(package: Package, scratch: Path) -> Plan:
    """Return what the documents are checked against: the schemas in the package, and nothing else."""
    if schemas.LIST not in package.files:
        message = "is not there, so that nobody can say which schemas apply"
        raise _BadListError(message)
    file = package.files[schemas.LIST]
    try:
        listed = json.loads(file.read_bytes()) if file.stat().st_size <= _LIST_BYTES else None
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, dict):
        message = "is no list of schemas"
        raise _BadListError(message)
    kinds = {kind: _paths(package, listed.get(kind, [])) for kind in schemas.KINDS}
    if not all(path.startswith(f"{schemas.FOLDER}/") for kind in schemas.KINDS for path in listed.get(kind, [])):
        message = f"names a schema outside of {schemas.FOLDER}/"
        raise _BadListError(message)
    if not (kinds["relaxng"] or kinds["schematron"]):
        message = "names neither a RELAX NG nor a Schematron schema"
        raise _BadListError(message)
    authority = _paths(package, [listed["authority"]] if listed.get("authority") else [])
    apart = _apart(package, scratch)
    grammars, schematrons, xsds = (tuple(map(apart.__getitem__, kinds[kind])) for kind in schemas.KINDS)
    found = next(iter(authority), None)
    return Plan(grammars, schematrons, xsds, authority=found, require_tei=True, sandbox=scratch / schemas.FOLDER)


def _apart(package: Package, scratch: Path) -> dict[Path, Path]:
    """Return the copy in *scratch* of each file that may be a schema."""
    found = {}
    for path, file in package.files.items():
        if path.startswith(f"{schemas.FOLDER}/"):
            target = scratch / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            found[file] = target
    return found


def _paths(package: Package, listed: object) -> tuple[Path, ...]:
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        message = "is no list of schemas"
        raise _BadListError(message)
    for one in listed:
        if not safe(one) or one not in package.files:
            message = f"names {one}, which is not in the package"
            raise _BadListError(message)
    return tuple(package.files[one] for one in listed)


def _members(package: Package, plan: Plan) -> "Iterator[Member]":
    """Yield the documents with the names that they were given when they were packed."""
    files = package.files.items()
    paths = [path for path, file in files if path.startswith(f"{DOCUMENTS}/") and file != plan.authority]
    # An item for DSpace is one of several documents, and has the name that its document was given among them.
    of_item = package.shown.rpartition("/")[2] if package.form == saf.FORM else ""
    for path, name in zip(paths, [of_item] * len(paths) if of_item else called(paths), strict=True):
        yield Member(package.files[path], name, path)


def _beside(package: Package) -> dict[str, list[str]]:
    """Return the paths of the editions and metadata of each document, by its name."""
    found: dict[str, list[str]] = {}
    for path in package.files:
        head, _, rest = path.partition("/")
        if head == METADATA and rest.count("/") == 1:
            found.setdefault(rest.partition("/")[0], []).append(path)
        elif head == EDITIONS:
            found.setdefault(rest.rpartition(".")[0], []).append(path)
    return found


def _checked(task: _Task, begin: "Callable[[str], None]") -> _Found:
    """Return what is wrong with one document, its metadata and its editions. Runs in a process that is watched."""
    member, plan = task.member, task.plan
    shown = f"{task.shown}/{member.inside}"
    try:
        data = load(member.path, plan.limits)
        document = parse(data, member.inside, plan.limits)
    except DocumentError as fault:
        return _Found([dataclasses.replace(one, path=shown) for one in fault.diagnostics])
    found, failed = _by_schemas(task, data, begin)
    begin("")
    findings = [dataclasses.replace(one, path=shown) for one in found] + failed
    findings += _by_metadata(task, document)
    return _Found(sorted(dict.fromkeys(findings)), tuple(one.path.removeprefix(f"{task.shown}/") for one in failed))


def _by_schemas(task: _Task, data: bytes, begin: "Callable[[str], None]") -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the errors of a document, and a finding for each schema that cannot be applied; each is a step."""
    bare = task.plan._replace(grammars=(), schematrons=(), xsds=())
    kinds = (
        [(path, bare._replace(grammars=(path,))) for path in task.plan.grammars],
        [(path, bare._replace(schematrons=(path,))) for path in task.plan.schematrons],
        [(path, bare._replace(xsds=(path,))) for path in task.plan.xsds],
    )
    findings: list[Diagnostic] = []
    failed: list[Diagnostic] = []
    for kind in kinds:
        for path, plan in kind:
            begin(task.named[path])
            try:
                checked = closer.check(data, str(task.member.path), plan)
            except SchemaError as fault:
                message = f"cannot be applied: {fault.diagnostics[0].message}"
                failed.append(Diagnostic("dep.schema", message, f"{task.shown}/{task.named[path]}"))
            else:
                findings += [one for one in checked.findings if one.severity is Severity.ERROR]
        # As in validation: what a grammar refuses is not asked of the other kinds.
        if findings and kind is kinds[0]:
            break
    return findings, failed


def _by_metadata(task: _Task, document: Document) -> "Iterator[Diagnostic]":
    """Yield which files of metadata are not what the header gives, and which editions are not there."""
    member, plan = task.member, task.plan
    try:
        authority = authority_of(plan, task.authority_inside)
    except DocumentError as fault:
        yield from (dataclasses.replace(one, path=f"{task.shown}/{one.path}") for one in fault.diagnostics)
        return
    record = metadata.read(document, authority)
    expected = dict(forms(record, member))
    known = {form.file_name for form in crosswalks.FORMS.values()}
    for path in task.beside:
        name = path.rpartition("/")[2]
        if path in expected and (task.root / path).read_bytes() != expected[path]:
            yield Diagnostic("dep.metadata-differs", _DIFFERS, f"{task.shown}/{path}")
        elif path.startswith(f"{METADATA}/") and name not in known:
            yield Diagnostic("dep.metadata-differs", _FOREIGN, f"{task.shown}/{path}")
    if render.has_text(document):
        yield from _editions(task)


_DIFFERS: Final = "is not what the header of its document gives"
_FOREIGN: Final = "is no form of metadata that this version of tei writes"


def _editions(task: _Task) -> "Iterator[Diagnostic]":
    for suffix, kind in ((".html", "web page"), (".txt", "plain text")):
        path = f"{EDITIONS}/{task.member.name}{suffix}"
        if path not in task.beside or (task.root / path).stat().st_size == 0:
            yield Diagnostic("dep.rendering-missing", f"the {kind} is not there, or empty", f"{task.shown}/{path}")
