"""Validation: documents in, findings out.

:func:`validate` takes paths and returns a report; :mod:`tei.validate.reports` puts it into words. A document passes
well-formedness, the look at its root, RELAX NG, Schematron and, on request, XML Schema, in this order; its pointers are
looked up in all documents at the end.
"""

import os
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from tei import corpus
from tei.corpus import remote
from tei.document import archives
from tei.errors import EnvironmentFault, UsageError
from tei.limits import Limits
from tei.odd.wish import Wish as Odd
from tei.validate.associate import Association, Plan, Wish
from tei.validate.composed import told_once, without_parts
from tei.validate.counting import Said
from tei.validate.effort import effort
from tei.validate.fixing.wish import Fixing
from tei.validate.results import Checked, Fixed, Left, Report, Summary, Unreadable
from tei.validate.session import STANDARD_INPUT, Task, check, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from tei.settings import Settings
    from tei.validate.fixing.mending import Mended
    from tei.validate.online import Online
    from tei.validate.remembered.memory import Memory

_PLAIN: Final = Odd()
_NO_CACHE: Final = "TEI_NO_CACHE"
_FEW: Final = 64
_Outcome: TypeAlias = "Checked | Unreadable | Left"

__all__ = ["Checked", "Fixing", "Report", "Summary", "validate"]


def validate(  # noqa: PLR0913 - each parameter is an option of the command
    paths: "Iterable[Path | str] | Path | str",
    *,
    schema: "Sequence[Path | str] | Path | str" = (),
    schematron: "Sequence[Path | str] | Path | str" = (),
    xsd: bool = False,
    embedded: bool = False,
    phase: str = "",
    all_kinds: bool = False,
    schema_folders: "Iterable[Path | str]" = (),
    ids: bool = True,
    odd: Odd = _PLAIN,
    pointers: bool | None = None,
    unused: bool = False,
    explain: bool = False,
    ignore: bool = True,
    settings: "Settings | None" = None,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
    online: "Online | None" = None,
    xinclude: bool = True,
    cache: bool = False,
    scheduler: str = "",
    timeout_s: float = 0,
    stopped: "Callable[[], bool] | None" = None,
    edits: bool = False,
    fixing: Fixing | None = None,
) -> Report:
    """Return the findings of the documents at *paths*; a folder, or a ZIP archive, means the ``.xml`` files in it.

    The path ``-`` is standard input; text such as ``s3://bucket/letters`` is an address, which fsspec reads.

    *schema* (``.odd``, ``.rng``, ``.rnc``, ``.sch``, ``.xsd``, ``.dtd`` or the name of a built-in schema) and
    *schematron* apply alone if there are any; otherwise what a document asks for itself, the nearest project's, or a
    built-in one. *embedded* adds the Schematron inside the grammars, *phase* is that of all Schematron. *xsd* adds XML
    Schema, *all_kinds* runs every kind of schema also on what the grammar refuses. *explain* tells by every name what
    the grammar would allow. A RELAX NG schema may include files of *schema_folders* besides those of its own folder and
    project; without *ids*, identifiers and references to them are not checked. *odd* says how an ODD is compiled: which
    of its schemas, from which source, with which catalog, which holds for the addresses that documents name, too.
    Without *ignore*, what projects and documents say to ignore counts, too.
    *settings* stand in for those of the nearest ``tei.toml``. *jobs* is the number of processes, 0 as many as get it
    done soonest; *scheduler* the address of a Dask scheduler whose workers do it, or ``local`` for one with *jobs*
    workers. *progress* is called with how many documents are done, and of how many. A document that takes longer than
    *timeout_s* seconds is given up; 0 is no limit. Once *stopped* says so, no more documents are begun, and the report
    is on those that are done.

    Schemas of the web are fetched if there is an *online* (:class:`tei.validate.online.Online`) to ask. With
    *xinclude*, a document is checked with what it includes, each finding in the file that it stands in. With *cache*,
    what was found before in documents, under schemas and by a version that have not changed is taken from the cache,
    and what is found now is kept there. With *edits*, what Schematron offers to mend a finding has the changes that it
    would make; *fixing* makes them in the documents.

    Whatever cannot be read is named in the report's ``faults``. Raises :class:`~tei.errors.UsageError`,
    :class:`~tei.errors.SettingsError` or :class:`~tei.errors.SchemaError` for what concerns all documents.
    """
    if jobs < 0:
        message = f"the number of jobs is {jobs}; it cannot be less than 0"
        raise UsageError(message)
    wish = Wish(
        _listed(schema),
        _listed(schematron),
        xsd=xsd,
        all_kinds=all_kinds,
        explain=explain,
        settings=settings,
        schema_folders=tuple(Path(folder).absolute() for folder in schema_folders),
        ids=ids,
        odd=odd,
        embedded=embedded,
        phase=phase,
        by_document=True,
        pointers=True if unused else pointers,
        online=online,
        xinclude=xinclude,
        folders=_folders(_listed(paths)),
        edits=edits or fixing is not None,
        mending=fixing is not None,
        entries=fixing.entries if fixing else (),
    )
    association = Association(wish)
    given = _listed(paths)
    found = _survey(given, association)
    plans: dict[Plan, Plan] = {}
    tasks = [Task(path, _shared(association.plan(path), plans)) for path in found.paths]
    addresses, unreached = _addresses(_listed(paths))
    tasks += _at_addresses(addresses, association)
    tasks += _of_authorities(tasks, association) if unused else []
    named = [(_name(task), task.plan) for task in tasks]
    said = Said([(name, plan, association.project(Path(name))) for name, plan in named])
    # Other processes have no standard input, and another memory.
    alone = any(str(task.path) == STANDARD_INPUT or remote.is_of_one_process(task.path) for task in tasks)
    call = _Call(1 if alone else jobs, "" if alone else scheduler, 0 if alone else timeout_s, stopped or _never)
    mended: list[Mended] = []
    with _memory(tasks, cache=cache and fixing is None) as memory:
        if memory is not None:
            tasks = [task._replace(footing=memory.footing(task.plan)) for task in tasks]
        execute = partial(_executed, call) if fixing is None else partial(_mended, call, fixing, mended)
        results, parts = without_parts(_checked(tasks, execute, progress, memory))
        if any(task.plan.pointers for task in tasks):
            results = _with_pointers(tasks, results, association, call, memory, unused=unused)
    faults = (*found.faults, *unreached)
    report = _report(faults, tasks, results, explained=explain, stopped=call.stopped())._replace(parts=parts)
    report = said.counted(report, wish, given, unused=unused, ignore=ignore)
    return report._replace(fixed=_fixed(mended, fixing)) if fixing else report


