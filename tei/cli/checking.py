"""What ``tei validate`` does, once its words have been read."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from tei import settings as projects
from tei.errors import UsageError
from tei.settings import Settings

_LEAST_FOR_PROGRESS: Final = 20


class Call(NamedTuple):
    """What is asked for; the defaults are those of the options."""

    paths: tuple[Path, ...] = ()
    schema: tuple[str, ...] = ()
    xsd: bool = False
    all_kinds: bool = False
    schema_folders: tuple[Path, ...] = ()
    ids: bool = True
    explain: bool = False
    form: str = "text"
    fail_on: str = "error"
    jobs: int = 1
    settings: Path | None = None
    output: Path | None = None


def run(call: Call) -> int:
    """Print the report, and return the exit code. Raises :class:`~tei.errors.TeiError`."""
    from tei.validate import validate  # noqa: PLC0415 - nothing is loaded for a call that is wrong
    from tei.validate.reports import render  # noqa: PLC0415 - as above

    project = _project(call.settings)
    inputs = call.paths or (_corpus_of(project),)
    if call.output:
        _require_other(call.output, [*inputs, *map(Path, call.schema), *_named(project)])
    report = validate(
        inputs,
        schema=call.schema,
        xsd=call.xsd,
        all_kinds=call.all_kinds,
        schema_folders=call.schema_folders,
        ids=call.ids,
        explain=call.explain,
        settings=project if call.settings else None,
        jobs=call.jobs,
        progress=_progress(),
    )
    for fault in report.faults:
        sys.stderr.write(f"tei: error: {fault}\n")
    if call.output:
        from tei.files import write_atomically  # noqa: PLC0415 - few reports go to a file

        write_atomically(call.output, render(report, call.form))
    else:
        from tei.cli.terminal import report_style  # noqa: PLC0415 - as above

        sys.stdout.write(render(report, call.form, report_style()))
    return report.exit_code(call.fail_on)


def _corpus_of(project: Settings) -> Path:
    from tei.cli.inputs import corpus_of  # noqa: PLC0415 - most calls name what to check

    return corpus_of(project)


def _named(project: Settings) -> list[Path]:
    """Return the files that the settings name."""
    named = project.validate
    return [path for path in (named.schema, named.schematron, named.xsd, project.encode.authority) if path]


def _require_other(output: Path, inputs: list[Path]) -> None:
    """Refuse to write the report over what it is about. Raises :class:`~tei.errors.UsageError`."""
    if not output.exists():
        return
    # Whoever writes a report beside the documents of a folder does not call it .xml.
    inside = output.suffix.lower() == ".xml" and any(path.resolve() in output.resolve().parents for path in inputs)
    if inside or any(path.exists() and output.samefile(path) for path in inputs):
        message = f"-o {output} is one of the files to be read; the report would overwrite it"
        raise UsageError(message)


def _project(file: Path | None) -> Settings:
    """Return the settings in *file*, or those of the project that the command is given in."""
    if file is None:
        return projects.load()
    if not file.is_file():
        message = f"--settings: there is no file {file}"
        raise UsageError(message)
    return projects.read(file)


def _progress() -> "Callable[[int, int], None] | None":
    """Return what shows the progress on a terminal, None where there is nobody to see it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, documents: int) -> None:
        if documents < _LEAST_FOR_PROGRESS:
            return
        # The line is overwritten, and in the end wiped: the report begins on a clean one.
        line = "\r\x1b[K" if done == documents else f"\r{done:,} of {documents:,} documents"
        sys.stderr.write(line)
        sys.stderr.flush()

    return show
