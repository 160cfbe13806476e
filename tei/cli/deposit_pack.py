"""``tei deposit pack``: makes packages for repositories."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.options import Jobs, Paths
from tei.cli.terminal import progress
from tei.diagnostics import Severity


class PackageFormat(StrEnum):
    """How the package is laid out."""

    BAGIT = "bagit"
    SAF = "saf"
    OCFL = "ocfl"
    ROCRATE = "rocrate"
    METS = "mets"
    ARCHIVEMATICA = "archivematica"
    ZIP = "zip"


def deposit_pack(  # noqa: PLR0913 - each parameter is an option
    paths: Paths = None,
    *,
    form: Annotated[PackageFormat, typer.Option("--format", help="How the package is laid out.")] = PackageFormat.BAGIT,
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder that the packages go into.")
    ] = Path("packages"),
    each: Annotated[
        bool, typer.Option("--each", help="One package a document; several are one package otherwise.")
    ] = False,
    collection: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What the package of several documents is called. By default as the folder that is given.",
            show_default=False,
        ),
    ] = "",
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="Leave out the PDFs, which take the most time.")] = False,
    allow_invalid: Annotated[
        bool, typer.Option("--allow-invalid", help="Pack documents also when they are not valid.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the package in the place of another that is there already.")
    ] = False,
    jobs: Jobs = 1,
) -> int:
    """Make packages for repositories: the documents as they are, schemas, report, editions, and metadata.

    Prints the packages. The exit code is 1 if a document was refused because it is not valid. The same documents give
    the same bytes, and what stops half way leaves no half package.
    """
    from tei.deposit.packages import pack  # noqa: PLC0415 - lxml and Saxon are loaded when there is work for them

    report = pack(
        paths or [corpus_of(projects.load())],
        form=form.value,
        out=out,
        each=each,
        collection=collection,
        pdf=not no_pdf,
        allow_invalid=allow_invalid,
        replace=replace,
        jobs=jobs,
        progress=progress(),
    )
    for finding in report.findings:
        weight = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
        typer.echo(
            f"{finding.path}:{finding.span.line}:{finding.span.column}  {finding.rule}  {weight}{finding.message}"
        )
        for advice in finding.help:
            typer.echo(f"   help: {advice}")
    for path in report.written:
        typer.echo(str(path))
    for path in report.unchanged:
        typer.echo(f"{path} is there already, and the same")
    sys.stdout.flush()
    return report.exit_code