def _name(task: Task) -> Path | str:
    """Return what findings call the document of *task*."""
    return task.path if isinstance(task.path, Path) else remote.shown(task.path)


def _memory(tasks: "Sequence[Task]", *, cache: bool) -> "AbstractContextManager[Memory | None]":
    """Return what is known from earlier calls; nothing where to look that up would take as long as to check."""
    few = len(tasks) <= _FEW
    if not cache or os.environ.get(_NO_CACHE) or all(few and task.plan.grammars_alone for task in tasks):
        return nullcontext()
    from tei.validate.remembered.memory import Memory  # noqa: PLC0415 - a call that remembers nothing does without

    return Memory()


class _Call(NamedTuple):
    """Who does the work, and how long."""

    jobs: int
    scheduler: str
    timeout_s: float
    stopped: "Callable[[], bool]"


def _never() -> bool:
    return False


def _shared(plan: Plan, plans: dict[Plan, Plan]) -> Plan:
    """Return the plan that is equal to *plan* and known: thousands of documents have one plan, once in memory."""
    return plans.setdefault(plan, plan)


def _executed(call: _Call, tasks: "Sequence[Task]") -> "Iterator[_Outcome]":
    """Yield what is found in each document."""
    return corpus.execute(check, tasks, effort=effort, lost=lost, **_said(call))


