"""``tei validate``: checks documents and prints what is wrong with them."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.progress import shown
from tei.diagnostics import Severity
from tei.errors import UsageError
from tei.settings import Settings


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


class FailOn(StrEnum):
    """How much a finding must weigh to make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"


def validate(  # noqa: PLR0913 - each parameter is an option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Documents, or folders of them. Without any, the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    schema: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCHEMA",
            help="A .rng, .rnc, .sch or .xsd file, or tei-documentary; it alone applies. May be repeated.",
            show_default=False,
        ),
    ] = None,
    xsd: Annotated[bool, typer.Option("--xsd", help="Check against the XML Schema too.")] = False,
    all_kinds: Annotated[
        bool,
        typer.Option("--all", help="Run Schematron and XML Schema also on documents that the grammar refuses."),
    ] = False,
    schema_folder: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A folder that a RELAX NG schema may include files of, besides its own and the project's. "
            "May be repeated.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    no_ids: Annotated[
        bool,
        typer.Option("--no-ids", help="Do not check identifiers and references to them (ID, IDREF, IDREFS)."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Name all that the grammar would allow, not classes, and say what a rule is."),
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.TEXT,
    fail_on: Annotated[FailOn, typer.Option(help="What makes the exit code 1.")] = FailOn.ERROR,
    jobs: Annotated[int, typer.Option(min=0, help="How many processes; 0 is one for each processor.")] = 1,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Settings to use in place of the nearest tei.toml.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the report to FILE.", show_default=False),
    ] = None,
) -> int:
    """Check documents: well-formed XML, a TEI root, RELAX NG, then Schematron, then XML Schema on request.

    The schemas are those of the nearest tei.toml, or our own. What is found is printed with its path, line, column and
    rule. The exit code is 0 if there is no error, 1 if there is one, 2 if something could not be read.
    """
    from tei.cli.terminal import report_style  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.validate import validate as check  # noqa: PLC0415 - as above
    from tei.validate.reports import render  # noqa: PLC0415 - as above

    project = _project(settings)
    inputs = paths or [corpus_of(project)]
    if output:
        named = project.validate
        schemas = [path for path in (named.schema, named.schematron, named.xsd, project.encode.authority) if path]
        _require_other(output, [*inputs, *map(Path, schema or []), *schemas])
    report = check(
        inputs,
        schema=schema or (),
        xsd=xsd,
        all_kinds=all_kinds,
        schema_folders=schema_folder or (),
        ids=not no_ids,
        explain=explain,
        settings=project if settings else None,
        jobs=jobs,
        progress=shown(),
    )
    for fault in report.faults:
        typer.echo(f"tei: error: {fault}", err=True)
    if output:
        from tei.files import write_atomically  # noqa: PLC0415 - few reports go to a file

        write_atomically(output, render(report, form.value))
    else:
        sys.stdout.write(render(report, form.value, report_style()))
    return report.exit_code(Severity(fail_on.value))


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
