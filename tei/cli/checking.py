"""What ``tei validate`` does, once its words have been read."""

import sys
from pathlib import Path
from typing import Final, NamedTuple

from tei import settings as projects
from tei.errors import UsageError
from tei.odd.wish import Wish as Odd
from tei.settings import Settings

_PLAIN: Final = Odd()


class Call(NamedTuple):
    """What is asked for; the defaults are those of the options."""

    paths: tuple[Path, ...] = ()
    schema: tuple[str, ...] = ()
    xsd: bool = False
    all_kinds: bool = False
    schema_folders: tuple[Path, ...] = ()
    ids: bool = True
    pointers: bool | None = None
    unused: bool = False
    explain: bool = False
    form: str = "text"
    fail_on: str = "error"
    jobs: int = 1
    settings: Path | None = None
    output: Path | None = None
    odd: Odd = _PLAIN


def run(call: Call) -> int:
    """Print the report, and return the exit code. Raises :class:`~tei.errors.TeiError`."""
    from tei.cli.terminal import progress, report_style  # noqa: PLC0415 - nothing is loaded for a call that is wrong
    from tei.validate import validate  # noqa: PLC0415 - as above
    from tei.validate.reports import render  # noqa: PLC0415 - as above

    project = _project(call.settings)
    inputs = call.paths or (_corpus_of(project),)
    if call.output:
        from tei.cli.inputs import require_other  # noqa: PLC0415 - few reports go to a file

        require_other(call.output, [*inputs, *map(Path, call.schema), *_named(project)])
    report = validate(
        inputs,
        schema=call.schema,
        xsd=call.xsd,
        all_kinds=call.all_kinds,
        schema_folders=call.schema_folders,
        ids=call.ids,
        odd=call.odd,
        pointers=call.pointers,
        unused=call.unused,
        explain=call.explain,
        settings=project if call.settings else None,
        jobs=call.jobs,
        progress=progress(),
    )
    for fault in report.faults:
        sys.stderr.write(f"tei: error: {fault}\n")
    if call.output:
        from tei.files import write_atomically  # noqa: PLC0415 - few reports go to a file

        write_atomically(call.output, render(report, call.form))
    else:
        sys.stdout.write(render(report, call.form, report_style()))
    return report.exit_code(call.fail_on)


def _corpus_of(project: Settings) -> Path:
    from tei.cli.inputs import corpus_of  # noqa: PLC0415 - most calls name what to check

    return corpus_of(project)


def _named(project: Settings) -> list[Path]:
    """Return the files that the settings name."""
    named = project.validate
    return [path for path in (named.schema, named.schematron, named.xsd, project.encode.authority) if path]


def _project(file: Path | None) -> Settings:
    """Return the settings in *file*, or those of the project that the command is given in."""
    if file is None:
        return projects.load()
    if not file.is_file():
        message = f"--settings: there is no file {file}"
        raise UsageError(message)
    return projects.read(file)