def _said(call: _Call) -> dict[str, Any]:
    """Return what *call* says in the words of :func:`tei.corpus.execute`."""
    return {
        "jobs": call.jobs,
        "stopped": call.stopped,
        "timeout_s": call.timeout_s,
        "scheduler": call.scheduler,
    }


def _mended(call: _Call, fixing: Fixing, mended: "list[Mended]", tasks: "Sequence[Task]") -> "Iterator[_Outcome]":
    """Yield what is found in each document once it is mended; what that took is added to *mended*."""
    if any(str(task.path) == STANDARD_INPUT for task in tasks):
        message = "fixes are applied to files, and standard input is none"
        raise UsageError(message)
    elsewhere = [remote.shown(str(one.path)) for one in tasks if isinstance(one.path, str) or archives.member(one.path)]
    if elsewhere:
        message = f"fixes are applied to files, and {elsewhere[0]} is in an archive or elsewhere"
        raise UsageError(message)
    from tei.validate.fixing import mending  # noqa: PLC0415 - few calls mend anything

    jobs = [mending.Job(task, fixing) for task in tasks]
    for outcome in corpus.execute(mending.mend, jobs, effort=mending.effort, lost=mending.lost, **_said(call)):
        mended.append(outcome)
        yield outcome.checked


def _fixed(mended: "Sequence[Mended]", fixing: Fixing) -> Fixed:
    """Return the figures of what was mended."""
    number = sum(one.fixed for one in mended)
    return Fixed(
        number,
        number + sum(one.left for one in mended),
        sum(one.fixed > 0 for one in mended),
        fixing.write,
        tuple(one.diff for one in mended if one.diff),
    )


def _checked(
    tasks: "Sequence[Task]",
    execute: "Callable[[Sequence[Task]], Iterator[_Outcome]]",
    progress: "Callable[[int, int], None] | None",
    memory: "Memory | None",
) -> list[_Outcome]:
    """Return what is found in each document, now or before."""
    results: list[_Outcome] = []
    for result in execute(tasks) if memory is None else memory.execute(execute, tasks):
        results.append(result)
        if progress is not None and not isinstance(result, Left):
            progress(len(results), len(tasks))
    return results


def _of_authorities(tasks: "Sequence[Task]", association: Association) -> list[Task]:
    """Return the authority files that projects name, as documents, where they are not among them."""
    known = {os.path.realpath(task.path) for task in tasks}
    named = dict.fromkeys(authority for task in tasks for authority in task.plan.authorities)
    found = (_seen_from_here(path) for path in named if os.path.realpath(path) not in known)
    return [Task(path, association.plan(path)) for path in found]


def _seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _with_pointers(  # noqa: PLR0913 - what pointers are looked up with
    tasks: "Sequence[Task]",
    results: "Sequence[_Outcome]",
    association: Association,
    call: _Call,
    memory: "Memory | None",
    *,
    unused: bool,
) -> "tuple[_Outcome, ...]":
    """Return *results* with what is wrong with their pointers, as far as nobody has stopped the work."""
    if call.stopped():
        return tuple(one._replace(facts=None) if isinstance(one, Checked) else one for one in results)
    from tei.validate.pointers.resolving import Scope, settle  # noqa: PLC0415 - lxml is loaded when a tree is needed

    folders = {Path(), *association.folders, *(_around(task.path) for task in tasks if isinstance(task.path, Path))}
    authorities = {authority for task in tasks for authority in task.plan.authorities}
    scope = Scope(
        frozenset(map(os.path.realpath, folders)),
        frozenset(map(os.path.realpath, authorities)),
        # What one document may be, nobody it points into or beside it is refused for.
        Limits(*map(max, zip(*{task.plan.limits for task in tasks}, strict=True))),
        unused=unused,
        jobs=call.jobs,
        stopped=call.stopped,
    )
    settled = iter(settle([one for one in results if isinstance(one, Checked)], scope, memory))
    return tuple(next(settled) if isinstance(one, Checked) else one for one in results)


def _around(document: Path) -> Path:
    """Return the folder of *document*, or the archive that it is in."""
    within = archives.member(document)
    return Path(within.archive) if within else document.parent


