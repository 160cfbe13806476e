"""What ``tei validate`` does, once its words have been read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import settings as projects
from tei.errors import UsageError
from tei.odd.wish import Wish as Odd
from tei.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.cli.interrupting import Interruption
    from tei.validate import Report
    from tei.validate.baseline import Baseline
    from tei.validate.fixing import Fixing
    from tei.validate.online import Online

_PLAIN: Final = Odd()
# As tei.validate.reports.statistics has them, which is not loaded for a call that is wrong.
_FIGURES: Final = ("text", "json")


class Call(NamedTuple):
    """What is asked for; the defaults are those of the options."""

    paths: tuple[Path | str, ...] = ()
    schema: tuple[str, ...] = ()
    xsd: bool = False
    all_kinds: bool = False
    schema_folders: tuple[Path, ...] = ()
    ids: bool = True
    pointers: bool | None = None
    unused: bool = False
    explain: bool = False
    form: str = "text"
    fail_on: str = ""
    jobs: int = 0
    settings: Path | None = None
    output: Path | None = None
    odd: Odd = _PLAIN
    statistics: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    embedded: bool = False
    phase: str = ""
    explain_schema: Path | None = None
    online: bool = False
    online_hosts: tuple[str, ...] = ()
    refetch: bool = False
    xinclude: bool = True
    cache: bool = True
    scheduler: str = ""
    timeout_s: float = 0
    fix: bool = False
    fix_only: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    diff: bool = False
    ignore: bool = True
    show_ignored: bool = False


def place(word: str) -> Path | str:
    """Return what *word* names: a path, or an address, which a path would take a slash from."""
    from tei.corpus.remote import is_address  # noqa: PLC0415 - as below

    return word if is_address(word) else Path(word)


def run(call: Call) -> int:
    """Print the report, and return the exit code. Raises :class:`~tei.errors.TeiError`."""
    from tei.cli.interrupting import Interruption  # noqa: PLC0415 - nothing is loaded for a call that is wrong

    project = _project(call.settings)
    if call.explain_schema:
        sys.stdout.write(_explained(call, call.explain_schema, project if call.settings else None))
        return 0
    inputs: tuple[Path | str, ...] = call.paths or (_corpus_of(project),)
    if call.output:
        from tei.cli.inputs import require_other  # noqa: PLC0415 - few reports go to a file

        baselines = [path for path in (call.baseline, call.write_baseline) if path]
        here = (path for path in inputs if isinstance(path, Path))
        require_other(call.output, [*here, *map(Path, call.schema), *_named(project), *baselines])
    baseline = _baseline(call)
    fixing = _fixing(call)
    interruption = Interruption()
    report = _validated(call, inputs, project, interruption, fixing)
    report = _compared(report, baseline, call.write_baseline)._replace(ignored_shown=call.show_ignored)
    for fault in report.faults:
        sys.stderr.write(f"tei: error: {fault}\n")
    _write(report, call)
    return interruption.code if report.stopped else report.exit_code(call.fail_on)


def _write(report: "Report", call: Call) -> None:
    """Write the report, or what fixes would change, to where it is wanted."""
    written: Iterable[str]
    if call.diff and report.fixed:
        written = report.fixed.diffs
    else:
        from tei.cli.terminal import report_style  # noqa: PLC0415 - nothing is loaded for a call that is wrong
        from tei.validate.reports import parts  # noqa: PLC0415 - as above

        written = parts(report, call.form, None if call.output else report_style(), statistics=call.statistics)
    if call.output:
        from tei.files import write_atomically  # noqa: PLC0415 - few reports go to a file

        write_atomically(call.output, written)
    else:
        sys.stdout.writelines(written)
    if call.diff and report.fixed:
        from tei.validate.reports.fixed import told  # noqa: PLC0415 - few calls mend anything

        sys.stdout.flush()
        sys.stderr.write(f"{told(report.fixed)}\n")


def _fixing(call: Call) -> "Fixing | None":
    """Return which fixes are to be applied, None if none are."""
    if not (call.fix or call.fix_only or call.diff):
        if call.entries:
            message = "--user-entry gives a value to a fix: it goes with --fix or --fix-only"
            raise UsageError(message)
        return None
    from tei.validate.fixing import Fixing  # noqa: PLC0415 - few calls mend anything

    if call.baseline or call.write_baseline:
        message = "a baseline is about documents as they are: mend them first, without it"
        raise UsageError(message)
    entries = []
    for said in call.entries:
        name, equals, value = said.partition("=")
        if not equals or not name:
            message = f"--user-entry: {said!r} is not NAME=VALUE"
            raise UsageError(message)
        entries.append((name, value))
    return Fixing(call.fix_only, tuple(entries), write=not call.diff)


def _validated(
    call: Call, inputs: "Sequence[Path | str]", project: Settings, interruption: "Interruption", fixing: "Fixing | None"
) -> "Report":
    """Return the report on *inputs*, on those that are done if it is interrupted."""
    from tei.cli.terminal import progress  # noqa: PLC0415 - as above
    from tei.validate import validate  # noqa: PLC0415 - as above

    bar = progress()

    def note(done: int, documents: int) -> None:
        interruption.note(done)
        if bar is not None:
            bar(done, documents)

    try:
        with interruption:
            return validate(
                inputs,
                schema=call.schema,
                xsd=call.xsd,
                all_kinds=call.all_kinds,
                schema_folders=call.schema_folders,
                ids=call.ids,
                odd=call.odd,
                embedded=call.embedded,
                phase=call.phase,
                pointers=call.pointers,
                unused=call.unused,
                explain=call.explain,
                ignore=call.ignore,
                settings=project if call.settings else None,
                jobs=call.jobs,
                progress=note,
                scheduler=call.scheduler,
                online=_online(call),
                xinclude=call.xinclude,
                cache=call.cache,
                timeout_s=call.timeout_s,
                stopped=interruption,
                edits=call.form == "sarif",
                fixing=fixing,
            )
    finally:
        if bar is not None:
            bar.wipe()


def _baseline(call: Call) -> "Baseline | None":
    """Return the baseline to compare with; what must not be is refused before anything is checked."""
    if call.statistics and call.form not in _FIGURES:
        message = f"--statistics goes with --format {' or '.join(_FIGURES)}, not with {call.form}"
        raise UsageError(message)
    if not call.baseline and not call.write_baseline:
        return None
    from tei.validate import baseline  # noqa: PLC0415 - most calls have none

    if call.baseline and call.write_baseline:
        message = "--baseline compares with a baseline, --write-baseline writes one: give one of the two"
        raise UsageError(message)
    if call.baseline:
        return baseline.read(call.baseline)
    if call.write_baseline and call.output and call.write_baseline.resolve() == call.output.resolve():
        message = f"the report and the baseline cannot both be written to {call.output}"
        raise UsageError(message)
    if call.write_baseline and call.write_baseline.exists():
        baseline.read(call.write_baseline)  # Nothing else than a baseline is written over.
    return None


def _compared(report: "Report", known: "Baseline | None", to_write: Path | None) -> "Report":
    """Return *report* beside the baseline that is *known*, or that is written now."""
    if known is None and to_write is None:
        return report
    from tei.validate import baseline  # noqa: PLC0415 - most calls have none

    if known is not None:
        return baseline.compared(report, known)
    return baseline.noted(report, to_write) if to_write else report


def _explained(call: Call, document: Path, settings: Settings | None) -> str:
    """Return which schemas *document* would be checked against, and why."""
    from tei.validate import explaining  # noqa: PLC0415 - few calls ask for it

    folders = tuple(folder.absolute() for folder in call.schema_folders)
    return explaining.explain(
        document,
        schema=call.schema,
        odd=call.odd,
        settings=settings,
        schema_folders=folders,
        online=_online(call),
    )


def _online(call: Call) -> "Online | None":
    """Return the web, as far as the call allows to ask it; None if it does not."""
    if not (call.online or call.online_hosts or call.refetch):
        return None
    from tei.validate.online import Online  # noqa: PLC0415 - few calls ask the web

    return Online(call.online_hosts, anew=call.refetch)


def _corpus_of(project: Settings) -> Path:
    from tei.cli.inputs import corpus_of  # noqa: PLC0415 - most calls name what to check

    return corpus_of(project)


def _named(project: Settings) -> list[Path]:
    """Return the files that the settings name."""
    said = project.validate
    of_kinds = [each for each in (said.schema, said.schematron, said.xsd) if each]
    return [*(path for each in of_kinds for path in each), *project.authorities]


def _project(file: Path | None) -> Settings:
    """Return the settings in *file*, or those of the project that the command is given in."""
    if file is None:
        return projects.load()
    if not file.is_file():
        message = f"--settings: there is no file {file}"
        raise UsageError(message)
    return projects.read(file)