def _survey(paths: "tuple[Path | str, ...]", association: Association) -> corpus.Discovery:
    """Return the documents that *paths* mean, standard input before the others."""
    files = tuple(path for path in paths if str(path) != STANDARD_INPUT and not remote.is_address(path))
    found = corpus.survey(files, archives=True) if files or not paths else corpus.Discovery(())
    if not all(os.path.isfile(path) for path in files):  # noqa: PTH113 - a string or a path
        from tei.validate.excluding import without_excluded  # noqa: PLC0415 - a file that is named is checked

        found = without_excluded(found, files, association)
    piped = any(str(path) == STANDARD_INPUT for path in paths)
    return found._replace(paths=(Path(STANDARD_INPUT), *found.paths)) if piped else found


def _addresses(paths: "tuple[Path | str, ...]") -> tuple[list[str], list[str]]:
    """Return the addresses of the documents that *paths* mean elsewhere, each once, and what could not be reached."""
    found: dict[str, None] = {}
    faults = []
    for path in paths:
        if remote.is_address(path):
            try:
                found.update(dict.fromkeys(remote.survey(str(path))))
            except (UsageError, EnvironmentFault) as fault:
                faults.append(str(fault))
    return list(found), faults


def _at_addresses(addresses: list[str], association: Association) -> list[Task]:
    """Return the tasks for documents at *addresses*; of each only the beginning is read here."""
    if not addresses:
        return []
    from dataclasses import replace  # noqa: PLC0415 - it takes longer to load than a letter to be checked

    from tei.validate import prolog  # noqa: PLC0415 - seldom needed

    begun = remote.beginnings(addresses, prolog.FIRST_BYTES) if association.asks_documents else {}
    tasks = []
    for address in addresses:
        name = remote.shown(address)
        plan = association.plan(Path(name), prolog.of_beginning(begun.get(address, b""), name))
        # As a path the address has lost a slash.
        findings = tuple(replace(finding, path=name) for finding in plan.findings)
        tasks.append(Task(address, plan._replace(findings=findings)))
    return tasks


def _folders(paths: "tuple[Path | str, ...]") -> tuple[Path, ...]:
    """Return the folders that *paths* name, or lie in, without those that lie in others of them."""
    found: dict[Path, None] = {}
    for path in (Path(one) for one in paths if not remote.is_address(one)):
        fixed = path if path.is_dir() else path.parent
        while any(corpus.is_pattern(part) for part in fixed.parts):
            fixed = fixed.parent
        found[fixed.absolute()] = None
    return tuple(folder for folder in found if not any(parent in found for parent in folder.parents))


def _listed(value: "Iterable[Path | str] | Path | str") -> tuple[Path | str, ...]:
    return (value,) if isinstance(value, (Path, str)) else tuple(value)


def _report(
    not_found: "Iterable[str]",
    tasks: "Sequence[Task]",
    results: "Sequence[_Outcome]",
    *,
    explained: bool,
    stopped: bool,
) -> Report:
    documents = tuple(told_once(result for result in results if isinstance(result, Checked)))
    faults = [*not_found, *(result.fault for result in results if isinstance(result, Unreadable))]
    faults += [fault for document in documents for fault in document.faults]
    missing = _interrupted(sum(isinstance(result, Left) for result in results), tasks) if stopped else ""
    faults += [f"interrupted: {missing}"] if missing else []
    schemas = (name for task in tasks for name in task.plan.names)
    looked_up = any(task.plan.pointers for task in tasks)
    return Report(
        documents,
        tuple(dict.fromkeys(faults)),
        tuple(dict.fromkeys(schemas)),
        explained,
        looked_up,
        stopped=missing,
    )


def _interrupted(left: int, tasks: "Sequence[Task]") -> str:
    """Return the sentence on what is missing, "" if nothing is."""
    parts = [f"{left:,} of {len(tasks):,} documents were not checked"] if left else []
    parts += ["not all pointers were looked up"] if any(task.plan.pointers for task in tasks) else []
    return ", and ".join(parts)
